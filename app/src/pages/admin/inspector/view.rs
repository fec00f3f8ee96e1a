//! What the inspector shows of all extensions, and its addresses: pure decisions.

use crate::backend::{ExtensionState, InspectedExtension};
use crate::i18n::Text;
use crate::ui::{Choice, Tone};

/// The page.
pub(super) const PATH: &str = "/admin/inspector";

/// Which extensions are shown; all of it is in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// Slot key, empty: all.
    pub slot: String,
    /// Name of a plugin, empty: all.
    pub plugin: String,
    /// What became of it.
    pub state: Option<ExtensionState>,
}

impl Filter {
    /// Reads the address; what is unknown counts as absent.
    pub fn parse(value_of: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name| value_of(name).unwrap_or_default();
        Self {
            slot: text("slot"),
            plugin: text("plugin"),
            state: ExtensionState::parse(&text("state")),
        }
    }

    /// Something is left out by it.
    pub fn is_narrow(&self) -> bool {
        *self != Self::default()
    }

    /// All extensions of the slots shown are there, so that their order can be seen and changed.
    pub fn shows_whole_slots(&self) -> bool {
        self.plugin.is_empty() && self.state.is_none()
    }

    fn holds(&self, extension: &InspectedExtension) -> bool {
        (self.slot.is_empty() || self.slot == extension.slot)
            && (self.plugin.is_empty() || self.plugin == extension.plugin)
            && self.state.is_none_or(|state| state == extension.state)
    }
}

/// Slot → its extensions that the filter leaves, in the order in which they came.
pub(super) fn by_slot(
    extensions: Vec<InspectedExtension>,
    filter: &Filter,
) -> Vec<(String, Vec<InspectedExtension>)> {
    let mut slots: Vec<(String, Vec<InspectedExtension>)> = Vec::new();
    for extension in extensions.into_iter().filter(|one| filter.holds(one)) {
        match slots.iter_mut().find(|(slot, _)| *slot == extension.slot) {
            Some((_, of_slot)) => of_slot.push(extension),
            None => slots.push((extension.slot.clone(), vec![extension])),
        }
    }
    slots
}

/// The values that a filter can have: each once, in the order of what is shown for it.
pub(super) fn choices(
    extensions: &[InspectedExtension],
    of: impl Fn(&InspectedExtension) -> Choice,
) -> Vec<Choice> {
    let mut found: Vec<Choice> = extensions.iter().map(of).collect();
    found.sort_by(|a, b| (&a.label, &a.value).cmp(&(&b.label, &b.value)));
    found.dedup();
    found
}

/// The colour and the word of a state.
pub(super) fn state_words(state: ExtensionState, text: &'static Text) -> (Tone, &'static str) {
    let words = &text.inspector;
    match state {
        ExtensionState::Rendered => (Tone::Good, words.rendered),
        ExtensionState::Failed => (Tone::Bad, words.failed),
        ExtensionState::Disabled => (Tone::Neutral, words.disabled),
        ExtensionState::Skipped => (Tone::Warn, words.skipped),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Health;
    use crate::i18n::Said;

    fn extension(slot: &str, plugin: &str, state: ExtensionState) -> InspectedExtension {
        InspectedExtension {
            plugin: plugin.to_owned(),
            plugin_title: Said {
                text: plugin.to_uppercase(),
                lang: "en".to_owned(),
            },
            version: "1.0.0".to_owned(),
            extension: "e".to_owned(),
            slot: slot.to_owned(),
            kind: "schema".to_owned(),
            state,
            reasons: Vec::new(),
            problems: Vec::new(),
            over_limit: None,
            health: Health::default(),
            can_turn_off: false,
            can_move_up: false,
            can_move_down: false,
        }
    }

    fn all() -> Vec<InspectedExtension> {
        vec![
            extension("admin:sidebar", "b", ExtensionState::Rendered),
            extension("admin:payment:settings", "a", ExtensionState::Disabled),
            extension("admin:sidebar", "a", ExtensionState::Skipped),
        ]
    }

    fn parse(query: &[(&str, &str)]) -> Filter {
        Filter::parse(|name| {
            let found = query.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn what_is_unknown_filters_nothing() {
        let filter = parse(&[("slot", "admin:sidebar"), ("state", "skipped"), ("x", "y")]);
        assert_eq!(parse(&[("state", "quite-new")]), Filter::default());
        assert!(!parse(&[]).is_narrow() && filter.is_narrow());
    }

    #[test]
    fn filters_combine_and_slots_stay_together() {
        let names = |query: &[(&str, &str)]| -> Vec<String> {
            by_slot(all(), &parse(query))
                .into_iter()
                .map(|(slot, of)| {
                    let plugins: Vec<_> = of.into_iter().map(|one| one.plugin).collect();
                    format!("{slot} {}", plugins.join(""))
                })
                .collect()
        };
        assert_eq!(names(&[]), ["admin:sidebar ba", "admin:payment:settings a"]);
        assert_eq!(names(&[("slot", "admin:sidebar")]), ["admin:sidebar ba"]);
        assert_eq!(
            names(&[("plugin", "a"), ("state", "skipped")]),
            ["admin:sidebar a"]
        );
        assert_eq!(names(&[("plugin", "zzz")]), [""; 0]);
    }

    #[test]
    fn an_order_is_changed_only_where_all_of_it_is_seen() {
        assert!(parse(&[("slot", "admin:sidebar")]).shows_whole_slots());
        assert!(!parse(&[("plugin", "a")]).shows_whole_slots());
        assert!(!parse(&[("state", "rendered")]).shows_whole_slots());
    }

    #[test]
    fn each_choice_is_there_once() {
        let plugins = choices(&all(), |one| {
            Choice::new(one.plugin.clone(), one.plugin_title.text.clone())
        });
        assert_eq!(plugins, [Choice::new("a", "A"), Choice::new("b", "B")]);
    }
}
