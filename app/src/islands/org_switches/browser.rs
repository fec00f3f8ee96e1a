//! The switches in the browser: reads what the server drew, sends what was decided, shows what is so.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{JSON, Object, Reflect};
use leptos::ev::SubmitEvent;
use leptos::prelude::{document, window};
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::toggle::{Answer, Next, State, Toggle};
use super::words::{StateWords, SwitchWords, recount};
use crate::backend::OrgSwitch;
use crate::browser::{Ask, fetch, toast};
use crate::i18n::fill;

/// The server function that decides; it answers the plugin as it is then, or an error of the API.
const URL: &str = "/api/fn/set_org_plugin";

/// Acts on the forms of all switches below the element that hears it.
pub(super) fn switches(words: SwitchWords) -> impl FnMut(SubmitEvent) {
    let words = Rc::new(words);
    let mut known: Vec<Rc<Switch>> = Vec::new();
    move |event: SubmitEvent| {
        let Some(root) = pressed(&event) else { return };
        let switch = match known.iter().find(|switch| switch.root == root) {
            Some(switch) => Rc::clone(switch),
            None => match Switch::read(root, &words) {
                Some(switch) => {
                    let switch = Rc::new(switch);
                    known.push(Rc::clone(&switch));
                    switch
                }
                // Not drawn as expected: let the form do it.
                None => return,
            },
        };
        event.prevent_default();
        let send = switch.toggle.borrow_mut().press();
        act(switch, send);
    }
}

fn pressed(event: &SubmitEvent) -> Option<Element> {
    let form: Element = event.target()?.dyn_into().ok()?;
    form.closest("[data-switch]").ok()?
}

struct Switch {
    root: Element,
    button: HtmlElement,
    status: Element,
    reason: Element,
    plugin: String,
    org: String,
    title: String,
    /// What the server drew.
    drawn: StateWords,
    words: Rc<SwitchWords>,
    toggle: RefCell<Toggle>,
}

impl Switch {
    fn read(root: Element, words: &Rc<SwitchWords>) -> Option<Self> {
        let name = root.get_attribute("data-switch")?;
        let button: HtmlElement = root
            .query_selector("[role=switch]")
            .ok()??
            .dyn_into()
            .ok()?;
        let status = document()
            .get_element_by_id(&format!("{name}-status"))?
            .first_element_child()?;
        let reason = document().get_element_by_id(&format!("{name}-reason"))?;
        let state = State {
            on: button.get_attribute("aria-checked").as_deref() == Some("true"),
            decision: OrgSwitch::parse(&root.get_attribute("data-decision")?),
            drawn: true,
        };
        Some(Self {
            drawn: StateWords {
                chip: status.class_name(),
                status: status.text_content().unwrap_or_default(),
                reason: reason.text_content().unwrap_or_default(),
                toast: String::new(),
            },
            title: root.get_attribute("data-title")?,
            org: root.get_attribute("data-org")?,
            plugin: name,
            root,
            button,
            status,
            reason,
            words: Rc::clone(words),
            toggle: RefCell::new(Toggle::new(state)),
        })
    }

    fn of(&self, on: bool) -> &StateWords {
        if on { &self.words.on } else { &self.words.off }
    }

    /// Draws what the toggle says.
    fn show(&self) {
        let (state, busy) = {
            let toggle = self.toggle.borrow();
            (toggle.shown(), toggle.is_busy())
        };
        let was = self.button.get_attribute("aria-checked").as_deref() == Some("true");
        let words = if state.drawn {
            &self.drawn
        } else {
            self.of(state.on)
        };
        self.status.set_class_name(&words.chip);
        self.status.set_text_content(Some(&words.status));
        self.reason.set_text_content(Some(&words.reason));
        set(&self.button, "aria-checked", state.on);
        // The form stays right: it posts the opposite of what is shown.
        set(&self.button, "value", !state.on);
        set(&self.button, "aria-busy", busy);
        count(was, state.on);
    }

    fn said(&self, state: State) -> String {
        let template = if state.decision == Some(OrgSwitch::Inherit) {
            &self.words.inherits
        } else {
            &self.of(state.on).toast
        };
        fill(template, &[("plugin", &self.title)])
    }
}

fn set(element: &Element, name: &str, value: bool) {
    let _ = element.set_attribute(name, if value { "true" } else { "false" });
}

/// Shows, and sends until what is shown is settled.
fn act(switch: Rc<Switch>, send: Option<OrgSwitch>) {
    switch.show();
    let Some(mut decision) = send else { return };
    spawn_local(async move {
        loop {
            let answer = request(&switch, decision).await;
            let (answer, code) = match answer {
                Ok(on) => (Answer::Done { on }, None),
                Err(code) => (Answer::Refused, code),
            };
            let next = switch.toggle.borrow_mut().answered(answer);
            switch.show();
            match next {
                Next::Send(next) => decision = next,
                Next::Settled { undo } => return settled(switch, undo),
                Next::TakenBack => {
                    let refusals = &switch.words.refusals;
                    return toast::error(&refusals.sentence(code.as_deref(), &switch.title));
                }
                Next::Reload => {
                    let _ = window().location().reload();
                    return;
                }
            }
        }
    });
}

fn settled(switch: Rc<Switch>, undo: Option<State>) {
    let state = switch.toggle.borrow().shown();
    let said = switch.said(state);
    let label = switch.words.undo.clone();
    let action = undo.map(|undo| {
        let back = move || {
            // The button with the focus is about to go.
            let _ = switch.button.focus();
            let send = switch.toggle.borrow_mut().undo(undo);
            act(Rc::clone(&switch), send);
        };
        (label, back)
    });
    toast::say(&said, action);
}

/// Asks the server to decide: on or not, or the code of the refusal, `None` without an answer.
async fn request(switch: &Switch, decision: OrgSwitch) -> Result<bool, Option<String>> {
    let arguments = Object::new();
    for (name, value) in [
        ("org", switch.org.as_str()),
        ("plugin", &switch.plugin),
        ("to", decision.name()),
    ] {
        let _ = Reflect::set(&arguments, &name.into(), &value.into());
    }
    let json = JSON::stringify(&arguments).map_err(|_| None)?;
    let json = json.as_string();
    let answer = fetch(Ask {
        url: URL,
        json: json.as_deref(),
        // Who turns something on and leaves the page at once has turned it on.
        keepalive: true,
        ..Ask::default()
    })
    .await
    .ok_or(None)?;
    let body = JSON::parse(&answer.text).unwrap_or_default();
    let get = |outer: &str, inner: &str| {
        Reflect::get(&body, &outer.into())
            .and_then(|data| Reflect::get(&data, &inner.into()))
            .unwrap_or_default()
    };
    if answer.status == 200 {
        get("data", "enabled").as_bool().ok_or(None)
    } else {
        Err(Some(get("error", "code").as_string().unwrap_or_default()))
    }
}

/// Brings the numbers beside the filters up to date.
fn count(was: bool, is: bool) {
    let Ok(places) = document().query_selector_all("[data-count]") else {
        return;
    };
    for place in (0..places.length()).filter_map(|at| places.get(at)) {
        let place: Element = place.unchecked_into();
        let of = |name| place.get_attribute(name).unwrap_or_default();
        let number = of("data-n").parse().unwrap_or_default();
        let number = recount(number, of("data-count") == "on", was, is).to_string();
        let _ = place.set_attribute("data-n", &number);
        place.set_text_content(Some(&fill(&of("data-text"), &[("n", &number)])));
    }
}
