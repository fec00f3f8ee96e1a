//! What a form looks like at one moment: everything decided, nothing drawn. Made by [`super::decide::form_view`].

use super::words::Words;
use crate::ui::SummaryError;

/// A whole form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormView {
    /// DOM id of the form, unique on the page; the ids of its parts start with it.
    pub id: String,
    /// Where it posts without JavaScript: the page itself.
    pub action: String,
    /// Hidden inputs, name and value.
    pub hidden: Vec<(&'static str, String)>,
    /// Heading.
    pub title: Option<Words>,
    /// A sentence under the heading.
    pub description: Option<Words>,
    /// The last submission without JavaScript was saved: what to say about it.
    pub success: Option<Words>,
    /// What was wrong with the last submission without JavaScript.
    pub summary: Vec<SummaryError>,
    /// The values could not be loaded.
    pub load_failed: bool,
    /// The fields in their order.
    pub fields: Vec<FieldView>,
    /// The button; `None` when the form posts nowhere.
    pub submit: Option<SubmitView>,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldView {
    /// Key, which is the control's name.
    pub key: String,
    /// DOM id of the control.
    pub id: String,
    /// Text of the label.
    pub label: Words,
    /// A sentence that helps.
    pub help: Option<Words>,
    /// A sentence about its state: who sets it, or that a secret is set.
    pub state: Option<StateView>,
    /// Shown, but not to be changed here.
    pub locked: bool,
    /// Must be filled in.
    pub required: bool,
    /// Cannot be used now, because the form's values are unknown.
    pub disabled: bool,
    /// What is wrong with the value.
    pub error: Option<String>,
    /// The control and what is in it.
    pub control: ControlView,
}

/// A sentence about a field's state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StateView {
    /// The sentence.
    pub text: String,
    /// It holds now. One about a secret is also drawn, hidden, before there is one: a save may set it.
    pub shown: bool,
}

/// A control by kind, with its value.
#[derive(Debug, Clone, PartialEq)]
pub enum ControlView {
    /// One line of text.
    Text {
        /// Value.
        value: String,
        /// Example.
        placeholder: String,
        /// Most characters.
        max_length: Option<u32>,
    },
    /// A secret; its value is never known here.
    Password {
        /// What is stored may be deleted; whether there is something to delete now.
        clear: Option<bool>,
        /// Example.
        placeholder: String,
        /// Most characters.
        max_length: Option<u32>,
    },
    /// A number.
    Number {
        /// Value as typed or stored.
        value: String,
        /// Example.
        placeholder: String,
        /// Smallest.
        min: Option<String>,
        /// Largest.
        max: Option<String>,
        /// Granularity; `any` when none is declared.
        step: String,
    },
    /// Several lines of text.
    Textarea {
        /// Value.
        value: String,
        /// Example.
        placeholder: String,
        /// Most characters.
        max_length: Option<u32>,
    },
    /// On or off.
    Toggle {
        /// State.
        on: bool,
    },
    /// One of several options.
    Select {
        /// Value of the chosen one; empty: none.
        value: String,
        /// Text of the empty option; `None`: there is no empty option, one is always chosen.
        empty: Option<Words>,
        /// The options.
        options: Vec<(String, Words)>,
    },
}

/// The button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmitView {
    /// Its text.
    pub label: Words,
    /// Saving is not possible now.
    pub disabled: bool,
}

impl FieldView {
    /// DOM id of the error.
    pub fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// DOM id of the help.
    pub fn help_id(&self) -> String {
        format!("{}-help", self.id)
    }

    /// DOM id of the sentence about the state: set by the host, or a secret that is set.
    pub fn state_id(&self) -> String {
        format!("{}-state", self.id)
    }

    /// `aria-describedby` of the control: the error first, because it is what changed. The error's element is always
    /// there, empty and hidden while nothing is wrong.
    pub fn described_by(&self) -> String {
        let mut ids = self.error_id();
        if self.help.is_some() {
            ids = ids + " " + &self.help_id();
        }
        if self.state.is_some() {
            ids = ids + " " + &self.state_id();
        }
        ids
    }
}
