//! The catalogue as a whole: every text of it by its name, to be read or to be written differently. On the server only.

use super::{Plural, Text};

/// A text, or several by name.
pub trait Part: Copy {
    /// The same with every text as the walk changes it.
    #[must_use]
    fn walk(self, walk: &mut Walk<'_>) -> Self;
}

/// A way through the catalogue.
pub struct Walk<'a> {
    path: Vec<&'static str>,
    change: &'a mut dyn FnMut(&str, &'static str) -> &'static str,
}

impl Walk<'_> {
    /// Goes through what is called `name`.
    pub fn at<P: Part>(&mut self, name: &'static str, part: P) -> P {
        self.path.push(name);
        let changed = part.walk(self);
        self.path.pop();
        changed
    }
}

impl Part for &'static str {
    fn walk(self, walk: &mut Walk<'_>) -> Self {
        let name = walk.path.join(".");
        (walk.change)(&name, self)
    }
}

impl Part for Plural {
    fn walk(self, walk: &mut Walk<'_>) -> Self {
        Self {
            one: walk.at("one", self.one),
            other: walk.at("other", self.other),
        }
    }
}

impl Text {
    /// The same catalogue with every text as `change` makes it of its name (`store.title`) and itself.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(&str, &'static str) -> &'static str) -> Self {
        let mut walk = Walk {
            path: Vec::new(),
            change: &mut change,
        };
        // Named one by one: a part that is missing here does not compile.
        Self {
            common: walk.at("common", self.common),
            nav: walk.at("nav", self.nav),
            store: walk.at("store", self.store),
            home: walk.at("home", self.home),
            installed: walk.at("installed", self.installed),
            inspector: walk.at("inspector", self.inspector),
            admin_plugins: walk.at("admin_plugins", self.admin_plugins),
            admin: walk.at("admin", self.admin),
            shop: walk.at("shop", self.shop),
            sign_in: walk.at("sign_in", self.sign_in),
            console: walk.at("console", self.console),
            audit: walk.at("audit", self.audit),
            slot: walk.at("slot", self.slot),
            flash: walk.at("flash", self.flash),
            forms: walk.at("forms", self.forms),
            reasons: walk.at("reasons", self.reasons),
            api_docs: walk.at("api_docs", self.api_docs),
            api_errors: walk.at("api_errors", self.api_errors),
            refusals: walk.at("refusals", self.refusals),
            errors: walk.at("errors", self.errors),
        }
    }

    /// Every text with its name, in the order of the catalogue.
    pub fn entries(&self) -> Vec<(String, &'static str)> {
        let mut entries = Vec::new();
        let _ = self.map(|name, text| {
            entries.push((name.to_owned(), text));
            text
        });
        entries
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{DE, EN};

    /// What is the same word in both languages, and what is all placeholders.
    const SAME: [&str; 32] = [
        "API",
        "Details",
        "Host",
        "Hosts",
        "Logo",
        "Marketing",
        "Name",
        "Optional",
        "Organisation",
        "Origin",
        "Origins",
        "Plugin",
        "Plugins",
        "Sandbox",
        "Browser",
        "Server",
        "Slot",
        "{list} {n}",
        "Shop",
        "Slots",
        "Status",
        "Store",
        "Support",
        "System",
        "Token",
        "Version",
        "Version {version}",
        "Website",
        "{n} Plugin",
        "{sentence} · {date}",
        "{sentence}: {note}",
        "{sentence}\u{a0}· {date}",
    ];

    /// Every text: name, English, German.
    fn pairs() -> Vec<(String, &'static str, &'static str)> {
        let german = DE.entries();
        let pairs: Vec<_> = EN
            .entries()
            .into_iter()
            .zip(german)
            .map(|((name, en), (same, de))| {
                assert_eq!(name, same);
                (name, en, de)
            })
            .collect();
        assert!(pairs.len() > 700, "{} texts", pairs.len());
        pairs
    }

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0))
            .collect()
    }

    fn words(text: &str) -> impl Iterator<Item = String> {
        text.split(|letter: char| !letter.is_alphabetic())
            .map(str::to_lowercase)
    }

    #[test]
    fn i18n_every_text_is_there_in_both_languages_and_translated() {
        for (name, en, de) in pairs() {
            assert!(!en.trim().is_empty() && !de.trim().is_empty(), "{name}");
            assert!(en != de || SAME.contains(&en), "{name}: {en}");
        }
    }

    #[test]
    fn i18n_placeholders_are_the_same_in_both_languages() {
        for (name, en, de) in pairs() {
            assert_eq!(placeholders(en), placeholders(de), "{name}");
        }
    }

    #[test]
    fn i18n_quotes_and_spaces_are_those_of_the_language() {
        for (name, en, de) in pairs() {
            // A command line is typed as it stands.
            if name == "errors.no_host_text" {
                continue;
            }
            for text in [en, de] {
                for wrong in ["'", "\"", "...", "…", "  ", " .", " ,", " ?", " %"] {
                    assert!(!text.contains(wrong), "{name}: {text:?} has {wrong:?}");
                }
                // They stand before a title, and between conditions.
                if !["common.error_prefix", "forms.and", "forms.or"].contains(&name.as_str()) {
                    assert_eq!(text.trim(), text, "{name}");
                }
            }
            let count = |text: &str, mark: char| text.matches(mark).count();
            assert_eq!(count(en, '“'), count(en, '”'), "{name}: {en}");
            assert_eq!(count(en, '„'), 0, "{name}: {en}");
            assert_eq!(count(de, '„'), count(de, '“'), "{name}: {de}");
            assert_eq!(count(de, '”'), 0, "{name}: {de}");
        }
    }

    #[test]
    fn i18n_german_says_sie() {
        let familiar = [
            "du", "dich", "dir", "dein", "deine", "deinem", "deinen", "deiner", "deines",
        ];
        for (name, _, de) in pairs() {
            let found = words(de).find(|word| familiar.contains(&word.as_str()));
            assert_eq!(found, None, "{name}: {de}");
        }
    }
}
