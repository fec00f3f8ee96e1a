//! `policies`, `host_approvals` and `installs`: the facts of the policy resolution.

use std::collections::BTreeMap;

use portico_sdk::policy::{Mode, Policy, PolicyLevel, Selector};

use super::query::{FIFTY, fifty_from_2};
use super::{FromRow, Row, Runner, StorageError, sql};

struct PolicyRow(Option<Policy>);

/// A row that a newer server wrote in words this one does not know is left out, with a warning.
impl FromRow for PolicyRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        let level = match row.text("level")?.as_str() {
            "host" => PolicyLevel::Host,
            _ => PolicyLevel::Org(row.text("org_id")?),
        };
        let value = row.text("selector_value")?;
        let selector = match row.text("selector_kind")?.as_str() {
            "plugin" => Some(Selector::Plugin(value)),
            "category" => Some(Selector::Category(value)),
            "any" => Some(Selector::Any),
            _ => None,
        };
        let mode = Mode::parse(&row.text("mode")?);
        let (Some(selector), Some(mode)) = (selector, mode) else {
            tracing::warn!(?level, "a policy of an unknown kind or mode is ignored");
            return Ok(Self(None));
        };
        Ok(Self(Some(Policy {
            level,
            selector,
            mode,
            set_by: row.text("set_by")?,
            set_at: row.int("set_at")?,
            note: row.text("note")?,
        })))
    }
}

/// The host's own policies.
pub async fn of_host(on: &mut impl Runner, host: &str) -> Result<Vec<Policy>, StorageError> {
    let rows: Vec<PolicyRow> =
        sql("select * from policies where host_id = $1 and level = 'host' and org_id = ''")
            .bind(host)
            .all(on)
            .await?;
    Ok(rows.into_iter().filter_map(|row| row.0).collect())
}

/// One organisation's policies.
pub async fn of_org(
    on: &mut impl Runner,
    host: &str,
    org: &str,
) -> Result<Vec<Policy>, StorageError> {
    let rows: Vec<PolicyRow> =
        sql("select * from policies where host_id = $1 and level = 'org' and org_id = $2")
            .bind(host)
            .bind(org)
            .all(on)
            .await?;
    Ok(rows.into_iter().filter_map(|row| row.0).collect())
}

/// The policies of several organisations of a host.
pub async fn of_orgs(
    on: &mut impl Runner,
    host: &str,
    orgs: &[&str],
) -> Result<Vec<Policy>, StorageError> {
    let mut found = Vec::new();
    for orgs in orgs.chunks(FIFTY) {
        let rows: Vec<PolicyRow> = sql(concat!(
            "select * from policies where host_id = $1 and level = 'org' and org_id in (",
            fifty_from_2!(),
            ")"
        ))
        .bind(host)
        .bind_fifty(orgs)
        .all(on)
        .await?;
        found.extend(rows.into_iter().filter_map(|row| row.0));
    }
    Ok(found)
}

/// Sets a policy, replacing the one of the same level and selector.
pub async fn set(on: &mut impl Runner, host: &str, policy: &Policy) -> Result<(), StorageError> {
    let (level, org) = level(&policy.level);
    let (kind, value) = selector(&policy.selector);
    sql("insert into policies (host_id, level, org_id, selector_kind, selector_value, mode, set_by, set_at, note) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         on conflict (host_id, level, org_id, selector_kind, selector_value) \
         do update set mode = excluded.mode, set_by = excluded.set_by, set_at = excluded.set_at, note = excluded.note")
    .bind(host)
    .bind(level)
    .bind(org)
    .bind(kind)
    .bind(value)
    .bind(policy.mode.name())
    .bind(&policy.set_by)
    .bind(policy.set_at)
    .bind(&policy.note)
    .execute(on)
    .await?;
    Ok(())
}

/// Removes a policy; true when there was one.
pub async fn remove(
    on: &mut impl Runner,
    host: &str,
    of: &PolicyLevel,
    about: &Selector,
) -> Result<bool, StorageError> {
    let (level, org) = level(of);
    let (kind, value) = selector(about);
    let removed = sql("delete from policies where host_id = $1 and level = $2 and org_id = $3 and selector_kind = $4 and selector_value = $5")
        .bind(host)
        .bind(level)
        .bind(org)
        .bind(kind)
        .bind(value)
        .execute(on)
        .await?;
    Ok(removed > 0)
}

/// The plugins a host approved: name → since when (milliseconds). The approval of a package is of its contents (THREATS 33): other
/// contents in service are not approved.
pub async fn approved(
    on: &mut impl Runner,
    host: &str,
) -> Result<BTreeMap<String, i64>, StorageError> {
    let rows = sql("select a.plugin, a.approved_at as number from host_approvals a \
         left join plugins p on p.name = a.plugin where a.host_id = $1 and a.digest = coalesce(p.digest, '')")
    .bind(host)
    .all(on)
    .await?;
    Ok(by_plugin(rows))
}

/// A row of `host_approvals`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Name of the plugin.
    pub plugin: String,
    /// Who approved it.
    pub by: String,
    /// When, in milliseconds since the epoch.
    pub at: i64,
}

impl FromRow for Approval {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            plugin: row.text("plugin")?,
            by: row.text("approved_by")?,
            at: row.int("approved_at")?,
        })
    }
}

/// The approvals of a host, with who gave them.
pub async fn approvals(on: &mut impl Runner, host: &str) -> Result<Vec<Approval>, StorageError> {
    sql("select a.plugin, a.approved_by, a.approved_at from host_approvals a left join plugins p on p.name = a.plugin \
         where a.host_id = $1 and a.digest = coalesce(p.digest, '') order by a.plugin")
    .bind(host)
    .all(on)
    .await
}

/// Approves a plugin on a host, with the contents in service now; false when it is approved already.
pub async fn approve(
    on: &mut impl Runner,
    host: &str,
    plugin: &str,
    by: &str,
    now: i64,
) -> Result<bool, StorageError> {
    let added = sql("insert into host_approvals (host_id, plugin, approved_by, approved_at, digest) \
         values ($1, $2, $3, $4, coalesce((select digest from plugins where name = $2), '')) \
         on conflict (host_id, plugin) do update set approved_by = excluded.approved_by, approved_at = excluded.approved_at, \
         digest = excluded.digest where host_approvals.digest <> excluded.digest")
        .bind(host)
        .bind(plugin)
        .bind(by)
        .bind(now)
        .execute(on)
        .await?;
    Ok(added > 0)
}

/// Takes an approval back; true when there was one.
pub async fn unapprove(
    on: &mut impl Runner,
    host: &str,
    plugin: &str,
) -> Result<bool, StorageError> {
    let removed = sql("delete from host_approvals where host_id = $1 and plugin = $2")
        .bind(host)
        .bind(plugin)
        .execute(on)
        .await?;
    Ok(removed > 0)
}

/// A user's own installs: plugin → since when (milliseconds).
pub async fn installs(
    on: &mut impl Runner,
    host: &str,
    uid: &str,
) -> Result<BTreeMap<String, i64>, StorageError> {
    let rows =
        sql("select plugin, installed_at as number from installs where host_id = $1 and uid = $2")
            .bind(host)
            .bind(uid)
            .all(on)
            .await?;
    Ok(by_plugin(rows))
}

/// How many users of a host installed each plugin, for the order of the store.
pub async fn install_counts(
    on: &mut impl Runner,
    host: &str,
) -> Result<BTreeMap<String, i64>, StorageError> {
    let rows =
        sql("select plugin, count(*) as number from installs where host_id = $1 group by plugin")
            .bind(host)
            .all(on)
            .await?;
    Ok(by_plugin(rows))
}

/// Installs for one user; false when it was installed already.
pub async fn install(
    on: &mut impl Runner,
    host: &str,
    uid: &str,
    plugin: &str,
    now: i64,
) -> Result<bool, StorageError> {
    let added = sql("insert into installs (host_id, uid, plugin, installed_at) values ($1, $2, $3, $4) on conflict do nothing")
        .bind(host)
        .bind(uid)
        .bind(plugin)
        .bind(now)
        .execute(on)
        .await?;
    Ok(added > 0)
}

/// Removes one user's install; true when there was one.
pub async fn uninstall(
    on: &mut impl Runner,
    host: &str,
    uid: &str,
    plugin: &str,
) -> Result<bool, StorageError> {
    let removed = sql("delete from installs where host_id = $1 and uid = $2 and plugin = $3")
        .bind(host)
        .bind(uid)
        .bind(plugin)
        .execute(on)
        .await?;
    Ok(removed > 0)
}

struct Named {
    plugin: String,
    number: i64,
}

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            plugin: row.text("plugin")?,
            number: row.int("number")?,
        })
    }
}

fn by_plugin(rows: Vec<Named>) -> BTreeMap<String, i64> {
    rows.into_iter()
        .map(|row| (row.plugin, row.number))
        .collect()
}

fn level(level: &PolicyLevel) -> (&'static str, &str) {
    match level {
        PolicyLevel::Host => ("host", ""),
        PolicyLevel::Org(org) => ("org", org),
    }
}

fn selector(selector: &Selector) -> (&'static str, &str) {
    match selector {
        Selector::Plugin(name) => ("plugin", name),
        Selector::Category(name) => ("category", name),
        Selector::Any => ("any", ""),
    }
}
