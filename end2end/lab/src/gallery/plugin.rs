//! The plugin of one kind of field.

use async_trait::async_trait;
use portico_plugin_kit::{ContextCell, text};
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::plugin::{
    Listing, Plugin, PluginContext, PluginError, PluginRoutes, SettingProblem, UiPlugin,
};
use portico_sdk::schema::{FieldKind, FormSchema};
use portico_sdk::settings::{Values, settings_url};
use portico_sdk::slot::slots;
use serde_json::Value;

use super::kind::{field, more, title};
use super::routes;
use super::state::State;

/// Shows fields of one kind.
pub(super) struct Gallery {
    kind: FieldKind,
    name: String,
    context: ContextCell,
}

impl Gallery {
    pub fn new(kind: FieldKind) -> Self {
        Self {
            kind,
            name: format!("lab-form-{}", kind.name()),
            context: ContextCell::default(),
        }
    }

    /// `load` is where the values come from; they are always saved to the settings.
    fn form(&self, load: String, more_words: (&str, &str)) -> FormSchema {
        let (english, german) = title(self.kind);
        let fields = std::iter::once(more()).chain(State::ALL.map(|state| field(self.kind, state)));
        FormSchema {
            title: text(
                &format!("{english}{}", more_words.0),
                &format!("{german}{}", more_words.1),
            ),
            fields: fields.collect(),
            load_url: load,
            submit_url: settings_url(&self.name),
            ..FormSchema::default()
        }
    }

    fn extension(&self, id: &str, schema: FormSchema) -> Extension {
        Extension {
            id: format!("lab_form_{}_{id}", self.kind.name()),
            slot: slots::DASHBOARD_WIDGET.key.to_owned(),
            title: schema.title.clone(),
            kind: ExtensionKind::Schema { schema },
            priority: 0,
        }
    }
}

#[async_trait]
impl Plugin for Gallery {
    fn name(&self) -> &str {
        &self.name
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "Fields of one kind, in every state."
    }

    fn listing(&self) -> Listing {
        let (english, german) = title(self.kind);
        Listing {
            title: text(&format!("Fields: {english}"), &format!("Felder: {german}")),
            summary: text(
                "Fields of one kind, in every state.",
                "Felder einer Art, in jedem Zustand.",
            ),
            publisher: "Portico".to_owned(),
            categories: vec!["operations".to_owned()],
            icon: "note".to_owned(),
            tile: "grey".to_owned(),
            ..Listing::default()
        }
    }

    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        self.context.fill(context)
    }

    /// A rule that no bound can say, on the one kind whose control cannot leave its bounds.
    fn check_settings(&self, values: &Values) -> Vec<SettingProblem> {
        let field = State::Limits.name();
        let taken =
            self.kind == FieldKind::Range && values.get(field).and_then(Value::as_f64) == Some(7.0);
        taken
            .then(|| SettingProblem {
                field: field.to_owned(),
                message: text("Seven is taken.", "Die Sieben ist vergeben."),
            })
            .into_iter()
            .collect()
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for Gallery {
    fn ui_extensions(&self) -> Vec<Extension> {
        let broken = format!("/api/v1/admin/plugins/{}/broken", self.name);
        vec![
            self.extension("settings", self.form(settings_url(&self.name), ("", ""))),
            self.extension(
                "broken",
                self.form(broken, (" that cannot be loaded", " ohne Daten")),
            ),
        ]
    }

    fn routes(&self) -> PluginRoutes {
        PluginRoutes {
            admin: routes::gallery(self.context.clone()),
            ..PluginRoutes::default()
        }
    }
}
