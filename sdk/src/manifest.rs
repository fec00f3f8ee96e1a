//! What the manifest endpoints answer (CONTRACT "Manifest API").

use serde::{Deserialize, Serialize};

use crate::extension::ExtensionKind;
use crate::i18n::LocaleText;
use crate::slot::Surface;

/// The body of a manifest, under `data` on the wire.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Manifest {
    /// The visible extensions, in the order in which a slot renders them.
    pub extensions: Vec<ManifestItem>,
}

/// One visible extension. URLs are the immutable, digest-addressed ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManifestItem {
    /// Id of the extension.
    pub id: String,
    /// Slot key.
    pub slot: String,
    /// Kind and body.
    #[serde(flatten)]
    pub kind: ExtensionKind,
    /// Name of the plugin.
    pub plugin: String,
    /// Version of the plugin.
    pub version: String,
    /// The organisation that grants it; null: the host or the user's own install.
    pub org: Option<String>,
    /// Title of the surface; the plugin's own where the extension declares none.
    pub title: LocaleText,
    /// Title of the plugin, for the caption that names it.
    #[serde(default, skip_serializing_if = "LocaleText::is_empty")]
    pub plugin_title: LocaleText,
    /// Position within the slot, from 0.
    pub order: u32,
    /// Digest of the code (`sha384-…`), empty for a schema form.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
}

impl Manifest {
    /// The items of one slot, in order.
    pub fn slot<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a ManifestItem> {
        self.extensions.iter().filter(move |item| item.slot == key)
    }

    /// True when every item belongs to `surface`; both endpoints promise that.
    pub fn only(&self, surface: Surface) -> bool {
        self.extensions
            .iter()
            .all(|item| Surface::of(&item.slot) == Some(surface))
    }
}
