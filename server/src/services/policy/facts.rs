//! The rows that a resolution is made of, and how they become its [`Facts`].

use std::collections::BTreeMap;

use portico_sdk::policy::{Facts, HostModes, Policy};

use crate::storage::{Runner, StorageError, policies};

/// The rows that count for somebody at a host, as they are in this unit of work. Views take the host's part from
/// [`super::HostFacts`] instead.
#[derive(Debug)]
pub struct Rows {
    modes: HostModes,
    approved: BTreeMap<String, i64>,
    policies: Vec<Policy>,
    installs: BTreeMap<String, i64>,
}

impl Rows {
    /// Reads them for the organisations that take part and, if one is named, a user's own installs.
    pub async fn read(
        on: &mut impl Runner,
        host: &str,
        modes: HostModes,
        orgs: &[&str],
        installs_of: Option<&str>,
    ) -> Result<Self, StorageError> {
        let approved = policies::approved(on, host).await?;
        let mut rules = policies::of_host(on, host).await?;
        rules.extend(policies::of_orgs(on, host, orgs).await?);
        let installs = match installs_of {
            Some(uid) => policies::installs(on, host, uid).await?,
            None => BTreeMap::new(),
        };
        Ok(Self {
            modes,
            approved,
            policies: rules,
            installs,
        })
    }

    /// What they say.
    pub fn facts(&self) -> Facts<'_> {
        facts(self.modes, &self.approved, &self.policies, &self.installs)
    }
}

/// The facts that rows are, wherever they come from.
pub(super) fn facts<'a>(
    modes: HostModes,
    approved: &'a BTreeMap<String, i64>,
    policies: &'a [Policy],
    installs: &'a BTreeMap<String, i64>,
) -> Facts<'a> {
    Facts {
        modes,
        approved: approved.keys().map(String::as_str).collect(),
        policies,
        installs: installs
            .iter()
            .map(|(plugin, at)| (plugin.as_str(), *at))
            .collect(),
    }
}
