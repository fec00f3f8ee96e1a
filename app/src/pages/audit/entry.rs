//! An entry of the audit log in words: pure decisions.

use serde_json::Value;

use super::value::{Names, is_secret};
use crate::backend::HostAuditEntry;
use crate::i18n::{Locale, fill};
use crate::layout::org_name;

/// One value that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Its name, empty when the whole state is one value.
    pub name: String,
    /// What it was; `None`: it was not there.
    pub before: Option<String>,
    /// What it is; `None`: it is gone.
    pub after: Option<String>,
}

/// What happened, in words; the code itself when this version has none for it. `of_org`: the organisation goes without saying.
pub(super) fn what(entry: &HostAuditEntry, of_org: bool, locale: Locale) -> String {
    let words = &locale.text().audit;
    let sentence = match entry.action.as_str() {
        "host.create" => words.host_create,
        "host.update" => words.host_update,
        "host_session.open" => words.admin_open,
        "host_key.create" => words.key_create,
        "host_key.rotate" => words.key_rotate,
        "host_key.register" => words.key_register,
        "host_key.reveal" => words.key_reveal,
        "host_key.revoke" => words.key_revoke,
        "host_origin.add" => words.origin_add,
        "host_origin.remove" => words.origin_remove,
        "plugin.approve" => words.plugin_approve,
        "plugin.unapprove" => words.plugin_unapprove,
        "package.install" => words.package_install,
        "package.replace" => words.package_replace,
        "package.remove" => words.package_remove,
        "host_policy.set" => match mode(&entry.after) {
            Some("forced") => words.policy_force,
            Some("blocked") => words.policy_block,
            Some("default_on") => words.policy_default,
            Some(_) => words.policy_set,
            None => words.policy_end,
        },
        "org_plugin.set" => match mode(&entry.after) {
            Some("forced") => words.org_plugin_on,
            Some("blocked") => words.org_plugin_off,
            Some(_) => words.org_plugin_set,
            None => words.org_plugin_inherit,
        },
        "slot_order.set" if entry.after.is_null() => words.slot_order_end,
        "slot_order.set" => words.slot_order_set,
        "settings.save" => words.settings_save,
        "host_member.set" => words.member_set,
        "host_member.remove" => words.member_remove,
        "invitation.create" => words.invitation_create,
        "invitation.accept" => words.invitation_accept,
        "invitation.withdraw" => words.invitation_withdraw,
        "api_token.create" => words.token_create,
        "api_token.revoke" => words.token_revoke,
        "plugin.stop" => words.plugin_stop,
        "plugin.suspend" => words.plugin_suspend,
        "plugin.resume" => words.plugin_resume,
        "install.add" => words.install,
        "install.remove" => words.uninstall,
        other => return other.to_owned(),
    };
    if of_org || entry.org.is_empty() {
        return sentence.to_owned();
    }
    let org = fill(words.in_org, &[("org", &org_name(&entry.org))]);
    format!("{sentence} {org}")
}

/// The decision in the state of a policy; `None`: there is none.
fn mode(state: &Value) -> Option<&str> {
    state.get("mode").unwrap_or(state).as_str()
}

/// Through what it happened, in a word; the code itself when this version has none for it.
pub(super) fn via(entry: &HostAuditEntry, locale: Locale) -> String {
    let words = &locale.text().audit;
    match entry.via.as_str() {
        "console" => words.via_console,
        "api_token" => words.via_api,
        "cli" => words.via_cli,
        "user" => words.via_user,
        "server" => words.via_server,
        "browser" => words.via_browser,
        other => other,
    }
    .to_owned()
}

/// To what it happened, where that says something: our own ids (UUIDs) do not.
pub(super) fn subject(entry: &HostAuditEntry) -> Option<&str> {
    let subject = entry.subject.as_str();
    let is_ours = subject.len() == 36
        && subject
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    (!is_ours && !subject.is_empty() && !entry.action.starts_with("host.")).then_some(subject)
}

/// What changed, value by value, in words. That something came or went as a whole (`true`, nothing) is said by the action.
pub(super) fn changes(entry: &HostAuditEntry, locale: Locale) -> Vec<Change> {
    let names = Names::of(entry, locale);
    let (before, after) = (&entry.before, &entry.after);
    if !before.is_object() && !after.is_object() {
        let change = Change {
            name: String::new(),
            before: names.value("", before).filter(|_| !before.is_boolean()),
            after: names.value("", after).filter(|_| !after.is_boolean()),
        };
        let says_something = change.before.is_some() || change.after.is_some();
        return says_something.then_some(change).into_iter().collect();
    }
    let mut keys: Vec<&String> = [before, after]
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(serde_json::Map::keys)
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
        .filter_map(|key| one(&names, key, before.get(key), after.get(key)))
        .collect()
}

/// The change of one value; `None`: there is none. Of a secret that was replaced both states look alike.
fn one(names: &Names, key: &str, before: Option<&Value>, after: Option<&Value>) -> Option<Change> {
    let (before, after) = (
        before.unwrap_or(&Value::Null),
        after.unwrap_or(&Value::Null),
    );
    let name = names.name(key);
    if is_secret(before) && is_secret(after) {
        return Some(Change {
            name,
            before: None,
            after: Some(names.replaced()),
        });
    }
    let change = Change {
        name,
        before: names.value(key, before),
        after: names.value(key, after),
    };
    (change.before != change.after).then_some(change)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry(action: &str, subject: &str, before: Value, after: Value) -> HostAuditEntry {
        HostAuditEntry {
            seq: 1,
            at: 0,
            org: String::new(),
            actor: "ada@example.com".to_owned(),
            via: "console".to_owned(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            before,
            after,
        }
    }

    fn change(name: &str, before: Option<&str>, after: Option<&str>) -> Change {
        Change {
            name: name.to_owned(),
            before: before.map(ToOwned::to_owned),
            after: after.map(ToOwned::to_owned),
        }
    }

    #[test]
    fn only_what_changed_is_listed_by_name() {
        let made = changes(
            &entry(
                "host.update",
                "acme-shop",
                json!({"accent": "", "name": "Acme", "purchases": false}),
                json!({"accent": "#c02a7a", "name": "Acme", "purchases": true}),
            ),
            Locale::En,
        );
        assert_eq!(
            made,
            [
                change("Accent colour", Some(""), Some("#c02a7a")),
                change("Purchases", Some("no"), Some("yes")),
            ]
        );
    }

    #[test]
    fn coming_and_going_as_a_whole_needs_no_values() {
        let added = entry(
            "host_origin.add",
            "https://a.example",
            json!(null),
            json!(true),
        );
        assert_eq!(changes(&added, Locale::En), []);
        assert_eq!(subject(&added), Some("https://a.example"));
        let made = entry(
            "invitation.create",
            "x",
            json!(null),
            json!({"email": "b@example.com"}),
        );
        assert_eq!(
            changes(&made, Locale::En),
            [change("Email", None, Some("b@example.com"))]
        );
    }

    #[test]
    fn our_own_ids_are_not_shown() {
        let id = "0198a9f2-6d6b-7c3e-9a41-0123456789ab";
        let removed = entry(
            "host_member.remove",
            id,
            json!({"role": "owner"}),
            json!(null),
        );
        assert_eq!(subject(&removed), None);
        assert_eq!(
            changes(&removed, Locale::En),
            [change("Role", Some("Owner"), None)]
        );
    }

    #[test]
    fn an_unknown_action_shows_its_code_and_an_organisation_is_named() {
        let unknown = entry("made.up", "", json!(null), json!(null));
        assert_eq!(what(&unknown, false, Locale::De), "made.up");
        let mut set = entry("org_plugin.set", "pay", json!(null), json!("forced"));
        set.org = "globex".to_owned();
        assert_eq!(
            what(&set, false, Locale::En),
            "Turned a plugin on for everyone at Globex"
        );
        assert_eq!(
            changes(&set, Locale::En),
            [change("", None, Some("On for everyone"))]
        );
    }

    #[test]
    fn a_decision_is_a_sentence_in_the_readers_language() {
        let set = |action: &str, mode: &str| {
            let after = if mode.is_empty() {
                json!(null)
            } else {
                json!({ "mode": mode })
            };
            what(&entry(action, "pay", json!(null), after), true, Locale::De)
        };
        assert_eq!(
            set("org_plugin.set", "forced"),
            "Plugin für alle eingeschaltet"
        );
        assert_eq!(
            set("org_plugin.set", "blocked"),
            "Plugin für alle ausgeschaltet"
        );
        assert_eq!(
            set("org_plugin.set", ""),
            "Entscheidung über ein Plugin zurückgenommen"
        );
        assert_eq!(
            set("host_policy.set", "blocked"),
            "Plugin für alle blockiert"
        );
        assert_eq!(
            set("host_policy.set", "request"),
            "Über ein Plugin entschieden"
        );
    }

    #[test]
    fn a_secret_that_was_replaced_is_a_change_and_its_marker_never_shows() {
        let secret = json!({"key": {"is_set": true}});
        let saved = |before: Value, after: Value| {
            changes(&entry("settings.save", "pay", before, after), Locale::En)
        };
        assert_eq!(
            saved(secret.clone(), secret.clone()),
            [change("key", None, Some("replaced, not shown"))]
        );
        assert_eq!(
            saved(json!({"key": null}), secret.clone()),
            [change("key", None, Some("set, not shown"))]
        );
        assert_eq!(
            saved(secret, json!({"key": null})),
            [change("key", Some("set, not shown"), None)]
        );
    }
}
