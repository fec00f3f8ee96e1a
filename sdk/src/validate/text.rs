//! Texts in several languages: warnings only, whatever is declared is rendered as text, once escaped (PARITY 19).

use super::report::Report;
use crate::i18n::{LocaleText, is_deceptive, is_language_tag};
use crate::problem::Rule;

pub(super) fn check(path: &str, text: &LocaleText, report: &mut Report) {
    for (tag, text) in &text.0 {
        if !is_language_tag(tag) {
            report.add(
                path,
                Rule::Text,
                &format!("Use a language tag like en or de-AT instead of {tag:?}."),
            );
        }
        if text.chars().any(is_deceptive) {
            report.add(
                path,
                Rule::Text,
                "Remove control characters and those that change the direction of writing.",
            );
        }
    }
}
