//! What every extension with code in the page has, whichever kind: what it is called, its place, its words.

use portico_sdk::slot::Surface;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One extension that is to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Name of the plugin.
    pub plugin: String,
    /// Id of the extension.
    pub extension: String,
    /// Version of the plugin.
    pub version: String,
    /// Key of the slot.
    pub slot: String,
    /// Of the slot.
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
    /// The same of a sandbox that the page ended.
    pub stopped: String,
    /// The same of one that is off for the reader since.
    pub suspended: String,
    /// The card's button.
    pub retry: String,
    /// The same where it has to be turned on before.
    pub turn_on_again: String,
    /// Said when that was refused.
    pub not_turned_on: String,
    /// Said when the server did not answer.
    pub no_answer: String,
    /// Said when an organisation has it off, too.
    pub still_off: String,
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
    /// Reason: it did not answer any more.
    pub why_unresponsive: String,
    /// Reason: it asked for too much.
    pub why_limit: String,
    /// Reason: it broke the protocol's rules.
    pub why_protocol: String,
    /// Reason: its frame went elsewhere.
    pub why_navigated: String,
    /// Reason: it is off for the reader; nothing follows it.
    pub why_suspended: String,
    /// What follows each other reason.
    pub reported: String,
}

#[cfg(feature = "ssr")]
mod make {
    use portico_sdk::manifest::ManifestItem;
    use portico_sdk::slot::Surface;
    use serde_json::Value;

    use super::{LoaderTexts, Shown};
    use crate::i18n::{Locale, fill};
    use crate::page::PageFacts;
    use crate::slot::loading::DEADLINE_MS;

    impl Shown {
        /// From one item of the manifest; `None` when its slot has no surface.
        pub fn new(
            item: &ManifestItem,
            heights: (Option<u32>, Option<u32>),
            context: &Value,
            plugin: &str,
            page: &PageFacts,
        ) -> Option<Self> {
            let (min_height, narrow) = heights;
            Some(Self {
                plugin: item.plugin.clone(),
                extension: item.id.clone(),
                version: item.version.clone(),
                slot: item.slot.clone(),
                surface: Surface::of(&item.slot)?,
                min_height: min_height.unwrap_or_default(),
                min_height_narrow: narrow.or(min_height).unwrap_or_default(),
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
                stopped: named(slot.stopped),
                suspended: named(slot.suspended),
                retry: slot.retry.to_owned(),
                turn_on_again: slot.turn_on_again.to_owned(),
                not_turned_on: locale.text().store.change_failed_toast.to_owned(),
                no_answer: locale.text().store.no_answer_toast.to_owned(),
                still_off: slot.still_off.to_owned(),
                why: slot.why.to_owned(),
                why_network: slot.why_network.to_owned(),
                why_integrity: slot.why_integrity.to_owned(),
                why_timeout: fill(slot.why_timeout, &[("seconds", &seconds)]),
                why_undefined: slot.why_undefined.to_owned(),
                why_crashed: slot.why_crashed.to_owned(),
                why_twice: slot.why_twice.to_owned(),
                why_flooded: slot.why_flooded.to_owned(),
                why_unresponsive: slot.why_unresponsive.to_owned(),
                why_limit: slot.why_limit.to_owned(),
                why_protocol: slot.why_protocol.to_owned(),
                why_navigated: slot.why_navigated.to_owned(),
                why_suspended: slot.why_suspended.to_owned(),
                reported: slot.reported.to_owned(),
            }
        }
    }
}
