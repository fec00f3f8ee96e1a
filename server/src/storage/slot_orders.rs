//! `slot_orders`: in which order admins want the extensions of a slot.

use portico_sdk::policy::PolicyLevel;

use super::query::{FIFTY, fifty_from_2};
use super::{FromRow, Row, Runner, StorageError, sql};

/// The order that somebody gave to a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotOrder {
    /// The organisation's id; empty: the host's order.
    pub org: String,
    /// Slot key.
    pub slot: String,
    /// The extensions from first to last, each as `plugin/extension`.
    pub order: Vec<String>,
}

impl FromRow for SlotOrder {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            org: row.text("org_id")?,
            slot: row.text("slot")?,
            order: row.json("order_json")?,
        })
    }
}

/// The orders of one level.
pub async fn of(
    on: &mut impl Runner,
    host: &str,
    level: &PolicyLevel,
) -> Result<Vec<SlotOrder>, StorageError> {
    let (level, org) = columns(level);
    sql("select org_id, slot, order_json from slot_orders where host_id = $1 and level = $2 and org_id = $3")
        .bind(host)
        .bind(level)
        .bind(org)
        .all(on)
        .await
}

/// The orders of several organisations of a host.
pub async fn of_orgs(
    on: &mut impl Runner,
    host: &str,
    orgs: &[&str],
) -> Result<Vec<SlotOrder>, StorageError> {
    let mut found = Vec::new();
    for orgs in orgs.chunks(FIFTY) {
        let rows: Vec<SlotOrder> = sql(concat!(
            "select org_id, slot, order_json from slot_orders where host_id = $1 and level = 'org' and org_id in (",
            fifty_from_2!(),
            ")"
        ))
        .bind(host)
        .bind_fifty(orgs)
        .all(on)
        .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Sets the order of a slot, replacing the one of the same level.
pub async fn set(
    on: &mut impl Runner,
    host: &str,
    level: &PolicyLevel,
    slot: &str,
    order: &[String],
    (by, now): (&str, i64),
) -> Result<(), StorageError> {
    let (level, org) = columns(level);
    let json = serde_json::to_string(order).map_err(|error| StorageError::Unreadable {
        column: "order_json",
        problem: error.to_string(),
    })?;
    sql("insert into slot_orders (host_id, level, org_id, slot, order_json, set_by, set_at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (host_id, level, org_id, slot) \
         do update set order_json = excluded.order_json, set_by = excluded.set_by, set_at = excluded.set_at")
        .bind(host)
        .bind(level)
        .bind(org)
        .bind(slot)
        .bind(json)
        .bind(by)
        .bind(now)
        .execute(on)
        .await?;
    Ok(())
}

/// Goes back to the order of the level above; true when there was one to forget.
pub async fn remove(
    on: &mut impl Runner,
    host: &str,
    level: &PolicyLevel,
    slot: &str,
) -> Result<bool, StorageError> {
    let (level, org) = columns(level);
    let removed = sql(
        "delete from slot_orders where host_id = $1 and level = $2 and org_id = $3 and slot = $4",
    )
    .bind(host)
    .bind(level)
    .bind(org)
    .bind(slot)
    .execute(on)
    .await?;
    Ok(removed > 0)
}

fn columns(level: &PolicyLevel) -> (&'static str, &str) {
    match level {
        PolicyLevel::Host => ("host", ""),
        PolicyLevel::Org(org) => ("org", org),
    }
}
