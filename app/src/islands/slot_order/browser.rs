//! Moves rows in the document, tells the server, and takes back what it refuses. What else the page says of the order (who has room, the
//! way back to another order) the server draws anew.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{JSON, Object, Reflect};
use leptos::ev::SubmitEvent;
use leptos::prelude::{document, window};
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlButtonElement, HtmlFormElement, HtmlInputElement};

use super::OrderWords;
use crate::browser::{Ask, fetch, regions, toast};
use crate::i18n::fill;

/// Acts on the forms below the element that hears it. One move at a time, so that the server hears of them in their order.
pub(super) fn moves(url: String, words: OrderWords) -> impl FnMut(SubmitEvent) {
    let (url, words) = (Rc::new(url), Rc::new(words));
    let busy = Rc::new(Cell::new(false));
    let moved = Rc::new(Cell::new(0_u32));
    move |event: SubmitEvent| {
        let Some(pressed) = Pressed::read(&event) else {
            return;
        };
        event.prevent_default();
        if busy.replace(true) {
            return;
        }
        pressed.go(pressed.up);
        let (url, words, busy) = (Rc::clone(&url), Rc::clone(&words), Rc::clone(&busy));
        let moved = Rc::clone(&moved);
        spawn_local(async move {
            let answer = fetch(Ask {
                url: &url,
                json: Some(&pressed.json),
                // Who moves something and leaves the page at once has moved it.
                keepalive: true,
                ..Ask::default()
            })
            .await;
            let said = |template: &str| fill(template, &[("what", &pressed.what)]);
            match answer {
                Some(answer) if answer.status < 300 => {
                    let (position, count) = pressed.place();
                    let (position, count) = (position.to_string(), count.to_string());
                    let said = fill(
                        &words.moved,
                        &[
                            ("what", &pressed.what),
                            ("position", &position),
                            ("count", &count),
                        ],
                    );
                    toast::say(&said, None::<(String, fn())>);
                    busy.set(false);
                    moved.set(moved.get().wrapping_add(1));
                    refresh(&moved).await;
                }
                refused => {
                    busy.set(false);
                    pressed.go(!pressed.up);
                    let template = refused.map_or(&words.offline, |_| &words.failed);
                    toast::error(&said(template));
                }
            }
        });
    }
}

/// Shows what follows from the order now. Without an answer what is shown stays; the order itself is right. What is answered after a
/// further move is older than that one, and not shown.
async fn refresh(moved: &Cell<u32>) {
    let after = moved.get();
    let Ok(here) = window().location().href() else {
        return;
    };
    if let Some(page) = regions::ask(&here, None, None).await
        && page.ok
        && moved.get() == after
    {
        page.show();
    }
}

/// One press of a button.
struct Pressed {
    button: HtmlButtonElement,
    item: Element,
    what: String,
    list: String,
    up: bool,
    /// What the server is told.
    json: String,
}

impl Pressed {
    /// `None` when it is not drawn as expected: then the form does it.
    fn read(event: &SubmitEvent) -> Option<Self> {
        let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
        let button: HtmlButtonElement = event.submitter()?.dyn_into().ok()?;
        let item = form.closest("[data-order-item]").ok()??;
        let up = match button.value().as_str() {
            "up" => true,
            "down" => false,
            // A form about something else.
            _ => return None,
        };
        let fields = Object::new();
        let inputs = form.query_selector_all("input[type=hidden]").ok()?;
        for input in (0..inputs.length()).filter_map(|at| inputs.get(at)) {
            let input: HtmlInputElement = input.dyn_into().ok()?;
            Reflect::set(&fields, &input.name().into(), &input.value().into()).ok()?;
        }
        Reflect::set(&fields, &"step".into(), &button.value().into()).ok()?;
        Some(Self {
            what: item.get_attribute("data-order-item")?,
            list: item.get_attribute("data-order-list")?,
            json: JSON::stringify(&fields).ok()?.as_string()?,
            button,
            item,
            up,
        })
    }

    /// The items of the list, in order.
    fn items(&self) -> Vec<Element> {
        let Ok(all) = document().query_selector_all("[data-order-item]") else {
            return Vec::new();
        };
        (0..all.length())
            .filter_map(|at| all.get(at)?.dyn_into::<Element>().ok())
            .filter(|item| item.get_attribute("data-order-list").as_deref() == Some(&self.list))
            .collect()
    }

    /// Moves the item past its neighbour; the focus stays with its buttons.
    fn go(&self, up: bool) {
        let items = self.items();
        let Some(at) = items.iter().position(|item| *item == self.item) else {
            return;
        };
        let neighbour = if up {
            at.checked_sub(1).and_then(|before| items.get(before))
        } else {
            items.get(at + 1)
        };
        if let Some(neighbour) = neighbour {
            let _ = if up {
                neighbour.before_with_node_1(&self.item)
            } else {
                neighbour.after_with_node_1(&self.item)
            };
        }
        let items = self.items();
        let last = items.len().saturating_sub(1);
        for (at, item) in items.iter().enumerate() {
            set_enabled(item, "up", at > 0);
            set_enabled(item, "down", at < last);
        }
        // A button that can do nothing more has no focus; the other one is beside it.
        let other = || {
            button_of(
                &self.item,
                if self.button.value() == "up" {
                    "down"
                } else {
                    "up"
                },
            )
        };
        let target = if self.button.disabled() {
            other()
        } else {
            Some(self.button.clone())
        };
        if let Some(target) = target {
            let _ = target.focus();
        }
    }

    /// Which of how many it is, counted from 1.
    fn place(&self) -> (usize, usize) {
        let items = self.items();
        let at = items.iter().position(|item| *item == self.item);
        (at.map_or(0, |at| at + 1), items.len())
    }
}

fn button_of(item: &Element, step: &str) -> Option<HtmlButtonElement> {
    let selector = format!("button[name=step][value={step}]");
    item.query_selector(&selector).ok()??.dyn_into().ok()
}

fn set_enabled(item: &Element, step: &str, enabled: bool) {
    if let Some(button) = button_of(item, step) {
        button.set_disabled(!enabled);
    }
}
