//! A plugin that puts one web component on the dashboard, perhaps more than once.

use std::borrow::Cow;

use async_trait::async_trait;
use portico_sdk::extension::{Component, Extension, ExtensionKind};
use portico_sdk::i18n::LocaleText;
use portico_sdk::plugin::{Asset, Listing, Plugin, PluginContext, PluginError, UiPlugin};
use portico_sdk::slot::slots;

/// What one such plugin is; its element is `stoa-{name}-view`.
pub(crate) struct View {
    pub name: &'static str,
    /// Defines the element.
    pub script: Cow<'static, [u8]>,
    /// Ids of the extensions that show it.
    pub extensions: &'static [&'static str],
    /// As [`Component::external_scripts`].
    pub external_scripts: &'static [&'static str],
    /// As [`Component::min_height`].
    pub min_height: Option<u32>,
}

impl View {
    /// One without further wishes, nowhere.
    pub fn new(name: &'static str, script: impl Into<Cow<'static, [u8]>>) -> Self {
        Self {
            name,
            script: script.into(),
            extensions: &[],
            external_scripts: &[],
            min_height: None,
        }
    }
}

#[async_trait]
impl Plugin for View {
    fn name(&self) -> &'static str {
        self.name
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "A plugin of the laboratory."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: LocaleText::en(self.name),
            summary: LocaleText::en("A plugin of the laboratory."),
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

impl UiPlugin for View {
    fn ui_extensions(&self) -> Vec<Extension> {
        let component = Component {
            tag_name: format!("stoa-{}-view", self.name),
            script_url: format!("/plugins/{}/assets/view.js", self.name),
            external_scripts: self
                .external_scripts
                .iter()
                .map(|&url| url.to_owned())
                .collect(),
            min_height: self.min_height,
            ..Component::default()
        };
        let extension = |id: &&str| Extension {
            id: (*id).to_owned(),
            slot: slots::DASHBOARD_WIDGET.key.to_owned(),
            kind: ExtensionKind::Component {
                component: component.clone(),
            },
            title: LocaleText::en(*id),
            priority: 0,
        };
        self.extensions.iter().map(extension).collect()
    }

    fn assets(&self) -> Vec<Asset> {
        vec![Asset {
            path: Cow::Borrowed("view.js"),
            bytes: self.script.clone(),
        }]
    }
}
