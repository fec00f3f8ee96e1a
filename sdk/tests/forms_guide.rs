//! The example of docs/PLUGIN-AUTHORS.md: it compiles, it may be registered, it is the JSON that stands there, and it does what
//! the guide says.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;

use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::i18n::LocaleText;
use portico_sdk::schema::{FieldKind, FormSchema, Level};
use portico_sdk::settings::{Values, validate_values, with_defaults};
use portico_sdk::validate::{Context, PluginDeclaration, Shipping, validate_plugin};
use serde_json::{Value, json};

const GUIDE: &str = include_str!("../../docs/PLUGIN-AUTHORS.md");

mod example {
    // The example begins.
    use portico_sdk::condition::Condition;
    use portico_sdk::i18n::LocaleText;
    use portico_sdk::schema::{Field, FieldKind, FormSchema, Group, SelectOption};
    use portico_sdk::settings::settings_url;
    use serde_json::json;

    pub fn courier() -> FormSchema {
        let text = |en: &str, de: &str| LocaleText::en(en).with("de", de);
        let option = |value: &str, label: LocaleText| SelectOption {
            value: value.to_owned(),
            label,
        };
        FormSchema {
            title: text("Courier", "Kurier"),
            groups: vec![Group {
                key: "account".to_owned(),
                title: text("Account", "Konto"),
                ..Group::default()
            }],
            fields: vec![
                Field {
                    group: "account".to_owned(),
                    default: Some(json!("test")),
                    options: vec![
                        option("test", text("Test", "Test")),
                        option("live", text("Live", "Live")),
                    ],
                    ..Field::new("mode", FieldKind::Radio)
                        .label(text("Mode", "Modus"))
                        .required()
                },
                Field {
                    group: "account".to_owned(),
                    pattern: "ck_[a-z0-9]{20}".to_owned(),
                    pattern_message: text(
                        "Copy the key as it is.",
                        "Kopieren Sie den Schlüssel, wie er ist.",
                    ),
                    ..Field::new("api_key", FieldKind::Password)
                        .label(text("API key", "API-Schlüssel"))
                        .required_when(Condition::equals("mode", "live"))
                },
                Field {
                    max_items: Some(30),
                    unique: "country".to_owned(),
                    add_label: text("Add a country", "Land hinzufügen"),
                    fields: vec![
                        Field {
                            pattern: "[A-Z]{2}".to_owned(),
                            pattern_message: text(
                                "Two letters, as in DE.",
                                "Zwei Buchstaben, etwa DE.",
                            ),
                            ..Field::new("country", FieldKind::Text)
                                .label(text("Country", "Land"))
                                .required()
                        },
                        Field::new("free", FieldKind::Toggle)
                            .label(text("Free delivery", "Kostenlos")),
                        Field {
                            min: Some(0.0),
                            step: Some(0.01),
                            ..Field::new("price", FieldKind::Number)
                                .label(text("Price", "Preis"))
                                .required()
                                .visible_when(Condition::equals("free", false))
                        },
                    ],
                    ..Field::new("countries", FieldKind::List).label(text("Countries", "Länder"))
                },
            ],
            submit_url: settings_url("courier"),
            load_url: settings_url("courier"),
            test_url: "/api/v1/admin/plugins/courier/test".to_owned(),
            ..FormSchema::default()
        }
    }
    // The example ends.
}

/// The first block of that language after the heading of the example.
fn block(language: &str) -> String {
    let (_, chapter) = GUIDE
        .split_once("### A form from beginning to end")
        .unwrap();
    let (_, rest) = chapter.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("\n```").unwrap().0.to_owned()
}

#[test]
fn the_guide_shows_the_example_that_is_compiled_here() {
    let source = include_str!("forms_guide.rs");
    let (_, rest) = source.split_once("    // The example begins.\n").unwrap();
    let (example, _) = rest.split_once("    // The example ends.").unwrap();
    let lines: Vec<&str> = example
        .lines()
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    assert_eq!(block("rust"), lines.join("\n"));
    let json: FormSchema = serde_json::from_str(&block("json")).unwrap();
    assert_eq!(json, example::courier());
}

#[test]
fn the_guide_names_every_field_kind() {
    let (_, chapter) = GUIDE.split_once("### Field kinds").unwrap();
    let (table, _) = chapter.split_once("\n### ").unwrap();
    for kind in FieldKind::ALL {
        let row = format!("\n| `{}` |", kind.name());
        assert_eq!(table.matches(&row).count(), 1, "{}", kind.name());
    }
}

#[test]
fn the_example_may_be_registered_and_does_what_the_guide_says() {
    let wrong = |values: Value, secrets: &[&str]| {
        let values: Values = serde_json::from_value(values).unwrap();
        let secrets: Vec<String> = secrets.iter().map(|key| (*key).to_owned()).collect();
        let schema = example::courier();
        let filled = with_defaults(&schema, &values);
        let errors = validate_values(&schema, &filled, Level::Org, &secrets);
        let paths = errors.err().unwrap_or_default();
        paths
            .into_iter()
            .map(|error| error.field)
            .collect::<Vec<_>>()
    };
    let extension = Extension {
        id: "courier_settings".to_owned(),
        slot: "admin:plugin:settings".to_owned(),
        kind: ExtensionKind::Schema {
            schema: example::courier(),
        },
        title: LocaleText::en("Courier"),
        priority: 0,
    };
    let declaration = PluginDeclaration {
        name: "courier",
        extensions: vec![extension],
        assets: BTreeMap::new(),
        shipping: Shipping::CompiledIn,
    };
    let context = Context {
        known_slots: vec!["admin:plugin:settings"],
        ..Context::default()
    };
    assert_eq!(validate_plugin(&declaration, &context).problems, []);

    assert_eq!(wrong(json!({}), &[]), [""; 0]);
    assert_eq!(wrong(json!({ "mode": "live" }), &[]), ["api_key"]);
    assert_eq!(wrong(json!({ "mode": "live" }), &["api_key"]), [""; 0]);
    let rows = json!({ "countries": [
        { "country": "DE", "free": true, "price": -1 },
        { "country": "AT", "free": false },
        { "country": "DE", "free": true }
    ] });
    assert_eq!(
        wrong(rows, &[]),
        ["countries.1.price", "countries.2.country"]
    );
}
