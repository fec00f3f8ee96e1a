//! Plugins as cards and pages show them: texts in the reader's language, and what the caller may do.

use std::sync::Arc;

use portico_app::backend::{
    AppActions, AppCard, AppDetail, ExtensionSummary, OrgSwitchState, TextLangs,
};
use portico_app::i18n::Said;
use portico_sdk::claims::OrgRole;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::policy::{Decision, Facts, PluginState, ReasonCode, host_lock};
use portico_sdk::url_rule::external_script;

use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registered;
use crate::services::policy::{HostFacts, Resolved, View};
use crate::session::Caller;
use crate::state::AppState;

/// What all cards of one request have in common.
pub(super) struct Cards {
    pub host: Arc<HostFacts>,
    locale: &'static str,
    signed_in: bool,
    /// The organisations the caller administers, each as its admin sees it.
    orgs: Vec<(String, Arc<Resolved>)>,
}

impl Cards {
    pub async fn of(state: &AppState, caller: &Caller) -> ServiceResult<Self> {
        let host = HostFacts::of(state, &caller.host.id)
            .await?
            .ok_or_else(ServiceError::not_found)?;
        let administered: Vec<&str> = caller
            .identity
            .iter()
            .filter(|_| host.host.modes.org_plugins)
            .flat_map(|identity| identity.effective_orgs())
            .filter_map(|(org, role)| (role == OrgRole::Admin).then_some(org))
            .collect();
        let resolved = View::of_org_admins(state, &caller.host.id, &administered).await?;
        let orgs = administered
            .into_iter()
            .map(str::to_owned)
            .zip(resolved)
            .collect();
        Ok(Self {
            host,
            locale: caller.locale,
            signed_in: caller.identity.is_some(),
            orgs,
        })
    }

    pub fn card(&self, plugin: &Registered, decision: &Decision) -> AppCard {
        let listing = &plugin.listing;
        let title = Said::of(&listing.title, self.locale);
        let summary = Said::of(&listing.summary, self.locale);
        AppCard {
            name: plugin.name.clone(),
            title: title.text,
            summary: summary.text,
            langs: TextLangs {
                title: title.lang,
                summary: summary.lang,
            },
            publisher: listing.publisher.clone(),
            icon: listing.icon.clone(),
            tile: listing.tile.clone(),
            categories: listing.categories.clone(),
            version: plugin.version.clone(),
            state: decision.state,
            org: decision.org.clone(),
            reasons: decision.reasons.clone(),
            actions: self.actions(plugin, decision),
        }
    }

    pub fn detail(&self, plugin: &Registered, decision: &Decision) -> AppDetail {
        let about = Said::of(&plugin.listing.about, self.locale);
        AppDetail {
            card: self.card(plugin, decision),
            about: about
                .text
                .split("\n\n")
                .map(str::trim)
                .filter(|paragraph| !paragraph.is_empty())
                .map(ToOwned::to_owned)
                .collect(),
            about_lang: about.lang,
            extensions: plugin.extensions.iter().map(summary).collect(),
        }
    }

    fn actions(&self, plugin: &Registered, decision: &Decision) -> AppActions {
        let installed = decision
            .reasons
            .iter()
            .any(|reason| reason.code == ReasonCode::OwnInstall);
        let offered = self.signed_in && self.host.host.modes.user_installs;
        let facts = Facts {
            modes: self.host.host.modes,
            policies: &self.host.policies,
            ..Facts::default()
        };
        let locked = host_lock(&plugin.facts, &facts).is_some();
        AppActions {
            install: offered && decision.state == PluginState::Available,
            uninstall: offered && installed,
            turn_on_again: is_own(decision),
            orgs: self
                .orgs
                .iter()
                .filter(|_| !locked)
                .map(|(org, resolved)| OrgSwitchState {
                    org: org.clone(),
                    enabled: resolved.decision(&plugin.name).is_some_and(Decision::is_on),
                })
                .collect(),
        }
    }
}

/// The caller's own suspension is in the way.
fn is_own(decision: &Decision) -> bool {
    let first = decision.reasons.first().map(|reason| reason.code);
    decision.state == PluginState::Suspended && first == Some(ReasonCode::SuspendedForUser)
}

fn summary(extension: &Extension) -> ExtensionSummary {
    let origins = match &extension.kind {
        ExtensionKind::Schema { .. } => Vec::new(),
        ExtensionKind::Component { component } => component
            .external_scripts
            .iter()
            .filter_map(|script| Some(external_script(script).ok()?.origin))
            .collect(),
        ExtensionKind::Sandbox { sandbox } => sandbox.capabilities.network.clone(),
    };
    ExtensionSummary {
        slot: extension.slot.clone(),
        kind: extension.kind.name().to_owned(),
        origins,
    }
}
