//! The parts of a drawn form (`super::super::draw`), found by their ids and `data-form-*` names, and what may be done to them.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement};

/// A drawn form.
pub(super) struct Parts {
    pub form: HtmlFormElement,
    summary: HtmlElement,
    status: HtmlElement,
    button: Option<HtmlElement>,
    /// The page's title while nothing is wrong.
    title: String,
}

/// One line of the summary.
pub(super) struct Line {
    pub to: To,
    pub message: String,
}

/// Where a line of the summary leads.
pub(super) enum To {
    /// Nowhere: it is about the form as a whole.
    Nowhere,
    /// To the control of the field with this key.
    Field(String),
    /// To another page, in a new tab: this one keeps what was typed.
    NewTab(String),
}

impl Parts {
    /// Finds the parts below `place`.
    pub fn find(place: &Element, error_prefix: &str) -> Option<Self> {
        let title = document().title();
        let title = title
            .strip_prefix(error_prefix)
            .unwrap_or(&title)
            .to_owned();
        Some(Self {
            form: find(place, "form")?,
            summary: find(place, "[data-form-summary]")?,
            status: find(place, "[data-form-status]")?,
            button: find(place, "[data-form-submit]"),
            title,
        })
    }

    /// Names and texts of all controls that count, as the browser would post them.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let Ok(data) = FormData::new_with_form(&self.form) else {
            return Vec::new();
        };
        let entries = js_sys::try_iter(&data).ok().flatten();
        entries
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let entry: js_sys::Array = entry.ok()?.unchecked_into();
                Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
            })
            .collect()
    }

    /// The control holds something that is not what its type asks for, which the browser posts as nothing.
    pub fn is_unreadable(&self, key: &str) -> bool {
        self.control(key)
            .and_then(|control| control.dyn_into::<HtmlInputElement>().ok())
            .is_some_and(|input| input.validity().bad_input())
    }

    /// An error stands at the field.
    pub fn has_error(&self, key: &str) -> bool {
        self.control(key)
            .is_some_and(|control| control.has_attribute("aria-invalid"))
    }

    /// Puts an error to a field, or takes it away.
    pub fn set_error(&self, key: &str, message: Option<&str>) {
        if let Some(error) = self.part(&format!("{key}-error")) {
            error.set_text_content(message);
            error.set_hidden(message.is_none());
        }
        if let Some(control) = self.control(key) {
            let _ = match message {
                Some(_) => control.set_attribute("aria-invalid", "true"),
                None => control.remove_attribute("aria-invalid"),
            };
        }
    }

    /// Shows the summary and gives it the focus; the page's title says that something is wrong.
    pub fn show_summary(&self, heading: &str, lines: &[Line], error_prefix: &str) {
        if self.fill_summary(heading, lines).is_err() {
            return;
        }
        self.summary.set_hidden(false);
        document().set_title(&format!("{error_prefix}{}", self.title));
        let _ = self.summary.focus();
    }

    /// Nothing is wrong any more.
    pub fn hide_summary(&self) {
        self.summary.set_hidden(true);
        document().set_title(&self.title);
    }

    fn fill_summary(&self, heading: &str, lines: &[Line]) -> Result<(), JsValue> {
        if let Some(title) = self.summary.query_selector("h2")? {
            title.set_text_content(Some(heading));
        }
        let Some(list) = self.summary.query_selector("ul")? else {
            return Ok(());
        };
        list.set_text_content(None);
        for line in lines {
            let item = document().create_element("li")?;
            let href = match &line.to {
                To::Nowhere => None,
                To::Field(key) => self
                    .control(key)
                    .map(|control| format!("#{}", control.id())),
                To::NewTab(href) => Some(href.clone()),
            };
            let sentence = match href {
                Some(href) => {
                    let link = document().create_element("a")?;
                    link.set_attribute("href", &href)?;
                    if matches!(line.to, To::NewTab(_)) {
                        link.set_attribute("target", "_blank")?;
                    }
                    item.append_child(&link)?;
                    link
                }
                None => item.clone(),
            };
            sentence.set_text_content(Some(&line.message));
            list.append_child(&item)?;
        }
        Ok(())
    }

    /// Announces what became of the form; `lang` and `dir` where the sentence is in another language.
    pub fn say(&self, text: &str, lang: Option<&str>, dir: Option<&str>) {
        for (name, value) in [("lang", lang), ("dir", dir)] {
            let _ = match value {
                Some(value) => self.status.set_attribute(name, value),
                None => self.status.remove_attribute(name),
            };
        }
        self.status.set_text_content(Some(text));
    }

    /// The button keeps the focus while it cannot be used.
    pub fn set_busy(&self, busy: bool) {
        let Some(button) = &self.button else { return };
        for name in ["aria-busy", "aria-disabled"] {
            let _ = if busy {
                button.set_attribute(name, "true")
            } else {
                button.remove_attribute(name)
            };
        }
    }

    /// Empties a secret's control after a save, and says whether one is set now.
    pub fn set_secret(&self, key: &str, is_set: bool, required: bool) {
        if let Some(input) = self
            .control(key)
            .and_then(|it| it.dyn_into::<HtmlInputElement>().ok())
        {
            input.set_value("");
            input.set_required(required && !is_set);
        }
        if let Some(state) = self.part(&format!("{key}-state")) {
            state.set_hidden(!is_set);
        }
        let field = self
            .control(key)
            .and_then(|control| control.closest("[data-field]").ok().flatten());
        let Some(clear) = field.and_then(|field| find::<HtmlElement>(&field, "[data-form-clear]"))
        else {
            return;
        };
        clear.set_hidden(!is_set);
        if let Some(tick) = find::<HtmlInputElement>(&clear, "input") {
            tick.set_checked(false);
        }
    }

    fn control(&self, key: &str) -> Option<HtmlElement> {
        self.part(key)
    }

    fn part(&self, name: &str) -> Option<HtmlElement> {
        let id = format!("{}-{name}", self.form.id());
        document().get_element_by_id(&id)?.dyn_into().ok()
    }
}

fn find<E: JsCast>(place: &Element, selector: &str) -> Option<E> {
    place.query_selector(selector).ok()??.dyn_into().ok()
}
