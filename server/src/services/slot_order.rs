//! In which order the extensions of a slot stand, as admins of organisations and members of the host want it.

use portico_app::backend::{HostSlot, HostSlotExtension, OrderStep};
use portico_app::i18n::Said;
use portico_sdk::policy::{Decision, PolicyLevel};
use portico_sdk::slot::{SlotDef, slots};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::console::{ConsoleCaller, record};
use super::inspector::visible;
use super::policy::{
    Arranged, Entry, HostFacts, Orders, Standing, Step, View, moved, order_name, sort,
};
use crate::epochs::Subject;
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registry;
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::audit::{self, AuditEntry};
use crate::storage::slot_orders;

/// Which extension is to be moved where.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SlotMove {
    /// Slot key.
    pub slot: String,
    /// Name of the plugin; not needed for `reset`.
    #[serde(default)]
    pub plugin: String,
    /// Id of the extension; not needed for `reset`.
    #[serde(default)]
    pub extension: String,
    /// Where to.
    pub step: OrderStep,
}

/// Changes the order for an organisation, of what is on for it. 401, 403 and 404 as of all writes to an organisation, 404 for
/// an extension that is not in the slot, 409 `cannot_move` when it is at the end already, 429 for more than a person does.
pub async fn of_org(
    state: &AppState,
    caller: &Caller,
    org: &str,
    what: &SlotMove,
) -> ServiceResult<()> {
    caller.require_org_admin(org)?;
    if !caller.host.modes.org_plugins {
        return Err(ServiceError::not_found());
    }
    caller.count_write(state)?;
    let host = &caller.host.id;
    let view = View::of(state, host, Standing::of_org_admin(org));
    let resolved = view.resolved(state).await?;
    let level = PolicyLevel::Org(org.to_owned());

    let mut change = state.change().await?;
    // Whoever else moves something waits here: the order is made from what is stored, and the audit says what was there.
    audit::hold(&mut change).await?;
    let own = slot_orders::of(&mut change, host, &level).await?;
    let of_host = slot_orders::of(&mut change, host, &PolicyLevel::Host).await?;
    let before = order_in(&own, &what.slot);
    let orders = Orders::of(&of_host, own);
    let arranged = Arranged::of(&resolved.registry, &resolved.decisions, &orders);
    let names = visible(&arranged, &what.slot, &what.plugin);
    let after = next_order(&resolved.registry, &orders, &names, what)?;
    if before == after {
        return Ok(());
    }
    // The row keeps the places of what is hidden here. The audit log is for the organisation, and names nothing of it.
    let may_know = |name: &String| {
        let plugin = name.split('/').next().unwrap_or_default();
        resolved.decision(plugin).is_some_and(Decision::is_listed)
    };
    let now = state.clock.now_ms();
    match &after {
        Some(order) => {
            let by = (caller.actor(), now);
            slot_orders::set(&mut change, host, &level, &what.slot, order, by).await?;
        }
        None => {
            slot_orders::remove(&mut change, host, &level, &what.slot).await?;
        }
    }
    let entry = AuditEntry {
        host,
        org,
        actor: caller.actor(),
        via: "user",
        action: "slot_order.set",
        subject: &what.slot,
        before: order_json(before, may_know),
        after: order_json(after, may_know),
    };
    audit::append(&mut change, now, entry).await?;
    change.touch(host, Subject::Org(org.to_owned()));
    change.commit().await?;
    Ok(())
}

/// The slots that plugins which the host approved have extensions for, each in the host's order.
pub async fn host_slots(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    locale: &str,
) -> ServiceResult<Vec<HostSlot>> {
    caller.host(state, host).await?;
    let facts = HostFacts::of(state, host)
        .await?
        .ok_or_else(ServiceError::not_found)?;
    let orders = Orders::of(&facts.orders, Vec::new());
    let registry = state.registry.now();
    let entries = approved(&registry, &facts, &orders);
    let slots = slots::DEFS.iter().filter(|slot| !slot.is_per_plugin());
    Ok(slots
        .filter_map(|slot| {
            let extensions: Vec<HostSlotExtension> = entries
                .iter()
                .filter(|entry| entry.extension.slot == slot.key)
                .map(|entry| row(entry, locale))
                .collect();
            (!extensions.is_empty()).then(|| HostSlot {
                slot: slot.key.to_owned(),
                max_items: slot.max_items,
                is_ordered: facts.orders.iter().any(|order| order.slot == slot.key),
                extensions,
            })
        })
        .collect())
}

/// Changes the order for the whole host; organisations with an order of their own keep it. Refusals as of [`of_org`]; 404 for
/// hosts of others.
pub async fn of_host(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    what: &SlotMove,
) -> ServiceResult<()> {
    caller.host(state, host).await?;
    caller.count_write(state)?;
    let facts = HostFacts::of(state, host)
        .await?
        .ok_or_else(ServiceError::not_found)?;
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    audit::hold(&mut change).await?;
    let own = slot_orders::of(&mut change, host, &PolicyLevel::Host).await?;
    let before = order_in(&own, &what.slot);
    let orders = Orders::of(&own, Vec::new());
    let per_plugin = SlotDef::get(&what.slot).is_some_and(SlotDef::is_per_plugin);
    let registry = state.registry.now();
    let names: Vec<String> = approved(&registry, &facts, &orders)
        .iter()
        .filter(|entry| entry.extension.slot == what.slot)
        .filter(|entry| !per_plugin || entry.plugin.name == what.plugin)
        .map(Entry::name)
        .collect();
    let after = next_order(&registry, &orders, &names, what)?;
    if before == after {
        return Ok(());
    }
    let level = PolicyLevel::Host;
    match &after {
        Some(order) => {
            let by = caller.actor();
            let by = (by.as_str(), state.clock.now_ms());
            slot_orders::set(&mut change, host, &level, &what.slot, order, by).await?;
        }
        None => {
            slot_orders::remove(&mut change, host, &level, &what.slot).await?;
        }
    }
    record(
        state,
        &mut change,
        caller,
        host,
        ("slot_order.set", what.slot.as_str()),
        (order_json(before, |_| true), order_json(after, |_| true)),
    )
    .await?;
    change.touch(host, Subject::Host);
    change.commit().await?;
    Ok(())
}

/// The order to store; `None`: none.
fn next_order(
    registry: &Registry,
    orders: &Orders,
    names: &[String],
    what: &SlotMove,
) -> ServiceResult<Option<Vec<String>>> {
    if !slots::ALL.contains(&what.slot.as_str()) {
        return Err(ServiceError::not_found());
    }
    let step = match what.step {
        OrderStep::Up => Step::Up,
        OrderStep::Down => Step::Down,
        OrderStep::Reset => return Ok(None),
    };
    let name = order_name(&what.plugin, &what.extension);
    if !names.contains(&name) {
        return Err(ServiceError::not_found());
    }
    let mut all: Vec<Entry<'_>> = registry
        .plugins
        .iter()
        .flat_map(|plugin| {
            let of = move |extension| Entry { plugin, extension };
            plugin.extensions.iter().map(of)
        })
        .filter(|entry| entry.extension.slot == what.slot)
        .collect();
    sort(&mut all, orders);
    moved(&all, names, &name, step).map(Some).ok_or_else(|| {
        ServiceError::conflict(
            "cannot_move",
            "There is nothing beyond it in that direction.",
        )
    })
}

/// The extensions of the plugins that the host approved, in order.
fn approved<'a>(registry: &'a Registry, facts: &HostFacts, orders: &Orders) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'_>> = registry
        .plugins
        .iter()
        .filter(|plugin| facts.approved.contains_key(&plugin.name))
        .flat_map(|plugin| {
            let of = move |extension| Entry { plugin, extension };
            plugin.extensions.iter().map(of)
        })
        .collect();
    sort(&mut entries, orders);
    entries
}

fn row(entry: &Entry<'_>, locale: &str) -> HostSlotExtension {
    HostSlotExtension {
        plugin: entry.plugin.name.clone(),
        plugin_title: Said::of(&entry.plugin.listing.title, locale),
        extension: entry.extension.id.clone(),
        kind: entry.extension.kind.name().to_owned(),
        priority: entry.extension.priority,
    }
}

fn order_in(orders: &[slot_orders::SlotOrder], slot: &str) -> Option<Vec<String>> {
    let found = orders.iter().find(|order| order.slot == slot);
    found.map(|order| order.order.clone())
}

/// As the audit log has it: of the order what its readers may know.
fn order_json(order: Option<Vec<String>>, may_know: impl Fn(&String) -> bool) -> Value {
    order.map_or(Value::Null, |mut order| {
        order.retain(may_know);
        json!({ "order": order })
    })
}
