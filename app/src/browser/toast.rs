//! Toasts made in the browser, in the page's place for them ([`crate::ui::ToastRegion`]).

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// Steps of the clock until a toast goes, and how long a step is. The clock stands still under the pointer and while
/// something in the toast has the focus.
const STEPS: u32 = 40;
const STEP: Duration = Duration::from_millis(250);

/// Says what happened, in place of what was said before; with a button, if there is something to do about it.
pub fn say(message: &str, action: Option<(String, impl FnMut() + 'static)>) {
    let Some(toast) = show(message, false) else {
        return;
    };
    let Some((label, mut act)) = action else {
        return;
    };
    let Ok(button) = document().create_element("button") else {
        return;
    };
    let _ = button.set_attribute("type", "button");
    button.set_class_name("toast-action");
    button.set_text_content(Some(&label));
    let gone = toast.clone();
    let pressed = Closure::<dyn FnMut()>::new(move || {
        act();
        gone.remove();
    });
    let _ = button.add_event_listener_with_callback("click", pressed.as_ref().unchecked_ref());
    // Freed with the button.
    pressed.into_js_value();
    let _ = toast.append_child(&button);
}

/// Says what went wrong, at once also to those who listen.
pub fn error(message: &str) {
    show(message, true);
}

/// The place is a polite live region already; what went wrong interrupts.
fn show(message: &str, urgent: bool) -> Option<Element> {
    let region = document().get_element_by_id("toasts")?;
    let toast = document().create_element("div").ok()?;
    toast.set_class_name("toast");
    let sentence = document().create_element("span").ok()?;
    if urgent {
        let _ = sentence.set_attribute("role", "alert");
    }
    sentence.set_text_content(Some(message));
    toast.append_child(&sentence).ok()?;
    region.set_text_content(None);
    region.append_child(&toast).ok()?;
    expire(toast.clone(), STEPS);
    Some(toast)
}

/// Lets a toast that the server wrote go like one of ours.
pub fn expire_later(toast: Element) {
    expire(toast, STEPS);
}

fn expire(toast: Element, steps: u32) {
    set_timeout(
        move || {
            let held = toast.matches(":hover, :focus-within").unwrap_or_default();
            match steps - u32::from(!held) {
                0 => toast.remove(),
                _ if !toast.is_connected() => {}
                steps => expire(toast, steps),
            }
        },
        STEP,
    );
}
