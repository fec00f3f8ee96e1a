//! The one setting.

use portico_plugin_kit::text;
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use portico_sdk::settings::Values;
use serde_json::Value;

const SETTINGS_URL: &str = "/api/v1/admin/plugins/link-list/settings";

/// Key of the one field.
pub const LINKS: &str = "links";

/// The form; the server stores its values, no route of ours is involved.
pub fn form() -> FormSchema {
    FormSchema {
        title: text("Team links", "Links des Teams"),
        description: text(
            "They appear in the sidebar of everyone who manages the shop.",
            "Sie erscheinen in der Seitenleiste aller, die den Shop verwalten.",
        ),
        submit_label: text("Save links", "Links speichern"),
        success_message: text("Links saved", "Links gespeichert"),
        fields: vec![Field {
            max_length: Some(4_000),
            placeholder: text(
                "Handbook | https://wiki.example.com/handbook",
                "Handbuch | https://wiki.example.com/handbuch",
            ),
            help_text: text(
                "One per line: a title, a vertical bar, and an address that starts with https:// or, on this site, with a slash.",
                "Einer pro Zeile: ein Titel, ein senkrechter Strich und eine Adresse, die mit https:// oder, auf dieser \
                 Website, mit einem Schrägstrich beginnt.",
            ),
            ..Field::new(LINKS, FieldKind::Textarea).label(text("Links", "Links"))
        }],
        submit_url: SETTINGS_URL.to_owned(),
        load_url: SETTINGS_URL.to_owned(),
        context: Vec::new(),
    }
}

/// The stored text; empty when nothing was saved.
pub fn links(values: &Values) -> &str {
    values
        .get(LINKS)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
