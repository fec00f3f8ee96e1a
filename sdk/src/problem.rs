//! What is wrong with a declaration: located, coded, with the way to mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One refusal or warning about a plugin's declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Name of the plugin.
    pub plugin: String,
    /// Id of the extension, empty when the whole plugin is concerned.
    pub extension: String,
    /// JSON path within the extension, for example `schema.fields[2].key`.
    pub path: String,
    /// Which rule was broken.
    pub rule: Rule,
    /// One sentence: how to mend it.
    pub fix: String,
}

impl Problem {
    /// Whether something is left out because of it.
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }
}

/// What a problem does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// What the problem is about is left out: the extension, an asset, or, when it is the name, the whole plugin.
    Error,
    /// Shown to admins and publishers, nothing else.
    Warning,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{} {}: {}: {}",
            self.plugin,
            self.extension,
            self.path,
            self.rule.code(),
            self.fix
        )
    }
}

/// The rules a declaration can break. The code on the wire is the name in snake case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The plugin name does not match `[a-z][a-z0-9]*(-[a-z0-9]+)*` or is longer than 40.
    PluginName,
    /// Another plugin has the name already.
    DuplicatePlugin,
    /// The name would capture a tag of a registered plugin.
    CapturesTag,
    /// `init`, or a method that lists extensions or assets, failed or panicked.
    PluginFailed,
    /// The extension id is empty or malformed.
    ExtensionId,
    /// The extension id is used twice.
    DuplicateExtension,
    /// The slot does not start with `storefront:` or `admin:` or is malformed.
    SlotKey,
    /// The field key is empty or malformed.
    FieldKey,
    /// The field key is used twice.
    DuplicateField,
    /// A field has options it must not have, or bounds that contradict each other.
    FieldShape,
    /// A condition asks for a field that it cannot see, or for a value that the field never has.
    Condition,
    /// Conditions of fields depend on each other in a circle.
    ConditionCycle,
    /// A pattern is no regular expression of the kind that is allowed.
    Pattern,
    /// The tag name does not belong to the plugin.
    TagName,
    /// The tag is declared twice.
    DuplicateTag,
    /// A URL is not set where one is required.
    UrlMissing,
    /// The URL does not start with a slash.
    NotRelative,
    /// The URL starts with two slashes.
    ProtocolRelative,
    /// The URL has a scheme.
    Absolute,
    /// The URL contains `..`.
    Traversal,
    /// The URL has a character that a browser would drop or change.
    ForbiddenCharacter,
    /// The URL has an encoded dot, slash, backslash, percent sign or NUL.
    ForbiddenEncoding,
    /// The URL is not written the way it is parsed.
    NotCanonical,
    /// The URL is outside the plugin's own prefixes.
    ForeignPrefix,
    /// The asset does not exist.
    AssetMissing,
    /// The integrity value is malformed.
    IntegrityMalformed,
    /// The integrity value does not match the bytes.
    IntegrityMismatch,
    /// An external script is not a plain https URL or origin.
    ExternalScript,
    /// The network origin of a capability is not a plain https origin.
    NetworkOrigin,
    /// The height to keep free is more than a page keeps free.
    MinHeight,
    /// A selector of the stylesheet lacks the plugin's class prefix.
    StyleScope,
    /// An asset has a type that may not be served.
    AssetType,
    /// This kind of extension may not be shipped this way.
    KindNotAllowed,
    /// The declaration is no JSON object of the right shape.
    Shape,
    /// `type` is not `schema`, `component` or `sandbox`, or the body of that name is missing.
    ExtensionType,
    /// The type of a field is not one of the list.
    FieldType,
    /// A name among the capabilities is malformed, forbidden or used twice.
    Capability,
    /// More extensions, fields, options or capabilities than allowed.
    TooMany,
    /// A field has no label. Only a warning: the key is shown instead.
    LabelMissing,
    /// A text has a malformed language tag, or invisible characters that change what is read. Only a warning.
    Text,
    /// The package says that it does not work with this version of Portico.
    Incompatible,
    /// No host has a slot of this name. Only a warning: a host may add it later.
    UnknownSlot,
    /// A sandbox asks for something that its slot does not pass in Portico's own pages. Only a warning: other websites may pass it.
    NotOffered,
}

impl Rule {
    /// The code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::PluginName => "plugin_name",
            Self::DuplicatePlugin => "duplicate_plugin",
            Self::CapturesTag => "captures_tag",
            Self::PluginFailed => "plugin_failed",
            Self::ExtensionId => "extension_id",
            Self::DuplicateExtension => "duplicate_extension",
            Self::SlotKey => "slot_key",
            Self::FieldKey => "field_key",
            Self::DuplicateField => "duplicate_field",
            Self::FieldShape => "field_shape",
            Self::Condition => "condition",
            Self::ConditionCycle => "condition_cycle",
            Self::Pattern => "pattern",
            Self::TagName => "tag_name",
            Self::DuplicateTag => "duplicate_tag",
            Self::UrlMissing => "url_missing",
            Self::NotRelative => "not_relative",
            Self::ProtocolRelative => "protocol_relative",
            Self::Absolute => "absolute",
            Self::Traversal => "traversal",
            Self::ForbiddenCharacter => "forbidden_character",
            Self::ForbiddenEncoding => "forbidden_encoding",
            Self::NotCanonical => "not_canonical",
            Self::ForeignPrefix => "foreign_prefix",
            Self::AssetMissing => "asset_missing",
            Self::IntegrityMalformed => "integrity_malformed",
            Self::IntegrityMismatch => "integrity_mismatch",
            Self::ExternalScript => "external_script",
            Self::NetworkOrigin => "network_origin",
            Self::MinHeight => "min_height",
            Self::StyleScope => "style_scope",
            Self::AssetType => "asset_type",
            Self::KindNotAllowed => "kind_not_allowed",
            Self::Shape => "shape",
            Self::ExtensionType => "extension_type",
            Self::FieldType => "field_type",
            Self::Capability => "capability",
            Self::TooMany => "too_many",
            Self::LabelMissing => "label_missing",
            Self::Text => "text",
            Self::Incompatible => "incompatible",
            Self::UnknownSlot => "unknown_slot",
            Self::NotOffered => "not_offered",
        }
    }

    /// Whether something is left out because of it.
    pub fn severity(self) -> Severity {
        match self {
            Self::StyleScope
            | Self::LabelMissing
            | Self::Text
            | Self::UnknownSlot
            | Self::NotOffered => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
