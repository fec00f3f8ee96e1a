//! Forms that act at once: the page stays, shows what will be, and then what is.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is said when the server says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InPlaceWords {
    /// The server was not reached.
    pub offline: String,
    /// It answered something that is no page.
    pub failed: String,
}

/// Takes over the forms among its children that have a `data-key` (unique on the page), and Undo in the toast that follows.
/// A press shows at once what the form says will be so, sends the form as it is, and then shows the parts (`data-region`) of
/// the page that follows; a refusal takes back what was shown and says why. Without JavaScript they are forms.
///
/// What will be so: `data-then-label` for the button, `data-then-chip` and `data-then-word` for the class and the word of the
/// status with the id `{key}-status`; a switch turns over.
#[island(lazy)]
pub fn InPlace(
    /// What it says.
    words: InPlaceWords,
    /// The forms, and the parts of the page that they change.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        if let Some(root) = root.get() {
            browser::take_over(&root, &words);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = words;
    view! { <div class="in-place" node_ref=root>{children()}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::rc::Rc;

    use leptos::prelude::{document, window};
    use leptos::task::spawn_local;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, SubmitEvent, UrlSearchParams};

    use super::InPlaceWords;
    use crate::browser::{Listener, regions, toast};

    /// Key of Undo.
    const UNDO: &str = "toasts";

    type Running = Rc<RefCell<Presses>>;

    #[derive(Default)]
    struct Presses {
        /// Whose request is under way, and whether it was pressed once more meanwhile.
        under_way: BTreeMap<String, bool>,
        /// The form that was pressed last, Undo not counted.
        last: Option<String>,
    }

    /// Listens for as long as the page is there.
    pub fn take_over(root: &Element, words: &InPlaceWords) {
        let running = Running::default();
        let places = [Some(root.clone()), document().get_element_by_id("toasts")];
        for place in places.into_iter().flatten() {
            let (running, words) = (Rc::clone(&running), words.clone());
            std::mem::forget(Listener::new(&place, "submit", move |event| {
                if let Some(press) = Press::of(&event) {
                    event.prevent_default();
                    press.send(&running, &words);
                }
            }));
        }
    }

    struct Press {
        key: String,
        form: HtmlFormElement,
        button: Option<Element>,
        fields: UrlSearchParams,
    }

    impl Press {
        fn of(event: &web_sys::Event) -> Option<Self> {
            let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
            let key = form.get_attribute("data-key").or_else(|| {
                form.closest("#toasts").ok()??;
                Some(UNDO.to_owned())
            })?;
            let button: Option<Element> =
                event.dyn_ref::<SubmitEvent>()?.submitter().map(Into::into);
            let fields = FormData::new_with_form(&form).ok()?;
            if let Some(button) = &button
                && let Some(name) = button.get_attribute("name")
            {
                let value = button.get_attribute("value").unwrap_or_default();
                fields.append_with_str(&name, &value).ok()?;
            }
            Some(Self {
                key,
                button,
                fields: UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?,
                form,
            })
        }

        fn send(self, running: &Running, words: &InPlaceWords) {
            if let Some(again) = running.borrow_mut().under_way.get_mut(&self.key) {
                // A second press means a second turn for a switch only; for a button it is a double click.
                if self.button.as_ref().is_some_and(turn) {
                    *again = !*again;
                }
                return;
            }
            {
                let mut running = running.borrow_mut();
                running.under_way.insert(self.key.clone(), false);
                if self.key != UNDO {
                    running.last = Some(self.key.clone());
                }
            }
            let back = self.foresee();
            let (running, words) = (Rc::clone(running), words.clone());
            spawn_local(async move {
                let action = self.form.get_attribute("action").unwrap_or_default();
                let page = regions::ask(&action, Some(&self.fields), None).await;
                let again = running.borrow_mut().under_way.remove(&self.key) == Some(true);
                match page {
                    Some(page) if page.ok => {
                        if !page.show() {
                            let _ = window().location().reload();
                        }
                        if let Some(shown) = page.show_toast() {
                            toast::expire_later(shown);
                        }
                        // The button with the focus is gone: on from where one came.
                        if self.key == UNDO {
                            focus(running.borrow().last.as_deref());
                        }
                        if again {
                            press_again(&self.key);
                        }
                    }
                    page => {
                        back.undo();
                        let said = match page {
                            None => words.offline,
                            Some(page) => page.failure().unwrap_or(words.failed),
                        };
                        toast::error(&said);
                    }
                }
            });
        }

        /// Shows what will be so; answers the way back.
        fn foresee(&self) -> Before {
            let mut before = Before::default();
            if let Some(button) = &self.button {
                if let Some(label) = self.form.get_attribute("data-then-label") {
                    before.text(button, &label);
                }
                before.checked = button.get_attribute("aria-checked");
                turn(button);
                before.busy(button);
            }
            let chip = document()
                .get_element_by_id(&format!("{}-status", self.key))
                .and_then(|place| place.first_element_child());
            if let Some(chip) = chip
                && let Some(word) = self.form.get_attribute("data-then-word")
            {
                before.text(&chip, &word);
                let class = self.form.get_attribute("data-then-chip");
                before.class(&chip, &class.unwrap_or_default());
            }
            before
        }
    }

    /// The form with a key, and its button.
    fn form_of(key: &str) -> Option<(HtmlFormElement, HtmlElement)> {
        let forms = document().query_selector_all("form[data-key]").ok()?;
        let form = (0..forms.length())
            .filter_map(|at| forms.get(at)?.dyn_into::<HtmlFormElement>().ok())
            .find(|form| form.get_attribute("data-key").as_deref() == Some(key))?;
        let button = form.query_selector("button").ok()??.dyn_into().ok()?;
        Some((form, button))
    }

    fn press_again(key: &str) {
        if let Some((form, button)) = form_of(key) {
            let _ = form.request_submit_with_submitter(Some(&button));
        }
    }

    /// The button of a form, or else the part of the page that changed.
    fn focus(key: Option<&str>) {
        let button = key.and_then(form_of).map(|(_, button)| button);
        let part = || {
            let part = document().query_selector("[data-region][tabindex]");
            part.ok().flatten()?.dyn_into::<HtmlElement>().ok()
        };
        if let Some(target) = button.or_else(part) {
            let _ = target.focus();
        }
    }

    /// Turns a switch over; false for what is none.
    fn turn(button: &Element) -> bool {
        let checked = button.get_attribute("aria-checked");
        let turned = match checked.as_deref() {
            Some("true") => "false",
            Some(_) => "true",
            None => return false,
        };
        let _ = button.set_attribute("aria-checked", turned);
        true
    }

    /// What was shown before.
    #[derive(Default)]
    struct Before {
        texts: Vec<(Element, String)>,
        classes: Vec<(Element, String)>,
        checked: Option<String>,
        busy: Option<Element>,
    }

    impl Before {
        fn text(&mut self, element: &Element, text: &str) {
            let was = element.text_content().unwrap_or_default();
            self.texts.push((element.clone(), was));
            element.set_text_content(Some(text));
        }

        fn class(&mut self, element: &Element, class: &str) {
            self.classes.push((element.clone(), element.class_name()));
            element.set_class_name(class);
        }

        fn busy(&mut self, button: &Element) {
            let _ = button.set_attribute("aria-busy", "true");
            self.busy = Some(button.clone());
        }

        fn undo(self) {
            for (element, text) in self.texts {
                element.set_text_content(Some(&text));
            }
            for (element, class) in self.classes {
                element.set_class_name(&class);
            }
            if let Some(button) = self.busy {
                let _ = button.remove_attribute("aria-busy");
                if let Some(checked) = self.checked {
                    let _ = button.set_attribute("aria-checked", &checked);
                }
            }
        }
    }
}
