//! One field of a drawn form: its label, its control, its error, and whether it is there.
//!
//! Names and ids carry the numbers of rows, values their places: a row that was moved keeps its number and changes its place.

use portico_sdk::settings::{is_color, is_row_number};
use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Element, HtmlElement, HtmlFormElement, HtmlInputElement};

use super::parts::find;
use crate::browser::text_of;

/// Attribute of the element around a field: the name of its control.
const FIELD: &str = "data-field";
/// Attribute of the element around a list's rows: the name of the list.
const ROWS: &str = "data-form-rows";
/// Attribute of a row: its number.
pub(super) const ROW: &str = "data-form-row";
/// Marks a field as wrong.
const INVALID: &str = "data-invalid";

/// A field in the page.
pub(super) struct DrawnField {
    around: HtmlElement,
    /// What the ids of its parts begin with.
    id: String,
}

impl DrawnField {
    /// The field whose value stands at `path` (`links.1.url`).
    pub fn of_value(form: &HtmlFormElement, path: &str) -> Option<Self> {
        let mut name = String::new();
        for segment in path.split('.') {
            let number = is_row_number(segment).then(|| {
                let at: usize = segment.parse().ok()?;
                rows(form, &name).into_iter().nth(at)?.get_attribute(ROW)
            });
            if !name.is_empty() {
                name.push('.');
            }
            match number {
                Some(number) => name.push_str(&number?),
                None => name.push_str(segment),
            }
        }
        Self::of_name(form, &name)
    }

    fn of_name(form: &HtmlFormElement, name: &str) -> Option<Self> {
        Some(Self {
            around: find(form, &format!("[{FIELD}=\"{name}\"]"))?,
            id: format!("{}-{}", form.id(), name.replace('.', "-")),
        })
    }

    /// The field around an element, and where its value stands.
    pub fn around(form: &HtmlFormElement, element: &Element) -> Option<(Self, String)> {
        let around = element.closest(&format!("[{FIELD}]")).ok()??;
        let name = around.get_attribute(FIELD)?;
        let mut walked = String::new();
        let mut path: Vec<String> = Vec::new();
        for segment in name.split('.') {
            let place = is_row_number(segment).then(|| {
                rows(form, &walked)
                    .iter()
                    .position(|row| row.get_attribute(ROW).as_deref() == Some(segment))
            });
            if !walked.is_empty() {
                walked.push('.');
            }
            walked.push_str(segment);
            path.push(match place {
                Some(place) => place?.to_string(),
                None => segment.to_owned(),
            });
        }
        Some((Self::of_name(form, &name)?, path.join(".")))
    }

    /// The control, or the fieldset of several.
    pub fn control(&self) -> Option<HtmlElement> {
        self.part("")
    }

    /// Its label, as it stands in the page.
    pub fn label(&self) -> String {
        let label = find::<Element>(&self.around, "[data-form-label]");
        label.map(|label| text_of(&label)).unwrap_or_default()
    }

    /// An error stands at it.
    pub fn has_error(&self) -> bool {
        self.around.has_attribute(INVALID)
    }

    /// Puts an error to it, or takes it away.
    pub fn set_error(&self, message: Option<&str>) {
        if let Some(error) = self.part("--error") {
            error.set_text_content(message);
            error.set_hidden(message.is_none());
        }
        set_attribute(&self.around, INVALID, message.map(|_| ""));
        if let Some(control) = self.control() {
            // Of a group only radio buttons can be invalid; of others the error says so.
            let can_be = control.tag_name() != "FIELDSET" || control.has_attribute("role");
            let invalid = message.filter(|_| can_be).map(|_| "true");
            set_attribute(&control, "aria-invalid", invalid);
        }
    }

    /// Whether it is there, and has to be filled in.
    pub fn set_state(&self, visible: bool, required: bool) {
        set_attribute(&self.around, "data-off", (!visible).then_some(""));
        let control = self.control();
        // Fields inside this one have marks of their own.
        let is_group = |control: &&HtmlElement| control.tag_name() == "FIELDSET";
        let mark: Option<HtmlElement> = match control.as_ref().filter(is_group) {
            Some(group) => find(group, ":scope > legend [data-form-required]"),
            None => find(&self.around, "[data-form-required]"),
        };
        if let Some(mark) = mark {
            mark.set_hidden(!required);
        }
        if let Some(group) = control
            .as_ref()
            .filter(|it| it.get_attribute("role").is_some())
        {
            set_attribute(group, "aria-required", required.then_some("true"));
        } else if let Some(control) = control.filter(|control| control.tag_name() != "FIELDSET") {
            set_attribute(&control, "required", required.then_some(""));
        }
    }

    /// Says after a save whether a secret is set now, and empties its control, unless something else than `sent` has been typed
    /// meanwhile.
    pub fn set_secret(&self, sent: &str, is_set: bool, required: bool) {
        if let Some(input) = self
            .control()
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        {
            if input.value() == sent {
                input.set_value("");
            }
            input.set_required(required && !is_set);
        }
        if let Some(state) = self.part("--state") {
            state.set_hidden(!is_set);
            self.describe_by(&state.id(), is_set);
        }
        if let Some(clear) = find::<HtmlElement>(&self.around, "[data-form-clear]") {
            clear.set_hidden(!is_set);
            if let Some(tick) = find::<HtmlInputElement>(&clear, "input") {
                tick.set_checked(false);
            }
        }
    }

    /// Adds an element to what describes the control, or takes it away: assistive technology reads it although it is hidden.
    fn describe_by(&self, id: &str, holds: bool) {
        const DESCRIBED_BY: &str = "aria-describedby";
        let Some(control) = self.control() else {
            return;
        };
        let before = control.get_attribute(DESCRIBED_BY).unwrap_or_default();
        let others = before.split(' ').filter(|other| *other != id);
        let now: Vec<&str> = others.chain(holds.then_some(id)).collect();
        set_attribute(&control, DESCRIBED_BY, Some(&now.join(" ")));
    }

    /// Brings what stands beside a control in line with it: the number beside a slider, the picker beside a colour.
    pub fn refresh(&self) {
        let Some(input) = self
            .control()
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        if let Some(output) = find::<Element>(&self.around, "[data-form-output]") {
            let decimal = output.get_attribute("data-form-output");
            let shown = input
                .value()
                .replace('.', decimal.as_deref().unwrap_or("."));
            output.set_text_content(Some(&shown));
        }
        if let Some(picker) = find::<HtmlInputElement>(&self.around, "[data-form-pick]") {
            let value = input.value();
            if is_color(&value) {
                picker.set_value(&value);
            }
        }
    }

    /// Takes over what was picked beside it.
    pub fn pick(&self, picker: &HtmlInputElement) {
        if let Some(input) = self
            .control()
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        {
            input.set_value(&picker.value());
        }
    }

    fn part(&self, name: &str) -> Option<HtmlElement> {
        let id = format!("{}{name}", self.id);
        // The document, or the shadow root that the form is in.
        let root: DocumentFragment = self.around.get_root_node().unchecked_into();
        root.get_element_by_id(&id)?.dyn_into().ok()
    }
}

/// The rows of the list of that name, in their order.
pub(super) fn rows(form: &HtmlFormElement, name: &str) -> Vec<HtmlElement> {
    let around = find::<Element>(form, &format!("[{ROWS}=\"{name}\"]"));
    around.map(|around| rows_in(&around)).unwrap_or_default()
}

/// The rows in the element around them.
pub(super) fn rows_in(around: &Element) -> Vec<HtmlElement> {
    let children = around.children();
    (0..children.length())
        .filter_map(|at| children.item(at)?.dyn_into::<HtmlElement>().ok())
        .filter(|child| child.has_attribute(ROW))
        .collect()
}

pub(super) fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
