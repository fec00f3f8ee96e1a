//! Texts that depend on a number.

use super::{Locale, fill, format_count};

/// A text for one thing and for any other number of things; `{n}` is the number.
#[derive(Debug, Clone, Copy)]
pub struct Plural {
    /// "{n} plugin"
    pub one: &'static str,
    /// "{n} plugins"
    pub other: &'static str,
}

/// Short for a [`Plural`] in the catalogue.
pub(super) const fn plural(one: &'static str, other: &'static str) -> Plural {
    Plural { one, other }
}

impl Plural {
    /// The text for `n` with the number written as the language writes it. English and German share the rule:
    /// exactly one is singular, zero is plural.
    ///
    /// ```
    /// # use portico_app::i18n::{Locale, Plural};
    /// const PLUGINS: Plural = Plural { one: "{n} plugin", other: "{n} plugins" };
    /// assert_eq!(PLUGINS.of(Locale::En, 1), "1 plugin");
    /// assert_eq!(PLUGINS.of(Locale::En, 1204), "1,204 plugins");
    /// ```
    pub fn of(self, locale: Locale, n: u64) -> String {
        self.with(locale, n, &[])
    }

    /// Like [`Plural::of`], with further placeholders.
    pub fn with(self, locale: Locale, n: u64, values: &[(&str, &str)]) -> String {
        let count = format_count(n, locale);
        let mut all = vec![("n", count.as_str())];
        all.extend_from_slice(values);
        fill(if n == 1 { self.one } else { self.other }, &all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_plural_and_further_placeholders_are_filled() {
        let text = Plural {
            one: "{n} Mitglied von {org}",
            other: "{n} Mitglieder von {org}",
        };
        assert_eq!(
            text.with(Locale::De, 0, &[("org", "Globex")]),
            "0 Mitglieder von Globex"
        );
        assert_eq!(
            text.with(Locale::De, 1, &[("org", "Globex")]),
            "1 Mitglied von Globex"
        );
        assert_eq!(
            text.with(Locale::De, 12_345, &[("org", "{n}")]),
            "12.345 Mitglieder von {n}"
        );
    }
}
