//! The sentences of the switches, in the reader's language.

use serde::{Deserialize, Serialize};

#[cfg(any(feature = "hydrate", test))]
use crate::i18n::fill;

/// What the switches say. In the sentences for toasts stands `{plugin}` for the plugin's title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchWords {
    /// What is on.
    pub on: StateWords,
    /// What is off.
    pub off: StateWords,
    /// Toast: it follows the host again.
    pub inherits: String,
    /// Button that takes it back.
    pub undo: String,
    /// Toasts for refusals.
    pub refusals: RefusalWords,
}

/// How a state is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateWords {
    /// Classes of the chip.
    pub chip: String,
    /// Word on the chip.
    pub status: String,
    /// Who decided, when.
    pub reason: String,
    /// Toast.
    pub toast: String,
}

/// Why nothing was changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalWords {
    /// The session has ended.
    pub unauthorized: String,
    /// The host decides.
    pub locked_by_host: String,
    /// The host no longer offers it.
    pub not_approved: String,
    /// The server was not reached.
    pub offline: String,
    /// Anything else.
    pub other: String,
}

#[cfg(any(feature = "hydrate", test))]
impl RefusalWords {
    /// The sentence for an error code of the API; `None`: there was no answer.
    pub(super) fn sentence(&self, code: Option<&str>, plugin: &str) -> String {
        let template = match code {
            None => &self.offline,
            Some("unauthorized") => &self.unauthorized,
            Some("locked_by_host") => &self.locked_by_host,
            Some("not_approved") => &self.not_approved,
            Some(_) => &self.other,
        };
        fill(template, &[("plugin", plugin)])
    }
}

/// A number of plugins after one of them changed from `was` to `is`, where `counts` are counted.
#[cfg(any(feature = "hydrate", test))]
pub(super) fn recount(number: u32, counts: bool, was: bool, is: bool) -> u32 {
    match (was == counts, is == counts) {
        (false, true) => number.saturating_add(1),
        (true, false) => number.saturating_sub(1),
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_plugin_and_an_unknown_code_still_has_a_sentence() {
        let words = RefusalWords {
            offline: "no answer".to_owned(),
            locked_by_host: "the host decides about {plugin}".to_owned(),
            other: "{plugin} was not changed".to_owned(),
            ..RefusalWords::default()
        };
        assert_eq!(words.sentence(None, "Sales Chart"), "no answer");
        assert_eq!(
            words.sentence(Some("locked_by_host"), "Sales Chart"),
            "the host decides about Sales Chart"
        );
        assert_eq!(
            words.sentence(Some("quite_new"), "{plugin}"),
            "{plugin} was not changed"
        );
    }

    #[test]
    fn counts_follow_what_changed() {
        assert_eq!(recount(2, true, false, true), 3);
        assert_eq!(recount(2, false, false, true), 1);
        assert_eq!(recount(2, true, true, true), 2);
        assert_eq!(recount(0, false, false, true), 0);
    }
}
