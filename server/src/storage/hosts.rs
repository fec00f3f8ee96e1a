//! Hosts and what hangs on them.

use portico_sdk::policy::HostModes;

use super::{FromRow, Row, Runner, StorageError, sql};

/// A row of `hosts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostRow {
    /// Host id.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// Address of its logo, empty: none.
    pub logo_url: String,
    /// Accent colour as `#rrggbb`, empty: Portico's.
    pub accent: String,
    /// Its own site, for the way back; empty: none.
    pub site_url: String,
    /// Where it signs users in; empty: none.
    pub sign_in_url: String,
    /// What it offers.
    pub modes: HostModes,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

impl FromRow for HostRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            name: row.text("name")?,
            logo_url: row.text("logo_url")?,
            accent: row.text("accent")?,
            site_url: row.text("site_url")?,
            sign_in_url: row.text("sign_in_url")?,
            modes: HostModes {
                org_plugins: row.bool("org_plugins")?,
                user_installs: row.bool("user_installs")?,
                purchases: row.bool("purchases")?,
            },
            created_at: row.int("created_at")?,
        })
    }
}

/// One host by id.
pub async fn get(on: &mut impl Runner, id: &str) -> Result<Option<HostRow>, StorageError> {
    sql("select * from hosts where id = $1")
        .bind(id)
        .optional(on)
        .await
}

/// All hosts, the first created first.
pub async fn all(on: &mut impl Runner) -> Result<Vec<HostRow>, StorageError> {
    sql("select * from hosts order by created_at, id")
        .all(on)
        .await
}

/// Stores all settings of a host.
pub async fn update(on: &mut impl Runner, host: &HostRow) -> Result<(), StorageError> {
    sql(
        "update hosts set name = $2, logo_url = $3, accent = $4, site_url = $5, sign_in_url = $6, \
         org_plugins = $7, user_installs = $8, purchases = $9 where id = $1",
    )
    .bind(&host.id)
    .bind(&host.name)
    .bind(&host.logo_url)
    .bind(&host.accent)
    .bind(&host.site_url)
    .bind(&host.sign_in_url)
    .bind(host.modes.org_plugins)
    .bind(host.modes.user_installs)
    .bind(host.modes.purchases)
    .execute(on)
    .await?;
    Ok(())
}

/// Holds a host's row until the unit of work ends, so that two decisions about its members come one after the other.
pub async fn lock(on: &mut impl Runner, id: &str) -> Result<(), StorageError> {
    sql("update hosts set id = id where id = $1")
        .bind(id)
        .execute(on)
        .await?;
    Ok(())
}

/// The host created first: the default when a request names none.
pub async fn first(on: &mut impl Runner) -> Result<Option<HostRow>, StorageError> {
    sql("select * from hosts order by created_at, id limit 1")
        .optional(on)
        .await
}

/// Adds a host. [`StorageError::Conflict`] when the id is taken.
pub async fn insert(on: &mut impl Runner, host: &HostRow) -> Result<(), StorageError> {
    sql("insert into hosts (id, name, logo_url, accent, site_url, sign_in_url, org_plugins, user_installs, purchases, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(&host.id)
        .bind(&host.name)
        .bind(&host.logo_url)
        .bind(&host.accent)
        .bind(&host.site_url)
        .bind(&host.sign_in_url)
        .bind(host.modes.org_plugins)
        .bind(host.modes.user_installs)
        .bind(host.modes.purchases)
        .bind(host.created_at)
        .execute(on)
        .await?;
    Ok(())
}

/// The registered origins of a host, in order.
pub async fn origins(on: &mut impl Runner, host: &str) -> Result<Vec<String>, StorageError> {
    let rows: Vec<Origin> =
        sql("select origin from host_origins where host_id = $1 order by origin")
            .bind(host)
            .all(on)
            .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Registers an origin; false when the host has it already.
pub async fn add_origin(
    on: &mut impl Runner,
    host: &str,
    origin: &str,
    now: i64,
) -> Result<bool, StorageError> {
    let added = sql("insert into host_origins (host_id, origin, created_at) values ($1, $2, $3) on conflict do nothing")
        .bind(host)
        .bind(origin)
        .bind(now)
        .execute(on)
        .await?;
    Ok(added > 0)
}

/// Removes an origin; true when the host had it.
pub async fn remove_origin(
    on: &mut impl Runner,
    host: &str,
    origin: &str,
) -> Result<bool, StorageError> {
    let removed = sql("delete from host_origins where host_id = $1 and origin = $2")
        .bind(host)
        .bind(origin)
        .execute(on)
        .await?;
    Ok(removed > 0)
}

/// True when any host registered the origin.
pub async fn any_has_origin(on: &mut impl Runner, origin: &str) -> Result<bool, StorageError> {
    let found: Option<Origin> = sql("select origin from host_origins where origin = $1 limit 1")
        .bind(origin)
        .optional(on)
        .await?;
    Ok(found.is_some())
}

struct Origin(String);

impl FromRow for Origin {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        row.text("origin").map(Self)
    }
}

/// Sets the address of the host's own site.
pub async fn set_site_url(on: &mut impl Runner, id: &str, url: &str) -> Result<(), StorageError> {
    sql("update hosts set site_url = $2 where id = $1")
        .bind(id)
        .bind(url)
        .execute(on)
        .await?;
    Ok(())
}
