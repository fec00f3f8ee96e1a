//! The parts of a drawn form (`super::super::draw`), found by their ids and `data-form-*` names, and what may be done to them.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement};

use super::drawn_field::DrawnField;

/// A drawn form.
pub(super) struct Parts {
    pub form: HtmlFormElement,
    summary: HtmlElement,
    status: HtmlElement,
    buttons: Vec<HtmlElement>,
    /// `None`: the page's title is not ours.
    title: Option<PageTitle>,
}

/// The page's title: while something is wrong it says so.
struct PageTitle {
    error_prefix: String,
    /// While nothing is wrong.
    plain: String,
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
    /// To the control of the field whose value stands there.
    Field(String),
    /// To another page, in a new tab: this one keeps what was typed.
    NewTab(String),
}

/// A sentence about what was done, with its language and direction where they differ from the page's.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub text: &'a str,
    pub lang: Option<&'a str>,
    pub dir: Option<&'a str>,
    /// It is about something that did not work.
    pub bad: bool,
}

impl Parts {
    /// Finds the parts below `place`. Without a prefix for it the page's title stays as it is.
    pub fn find(place: &Element, error_prefix: &str) -> Option<Self> {
        let title = (!error_prefix.is_empty()).then(|| {
            let title = document().title();
            PageTitle {
                error_prefix: error_prefix.to_owned(),
                plain: title
                    .strip_prefix(error_prefix)
                    .unwrap_or(&title)
                    .to_owned(),
            }
        });
        let buttons = ["[data-form-submit]", "[data-form-test]"];
        Some(Self {
            form: find(place, "form")?,
            summary: find(place, "[data-form-summary]")?,
            status: find(place, "[data-form-status]")?,
            buttons: buttons
                .iter()
                .filter_map(|selector| find(place, selector))
                .collect(),
            title,
        })
    }

    /// Names and texts of all controls that count, as the browser would post them. What a control cannot read (letters in a
    /// number) would be posted as nothing; here it is a text that is refused.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let Ok(data) = FormData::new_with_form(&self.form) else {
            return Vec::new();
        };
        let unreadable = self.unreadable();
        let entries = js_sys::try_iter(&data).ok().flatten();
        entries
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let entry: js_sys::Array = entry.ok()?.unchecked_into();
                let name = entry.get(0).as_string()?;
                let value = if unreadable.contains(&name) {
                    "?".to_owned()
                } else {
                    entry.get(1).as_string()?
                };
                Some((name, value))
            })
            .collect()
    }

    fn unreadable(&self) -> Vec<String> {
        let Ok(found) = self
            .form
            .query_selector_all("input:is([type=number], [type=date])")
        else {
            return Vec::new();
        };
        (0..found.length())
            .filter_map(|at| found.get(at)?.dyn_into::<HtmlInputElement>().ok())
            .filter(|input| input.validity().bad_input())
            .map(|input| input.name())
            .collect()
    }

    /// The field whose value stands at this path.
    pub fn field(&self, path: &str) -> Option<DrawnField> {
        DrawnField::of_value(&self.form, path)
    }

    /// Shows the summary and gives it the focus; the page's title says that something is wrong.
    pub fn show_summary(&self, heading: &str, lines: &[Line]) {
        if self.fill_summary(heading, lines).is_err() {
            return;
        }
        self.summary.set_hidden(false);
        if let Some(title) = &self.title {
            document().set_title(&format!("{}{}", title.error_prefix, title.plain));
        }
        let _ = self.summary.focus();
    }

    /// Nothing is wrong with this form any more; the title goes on saying so of another one on the page.
    pub fn hide_summary(&self) {
        self.summary.set_hidden(true);
        let Some(title) = &self.title else { return };
        let other = document().query_selector("[data-form-summary]:not([hidden])");
        if matches!(other, Ok(None)) {
            document().set_title(&title.plain);
        }
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
                To::Field(path) => self
                    .field(path)
                    .and_then(|field| Some(format!("#{}", field.control()?.id()))),
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

    /// Announces what became of the form.
    pub fn say(&self, said: &Said<'_>) {
        for (name, value) in [("lang", said.lang), ("dir", said.dir)] {
            let _ = match value {
                Some(value) => self.status.set_attribute(name, value),
                None => self.status.remove_attribute(name),
            };
        }
        let _ = self
            .status
            .class_list()
            .toggle_with_force("form-status-bad", said.bad);
        self.status.set_text_content(Some(said.text));
    }

    /// The buttons keep the focus while they cannot be used.
    pub fn set_busy(&self, busy: bool) {
        for button in &self.buttons {
            for name in ["aria-busy", "aria-disabled"] {
                let _ = if busy {
                    button.set_attribute(name, "true")
                } else {
                    button.remove_attribute(name)
                };
            }
        }
    }
}

pub(super) fn find<E: JsCast>(place: &Element, selector: &str) -> Option<E> {
    place.query_selector(selector).ok()??.dyn_into().ok()
}
