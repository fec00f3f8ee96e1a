//! A field of a kind in a state.

use portico_plugin_kit::{option, text};
use portico_sdk::condition::Condition;
use portico_sdk::i18n::LocaleText;
use portico_sdk::schema::{Field, FieldKind, Level, SelectOption};
use serde_json::{Value, json};

use super::state::State;

/// Key of the toggle that [`State::Conditional`] depends on.
pub(super) const MORE: &str = "more";

/// The toggle.
pub(super) fn more() -> Field {
    Field::new(MORE, FieldKind::Toggle).label(text("Show more", "Mehr zeigen"))
}

/// The gallery's field.
pub(super) fn field(kind: FieldKind, state: State) -> Field {
    let (english, german) = title(kind);
    let label = text(
        &format!("{english}, {}", state.name().replace('_', " ")),
        &format!("{german}, {}", state.german()),
    );
    let plain = Field {
        options: if kind.is_choice() {
            options()
        } else {
            Vec::new()
        },
        fields: if kind.is_nested() {
            members()
        } else {
            Vec::new()
        },
        ..Field::new(state.name(), kind).label(label)
    };
    let plain = if kind == FieldKind::Range {
        Field {
            min: Some(0.0),
            max: Some(10.0),
            default: Some(json!(5)),
            ..plain
        }
    } else {
        plain
    };
    match state {
        State::Empty => Field {
            placeholder: placeholder(kind),
            ..plain
        },
        State::Filled => filled(plain),
        State::Help => Field {
            help_text: text("A sentence that helps.", "Ein Satz, der hilft."),
            ..plain
        },
        State::Required if kind == FieldKind::Object => Field {
            fields: vec![name_member().required(), size_member()],
            ..plain
        },
        State::Required => plain.required(),
        State::ReadOnly => Field {
            level: Level::Host,
            ..filled(plain)
        },
        State::Conditional => plain.visible_when(Condition::equals(MORE, true)),
        State::Limits => limited(plain),
    }
}

/// What the kind is called.
pub(super) fn title(kind: FieldKind) -> (&'static str, &'static str) {
    match kind {
        FieldKind::Text => ("Text", "Text"),
        FieldKind::Password => ("Password", "Passwort"),
        FieldKind::Number => ("Number", "Zahl"),
        FieldKind::Textarea => ("Lines", "Zeilen"),
        FieldKind::Toggle => ("Toggle", "Schalter"),
        FieldKind::Select => ("Menu", "Menü"),
        FieldKind::Url => ("Web address", "Webadresse"),
        FieldKind::Email => ("Mail address", "Mailadresse"),
        FieldKind::Date => ("Day", "Tag"),
        FieldKind::Color => ("Colour", "Farbe"),
        FieldKind::Range => ("Slider", "Regler"),
        FieldKind::Radio => ("Choice", "Auswahl"),
        FieldKind::Multiselect => ("Choices", "Mehrfachauswahl"),
        FieldKind::List => ("List", "Liste"),
        FieldKind::Object => ("Group", "Gruppe"),
    }
}

fn options() -> Vec<SelectOption> {
    vec![
        option("a", text("First", "Erste")),
        option("b", text("Second", "Zweite")),
        option("c", text("Third", "Dritte")),
    ]
}

fn name_member() -> Field {
    Field::new("name", FieldKind::Text).label(text("Name", "Name"))
}

fn size_member() -> Field {
    Field::new("size", FieldKind::Number).label(text("Size", "Größe"))
}

fn members() -> Vec<Field> {
    vec![name_member(), size_member()]
}

fn placeholder(kind: FieldKind) -> LocaleText {
    match kind {
        FieldKind::Text | FieldKind::Password | FieldKind::Textarea => text("Example", "Beispiel"),
        FieldKind::Number => text("12", "12"),
        FieldKind::Url => text("https://example.com", "https://example.com"),
        FieldKind::Email => text("name@example.com", "name@example.com"),
        FieldKind::Select => text("Choose one", "Bitte wählen"),
        _ => LocaleText::default(),
    }
}

/// With a value before anything was saved; a secret never has one.
fn filled(field: Field) -> Field {
    let default: Value = match field.kind {
        FieldKind::Text => json!("Blue"),
        FieldKind::Number => json!(12.5),
        FieldKind::Textarea => json!("One\nTwo"),
        FieldKind::Toggle => json!(true),
        FieldKind::Select | FieldKind::Radio => json!("b"),
        FieldKind::Url => json!("https://example.com/shop"),
        FieldKind::Email => json!("ada@example.com"),
        FieldKind::Date => json!("2026-01-31"),
        FieldKind::Color => json!("#2563eb"),
        FieldKind::Range => json!(8),
        FieldKind::Multiselect => json!(["a", "c"]),
        FieldKind::List => json!([{ "name": "One", "size": 1 }]),
        FieldKind::Password => return field,
        FieldKind::Object => {
            let mut field = field;
            for (member, value) in field.fields.iter_mut().zip([json!("One"), json!(1)]) {
                member.default = Some(value);
            }
            return field;
        }
    };
    Field {
        default: Some(default),
        ..field
    }
}

/// Every limit of the kind. Where it has none, it has to be filled in while [`MORE`] is on.
fn limited(field: Field) -> Field {
    match field.kind {
        FieldKind::Text => Field {
            min_length: Some(3),
            max_length: Some(8),
            pattern: "[A-Z]+".to_owned(),
            pattern_message: text("Use capital letters.", "Verwenden Sie Großbuchstaben."),
            ..field
        },
        FieldKind::Password => Field {
            min_length: Some(8),
            max_length: Some(64),
            ..field
        },
        FieldKind::Number => Field {
            min: Some(1.0),
            max: Some(10.0),
            step: Some(0.5),
            ..field
        },
        FieldKind::Textarea => Field {
            min_length: Some(5),
            max_length: Some(20),
            ..field
        },
        FieldKind::Url => Field {
            pattern: "https://.*".to_owned(),
            pattern_message: text("Use https.", "Verwenden Sie https."),
            ..field
        },
        FieldKind::Email => Field {
            max_length: Some(30),
            pattern: r".*@example\.com".to_owned(),
            pattern_message: text(
                "Use an address at example.com.",
                "Verwenden Sie eine Adresse bei example.com.",
            ),
            ..field
        },
        FieldKind::Date => Field {
            min_date: "2026-01-01".to_owned(),
            max_date: "2026-12-31".to_owned(),
            ..field
        },
        // Of these the plugin itself refuses 7: a slider cannot stand where its own bounds forbid it.
        FieldKind::Range => Field {
            min: Some(1.0),
            max: Some(10.0),
            step: Some(3.0),
            default: Some(json!(4)),
            ..field
        },
        FieldKind::Multiselect => Field {
            min_items: Some(2),
            max_items: Some(2),
            ..field
        },
        FieldKind::List => Field {
            min_items: Some(2),
            max_items: Some(3),
            unique: "name".to_owned(),
            fields: vec![name_member().required(), size_member()],
            ..field
        },
        FieldKind::Object => Field {
            fields: vec![
                Field {
                    min_length: Some(3),
                    ..name_member()
                },
                Field {
                    max: Some(10.0),
                    ..size_member()
                },
            ],
            ..field
        },
        FieldKind::Toggle | FieldKind::Select | FieldKind::Radio | FieldKind::Color => {
            field.required_when(Condition::equals(MORE, true))
        }
    }
}
