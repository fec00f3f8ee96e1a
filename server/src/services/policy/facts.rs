//! The rows that a resolution is made of, and how they become its [`Facts`].

use std::collections::BTreeMap;

use portico_sdk::policy::{Facts, HostModes, Policy, Suspension};

use crate::storage::{Runner, StorageError, policies, suspensions};

/// The rows that count for somebody at a host, as they are in this unit of work. Views take the host's part from
/// [`super::HostFacts`] instead.
#[derive(Debug)]
pub struct Rows {
    modes: HostModes,
    approved: BTreeMap<String, i64>,
    policies: Vec<Policy>,
    installs: BTreeMap<String, i64>,
    suspensions: Vec<Suspension>,
}

impl Rows {
    /// Reads them for the organisations that take part and, if one is named, what is there for a user alone.
    pub async fn read(
        on: &mut impl Runner,
        host: &str,
        modes: HostModes,
        orgs: &[&str],
        user: Option<&str>,
    ) -> Result<Self, StorageError> {
        let approved = policies::approved(on, host).await?;
        let mut rules = policies::of_host(on, host).await?;
        rules.extend(policies::of_orgs(on, host, orgs).await?);
        let (installs, suspensions) = of_user_and_orgs(on, host, user, orgs).await?;
        Ok(Self {
            modes,
            approved,
            policies: rules,
            installs,
            suspensions,
        })
    }

    /// What they say of what runs on the server, where nothing has to be ended that pages had to end.
    pub fn facts_on_server(&self) -> Facts<'_> {
        Facts {
            suspensions: &[],
            ..self.facts()
        }
    }

    /// What they say.
    pub fn facts(&self) -> Facts<'_> {
        facts(
            self.modes,
            &self.approved,
            &self.policies,
            (&self.installs, &self.suspensions),
        )
    }
}

/// A user's own installs, and what is suspended for the user and for organisations.
pub(super) async fn of_user_and_orgs(
    on: &mut impl Runner,
    host: &str,
    user: Option<&str>,
    orgs: &[&str],
) -> Result<(BTreeMap<String, i64>, Vec<Suspension>), StorageError> {
    let mut suspended = suspensions::of_orgs(on, host, orgs).await?;
    let Some(uid) = user else {
        return Ok((BTreeMap::new(), suspended));
    };
    suspended.extend(suspensions::of_user(on, host, uid).await?);
    let installs = policies::installs(on, host, uid).await?;
    Ok((installs, suspended))
}

/// The facts that rows are, wherever they come from.
pub(super) fn facts<'a>(
    modes: HostModes,
    approved: &'a BTreeMap<String, i64>,
    policies: &'a [Policy],
    (installs, suspensions): (&'a BTreeMap<String, i64>, &'a [Suspension]),
) -> Facts<'a> {
    Facts {
        modes,
        approved: approved.keys().map(String::as_str).collect(),
        policies,
        installs: installs
            .iter()
            .map(|(plugin, at)| (plugin.as_str(), *at))
            .collect(),
        suspensions,
    }
}
