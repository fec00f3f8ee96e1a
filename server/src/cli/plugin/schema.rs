//! `portico plugin schema`

use clap::{Args, ValueEnum};
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::json_schema::export;
use portico_sdk::plugin::UiPlugin;
use portico_sdk::schema::{FormSchema, Level};
use portico_sdk::settings::settings_url;

use super::{CliError, Context, print};
use crate::plugins::guard;

pub const EXAMPLES: &str = "\
Examples:
  portico plugin schema acme-pay                              Its settings, as organisations save them
  portico plugin schema acme-pay --level host --locale de
  portico plugin schema acme-pay --form acme_pay_settings     One of its forms, by the id of the extension

A running server answers the same to an admin at /api/v1/admin/plugins/acme-pay/settings/schema.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Schema {
    /// Name of a plugin of this binary.
    plugin: String,
    /// Id of the extension whose form is meant, instead of the settings.
    #[arg(long)]
    form: Option<String>,
    /// Who saves the values: what is required, and what can be written, depends on it.
    #[arg(long, value_enum, default_value_t = WhichLevel::Org)]
    level: WhichLevel,
    /// Language of titles and descriptions.
    #[arg(long, default_value = "en")]
    locale: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum WhichLevel {
    /// The whole host, set by its members.
    Host,
    /// Each organisation, set by its admins.
    Org,
}

impl Schema {
    pub fn run(self, context: &Context) -> Result<(), CliError> {
        let extensions = self.extensions(context)?;
        let form = self.form_among(&extensions)?;
        let level = match self.level {
            WhichLevel::Host => Level::Host,
            WhichLevel::Org => Level::Org,
        };
        print(&export(form, level, &self.locale))
    }

    fn extensions(&self, context: &Context) -> Result<Vec<Extension>, CliError> {
        let name = &self.plugin;
        let found = context.plugins.iter().find(|plugin| {
            let own = guard::call(|| plugin.name().to_owned());
            own.is_ok_and(|own| own == *name)
        });
        let plugin = found.ok_or_else(|| {
            let names = context.plugins.iter();
            let names = names.filter_map(|plugin| guard::call(|| plugin.name().to_owned()).ok());
            let names: Vec<String> = names.collect();
            CliError::new(format!(
                "There is no plugin {name} in this binary. There are: {}.",
                names.join(", ")
            ))
        })?;
        guard::call(|| plugin.ui().map(UiPlugin::ui_extensions).unwrap_or_default())
            .map_err(|broken| CliError::new(format!("{name}, asked for its extensions, {broken}.")))
    }

    fn form_among<'e>(&self, extensions: &'e [Extension]) -> Result<&'e FormSchema, CliError> {
        let url = settings_url(&self.plugin);
        let mut forms = extensions
            .iter()
            .filter_map(|extension| match &extension.kind {
                ExtensionKind::Schema { schema } => Some((extension.id.as_str(), schema)),
                _ => None,
            });
        let ids = || {
            let ids: Vec<&str> = forms.clone().map(|(id, _)| id).collect();
            if ids.is_empty() {
                "It has no forms.".to_owned()
            } else {
                format!("Its forms are: {}.", ids.join(", "))
            }
        };
        let missing = match &self.form {
            Some(id) => format!("{} has no form {id}. {}", self.plugin, ids()),
            None => format!(
                "{} has no settings. {} Name one with --form.",
                self.plugin,
                ids()
            ),
        };
        forms
            .find(|(id, form)| match &self.form {
                Some(wanted) => id == wanted,
                None => form.submit_url == url,
            })
            .map(|(_, form)| form)
            .ok_or_else(|| CliError::new(missing))
    }
}
