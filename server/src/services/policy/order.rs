//! The order of the extensions in their slots: what an admin wants → priority → plugin → id; and how many there is room for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use portico_sdk::extension::Extension;
use portico_sdk::policy::Decision;
use portico_sdk::slot::SlotDef;

use crate::plugins::{Registered, Registry};
use crate::storage::slot_orders::SlotOrder;

/// The orders that count for somebody: of a slot the organisation's, of several the bytewise smallest id's, else the host's.
#[derive(Debug, Clone, Default)]
pub struct Orders(BTreeMap<String, Vec<String>>);

impl Orders {
    /// From the host's orders and those of organisations.
    pub fn of(host: &[SlotOrder], mut orgs: Vec<SlotOrder>) -> Self {
        let mut orders: BTreeMap<String, Vec<String>> = host
            .iter()
            .map(|order| (order.slot.clone(), order.order.clone()))
            .collect();
        orgs.sort_by(|a, b| b.org.cmp(&a.org));
        orders.extend(orgs.into_iter().map(|order| (order.slot, order.order)));
        Self(orders)
    }

    /// Positions of what an admin ordered in a slot; the rest comes after.
    fn positions(&self, slot: &str) -> HashMap<&str, usize> {
        let order = self.0.get(slot).map_or(&[][..], Vec::as_slice);
        order
            .iter()
            .enumerate()
            .map(|(position, name)| (name.as_str(), position))
            .collect()
    }
}

/// An extension of a plugin.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The plugin.
    pub plugin: &'a Registered,
    /// The extension.
    pub extension: &'a Extension,
}

impl Entry<'_> {
    /// As it is called in a stored order.
    pub fn name(&self) -> String {
        name(&self.plugin.name, &self.extension.id)
    }
}

/// An extension as it is called in a stored order. Neither name can contain a slash.
pub fn name(plugin: &str, extension: &str) -> String {
    format!("{plugin}/{extension}")
}

/// Sorts extensions by slot, and within a slot by order.
pub fn sort(entries: &mut [Entry<'_>], orders: &Orders) {
    let mut positions: HashMap<&str, HashMap<&str, usize>> = HashMap::new();
    for entry in &*entries {
        positions
            .entry(&entry.extension.slot)
            .or_insert_with(|| orders.positions(&entry.extension.slot));
    }
    entries.sort_by_cached_key(|entry| {
        let position = positions
            .get(entry.extension.slot.as_str())
            .and_then(|of_slot| of_slot.get(entry.name().as_str()))
            .copied();
        (
            entry.extension.slot.clone(),
            position.unwrap_or(usize::MAX),
            Reverse(entry.extension.priority),
            entry.plugin.name.clone(),
            entry.extension.id.clone(),
        )
    });
}

/// What is on, in order, and what of it finds no room.
#[derive(Debug, Default)]
pub struct Arranged<'a> {
    /// What is shown.
    pub shown: Vec<Entry<'a>>,
    /// What comes after the last for which the slot has room.
    pub left_out: Vec<Entry<'a>>,
}

impl<'a> Arranged<'a> {
    /// Arranges the extensions of the plugins that are on.
    pub fn of(registry: &'a Registry, decisions: &[Decision], orders: &Orders) -> Self {
        let mut entries: Vec<Entry<'_>> = decisions
            .iter()
            .filter(|decision| decision.is_on())
            .filter_map(|decision| registry.get(&decision.plugin))
            .flat_map(|plugin| {
                let of = move |extension| Entry { plugin, extension };
                plugin.extensions.iter().map(of)
            })
            .collect();
        sort(&mut entries, orders);
        let mut taken: HashMap<(&str, &str), usize> = HashMap::new();
        let mut arranged = Self::default();
        for entry in entries {
            let slot = entry.extension.slot.as_str();
            let (room, of) = match SlotDef::get(slot) {
                Some(def) if def.is_per_plugin() => (def.max_items, entry.plugin.name.as_str()),
                Some(def) => (def.max_items, ""),
                None => (usize::MAX, ""),
            };
            let taken = taken.entry((slot, of)).or_default();
            *taken = taken.saturating_add(1);
            if *taken > room {
                arranged.left_out.push(entry);
            } else {
                arranged.shown.push(entry);
            }
        }
        arranged
    }
}

/// A slot's order after one of its extensions moved past its neighbour among those that are shown: everything of the slot,
/// so that what is off keeps its place. `None` when it is not shown, or has no neighbour there.
pub fn moved(all: &[Entry<'_>], visible: &[String], what: &str, step: Step) -> Option<Vec<String>> {
    let at = visible.iter().position(|name| name == what)?;
    let neighbour = match step {
        Step::Up => visible.get(at.checked_sub(1)?)?,
        Step::Down => visible.get(at + 1)?,
    };
    let mut order: Vec<String> = all
        .iter()
        .map(Entry::name)
        .filter(|name| name != what)
        .collect();
    let beside = order.iter().position(|name| name == neighbour)?;
    let to = match step {
        Step::Up => beside,
        Step::Down => beside + 1,
    };
    order.insert(to, what.to_owned());
    Some(order)
}

/// In which direction something moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Before the one before it.
    Up,
    /// After the one after it.
    Down,
}
