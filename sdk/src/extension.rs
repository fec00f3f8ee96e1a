//! What a plugin adds to a page: one extension sits in one slot and has one kind.

use serde::{Deserialize, Serialize};

use crate::i18n::LocaleText;
use crate::schema::FormSchema;

/// One declared extension (CONTRACT "Extension"). Declared, not yet trusted: see [`crate::validate`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    /// Unique within the plugin and, once served, within the manifest.
    pub id: String,
    /// Slot key, for example `admin:payment:settings`.
    pub slot: String,
    /// Which body follows, and the body.
    #[serde(flatten)]
    pub kind: ExtensionKind,
    /// Shown as the heading of the plugin's surface; the plugin's own title when empty.
    #[serde(default, skip_serializing_if = "LocaleText::is_empty")]
    pub title: LocaleText,
    /// Higher goes first among the extensions of a slot.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub priority: i32,
}

impl Extension {
    /// Everything in it that people read.
    pub fn texts_mut(&mut self) -> Vec<&mut LocaleText> {
        let mut texts = vec![&mut self.title];
        if let ExtensionKind::Schema { schema } = &mut self.kind {
            texts.extend(schema.texts_mut());
        }
        texts
    }
}

/// The three kinds, by trust (DESIGN "The three kinds of extension").
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ExtensionKind {
    /// A form described by fields: no code at all.
    Schema {
        /// The form.
        schema: FormSchema,
    },
    /// A web component in the page: reviewed code with the page's rights.
    Component {
        /// Where the code is and how it is called.
        component: Component,
    },
    /// Third-party code whose interface is mirrored into the page.
    Sandbox {
        /// Where the code is and what it may do.
        sandbox: Sandbox,
    },
}

impl ExtensionKind {
    /// The value of `type` on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Schema { .. } => "schema",
            Self::Component { .. } => "component",
            Self::Sandbox { .. } => "sandbox",
        }
    }
}

/// A web component shipped by a plugin. An empty URL means "not set", except for `script_url`, which is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Component {
    /// Custom element name, `<prefix>-<plugin>-<name>`.
    pub tag_name: String,
    /// The plugin's own asset that defines the element.
    pub script_url: String,
    /// Subresource integrity; optional to declare for compiled-in assets, always set in a manifest.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub integrity: String,
    /// Third-party scripts (with a path: loaded once before the component) or bare origins (only allowed in the CSP).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub external_scripts: Vec<String>,
    /// The plugin's own stylesheet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub style_url: String,
    /// Integrity of the stylesheet, set in a manifest.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub style_integrity: String,
    /// Height in CSS pixels, 0 to 2000, that the page keeps free for the element from the beginning, so that nothing below it
    /// moves when it appears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_height: Option<u32>,
    /// The same where the place is narrower than 400 px, because there the element is higher; `min_height` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_height_narrow: Option<u32>,
}

/// A sandboxed bundle and the capabilities it asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sandbox {
    /// The bundle: one classic script among the plugin's assets.
    pub entry: String,
    /// `sha384-…` of the bundle.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// Signed address of the frame document, set in a manifest.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub frame_url: String,
    /// What the plugin may see and call.
    #[serde(default)]
    pub capabilities: Capabilities,
    /// Height in CSS pixels, 0 to 2000, that the page keeps free from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_height: Option<u32>,
    /// The same where the place is narrower than 400 px; `min_height` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_height_narrow: Option<u32>,
}

/// What a sandboxed plugin may see and call; everything not listed is denied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Capabilities {
    /// Names of context keys passed as props.
    pub props: Vec<String>,
    /// Names of callbacks passed as props.
    pub callbacks: Vec<String>,
    /// Host components the plugin may render.
    pub host_components: Vec<String>,
    /// https origins the worker may connect to.
    pub network: Vec<String>,
    /// A signed token of who uses it, for the plugin's own servers.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub user: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_zero(priority: &i32) -> bool {
    *priority == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sandbox_gets_no_user_token_unless_it_asks_for_one() {
        let read = |text| serde_json::from_str::<Capabilities>(text).unwrap();
        let silent = read(r#"{ "props": ["path"] }"#);
        assert!(!silent.user);
        assert!(!serde_json::to_string(&silent).unwrap().contains("user"));
        let asks = read(r#"{ "user": true }"#);
        assert_eq!(read(&serde_json::to_string(&asks).unwrap()), asks);
        assert!(asks.user);
    }
}
