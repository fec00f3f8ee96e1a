//! What a form looks like at one moment: everything decided, nothing drawn. Made by [`super::decide::form_view`].

use super::words::Words;
use crate::ui::SummaryError;

/// A whole form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormView {
    /// DOM id of the form, unique on the page; the ids of its parts start with it. Ids of fields join keys and row numbers
    /// with one hyphen, what belongs to a form, field or row is named after two: no key has a hyphen.
    pub id: String,
    /// Where it posts without JavaScript: the page itself.
    pub action: String,
    /// Hidden inputs, name and value.
    pub hidden: Vec<(&'static str, String)>,
    /// Heading.
    pub title: Option<Words>,
    /// A sentence under the heading.
    pub description: Option<Words>,
    /// What became of the last submission without JavaScript, where nothing was wrong with it.
    pub done: Option<DoneView>,
    /// What was wrong with the last submission without JavaScript.
    pub summary: Vec<SummaryError>,
    /// The values could not be loaded.
    pub load_failed: bool,
    /// Sections in their order; the first one may be without a heading.
    pub sections: Vec<SectionView>,
    /// Fields come and go, or have to be filled in, depending on others. Then the browser must not insist on what was required
    /// when the page was made.
    pub conditional: bool,
    /// The button; `None` when the form posts nowhere.
    pub submit: Option<SubmitView>,
    /// The button that tries out what is typed; `None` when there is nowhere to.
    pub test: Option<SubmitView>,
}

/// What is said after something was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneView {
    /// The sentence.
    pub words: Words,
    /// It is about something that did not work.
    pub bad: bool,
}

/// Fields that stand together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SectionView {
    /// DOM id of the heading.
    pub title_id: String,
    /// Heading.
    pub title: Option<Words>,
    /// A sentence under the heading.
    pub description: Option<Words>,
    /// The fields in their order.
    pub fields: Vec<FieldView>,
}

/// One field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldView {
    /// Where its value stands, which is the control's name: `mode`, `smtp.host`, `links.0.url`.
    pub path: String,
    /// DOM id of the control.
    pub id: String,
    /// Text of the label.
    pub label: Words,
    /// A sentence that helps.
    pub help: Option<Words>,
    /// A sentence about its state: who sets it, or that a secret is set.
    pub state: Option<StateView>,
    /// When it is there, in words, for readers without JavaScript; `None`: always.
    pub only_when: Option<String>,
    /// It is there now.
    pub visible: bool,
    /// Shown, but not to be changed here.
    pub locked: bool,
    /// Must be filled in.
    pub required: bool,
    /// Whether it must be filled in depends on other fields.
    pub may_be_required: bool,
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
    /// One line: text, number, address, day.
    Line(LineView),
    /// A secret; its value is never known here.
    Password {
        /// What is stored may be deleted.
        clear: Option<ClearView>,
        /// Example.
        placeholder: String,
    },
    /// Several lines of text.
    Textarea {
        /// Value.
        value: String,
        /// Example.
        placeholder: String,
    },
    /// On or off.
    Toggle {
        /// State.
        on: bool,
    },
    /// A colour: typed, or picked beside it.
    Color {
        /// `#rrggbb`, or what was typed; empty: none.
        value: String,
        /// What the button that picks is called.
        pick: String,
    },
    /// A slider.
    Range {
        /// Value.
        value: String,
        /// Its ends.
        min: String,
        /// Its ends.
        max: String,
        /// Granularity; `any` when none is declared.
        step: String,
        /// What stands before decimals where a number is shown beside the slider.
        decimal: String,
    },
    /// One of several options in a menu.
    Select {
        /// Value of the chosen one; empty: none.
        value: String,
        /// Text of the empty option; `None`: there is no empty option, one is always chosen.
        empty: Option<Words>,
        /// The options.
        options: Vec<(String, Words)>,
    },
    /// One of several options in sight.
    Radio {
        /// Value of the chosen one; empty: none.
        value: String,
        /// Text of the option that chooses nothing; `None`: one has to be chosen.
        none: Option<String>,
        /// The options.
        options: Vec<(String, Words)>,
    },
    /// Any of several options.
    Multiselect {
        /// Values of the chosen ones.
        values: Vec<String>,
        /// The options.
        options: Vec<(String, Words)>,
    },
    /// Fields that belong together.
    Object {
        /// They.
        fields: Vec<FieldView>,
    },
    /// Rows.
    List(ListView),
}

/// The checkbox that deletes a stored secret.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClearView {
    /// There is something to delete now.
    pub shown: bool,
    /// It was ticked in the submission that this page answers.
    pub ticked: bool,
}

/// An `<input>` of one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineView {
    /// `type` of the input.
    pub kind: &'static str,
    /// Value as typed or stored.
    pub value: String,
    /// Example.
    pub placeholder: String,
    /// Smallest or earliest.
    pub min: Option<String>,
    /// Largest or latest.
    pub max: Option<String>,
    /// Granularity of a number; `any` when none is declared.
    pub step: Option<String>,
}

/// The rows of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListView {
    /// The rows in their order.
    pub rows: Vec<RowView>,
    /// What a new row looks like. In its names and ids the row's number is [`RowView::number`] of this one.
    pub template: Box<RowView>,
    /// Text of the button that adds one.
    pub add: Words,
    /// There are as many as there may be.
    pub full: bool,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct RowView {
    /// The row's number in names and ids; not its place.
    pub number: String,
    /// What the row is called: label of the list and place.
    pub title: String,
    /// Its fields.
    pub fields: Vec<FieldView>,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmitView {
    /// Its text.
    pub label: Words,
    /// It cannot be used now.
    pub disabled: bool,
}

impl FormView {
    /// The value of a hidden input; empty: there is none.
    pub fn hidden_value(&self, name: &str) -> &str {
        let found = self.hidden.iter().find(|(hidden, _)| *hidden == name);
        found.map_or("", |(_, value)| value)
    }

    /// Every field with those inside it, in their order.
    pub fn fields(&self) -> Vec<&FieldView> {
        let mut found = Vec::new();
        for section in &self.sections {
            collect(&section.fields, &mut found);
        }
        found
    }
}

fn collect<'v>(fields: &'v [FieldView], found: &mut Vec<&'v FieldView>) {
    for field in fields {
        found.push(field);
        match &field.control {
            ControlView::Object { fields } => collect(fields, found),
            ControlView::List(list) => {
                for row in &list.rows {
                    collect(&row.fields, found);
                }
            }
            _ => {}
        }
    }
}

impl FieldView {
    /// DOM id of the error.
    pub fn error_id(&self) -> String {
        format!("{}--error", self.id)
    }

    /// DOM id of the help.
    pub fn help_id(&self) -> String {
        format!("{}--help", self.id)
    }

    /// DOM id of the sentence about the state: set by the host, or a secret that is set.
    pub fn state_id(&self) -> String {
        format!("{}--state", self.id)
    }

    /// DOM id of the sentence about when it is there.
    pub fn when_id(&self) -> String {
        format!("{}--when", self.id)
    }

    /// `aria-describedby` of the control: the error first, because it is what changed. The error's element is always
    /// there, empty and hidden while nothing is wrong. A state that does not hold is left out: what is hidden is read all the same.
    pub fn described_by(&self) -> String {
        let mut ids = self.error_id();
        if self.only_when.is_some() {
            ids = ids + " " + &self.when_id();
        }
        if self.help.is_some() {
            ids = ids + " " + &self.help_id();
        }
        if self.state.as_ref().is_some_and(|state| state.shown) {
            ids = ids + " " + &self.state_id();
        }
        ids
    }
}
