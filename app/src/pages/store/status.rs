//! What a plugin's verdict is called, and why: pure, from the card and the names around it.

use portico_sdk::policy::{PluginState, Reason};

use crate::backend::AppCard;
use crate::i18n::reasons::ReasonNames;
use crate::i18n::{Locale, fill};
use crate::layout::org_name;
use crate::ui::Tone;

/// The word of a verdict and what its colour means.
pub fn status(card: &AppCard, locale: Locale) -> (Tone, String) {
    let words = &locale.text().store;
    match card.state {
        PluginState::OnByHost => (Tone::Good, words.state_on_by_host.to_owned()),
        PluginState::OnForOrg => {
            let org = card.org.as_deref().map(org_name).unwrap_or_default();
            (Tone::Accent, fill(words.state_on_for_org, &[("org", &org)]))
        }
        PluginState::Installed => (Tone::Good, words.state_installed.to_owned()),
        PluginState::Available => (Tone::Neutral, words.state_available.to_owned()),
        PluginState::AskAdmin => (Tone::Warn, words.state_ask_admin.to_owned()),
        PluginState::Off | PluginState::Hidden => (Tone::Neutral, words.state_off.to_owned()),
        PluginState::Suspended => (Tone::Warn, words.state_suspended.to_owned()),
        PluginState::Blocked => (Tone::Bad, words.state_blocked.to_owned()),
    }
}

/// The whole chain of reasons, one sentence each, the strongest first. `me` is the reader's uid, `host` the host's name.
pub fn reason_lines(reasons: &[Reason], host: &str, me: &str, locale: Locale) -> Vec<String> {
    reasons
        .iter()
        .map(|reason| {
            let org = reason.org.as_deref().map(org_name).unwrap_or_default();
            let names = ReasonNames {
                host,
                org: &org,
                me,
            };
            locale.text().reasons.line(reason, names, locale)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use portico_sdk::policy::ReasonCode;

    use super::*;
    use crate::backend::AppActions;

    fn card(state: PluginState, org: Option<&str>) -> AppCard {
        AppCard {
            name: "reviews".to_owned(),
            title: "Reviews".to_owned(),
            summary: String::new(),
            langs: crate::backend::TextLangs::default(),
            publisher: String::new(),
            icon: String::new(),
            tile: String::new(),
            categories: Vec::new(),
            version: "1.0.0".to_owned(),
            state,
            org: org.map(ToOwned::to_owned),
            reasons: Vec::new(),
            actions: AppActions::default(),
        }
    }

    #[test]
    fn every_verdict_has_its_own_word_and_only_a_block_is_bad() {
        let all = [
            PluginState::OnByHost,
            PluginState::OnForOrg,
            PluginState::Installed,
            PluginState::Available,
            PluginState::AskAdmin,
            PluginState::Off,
            PluginState::Blocked,
            PluginState::Suspended,
        ];
        for locale in Locale::ALL {
            let words: std::collections::BTreeSet<_> = all
                .iter()
                .map(|state| status(&card(*state, Some("globex")), locale).1)
                .collect();
            assert_eq!(words.len(), all.len(), "{words:?}");
        }
        for state in all {
            let bad = status(&card(state, None), Locale::En).0 == Tone::Bad;
            assert_eq!(bad, state == PluginState::Blocked, "{state:?}");
        }
    }

    #[test]
    fn the_organisation_that_grants_it_is_named() {
        let (_, word) = status(&card(PluginState::OnForOrg, Some("north-wind")), Locale::En);
        assert_eq!(word, "On for North Wind");
    }

    #[test]
    fn the_chain_keeps_its_order_and_names_the_organisation() {
        let reason = |code, org: Option<&str>| Reason {
            code,
            org: org.map(ToOwned::to_owned),
            by: None,
            at: None,
            note: String::new(),
        };
        let chain = [
            reason(ReasonCode::OrgForced, Some("globex")),
            reason(ReasonCode::Approved, None),
        ];
        assert_eq!(
            reason_lines(&chain, "Acme Shop", "", Locale::En),
            [
                "Globex turned it on for all members",
                "Acme Shop approved it"
            ]
        );
    }
}
