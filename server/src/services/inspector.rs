//! Every extension of a host, with what became of it and why: gathers decisions, problems and reports, and says what follows.

use std::collections::{BTreeMap, BTreeSet};

use portico_app::backend::{ExtensionState, Health, InspectedExtension, Inspection, PluginProblem};
use portico_app::i18n::Said;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::policy::{Decision, Facts, PluginState, PolicyLevel, host_lock};
use portico_sdk::problem::{Problem, Severity};
use portico_sdk::slot::{SlotDef, slots};

use super::console::plugins::problem as shown;
use super::health;
use super::policy::{Arranged, Entry, HostFacts, Resolved, Standing, View, order_name, sort};
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registered;
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::reports::{Counted, Tally};
use crate::storage::{slot_orders, suspensions};

/// Days of reports that are looked at.
const DAYS: i64 = 7;

/// For an organisation the caller administers: what the organisation may know of. Without one, for host members: everything on
/// the host. 401 signed out, 403 for members, 404 for outsiders.
pub async fn inspect(
    state: &AppState,
    caller: &Caller,
    org: Option<&str>,
) -> ServiceResult<Inspection> {
    let (standing, level) = match org {
        Some(org) => {
            caller.require_org_admin(org)?;
            let level = PolicyLevel::Org(org.to_owned());
            (Standing::of_org_admin(org), level)
        }
        None if caller.host_member.is_some() => (Standing::HostMember, PolicyLevel::Host),
        None => {
            caller.admin_viewer()?;
            return Err(ServiceError::conflict(
                "org_required",
                "You administer several organisations. Choose one first.",
            ));
        }
    };
    let host_id = &caller.host.id;
    let host = HostFacts::of(state, host_id)
        .await?
        .ok_or_else(ServiceError::not_found)?;
    let view = View::of(state, host_id, standing);
    let resolved = view.resolved(state).await?;
    let own = slot_orders::of(&mut &state.db, host_id, &level).await?;
    let sight = Sight {
        host: &host,
        resolved: &resolved,
        arranged: resolved.arranged(),
        suspended: suspensions::users_by_version(&mut &state.db, host_id, org).await?,
        reports: by_extension(health::last_days(state, host_id, DAYS).await?),
        is_host: org.is_none(),
        locale: caller.locale,
        may_order: org.is_some() && host.host.modes.org_plugins,
    };
    Ok(Inspection {
        extensions: sight.extensions(),
        problems: sight.problems(),
        may_order: sight.may_order,
        ordered: own.into_iter().map(|order| order.slot).collect(),
    })
}

/// Reports by plugin, extension and version.
type Reports = BTreeMap<(String, String, String), Vec<(String, Tally)>>;

fn by_extension(counts: Vec<(Counted, Tally)>) -> Reports {
    let mut reports = Reports::new();
    for (counted, tally) in counts {
        reports
            .entry((counted.plugin, counted.extension, counted.version))
            .or_default()
            .push((counted.outcome, tally));
    }
    reports
}

/// What one reader looks at.
struct Sight<'a> {
    host: &'a HostFacts,
    resolved: &'a Resolved,
    arranged: Arranged<'a>,
    reports: Reports,
    /// Users for whom a plugin is suspended, by plugin and version.
    suspended: BTreeMap<(String, String), i64>,
    is_host: bool,
    locale: &'a str,
    may_order: bool,
}

impl Sight<'_> {
    /// Those of every plugin that the reader may know of.
    fn extensions(&self) -> Vec<InspectedExtension> {
        let known: Vec<(&Registered, &Decision)> = self
            .resolved
            .registry
            .plugins
            .iter()
            .filter_map(|plugin| Some((&**plugin, self.resolved.decision(&plugin.name)?)))
            .filter(|(_, decision)| self.is_host || decision.is_listed())
            .collect();
        let mut entries: Vec<Entry<'_>> = known
            .iter()
            .flat_map(|&(plugin, _)| {
                let of = move |extension| Entry { plugin, extension };
                plugin.extensions.iter().map(of)
            })
            .collect();
        sort(&mut entries, &self.resolved.orders);
        // The slots in the order in which they are documented, those of others after them.
        entries.sort_by_key(|entry| place_of(&entry.extension.slot));
        let valid = entries
            .iter()
            .filter_map(|entry| self.valid(entry.plugin, entry.extension));
        let skipped = known.iter().flat_map(|&(plugin, decision)| {
            let of = move |extension| self.skipped(plugin, extension, decision);
            plugin.skipped.iter().map(of)
        });
        valid.chain(skipped).collect()
    }

    fn valid(&self, plugin: &Registered, extension: &Extension) -> Option<InspectedExtension> {
        let decision = self.resolved.decision(&plugin.name)?;
        let name = order_name(&plugin.name, &extension.id);
        let is_in = |entries: &[Entry<'_>]| entries.iter().any(|entry| entry.name() == name);
        let warnings = self.problems_of(plugin, &extension.id, Severity::Warning);
        let over_limit = is_in(&self.arranged.left_out)
            .then(|| SlotDef::get(&extension.slot).map(|slot| slot.max_items))
            .flatten();
        // What others make of a plugin that is off here is not for this organisation.
        let is_own = decision.is_on() || decision.state == PluginState::Suspended;
        let health = if is_own || self.is_host {
            self.health(plugin, extension)
        } else {
            Health::default()
        };
        let is_mounted = slots::ALL.contains(&extension.slot.as_str());
        let state = if !decision.is_on() {
            ExtensionState::Disabled
        } else if over_limit.is_some() || !is_mounted {
            ExtensionState::Skipped
        } else if health.errors() > 0 && health.errors() >= health.ready {
            ExtensionState::Failed
        } else {
            ExtensionState::Rendered
        };
        let neighbours = self.neighbours(plugin, extension, &name);
        Some(InspectedExtension {
            state,
            over_limit,
            health,
            problems: warnings,
            can_turn_off: self.can_turn_off(plugin, decision),
            can_move_up: neighbours.0,
            can_move_down: neighbours.1,
            ..self.head(plugin, extension, decision)
        })
    }

    fn skipped(
        &self,
        plugin: &Registered,
        extension: &Extension,
        decision: &Decision,
    ) -> InspectedExtension {
        InspectedExtension {
            problems: self.problems_of(plugin, &extension.id, Severity::Error),
            ..self.head(plugin, extension, decision)
        }
    }

    fn head(
        &self,
        plugin: &Registered,
        extension: &Extension,
        decision: &Decision,
    ) -> InspectedExtension {
        InspectedExtension {
            plugin: plugin.name.clone(),
            plugin_title: Said::of(&plugin.listing.title, self.locale),
            version: plugin.version.clone(),
            extension: extension.id.clone(),
            slot: extension.slot.clone(),
            kind: extension.kind.name().to_owned(),
            state: ExtensionState::Skipped,
            reasons: decision.reasons.clone(),
            problems: Vec::new(),
            over_limit: None,
            health: Health::default(),
            can_turn_off: false,
            can_move_up: false,
            can_move_down: false,
        }
    }

    fn problems_of(
        &self,
        plugin: &Registered,
        extension: &str,
        severity: Severity,
    ) -> Vec<PluginProblem> {
        let is_it = |problem: &&Problem| {
            problem.plugin == plugin.name
                && problem.extension == extension
                && problem.severity() == severity
        };
        let problems = self.resolved.registry.problems.iter().filter(is_it);
        problems.map(shown).collect()
    }

    /// What concerns plugins as a whole: those that the reader may know of, or, for a host member, all.
    fn problems(&self) -> Vec<PluginProblem> {
        let may_know = |plugin: &str| {
            self.is_host
                || self
                    .resolved
                    .decision(plugin)
                    .is_some_and(Decision::is_listed)
        };
        let is_shown_above: BTreeSet<&str> = self
            .resolved
            .registry
            .plugins
            .iter()
            .map(|plugin| plugin.name.as_str())
            .collect();
        self.resolved
            .registry
            .problems
            .iter()
            .filter(|problem| {
                problem.extension.is_empty() || !is_shown_above.contains(problem.plugin.as_str())
            })
            .filter(|problem| may_know(&problem.plugin))
            .map(shown)
            .collect()
    }

    fn health(&self, plugin: &Registered, extension: &Extension) -> Health {
        let key = (
            plugin.name.clone(),
            extension.id.clone(),
            plugin.version.clone(),
        );
        let health = self
            .reports
            .get(&key)
            .map_or_else(Health::default, |of| summed_up(of));
        let of_version = (plugin.name.clone(), plugin.version.clone());
        let is_sandbox = matches!(extension.kind, ExtensionKind::Sandbox { .. });
        let suspended = self.suspended.get(&of_version).filter(|_| is_sandbox);
        Health {
            suspended_users: suspended.map_or(0, |users| u64::try_from(*users).unwrap_or(0)),
            ..health
        }
    }

    fn can_turn_off(&self, plugin: &Registered, decision: &Decision) -> bool {
        let facts = Facts {
            modes: self.host.host.modes,
            policies: &self.host.policies,
            ..Facts::default()
        };
        self.may_order && decision.is_on() && host_lock(&plugin.facts, &facts).is_none()
    }

    /// Whether something that is on stands before it in its slot, and after it.
    fn neighbours(&self, plugin: &Registered, extension: &Extension, name: &str) -> (bool, bool) {
        if !self.may_order {
            return (false, false);
        }
        let names = visible(&self.arranged, &extension.slot, &plugin.name);
        match names.iter().position(|found| found == name) {
            Some(at) => (at > 0, at + 1 < names.len()),
            None => (false, false),
        }
    }
}

/// What is on in a slot, in order: what is shown, then what finds no room. Where each plugin is alone, only its own.
pub(super) fn visible(arranged: &Arranged<'_>, slot: &str, plugin: &str) -> Vec<String> {
    let per_plugin = SlotDef::get(slot).is_some_and(SlotDef::is_per_plugin);
    arranged
        .shown
        .iter()
        .chain(&arranged.left_out)
        .filter(|entry| entry.extension.slot == slot)
        .filter(|entry| !per_plugin || entry.plugin.name == plugin)
        .map(Entry::name)
        .collect()
}

fn place_of(slot: &str) -> usize {
    slots::ALL
        .iter()
        .position(|known| *known == slot)
        .unwrap_or(slots::ALL.len())
}

fn summed_up(counts: &[(String, Tally)]) -> Health {
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    let (ready, failed): (Vec<_>, Vec<_>) =
        counts.iter().partition(|(outcome, _)| outcome == "ready");
    let mut failures: Vec<(String, u64)> = failed
        .iter()
        .map(|(outcome, tally)| (outcome.clone(), number(tally.reports)))
        .collect();
    failures.sort_by(|(a_name, a), (b_name, b)| (b, a_name).cmp(&(a, b_name)));
    let timed: i64 = ready.iter().map(|(_, tally)| tally.timed).sum();
    let took: i64 = ready.iter().map(|(_, tally)| tally.load_ms_sum).sum();
    let slowest = ready.iter().map(|(_, tally)| tally.load_ms_max).max();
    Health {
        ready: number(ready.iter().map(|(_, tally)| tally.reports).sum()),
        average_ms: took.checked_div(timed).map(number),
        slowest_ms: slowest.filter(|_| timed > 0).map(number),
        failures,
        failed_at: failed.iter().map(|(_, tally)| tally.last_seen).max(),
        suspended_users: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_summed_up_by_outcome_and_only_what_was_ready_has_times() {
        let tally = |reports, timed, load_ms_sum, load_ms_max, last_seen| Tally {
            reports,
            timed,
            load_ms_sum,
            load_ms_max,
            last_seen,
        };
        let health = summed_up(&[
            ("crashed".to_owned(), tally(1, 0, 0, 0, 70)),
            ("ready".to_owned(), tally(5, 4, 1000, 400, 90)),
            ("timeout".to_owned(), tally(3, 0, 0, 0, 50)),
        ]);
        let expected = Health {
            ready: 5,
            average_ms: Some(250),
            slowest_ms: Some(400),
            failures: vec![("timeout".to_owned(), 3), ("crashed".to_owned(), 1)],
            failed_at: Some(70),
            suspended_users: 0,
        };
        assert_eq!(health, expected);
        assert_eq!(health.errors(), 4);
        let untimed = summed_up(&[("ready".to_owned(), tally(2, 0, 0, 0, 1))]);
        assert_eq!((untimed.average_ms, untimed.slowest_ms), (None, None));
    }
}
