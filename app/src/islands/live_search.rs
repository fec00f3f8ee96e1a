//! A search that finds while one types. Without JavaScript it is the form that it is, sent by Enter.

use leptos::prelude::*;

/// Takes over the search form among its children (`form[role=search]`, its field `q`). About 300 ms after the last key the
/// page is asked for with the new words, and its parts (`data-region`) take the place of those shown; the address follows
/// without adding to the history, so that Back leads to the page before. A newer search gives up the older one. When the
/// server is not reached, the part `results` shows what is in the template with the id `search-failed`.
///
/// Its code is loaded when the focus or the pointer comes near (`data-later`, see `hydration.js`); then it is marked `data-live`.
#[island(lazy)]
pub fn LiveSearch(
    /// Id of the part that shows what was found.
    results: String,
    /// The form and the parts.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        if let Some(root) = root.get() {
            browser::search(&root, results.clone());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = results;
    view! { <div class="live-search" data-later="" node_ref=root>{children()}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::RefCell;
    use std::rc::Rc;
    use std::time::Duration;

    use leptos::leptos_dom::helpers::TimeoutHandle;
    use leptos::prelude::{document, set_timeout_with_handle, window};
    use leptos::task::spawn_local;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{
        AbortController, Element, EventTarget, FormData, HtmlFormElement, HtmlInputElement,
        HtmlTemplateElement, Url, UrlSearchParams,
    };

    use crate::browser::{Listener, regions};

    /// From the last key to the search.
    const WAIT: Duration = Duration::from_millis(300);

    struct Search {
        form: HtmlFormElement,
        input: HtmlInputElement,
        /// What the form holds beside the words.
        others: String,
        results: String,
        running: RefCell<Running>,
    }

    #[derive(Default)]
    struct Running {
        timer: Option<TimeoutHandle>,
        request: Option<AbortController>,
        /// The words that were searched last.
        words: String,
    }

    /// Listens for as long as the page is there.
    pub fn search(root: &Element, results: String) {
        let Some(search) = Search::below(root, results) else {
            return;
        };
        let listeners = ["input", "compositionend"].map(|event| {
            let search = Rc::clone(&search);
            Listener::new(root, event, move |event| search.typed(&event))
        });
        let submit = {
            let search = Rc::clone(&search);
            Listener::new(root, "submit", move |event| search.submitted(&event))
        };
        std::mem::forget((listeners, submit));
        let _ = root.set_attribute("data-live", "");
        // Somebody may have typed before the page came to life.
        if search.words() != search.running.borrow().words {
            search.later();
        }
    }

    impl Search {
        fn below(root: &Element, results: String) -> Option<Rc<Self>> {
            let form = root.query_selector("form[role=search]").ok()??;
            let form: HtmlFormElement = form.dyn_into().ok()?;
            let input = form.query_selector("input[name=q]").ok()??;
            let input: HtmlInputElement = input.dyn_into().ok()?;
            let words = input.default_value().trim().to_owned();
            Some(Rc::new(Self {
                others: others(&form),
                results,
                running: RefCell::new(Running {
                    words,
                    ..Running::default()
                }),
                form,
                input,
            }))
        }

        fn words(&self) -> String {
            self.input.value().trim().to_owned()
        }

        fn typed(self: &Rc<Self>, event: &web_sys::Event) {
            let of_input = is_about(event, &self.input);
            // What is being put together from several keys is no word yet.
            let composing = event
                .dyn_ref::<web_sys::InputEvent>()
                .is_some_and(web_sys::InputEvent::is_composing);
            if of_input && !composing {
                self.later();
            }
        }

        /// Enter in the field searches at once. Everything else that the form sends is another page.
        fn submitted(self: &Rc<Self>, event: &web_sys::Event) {
            let active = document().active_element();
            let in_field = active.is_some_and(|active| active == **self.input);
            let of_form = is_about(event, &self.form);
            if in_field && of_form && others(&self.form) == self.others {
                event.prevent_default();
                self.now();
            }
        }

        fn later(self: &Rc<Self>) {
            self.cancel();
            let search = Rc::clone(self);
            let timer = set_timeout_with_handle(move || search.now(), WAIT).ok();
            self.running.borrow_mut().timer = timer;
        }

        fn cancel(&self) {
            let mut running = self.running.borrow_mut();
            if let Some(timer) = running.timer.take() {
                timer.clear();
            }
            // Its answer would be about other words.
            if let Some(request) = running.request.take() {
                request.abort();
                running.words = String::from("\0");
            }
        }

        fn now(self: &Rc<Self>) {
            let words = self.words();
            if words == self.running.borrow().words {
                return;
            }
            self.cancel();
            let (Some(address), Ok(request)) = (address(&words), AbortController::new()) else {
                return;
            };
            let signal = request.signal();
            {
                let mut running = self.running.borrow_mut();
                running.words = words;
                running.request = Some(request);
            }
            self.busy(true);
            let search = Rc::clone(self);
            spawn_local(async move {
                let page = regions::ask(&address, None, Some(&signal)).await;
                if signal.aborted() {
                    return;
                }
                search.running.borrow_mut().request = None;
                if !page.is_some_and(|page| page.show()) {
                    search.failed(&address);
                }
                search.busy(false);
                if let Ok(history) = window().history() {
                    let state = history.state().unwrap_or(JsValue::NULL);
                    let _ = history.replace_state_with_url(&state, "", Some(&address));
                }
            });
        }

        fn place(&self) -> Option<Element> {
            document().get_element_by_id(&self.results)
        }

        fn busy(&self, busy: bool) {
            if let Some(place) = self.place() {
                let _ = place.set_attribute("aria-busy", if busy { "true" } else { "false" });
            }
        }

        fn failed(&self, address: &str) {
            self.running.borrow_mut().words = String::from("\0");
            let template = document().get_element_by_id("search-failed");
            let template = template.and_then(|found| found.dyn_into::<HtmlTemplateElement>().ok());
            let (Some(place), Some(template)) = (self.place(), template) else {
                return;
            };
            let Ok(content) = template.content().clone_node_with_deep(true) else {
                return;
            };
            if let Ok(Some(count)) = document().query_selector("[data-region][role=status]") {
                count.set_text_content(None);
            }
            place.set_text_content(None);
            let _ = place.append_child(&content);
            if let Ok(Some(link)) = place.query_selector("a[href]") {
                let _ = link.set_attribute("href", address);
            }
        }
    }

    fn is_about(event: &web_sys::Event, element: &Element) -> bool {
        let target = event.target();
        target.is_some_and(|target| target == *AsRef::<EventTarget>::as_ref(element))
    }

    /// What a form holds beside the words, as it would be sent.
    fn others(form: &HtmlFormElement) -> String {
        let Ok(fields) = FormData::new_with_form(form) else {
            return String::new();
        };
        fields.delete("q");
        UrlSearchParams::new_with_str_sequence_sequence(&fields)
            .map_or_else(|_| String::new(), |params| params.to_string().into())
    }

    /// The page that is open with other words, from its first result on.
    fn address(words: &str) -> Option<String> {
        let url = Url::new(&window().location().href().ok()?).ok()?;
        let params = url.search_params();
        params.delete("cursor");
        params.delete("page");
        if words.is_empty() {
            params.delete("q");
        } else {
            params.set("q", words);
        }
        url.set_hash("");
        Some(url.pathname() + &url.search())
    }
}
