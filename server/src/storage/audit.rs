//! `audit_log`: who changed what, each row chained to the one before by its hash.

use serde_json::Value;

use super::{FromRow, Row, Runner, StorageError, sql};
use crate::crypto::{new_id, sha256_hex};

/// Something a person or a program did.
#[derive(Debug, Clone, Default)]
pub struct AuditEntry<'a> {
    /// Host concerned, empty for the whole server.
    pub host: &'a str,
    /// Organisation concerned, empty for none.
    pub org: &'a str,
    /// uid, console account or token.
    pub actor: &'a str,
    /// `user`, `console`, `api_token`, `cli`, `server`.
    pub via: &'a str,
    /// For example `org_plugin.set`.
    pub action: &'a str,
    /// What was acted on, for example the plugin.
    pub subject: &'a str,
    /// State before; null when there was none. Never a secret.
    pub before: Value,
    /// State after; null when there is none. Never a secret.
    pub after: Value,
}

/// A row of `audit_log`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Position in the chain, from 1 without gaps.
    pub seq: i64,
    /// Id of the row.
    pub id: String,
    /// Host concerned.
    pub host_id: String,
    /// Organisation concerned.
    pub org_id: String,
    /// Milliseconds since the epoch.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// Through what.
    pub via: String,
    /// What happened.
    pub action: String,
    /// To what.
    pub subject: String,
    /// JSON of the state before.
    pub before_json: String,
    /// JSON of the state after.
    pub after_json: String,
    /// Hash of the row before, empty for the first.
    pub prev_hash: String,
    /// Hash of this row.
    pub hash: String,
}

impl AuditRow {
    /// The hash that the row must have: SHA-256, in hexadecimal, of the JSON array of all other columns in the order of
    /// the table, `prev_hash` first.
    pub fn expected_hash(&self) -> String {
        let canonical = serde_json::json!([
            self.prev_hash,
            self.seq,
            self.id,
            self.host_id,
            self.org_id,
            self.at,
            self.actor,
            self.via,
            self.action,
            self.subject,
            self.before_json,
            self.after_json,
        ]);
        sha256_hex(canonical.to_string().as_bytes())
    }
}

impl FromRow for AuditRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            seq: row.int("seq")?,
            id: row.text("id")?,
            host_id: row.text("host_id")?,
            org_id: row.text("org_id")?,
            at: row.int("at")?,
            actor: row.text("actor")?,
            via: row.text("via")?,
            action: row.text("action")?,
            subject: row.text("subject")?,
            before_json: row.text("before_json")?,
            after_json: row.text("after_json")?,
            prev_hash: row.text("prev_hash")?,
            hash: row.text("hash")?,
        })
    }
}

struct Head {
    seq: i64,
    hash: String,
}

impl FromRow for Head {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            seq: row.int("seq")?,
            hash: row.text("hash")?,
        })
    }
}

/// Adds a row to the chain. Only inside a unit of work: the chain's end stays locked until it commits.
pub async fn append(
    on: &mut impl Runner,
    now: i64,
    entry: AuditEntry<'_>,
) -> Result<(), StorageError> {
    let head: Head = sql("update audit_head set seq = seq + 1 where id = 1 returning seq, hash")
        .optional(on)
        .await?
        .ok_or(StorageError::Unreadable {
            column: "seq",
            problem: "audit_head is empty".to_owned(),
        })?;
    let mut row = AuditRow {
        seq: head.seq,
        id: new_id(),
        host_id: entry.host.to_owned(),
        org_id: entry.org.to_owned(),
        at: now,
        actor: entry.actor.to_owned(),
        via: entry.via.to_owned(),
        action: entry.action.to_owned(),
        subject: entry.subject.to_owned(),
        before_json: entry.before.to_string(),
        after_json: entry.after.to_string(),
        prev_hash: head.hash,
        hash: String::new(),
    };
    row.hash = row.expected_hash();
    sql("insert into audit_log (seq, id, host_id, org_id, at, actor, via, action, subject, before_json, after_json, prev_hash, hash) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
    .bind(row.seq)
    .bind(&row.id)
    .bind(&row.host_id)
    .bind(&row.org_id)
    .bind(row.at)
    .bind(&row.actor)
    .bind(&row.via)
    .bind(&row.action)
    .bind(&row.subject)
    .bind(&row.before_json)
    .bind(&row.after_json)
    .bind(&row.prev_hash)
    .bind(&row.hash)
    .execute(on)
    .await?;
    sql("update audit_head set hash = $1 where id = 1")
        .bind(&row.hash)
        .execute(on)
        .await?;
    Ok(())
}

/// Holds the end of the chain until the unit of work ends: whoever appends a row waits, and so does whoever holds it.
pub async fn hold(on: &mut impl Runner) -> Result<(), StorageError> {
    sql("update audit_head set seq = seq where id = 1")
        .execute(on)
        .await?;
    Ok(())
}

/// A page of one host's rows, the newest first; of one organisation when `org` is given. `before`: only rows with a
/// smaller number.
pub async fn page(
    on: &mut impl Runner,
    host: &str,
    org: Option<&str>,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<AuditRow>, StorageError> {
    let before = before.unwrap_or(i64::MAX);
    match org {
        None => sql("select * from audit_log where host_id = $1 and seq < $2 order by seq desc limit $3")
            .bind(host)
            .bind(before)
            .bind(limit),
        Some(org) => sql("select * from audit_log where host_id = $1 and org_id = $2 and seq < $3 order by seq desc limit $4")
            .bind(host)
            .bind(org)
            .bind(before)
            .bind(limit),
    }
    .all(on)
    .await
}

/// True when an action on a subject is in the log of a host.
pub async fn names(
    on: &mut impl Runner,
    host: &str,
    action: &str,
    subject: &str,
) -> Result<bool, StorageError> {
    let found: Option<AuditRow> = sql(
        "select * from audit_log where host_id = $1 and action = $2 and subject = $3 order by seq desc limit 1",
    )
    .bind(host)
    .bind(action)
    .bind(subject)
    .optional(on)
    .await?;
    Ok(found.is_some())
}

/// A stretch of the whole chain from row number `from` on, for its verification.
pub async fn chain(
    on: &mut impl Runner,
    from: i64,
    limit: i64,
) -> Result<Vec<AuditRow>, StorageError> {
    sql("select * from audit_log where seq >= $1 order by seq limit $2")
        .bind(from)
        .bind(limit)
        .all(on)
        .await
}
