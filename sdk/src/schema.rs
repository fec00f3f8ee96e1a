//! Schema forms: the fields a plugin declares instead of shipping code.

use serde::{Deserialize, Serialize};

use crate::i18n::LocaleText;

/// A form. With `load_url` it loads on mount; with `submit_url` it has a save button that posts the values.
/// A form without fields is an action button (PARITY 6).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct FormSchema {
    /// Heading of the form.
    #[serde(skip_serializing_if = "LocaleText::is_empty")]
    pub title: LocaleText,
    /// A sentence under the heading.
    #[serde(skip_serializing_if = "LocaleText::is_empty")]
    pub description: LocaleText,
    /// Text of the save button.
    #[serde(skip_serializing_if = "LocaleText::is_empty")]
    pub submit_label: LocaleText,
    /// Announced after a successful save.
    #[serde(skip_serializing_if = "LocaleText::is_empty")]
    pub success_message: LocaleText,
    /// The fields, in the order in which they are shown.
    pub fields: Vec<Field>,
    /// Where the values are posted; empty: no save button.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub submit_url: String,
    /// Where the current values come from; empty: the form starts with the defaults.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub load_url: String,
    /// Context keys sent beside the values, under `context` (PARITY 23). Empty: none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<String>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// Name of the value on the wire: `[A-Za-z][A-Za-z0-9_]*`, at most 64 characters, unique within the form.
    pub key: String,
    /// What the field renders as and which values it takes.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// Text above the control.
    #[serde(default, skip_serializing_if = "LocaleText::is_empty")]
    pub label: LocaleText,
    /// Example shown in an empty control.
    #[serde(default, skip_serializing_if = "LocaleText::is_empty")]
    pub placeholder: LocaleText,
    /// A sentence that helps to fill in the field.
    #[serde(default, skip_serializing_if = "LocaleText::is_empty")]
    pub help_text: LocaleText,
    /// The value must be present: non-empty text, a number, a chosen option, a toggle that is on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Choices of a `select`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<SelectOption>,
    /// Value before anything was saved. Never allowed for a `password`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<serde_json::Value>,
    /// Smallest number allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest number allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Granularity of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<f64>,
    /// Fewest Unicode scalar values of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// Most Unicode scalar values of a text; never more than 65,536.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// Who edits it: the organisation (default) or the host. A host field is read-only in `/admin`.
    #[serde(default, skip_serializing_if = "Level::is_org")]
    pub level: Level,
}

impl Field {
    /// An optional field with nothing but its key and kind.
    pub fn new(key: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            key: key.into(),
            kind,
            label: LocaleText::default(),
            placeholder: LocaleText::default(),
            help_text: LocaleText::default(),
            required: false,
            options: Vec::new(),
            default: None,
            min: None,
            max: None,
            step: None,
            min_length: None,
            max_length: None,
            level: Level::default(),
        }
    }

    /// The same field with a label.
    #[must_use]
    pub fn label(mut self, label: LocaleText) -> Self {
        self.label = label;
        self
    }

    /// The same field, required.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// The six field kinds of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// A secret: encrypted at rest and never sent back (FORMS 4).
    Password,
    /// A number; a JSON number on the wire (PARITY 24).
    Number,
    /// Several lines of text.
    Textarea,
    /// On or off; always sent (PARITY 24).
    Toggle,
    /// One of `options`.
    Select,
}

impl FieldKind {
    /// Every kind, for tests and galleries that must not miss one.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Password,
        Self::Number,
        Self::Textarea,
        Self::Toggle,
        Self::Select,
    ];

    /// The value of `type` on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Password => "password",
            Self::Number => "number",
            Self::Textarea => "textarea",
            Self::Toggle => "toggle",
            Self::Select => "select",
        }
    }
}

/// One choice of a `select`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SelectOption {
    /// Stored and sent.
    pub value: String,
    /// Shown.
    #[serde(default)]
    pub label: LocaleText,
}

/// Which level of settings a field belongs to (CONTRACT "Settings").
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Set once for the whole host, by its members.
    Host,
    /// Set by each organisation's admins.
    #[default]
    Org,
}

impl Level {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde calls it with a reference"
    )]
    fn is_org(&self) -> bool {
        *self == Self::Org
    }
}
