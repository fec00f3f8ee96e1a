//! What the list of an organisation's plugins says about each, and which it shows: pure decisions.

use crate::backend::OrgPlugin;
use crate::i18n::{Locale, fill, format_date};
use crate::islands::{RefusalWords, StateWords, SwitchWords};
use crate::ui::Tone;

/// The words beside a plugin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PluginWords {
    /// What the colour of the chip means.
    pub tone: Tone,
    /// The word on the chip.
    pub status: &'static str,
    /// Why, by whom, since when.
    pub reason: String,
}

/// Says what is so and why. `me` is the reader's uid, `host` the host's name.
pub(super) fn describe(plugin: &OrgPlugin, me: &str, host: &str, locale: Locale) -> PluginWords {
    let words = &locale.text().admin_plugins;
    let noted = |template: &str, name: &str| {
        let sentence = fill(template, &[("host", host), ("name", name)]);
        if plugin.note.is_empty() {
            sentence
        } else {
            fill(
                words.status_and_note,
                &[("sentence", &sentence), ("note", &plugin.note)],
            )
        }
    };
    let decided = |mine: &str, theirs: &str| {
        let by = plugin.set_by.as_deref().unwrap_or_default();
        let sentence = noted(if by == me { mine } else { theirs }, by);
        match plugin.set_at {
            Some(at) => fill(
                words.status_and_date,
                &[("sentence", &sentence), ("date", &format_date(at, locale))],
            ),
            None => sentence,
        }
    };
    let on = |reason| PluginWords {
        tone: Tone::Good,
        status: words.on_for_everyone,
        reason,
    };
    let off = |reason| PluginWords {
        tone: Tone::Neutral,
        status: words.off,
        reason,
    };
    let own = plugin.mode.as_deref();
    if plugin.locked_by.is_some() && !plugin.enabled {
        return PluginWords {
            tone: Tone::Bad,
            status: words.blocked,
            reason: noted(words.host_blocked, ""),
        };
    }
    if let Some(at) = plugin.suspended_at.filter(|_| !plugin.enabled) {
        return PluginWords {
            tone: Tone::Warn,
            status: words.stopped,
            reason: fill(
                words.stopped_by_itself,
                &[("date", &format_date(at, locale))],
            ),
        };
    }
    match (plugin.enabled, own) {
        (true, _) if plugin.locked_by.is_some() => on(noted(words.host_turned_on, "")),
        (true, Some("forced" | "default_on")) => {
            on(decided(words.you_turned_on, words.they_turned_on))
        }
        (true, _) => on(fill(words.host_default_on, &[("host", host)])),
        (false, Some("blocked" | "removed")) => {
            off(decided(words.you_turned_off, words.they_turned_off))
        }
        (false, _) => off(words.not_enabled.to_owned()),
    }
}

/// What the switches say in the browser. `org` and `host` are names.
pub(super) fn switch_words(org: &str, host: &str, locale: Locale) -> SwitchWords {
    let words = &locale.text().admin_plugins;
    let filled = |template| fill(template, &[("org", org), ("host", host)]);
    let state = |tone: Tone, status: &str, reason: &str, toast| StateWords {
        chip: tone.class("chip"),
        status: status.to_owned(),
        reason: reason.to_owned(),
        toast: filled(toast),
    };
    SwitchWords {
        on: state(
            Tone::Good,
            words.on_for_everyone,
            words.you_turned_on_now,
            words.turned_on_toast,
        ),
        off: state(
            Tone::Neutral,
            words.off,
            words.you_turned_off_now,
            words.turned_off_toast,
        ),
        inherits: filled(words.inherits_toast),
        undo: locale.text().common.undo.to_owned(),
        refusals: RefusalWords {
            unauthorized: filled(words.signed_out_toast),
            locked_by_host: filled(words.locked_toast),
            not_approved: filled(words.not_approved_toast),
            offline: filled(words.no_answer_toast),
            other: filled(words.change_failed_toast),
        },
    }
}

/// The organisation's own decision as its switch names it: `on`, `off`, `inherit`; another one is nothing that a switch
/// can bring back, nor that it was suspended.
pub(super) fn decision(plugin: &OrgPlugin) -> &str {
    match plugin.mode.as_deref() {
        _ if plugin.suspended_at.is_some() => "suspended",
        None => "inherit",
        Some("forced") => "on",
        Some("blocked") => "off",
        Some(other) => other,
    }
}

/// Which plugins the list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// All of them.
    #[default]
    All,
    /// Those that are on.
    On,
    /// Those that are off.
    Off,
}

impl Shown {
    /// Reads the address; anything unknown is the default.
    pub fn parse(text: &str) -> Self {
        match text {
            "on" => Self::On,
            "off" => Self::Off,
            _ => Self::All,
        }
    }

    /// The value in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::On => "on",
            Self::Off => "off",
        }
    }

    fn holds(self, plugin: &OrgPlugin) -> bool {
        match self {
            Self::All => true,
            Self::On => plugin.enabled,
            Self::Off => !plugin.enabled,
        }
    }
}

/// The list after search and filter, with how many plugins each filter would show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Narrowed {
    /// Shown.
    pub plugins: Vec<OrgPlugin>,
    /// Found by the words.
    pub all: usize,
    /// Of those, on.
    pub on: usize,
}

/// Finds plugins whose title or name holds every word, then filters.
pub(super) fn narrow(plugins: Vec<OrgPlugin>, q: &str, shown: Shown) -> Narrowed {
    let words: Vec<String> = q.split_whitespace().map(str::to_lowercase).collect();
    let mut plugins = plugins;
    plugins.retain(|plugin| {
        let text = format!("{} {}", plugin.title, plugin.name).to_lowercase();
        words.iter().all(|word| text.contains(word))
    });
    let all = plugins.len();
    let on = plugins.iter().filter(|plugin| plugin.enabled).count();
    plugins.retain(|plugin| shown.holds(plugin));
    Narrowed { plugins, all, on }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plugin(title: &str, enabled: bool, mode: Option<&str>) -> OrgPlugin {
        OrgPlugin {
            name: title.to_lowercase().replace(' ', "-"),
            title: title.to_owned(),
            title_lang: String::new(),
            icon: String::new(),
            tile: String::new(),
            version: "1.0.0".to_owned(),
            slots: Vec::new(),
            enabled,
            mode: mode.map(ToOwned::to_owned),
            locked_by: None,
            note: String::new(),
            set_by: mode.map(|_| "mara".to_owned()),
            set_at: mode.map(|_| 1_762_956_189_000),
            suspended_at: None,
            has_settings: false,
        }
    }

    fn said(plugin: &OrgPlugin, me: &str) -> (Tone, &'static str, String) {
        let PluginWords {
            tone,
            status,
            reason,
        } = describe(plugin, me, "Acme Shop", Locale::En);
        (tone, status, reason)
    }

    #[test]
    fn ones_own_decision_is_called_so() {
        let chart = plugin("Sales Chart", true, Some("forced"));
        assert_eq!(
            said(&chart, "mara").2,
            "You turned it on · 12\u{a0}Nov\u{a0}2025"
        );
        assert_eq!(
            said(&chart, "jo").2,
            "mara turned it on · 12\u{a0}Nov\u{a0}2025"
        );
        let off = plugin("Sales Chart", false, Some("blocked"));
        let (tone, word, reason) = said(&off, "mara");
        assert_eq!((tone, word), (Tone::Neutral, "Off"));
        assert_eq!(reason, "You turned it off · 12\u{a0}Nov\u{a0}2025");
    }

    #[test]
    fn what_the_host_locked_names_the_host_and_its_note() {
        let mut blocked = plugin("Mail Blaster", false, None);
        blocked.locked_by = Some("host".to_owned());
        blocked.note = "data protection".to_owned();
        assert_eq!(
            said(&blocked, "mara"),
            (
                Tone::Bad,
                "Blocked",
                "Blocked by Acme Shop: data protection".to_owned()
            )
        );
        let mut forced = plugin("Reviews", true, None);
        forced.locked_by = Some("host".to_owned());
        assert_eq!(
            said(&forced, "mara").2,
            "Acme Shop turned it on for all organisations"
        );
    }

    #[test]
    fn without_a_decision_the_host_counts() {
        assert_eq!(
            said(&plugin("Reviews", true, None), "mara").2,
            "Acme Shop has it on for all organisations"
        );
        assert_eq!(
            said(&plugin("Reviews", false, None), "mara").2,
            "Not enabled yet"
        );
        assert_eq!(
            said(&plugin("Reviews", false, Some("allowed")), "mara").2,
            "Not enabled yet"
        );
    }

    #[test]
    fn the_switches_keep_only_the_place_of_the_plugin_open() {
        let words = switch_words("{plugin}s", "Acme Shop", Locale::En);
        assert_eq!(words.on.toast, "{plugin} is on for everyone in {plugin}s");
        assert_eq!(words.off.chip, "chip chip-neutral");
        assert_eq!(
            words.refusals.locked_by_host,
            "Acme Shop decides about {plugin} for all organisations. Nothing happened."
        );
        for mode in ["removed", "allowed", "default_on"] {
            assert_eq!(decision(&plugin("Reviews", true, Some(mode))), mode);
        }
        assert_eq!(decision(&plugin("Reviews", true, None)), "inherit");
    }

    #[test]
    fn counts_follow_the_words_and_not_the_filter() {
        let all = vec![
            plugin("Acme Pay", false, None),
            plugin("Sales Chart", true, Some("forced")),
            plugin("Sales Goals", false, None),
        ];
        let found = narrow(all.clone(), "SALES", Shown::On);
        assert_eq!((found.all, found.on), (2, 1));
        assert_eq!(found.plugins.len(), 1);
        assert_eq!(
            narrow(all.clone(), "sales goals", Shown::Off).plugins.len(),
            1
        );
        assert_eq!(narrow(all.clone(), "", Shown::All).plugins.len(), 3);
        assert_eq!(narrow(all, "nothing", Shown::All), Narrowed::default());
    }
}
