//! The setting: a list of links, or the same as lines of text.

use portico_plugin_kit::{option, text};
use portico_sdk::condition::Condition;
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use portico_sdk::settings::settings_url;
use serde_json::Value;

use crate::links::{MAX_LINKS, MAX_TITLE};

/// Key of the list.
pub const ENTRIES: &str = "entries";
/// Key of the lines of text.
pub const LINES: &str = "links";
/// Key of the toggle between the two.
pub const AS_TEXT: &str = "as_text";

/// The form; the server stores its values, no route of ours is involved.
pub fn form() -> FormSchema {
    let url = settings_url("link-list");
    FormSchema {
        title: text("Team links", "Links des Teams"),
        description: text(
            "They appear in the sidebar of everyone who manages the shop.",
            "Sie erscheinen in der Seitenleiste aller, die den Shop verwalten.",
        ),
        submit_label: text("Save links", "Links speichern"),
        success_message: text("Links saved", "Links gespeichert"),
        fields: vec![list(), switch(), lines()],
        submit_url: url.clone(),
        load_url: url,
        ..FormSchema::default()
    }
}

fn list() -> Field {
    Field {
        max_items: Some(MAX_LINKS),
        unique: "title".to_owned(),
        add_label: text("Add a link", "Link hinzufügen"),
        help_text: text(
            "In the order in which they are shown, at most 20.",
            "In der Reihenfolge, in der sie gezeigt werden, höchstens 20.",
        ),
        fields: link(),
        ..Field::new(ENTRIES, FieldKind::List)
            .label(text("Links", "Links"))
            .visible_when(Condition::equals(AS_TEXT, false))
    }
}

/// Whichever of the two is hidden keeps what it has.
fn switch() -> Field {
    Field {
        default: Some(Value::Bool(false)),
        help_text: text(
            "For pasting many at once. The list stays as it is, and does not count meanwhile.",
            "Zum Einfügen vieler auf einmal. Die Liste bleibt, wie sie ist, und zählt solange nicht.",
        ),
        ..Field::new(AS_TEXT, FieldKind::Toggle).label(text(
            "Enter links as lines of text",
            "Links als Textzeilen eingeben",
        ))
    }
}

fn lines() -> Field {
    Field {
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
        ..Field::new(LINES, FieldKind::Textarea)
            .label(text("Lines", "Zeilen"))
            .visible_when(Condition::equals(AS_TEXT, true))
    }
}

fn link() -> Vec<Field> {
    let leads = |to: &str| Condition::equals("target", to);
    vec![
        Field {
            max_length: Some(MAX_TITLE),
            placeholder: text("Handbook", "Handbuch"),
            ..Field::new("title", FieldKind::Text)
                .label(text("Title", "Titel"))
                .required()
        },
        Field {
            default: Some(Value::from("website")),
            options: vec![
                option("website", text("Another website", "Eine andere Website")),
                option(
                    "page",
                    text("A page of this site", "Eine Seite dieser Website"),
                ),
            ],
            ..Field::new("target", FieldKind::Select)
                .label(text("Leads to", "Führt zu"))
                .required()
        },
        Field {
            pattern: "https://.+".to_owned(),
            pattern_message: text(
                "Use an address that starts with https://.",
                "Nehmen Sie eine Adresse, die mit https:// beginnt.",
            ),
            placeholder: text(
                "https://wiki.example.com/handbook",
                "https://wiki.example.com/handbuch",
            ),
            help_text: text("Opens in a new tab.", "Öffnet sich in einem neuen Tab."),
            ..Field::new("url", FieldKind::Url)
                .label(text("Address", "Adresse"))
                .required()
                .visible_when(leads("website"))
        },
        Field {
            max_length: Some(500),
            pattern: r"/|/[^/\\].*".to_owned(),
            pattern_message: text(
                "Start with one slash, as in /admin/orders.",
                "Beginnen Sie mit einem Schrägstrich, etwa /admin/orders.",
            ),
            placeholder: text("/admin/orders", "/admin/orders"),
            ..Field::new("path", FieldKind::Text)
                .label(text("Page", "Seite"))
                .required()
                .visible_when(leads("page"))
        },
    ]
}
