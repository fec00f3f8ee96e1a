//! Finds the one policy row of a level that applies to a plugin, without depending on the order of the rows.

use std::collections::{BTreeMap, HashMap};

use super::{Mode, PluginFacts, Policy, PolicyLevel, Selector};

/// The rows that take part in a resolution, by level.
pub(super) struct PolicyIndex<'a> {
    pub host: LevelIndex<'a>,
    /// Organisations that take part, in bytewise order of their ids; without those that have no rows.
    pub orgs: BTreeMap<&'a str, LevelIndex<'a>>,
}

/// The rows of one level, by selector.
#[derive(Default)]
pub(super) struct LevelIndex<'a> {
    plugins: HashMap<&'a str, &'a Policy>,
    categories: HashMap<&'a str, &'a Policy>,
    any: Option<&'a Policy>,
}

impl<'a> PolicyIndex<'a> {
    /// Rows of organisations for which `takes_part` is false are ignored altogether.
    pub fn new(policies: &'a [Policy], takes_part: impl Fn(&str) -> bool) -> Self {
        let mut index = Self {
            host: LevelIndex::default(),
            orgs: BTreeMap::new(),
        };
        for policy in policies {
            match &policy.level {
                PolicyLevel::Host => index.host.add(policy),
                PolicyLevel::Org(org) if takes_part(org) => {
                    index.orgs.entry(org).or_default().add(policy);
                }
                PolicyLevel::Org(_) => {}
            }
        }
        index
    }
}

impl<'a> LevelIndex<'a> {
    fn add(&mut self, policy: &'a Policy) {
        match &policy.selector {
            Selector::Plugin(name) => keep(self.plugins.entry(name).or_insert(policy), policy),
            Selector::Category(name) => keep(self.categories.entry(name).or_insert(policy), policy),
            Selector::Any => keep(self.any.get_or_insert(policy), policy),
        }
    }

    /// The row that applies: the narrowest selector wins, among several categories the strictest row.
    pub fn effective(&self, plugin: &PluginFacts) -> Option<&'a Policy> {
        self.plugins
            .get(plugin.name.as_str())
            .or_else(|| {
                plugin
                    .categories
                    .iter()
                    .filter_map(|category| self.categories.get(category.as_str()))
                    .min_by_key(|policy| strength(policy))
            })
            .copied()
            .or(self.any)
    }
}

fn keep<'a>(kept: &mut &'a Policy, candidate: &'a Policy) {
    if strength(candidate) < strength(kept) {
        *kept = candidate;
    }
}

/// Orders rows of the same selector: the strictest first, the newest of equals. The rest only makes the order total.
fn strength(policy: &Policy) -> (u8, std::cmp::Reverse<i64>, &str, &str) {
    (
        strictness(policy.mode),
        std::cmp::Reverse(policy.set_at),
        &policy.set_by,
        &policy.note,
    )
}

/// 0 is the strictest.
fn strictness(mode: Mode) -> u8 {
    match mode {
        Mode::Removed => 0,
        Mode::Blocked => 1,
        Mode::Request => 2,
        Mode::Allowed => 3,
        Mode::DefaultOn => 4,
        Mode::Forced => 5,
    }
}
