//! Validation of everything a plugin declares: one function for compiled-in plugins at start, for packages at upload and for
//! `portico plugin check`.
//!
//! An invalid extension is left out, its siblings survive, and every problem says where it is and how to mend it
//! (PARITY 1, 2).

mod component;
mod conditions;
mod declared;
mod fields;
mod form;
mod integrity;
mod report;
mod sandbox;
mod style;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use crate::extension::{Extension, ExtensionKind};
use crate::i18n::LocaleText;
use crate::names::{is_extension_id, is_plugin_name, is_slot_key};
use crate::problem::{Problem, Rule};
use crate::{asset, slot, tag};

pub use declared::parse_extensions;
#[cfg(not(target_arch = "wasm32"))]
pub use integrity::digest;
pub use integrity::{Algorithm, Integrity};
use report::Report;

/// The most extensions of one plugin.
pub const MAX_EXTENSIONS: usize = 100;

/// What a plugin brings.
#[derive(Debug, Clone)]
pub struct PluginDeclaration<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its extensions, as declared.
    pub extensions: Vec<Extension>,
    /// Its files, by path below `/plugins/{name}/assets/`.
    pub assets: BTreeMap<&'a str, AssetContent<'a>>,
    /// How it got here.
    pub shipping: Shipping,
}

/// What is known of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssetContent<'a> {
    /// The file itself.
    Bytes(&'a [u8]),
    /// Only its digest, in the form of an integrity value (`sha384-…`).
    Digest(&'a str),
}

/// How a plugin got here, which decides about kind `component` (DESIGN "The three kinds of extension").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shipping {
    /// Compiled into the server binary.
    CompiledIn,
    /// Uploaded as a package.
    Package {
        /// The host turned uploaded web components on.
        components_allowed: bool,
    },
}

/// What surrounds the plugin.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The server's tag prefix; [`tag::DEFAULT_PREFIX`] unless set.
    pub tag_prefix: &'a str,
    /// The other registered plugins. Leave the plugin itself out when a new version of it is checked.
    pub registered: Vec<Registered<'a>>,
    /// The keys of all slots that exist; empty: not known, not checked.
    pub known_slots: Vec<&'a str>,
    /// Origins that no sandbox may reach: the server's own and the host's.
    pub own_origins: Vec<&'a str>,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Self {
            tag_prefix: tag::DEFAULT_PREFIX,
            registered: Vec::new(),
            known_slots: Vec::new(),
            own_origins: Vec::new(),
        }
    }
}

/// A plugin that is registered already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered<'a> {
    /// Its name.
    pub name: &'a str,
    /// The tags of its components.
    pub tags: &'a [String],
    /// The ids of its extensions.
    pub extension_ids: &'a [String],
}

/// What is left of a declaration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Validated {
    /// The valid extensions in their order, with every integrity value filled in (natively; on wasm those declared).
    pub extensions: Vec<Extension>,
    /// What was wrong, in the order of the declaration.
    pub problems: Vec<Problem>,
}

impl Validated {
    /// The tags the valid extensions define, for [`Registered`].
    pub fn tags(&self) -> Vec<String> {
        tags(&self.extensions)
    }

    /// The ids of the valid extensions, for [`Registered`].
    pub fn extension_ids(&self) -> Vec<String> {
        extension_ids(&self.extensions)
    }
}

/// What is wrong with a text that is shown to people: see [`Rule::Text`].
pub fn text_problems(plugin: &str, path: &str, text: &LocaleText) -> Vec<Problem> {
    let mut report = Report::new(plugin);
    text::check(path, text, &mut report);
    report.into_problems()
}

/// The tags that extensions define, each once, in order.
pub fn tags(extensions: &[Extension]) -> Vec<String> {
    let tags: BTreeSet<&str> = extensions
        .iter()
        .filter_map(|extension| match &extension.kind {
            ExtensionKind::Component { component } => Some(component.tag_name.as_str()),
            _ => None,
        })
        .collect();
    tags.into_iter().map(ToOwned::to_owned).collect()
}

/// The ids of extensions, in their order.
pub fn extension_ids(extensions: &[Extension]) -> Vec<String> {
    let ids = extensions.iter().map(|extension| extension.id.clone());
    ids.collect()
}

/// Validates a plugin. When its name is refused nothing of it is left.
///
/// ```
/// use portico_sdk::validate::{Context, PluginDeclaration, Shipping, validate_plugin};
///
/// let plugin = PluginDeclaration {
///     name: "acme-pay",
///     extensions: serde_json::from_str(r#"[
///         { "id": "ok", "slot": "admin:sidebar", "type": "schema", "schema": { "fields": [] } },
///         { "id": "bad", "slot": "sidebar", "type": "schema", "schema": { "fields": [] } }
///     ]"#).unwrap(),
///     assets: Default::default(),
///     shipping: Shipping::CompiledIn,
/// };
/// let validated = validate_plugin(&plugin, &Context::default());
/// assert_eq!(validated.extensions.len(), 1);
/// assert_eq!(validated.problems[0].to_string(), "acme-pay/bad slot: slot_key: Start the slot with storefront: or admin:, \
///     followed by a name.");
/// ```
pub fn validate_plugin(plugin: &PluginDeclaration<'_>, context: &Context<'_>) -> Validated {
    let mut report = Report::new(plugin.name);
    check_name(plugin.name, context, &mut report);
    if report.errors() > 0 {
        return Validated {
            extensions: Vec::new(),
            problems: report.into_problems(),
        };
    }
    for path in plugin.assets.keys() {
        if let Err(rule) = asset::check_path(path) {
            report.add(&format!("assets[{path:?}]"), rule, ASSET_FIX);
        }
    }
    if plugin.extensions.len() > MAX_EXTENSIONS {
        report.add(
            "extensions",
            Rule::TooMany,
            "Declare at most 100 extensions; the rest is left out.",
        );
    }
    let mut ids = BTreeSet::new();
    let mut scripts = BTreeMap::new();
    let mut valid = Vec::new();
    for (index, extension) in plugin.extensions.iter().take(MAX_EXTENSIONS).enumerate() {
        let errors_before = report.errors();
        report.enter(index, &extension.id);
        let mut extension = extension.clone();
        check_head(&extension, &mut ids, context, &mut report);
        match &mut extension.kind {
            ExtensionKind::Schema { schema } => form::check(schema, plugin.name, &mut report),
            ExtensionKind::Component { component } => {
                component::check(component, plugin, context, &mut scripts, &mut report);
            }
            ExtensionKind::Sandbox { sandbox } => {
                sandbox::check(sandbox, plugin, context, &mut report);
                sandbox::check_offer(&extension.slot, sandbox, &mut report);
            }
        }
        if report.errors() == errors_before {
            valid.push(extension);
        }
    }
    Validated {
        extensions: valid,
        problems: report.into_problems(),
    }
}

const ASSET_FIX: &str = "Ship only js, mjs, css, json, png, jpg, webp, avif, woff2, wasm, txt and map files, under plain \
    relative paths; this file is not served.";

fn check_name(name: &str, context: &Context<'_>, report: &mut Report) {
    if !is_plugin_name(name) {
        report.add("name", Rule::PluginName, "Use lower-case letters, digits and single hyphens, at most 40 characters, starting with a letter.");
    }
    if context.registered.iter().any(|other| other.name == name) {
        report.add(
            "name",
            Rule::DuplicatePlugin,
            "Choose another name: a plugin of this name is registered already.",
        );
    }
    let tags = context
        .registered
        .iter()
        .flat_map(|other| other.tags.iter().map(|tag| (other.name, tag.as_str())));
    if let Some(tag) = tag::captured(context.tag_prefix, name, tags) {
        report.add(
            "name",
            Rule::CapturesTag,
            &format!(
                "Choose another name: the tag {tag} of another plugin would belong to this one."
            ),
        );
    }
}

/// Id, slot and title.
fn check_head(
    extension: &Extension,
    ids: &mut BTreeSet<String>,
    context: &Context<'_>,
    report: &mut Report,
) {
    let id = &extension.id;
    if !is_extension_id(id) {
        report.add(
            "id",
            Rule::ExtensionId,
            "Give the extension an id of 1 to 64 letters, digits, dots, hyphens or underscores.",
        );
    } else if !ids.insert(id.clone()) {
        report.add(
            "id",
            Rule::DuplicateExtension,
            "Give each extension of the plugin its own id.",
        );
    } else if let Some(other) = context
        .registered
        .iter()
        .find(|other| other.extension_ids.contains(id))
    {
        // A manifest holds extensions of all plugins, and whoever reads it looks them up by id (PARITY 17).
        report.add(
            "id",
            Rule::DuplicateExtension,
            &format!(
                "Choose another id: the plugin {} has an extension of this id.",
                other.name
            ),
        );
    }
    if !is_slot_key(&extension.slot) {
        report.add(
            "slot",
            Rule::SlotKey,
            "Start the slot with storefront: or admin:, followed by a name.",
        );
    } else if !context.known_slots.is_empty()
        && !context.known_slots.contains(&extension.slot.as_str())
    {
        let fix = match slot::nearest(&extension.slot, context.known_slots.iter().copied()) {
            Some(known) => format!("Did you mean {known}? No host has this slot."),
            None => "Use a slot that a host has, or ask the host to add this one.".to_owned(),
        };
        report.add("slot", Rule::UnknownSlot, &fix);
    }
    text::check("title", &extension.title, report);
}
