//! What the component loader gets from the server.

use portico_sdk::slot::Surface;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One web component to load and mount: where its files are, what it is given, and the words to say about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoaderProps {
    /// Name of the plugin.
    pub plugin: String,
    /// Id of the extension.
    pub extension: String,
    /// Version of the plugin.
    pub version: String,
    /// Key of the slot.
    pub slot: String,
    /// Custom element name; also the class the element carries.
    pub tag: String,
    /// Address of the script.
    pub script_url: String,
    /// Its integrity.
    pub integrity: String,
    /// Address of the stylesheet; empty: none.
    pub style_url: String,
    /// Its integrity; empty: not declared.
    pub style_integrity: String,
    /// Scripts of third parties that are loaded before; bare origins are not among them.
    pub external_scripts: Vec<String>,
    /// Decides what the client may call.
    pub surface: Surface,
    /// Height in CSS pixels that is kept free from the beginning.
    pub min_height: u32,
    /// The same in a narrow place.
    pub min_height_narrow: u32,
    /// What the slot passes at first.
    pub context: Value,
    /// Language of the page.
    pub locale: String,
    /// What is said while loading and on failure.
    pub texts: LoaderTexts,
}

/// The loader's words, in the page's language, the plugin's name filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoaderTexts {
    /// While loading.
    pub loading: String,
    /// After two seconds.
    pub still_loading: String,
    /// Heading of the failure card.
    pub failed: String,
    /// Its button.
    pub retry: String,
    /// Opens the reason.
    pub why: String,
    /// Reason: a file could not be loaded.
    pub why_network: String,
    /// Reason: a file is not the one that was reviewed.
    pub why_integrity: String,
    /// Reason: too slow.
    pub why_timeout: String,
    /// Reason: it did not define its element.
    pub why_undefined: String,
    /// Reason: it threw.
    pub why_crashed: String,
    /// Reason: it defined what exists already.
    pub why_twice: String,
    /// Reason: too many nodes.
    pub why_flooded: String,
    /// What follows each reason.
    pub reported: String,
}

#[cfg(feature = "ssr")]
mod make {
    use portico_sdk::extension::Component;
    use portico_sdk::manifest::ManifestItem;
    use portico_sdk::slot::Surface;
    use portico_sdk::url_rule::external_script;
    use serde_json::Value;

    use super::{LoaderProps, LoaderTexts};
    use crate::i18n::{Locale, fill};
    use crate::page::PageFacts;
    use crate::slot::component::DEADLINE_MS;

    impl LoaderProps {
        /// What the loader needs for one item of the manifest; `None` when its slot has no surface.
        pub fn new(
            item: &ManifestItem,
            component: &Component,
            context: &Value,
            plugin: &str,
            page: &PageFacts,
        ) -> Option<Self> {
            Some(Self {
                plugin: item.plugin.clone(),
                extension: item.id.clone(),
                version: item.version.clone(),
                slot: item.slot.clone(),
                tag: component.tag_name.clone(),
                script_url: component.script_url.clone(),
                integrity: component.integrity.clone(),
                style_url: component.style_url.clone(),
                style_integrity: component.style_integrity.clone(),
                external_scripts: component
                    .external_scripts
                    .iter()
                    .filter_map(|script| external_script(script).ok()?.url)
                    .collect(),
                surface: Surface::of(&item.slot)?,
                min_height: component.min_height.unwrap_or_default(),
                min_height_narrow: component
                    .min_height_narrow
                    .or(component.min_height)
                    .unwrap_or_default(),
                context: context.clone(),
                locale: page.locale.tag().to_owned(),
                texts: LoaderTexts::new(plugin, page.locale),
            })
        }
    }

    impl LoaderTexts {
        fn new(plugin: &str, locale: Locale) -> Self {
            let slot = &locale.text().slot;
            let named = |template: &str| fill(template, &[("plugin", plugin)]);
            let seconds = (DEADLINE_MS / 1000).to_string();
            Self {
                loading: named(slot.loading),
                still_loading: named(slot.still_loading),
                failed: named(slot.failed),
                retry: slot.retry.to_owned(),
                why: slot.why.to_owned(),
                why_network: slot.why_network.to_owned(),
                why_integrity: slot.why_integrity.to_owned(),
                why_timeout: fill(slot.why_timeout, &[("seconds", &seconds)]),
                why_undefined: slot.why_undefined.to_owned(),
                why_crashed: slot.why_crashed.to_owned(),
                why_twice: slot.why_twice.to_owned(),
                why_flooded: slot.why_flooded.to_owned(),
                reported: slot.reported.to_owned(),
            }
        }
    }
}
