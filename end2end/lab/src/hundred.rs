//! A form of a hundred fields, ten of each of ten kinds, twenty of them with a condition: what `make bench` measures against another
//! library (end2end/bench). Its JSON Schema is an asset of the plugin, so that both sides come from the same declaration.

use std::borrow::Cow;

use async_trait::async_trait;
use portico_sdk::condition::Condition;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::i18n::LocaleText;
use portico_sdk::json_schema;
use portico_sdk::plugin::{Asset, Listing, Plugin, PluginContext, PluginError, UiPlugin};
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level, SelectOption};
use portico_sdk::slot::slots;
use serde_json::{Value, json};

const SETTINGS_URL: &str = "/api/v1/admin/plugins/lab-hundred/settings";

/// In this order, ten times over. Typing into the last field of the form can go wrong.
const KINDS: [FieldKind; 10] = [
    FieldKind::Text,
    FieldKind::Toggle,
    FieldKind::Url,
    FieldKind::Select,
    FieldKind::Date,
    FieldKind::Number,
    FieldKind::Range,
    FieldKind::Radio,
    FieldKind::Textarea,
    FieldKind::Email,
];

/// Its settings are the form.
pub(crate) struct Hundred;

#[async_trait]
impl Plugin for Hundred {
    fn name(&self) -> &'static str {
        "lab-hundred"
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "A form of a hundred fields."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: LocaleText::en("A hundred fields"),
            summary: LocaleText::en("A form of a hundred fields."),
            publisher: "Portico".to_owned(),
            categories: vec!["operations".to_owned()],
            icon: "note".to_owned(),
            tile: "grey".to_owned(),
            ..Listing::default()
        }
    }

    async fn init(&self, _context: PluginContext) -> Result<(), PluginError> {
        Ok(())
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for Hundred {
    fn ui_extensions(&self) -> Vec<Extension> {
        vec![Extension {
            id: "lab_hundred_settings".to_owned(),
            slot: slots::PLUGIN_SETTINGS.key.to_owned(),
            kind: ExtensionKind::Schema { schema: form() },
            title: LocaleText::en("A hundred fields"),
            priority: 0,
        }]
    }

    fn assets(&self) -> Vec<Asset> {
        vec![Asset {
            path: Cow::Borrowed("schema.json"),
            bytes: Cow::Owned(
                json_schema::export(&form(), Level::Org, "en")
                    .to_string()
                    .into_bytes(),
            ),
        }]
    }
}

/// The form.
fn form() -> FormSchema {
    FormSchema {
        title: LocaleText::en("A hundred fields"),
        fields: (1..=10)
            .flat_map(|round| KINDS.map(|kind| field(kind, round)))
            .collect(),
        submit_url: SETTINGS_URL.to_owned(),
        load_url: SETTINGS_URL.to_owned(),
        ..FormSchema::default()
    }
}

/// One field. In each round the address is there while the toggle is on, and the date is required while the menu says so; in every
/// other round both is so from the start.
fn field(kind: FieldKind, round: u32) -> Field {
    let odd = round % 2 == 1;
    let key = |kind: FieldKind| format!("{}_{round}", kind.name());
    let base =
        Field::new(key(kind), kind).label(LocaleText::en(format!("{} {round}", kind.name())));
    match kind {
        FieldKind::Text => Field {
            max_length: Some(40),
            ..base
        },
        FieldKind::Toggle => with_default(base, odd),
        FieldKind::Url => base.visible_when(Condition::equals(key(FieldKind::Toggle), true)),
        FieldKind::Select | FieldKind::Radio => {
            let start = if odd { "always" } else { "never" };
            with_default(with_options(base), start).required()
        }
        FieldKind::Date => with_default(base, "2026-01-15")
            .required_when(Condition::equals(key(FieldKind::Select), "always")),
        FieldKind::Number | FieldKind::Range => {
            let bounded = Field {
                min: Some(0.0),
                max: Some(100.0),
                step: Some(5.0),
                ..base
            };
            with_default(bounded, json!(5 * round))
        }
        FieldKind::Textarea => Field {
            max_length: Some(400),
            ..base
        },
        _ => base,
    }
}

fn with_default(field: Field, value: impl Into<Value>) -> Field {
    Field {
        default: Some(value.into()),
        ..field
    }
}

fn with_options(field: Field) -> Field {
    let option = |value: &str, label: &str| SelectOption {
        value: value.to_owned(),
        label: LocaleText::en(label),
    };
    Field {
        options: vec![
            option("never", "Never"),
            option("sometimes", "Sometimes"),
            option("always", "Always"),
        ],
        ..field
    }
}
