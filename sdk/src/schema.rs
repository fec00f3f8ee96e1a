//! Schema forms: the fields a plugin declares instead of shipping code.

use serde::{Deserialize, Serialize};

use crate::condition::Condition;
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
    /// Sections that fields may be put into by [`Field::group`], in the order in which they are shown; fields without one
    /// come first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Where the values are posted; empty: no save button.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub submit_url: String,
    /// Where the current values come from; empty: the form starts with the defaults.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub load_url: String,
    /// Where a "Test connection" button sends what is typed, before it is saved; the server adds the stored secrets that were
    /// left as they are (FORMS 9). Empty: no button.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub test_url: String,
    /// Text of that button.
    #[serde(skip_serializing_if = "LocaleText::is_empty")]
    pub test_label: LocaleText,
    /// Context keys sent beside the values, under `context` (PARITY 23). Empty: none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<String>,
}

impl FormSchema {
    /// Everything in it that people read.
    pub fn texts_mut(&mut self) -> Vec<&mut LocaleText> {
        let mut texts = vec![
            &mut self.title,
            &mut self.description,
            &mut self.submit_label,
            &mut self.success_message,
            &mut self.test_label,
        ];
        for group in &mut self.groups {
            texts.extend([&mut group.title, &mut group.description]);
        }
        for field in &mut self.fields {
            field.add_texts(&mut texts);
        }
        texts
    }

    /// Some fields come and go, or have to be filled in, depending on others.
    pub fn has_conditions(&self) -> bool {
        fn any(fields: &[Field]) -> bool {
            fields.iter().any(|field| {
                field.visible_when.is_some() || field.required_when.is_some() || any(&field.fields)
            })
        }
        any(&self.fields)
    }
}

/// A section of a form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Group {
    /// What [`Field::group`] names; as a field's key.
    pub key: String,
    /// Heading of the section.
    #[serde(skip_serializing_if = "LocaleText::is_empty")]
    pub title: LocaleText,
    /// A sentence under the heading.
    #[serde(skip_serializing_if = "LocaleText::is_empty")]
    pub description: LocaleText,
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
    /// Key of the section the field stands in; empty: none. Not for members of an `object` or a `list`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The value must be present: non-empty text, a number, a chosen option, a toggle that is on, a row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The value must be present while this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_when: Option<Condition>,
    /// The field is there only while this holds (FORMS 3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_when: Option<Condition>,
    /// Choices of a `select`, `radio` or `multiselect`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<SelectOption>,
    /// Value before anything was saved. Never allowed for a `password`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<serde_json::Value>,
    /// Members of an `object`, or of each row of a `list`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub fields: Vec<Field>,
    /// Fewest rows of a `list` or choices of a `multiselect`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u32>,
    /// Most rows of a `list` or choices of a `multiselect`; never more than [`MAX_ROWS`] rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u32>,
    /// Key of the member whose value no two rows of a `list` may share; empty: rows may be equal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unique: String,
    /// Text of the button that adds a row to a `list`.
    #[serde(default, skip_serializing_if = "LocaleText::is_empty")]
    pub add_label: LocaleText,
    /// What the whole text has to match: a regular expression without look-around and back-references, see
    /// [`crate::pattern`]. Empty: anything.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pattern: String,
    /// What is said when it does not, for example "Use three letters and four digits."
    #[serde(default, skip_serializing_if = "LocaleText::is_empty")]
    pub pattern_message: LocaleText,
    /// Earliest `date` allowed, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub min_date: String,
    /// Latest `date` allowed, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub max_date: String,
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

/// The most rows of a list, whatever the field declares.
pub const MAX_ROWS: u32 = 100;

impl Field {
    fn add_texts<'a>(&'a mut self, texts: &mut Vec<&'a mut LocaleText>) {
        texts.extend([
            &mut self.label,
            &mut self.placeholder,
            &mut self.help_text,
            &mut self.add_label,
            &mut self.pattern_message,
        ]);
        texts.extend(self.options.iter_mut().map(|option| &mut option.label));
        for member in &mut self.fields {
            member.add_texts(texts);
        }
    }

    /// The most rows that the list may have.
    pub fn most_rows(&self) -> u32 {
        self.max_items.unwrap_or(MAX_ROWS).min(MAX_ROWS)
    }

    /// An optional field with nothing but its key and kind.
    pub fn new(key: impl Into<String>, kind: FieldKind) -> Self {
        Self {
            key: key.into(),
            kind,
            label: LocaleText::default(),
            placeholder: LocaleText::default(),
            help_text: LocaleText::default(),
            group: String::new(),
            required: false,
            required_when: None,
            visible_when: None,
            options: Vec::new(),
            default: None,
            fields: Vec::new(),
            min_items: None,
            max_items: None,
            unique: String::new(),
            add_label: LocaleText::default(),
            pattern: String::new(),
            pattern_message: LocaleText::default(),
            min_date: String::new(),
            max_date: String::new(),
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

    /// The same field, there only while the condition holds.
    #[must_use]
    pub fn visible_when(mut self, condition: Condition) -> Self {
        self.visible_when = Some(condition);
        self
    }

    /// The same field, required while the condition holds.
    #[must_use]
    pub fn required_when(mut self, condition: Condition) -> Self {
        self.required_when = Some(condition);
        self
    }
}

/// The field kinds: the six of the contract, and those that FORMS 1 adds.
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
    /// One of `options`, in a menu.
    Select,
    /// An address that begins with `https://` or `http://`.
    Url,
    /// A mail address.
    Email,
    /// A day of the calendar, `YYYY-MM-DD`.
    Date,
    /// A colour, `#rrggbb`.
    Color,
    /// A number between `min` and `max`, set with a slider. It always has a value.
    Range,
    /// One of `options`, all in sight.
    Radio,
    /// Any of `options`; an array, in the order of the options.
    Multiselect,
    /// Rows that are added, removed and moved; an array of objects with the members `fields`.
    List,
    /// Fields that belong together; an object with the members `fields`.
    Object,
}

impl FieldKind {
    /// Every kind, for tests and galleries that must not miss one.
    pub const ALL: [Self; 15] = [
        Self::Text,
        Self::Password,
        Self::Number,
        Self::Textarea,
        Self::Toggle,
        Self::Select,
        Self::Url,
        Self::Email,
        Self::Date,
        Self::Color,
        Self::Range,
        Self::Radio,
        Self::Multiselect,
        Self::List,
        Self::Object,
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
            Self::Url => "url",
            Self::Email => "email",
            Self::Date => "date",
            Self::Color => "color",
            Self::Range => "range",
            Self::Radio => "radio",
            Self::Multiselect => "multiselect",
            Self::List => "list",
            Self::Object => "object",
        }
    }

    /// Has `options`.
    pub fn is_choice(self) -> bool {
        matches!(self, Self::Select | Self::Radio | Self::Multiselect)
    }

    /// Is a number, with `min`, `max` and `step`.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Range)
    }

    /// Is typed text, with lengths.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Password | Self::Textarea | Self::Url | Self::Email
        )
    }

    /// Holds other fields.
    pub fn is_nested(self) -> bool {
        matches!(self, Self::List | Self::Object)
    }
}

/// One choice of a `select`, `radio` or `multiselect`.
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
