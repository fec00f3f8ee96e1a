//! The values in an entry of the audit log, named and written for people.

use serde_json::Value;

use crate::backend::HostAuditEntry;
use crate::i18n::{Locale, format_count, format_date_time};

/// How the values of one entry are called. In a plugin's settings the names are the plugin's own, whatever they are in ours.
pub(super) struct Names {
    locale: Locale,
    ours: bool,
}

impl Names {
    /// The names of an entry's values.
    pub fn of(entry: &HostAuditEntry, locale: Locale) -> Self {
        Self {
            locale,
            ours: entry.action != "settings.save",
        }
    }

    /// What a value is called; its key when this version has no word for it.
    pub fn name(&self, key: &str) -> String {
        let words = &self.locale.text().audit;
        let known = match key {
            _ if !self.ours => None,
            "mode" => Some(words.name_decision),
            "order" => Some(words.name_order),
            "note" | "reason" => Some(words.name_note),
            "version" => Some(words.name_version),
            "digest" => Some(words.name_digest),
            "name" => Some(words.name_name),
            "role" => Some(words.name_role),
            "email" => Some(words.name_email),
            "state" => Some(words.name_state),
            "kind" => Some(words.name_kind),
            "algorithm" => Some(words.name_algorithm),
            "key" => Some(words.name_key),
            "retired" => Some(words.name_retired),
            "retire_at" => Some(words.name_retire_at),
            "until" => Some(words.name_until),
            "sessions_ended" => Some(words.name_sessions_ended),
            "api_tokens_revoked" => Some(words.name_tokens_revoked),
            "invitations_withdrawn" => Some(words.name_invitations_withdrawn),
            "logo_url" => Some(words.name_logo_url),
            "accent" => Some(words.name_accent),
            "site_url" => Some(words.name_site_url),
            "sign_in_url" => Some(words.name_sign_in_url),
            "org_plugins" => Some(words.name_org_plugins),
            "user_installs" => Some(words.name_user_installs),
            "extension" => Some(words.name_extension),
            "user" => Some(words.name_user),
            "users" => Some(words.name_users),
            "installed" => Some(words.name_installed),
            "purchases" => Some(words.name_purchases),
            _ => None,
        };
        known.unwrap_or(key).to_owned()
    }

    /// A value on one line; `None` for null. A state that is one value (`key` is empty) is a decision.
    pub fn value(&self, key: &str, value: &Value) -> Option<String> {
        let words = &self.locale.text().audit;
        Some(match value {
            Value::Null => return None,
            Value::Bool(true) => words.yes.to_owned(),
            Value::Bool(false) => words.no.to_owned(),
            Value::String(text) => self.word(key, text).unwrap_or(text).to_owned(),
            Value::Number(number) => match (key, number.as_i64(), number.as_u64()) {
                ("retire_at" | "until", Some(ms), _) if self.ours => {
                    format_date_time(ms, self.locale)
                }
                (_, _, Some(count)) => format_count(count, self.locale),
                _ => number.to_string(),
            },
            Value::Array(items) => {
                let items = items.iter().filter_map(|item| self.value(key, item));
                items.collect::<Vec<_>>().join(", ")
            }
            Value::Object(_) if is_secret(value) => words.secret_set.to_owned(),
            Value::Object(_) => value.to_string(),
        })
    }

    /// Said of a secret that was there before and is another one now.
    pub fn replaced(&self) -> String {
        self.locale.text().audit.secret_replaced.to_owned()
    }

    /// The word for a value of ours that is a code.
    fn word(&self, key: &str, value: &str) -> Option<&'static str> {
        let text = self.locale.text();
        let (words, keys, modes) = (&text.audit, &text.console.keys, &text.console.plugins);
        match (key, value) {
            _ if !self.ours => None,
            ("mode" | "", "forced") => Some(modes.mode_forced),
            ("mode" | "", "blocked") => Some(modes.mode_blocked),
            ("mode" | "", "default_on") => Some(modes.mode_default),
            ("mode" | "", "allowed") => Some(modes.mode_allowed),
            ("mode" | "", "request") => Some(modes.mode_request),
            ("mode" | "", "removed") => Some(modes.mode_removed),
            ("role", "owner") => Some(text.console.role_owner),
            ("role", "developer") => Some(text.console.role_developer),
            ("role", "HOST") => Some(words.role_host),
            ("state", "active") => Some(keys.active),
            ("state", "retiring") => Some(keys.retiring),
            ("state", "revoked") => Some(keys.revoked),
            ("kind", "secret") => Some(words.kind_secret),
            ("reason", "unresponsive") => Some(words.stop_unresponsive),
            ("reason", "limit") => Some(words.stop_limit),
            ("reason", "protocol") => Some(words.stop_protocol),
            ("reason", "navigated") => Some(words.stop_navigated),
            ("reason", "unknown") => Some(words.stop_unknown),
            ("kind", "jwk") => Some(words.kind_jwk),
            _ => None,
        }
    }
}

/// The marker that stands for a secret: the log never has one.
pub(super) fn is_secret(value: &Value) -> bool {
    value.get("is_set").is_some_and(Value::is_boolean)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(ours: bool) -> Names {
        Names {
            locale: Locale::De,
            ours,
        }
    }

    #[test]
    fn codes_and_moments_of_ours_are_words_and_dates() {
        let names = names(true);
        // 2026-11-21 16:00 UTC
        for (key, value, name, shown) in [
            ("mode", json!("forced"), "Entscheidung", "An für alle"),
            ("role", json!("owner"), "Rolle", "Inhaber"),
            ("kind", json!("jwk"), "Art", "Öffentlicher Schlüssel"),
            ("state", json!("revoked"), "Status", "Widerrufen"),
            ("purchases", json!(true), "Käufe", "ja"),
            ("installed", json!(true), "Installiert", "ja"),
            ("sessions_ended", json!(1200), "Beendete Sitzungen", "1.200"),
            ("key", json!("k3y"), "Schlüssel-ID", "k3y"),
        ] {
            assert_eq!(names.name(key), name);
            assert_eq!(names.value(key, &value).as_deref(), Some(shown), "{key}");
        }
        for key in ["retire_at", "until"] {
            let ms = 1_795_276_800_000_i64;
            let shown = names.value(key, &json!(ms)).unwrap();
            assert_eq!(shown, format_date_time(ms, Locale::De));
            assert!(shown.contains("2026"), "{shown}");
        }
    }

    #[test]
    fn a_plugins_own_names_and_words_stay_as_they_are() {
        let names = names(false);
        assert_eq!(names.name("mode"), "mode");
        assert_eq!(names.value("mode", &json!("forced")).unwrap(), "forced");
        assert_eq!(names.value("until", &json!(1500)).unwrap(), "1.500");
        assert_eq!(names.value("rate", &json!(-1.5)).unwrap(), "-1.5");
        assert_eq!(names.value("days", &json!(["mo", true])).unwrap(), "mo, ja");
        assert_eq!(names.value("note", &json!(null)), None);
    }
}
