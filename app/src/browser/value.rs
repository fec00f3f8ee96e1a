//! JSON values on their way between Rust and JavaScript.

use js_sys::JSON;
#[cfg(feature = "pages")]
use js_sys::{JsString, Object};
use serde_json::Value;
#[cfg(feature = "pages")]
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A JavaScript value made of plain objects; null if it cannot be.
pub fn to_js(value: &Value) -> JsValue {
    JSON::parse(&json_text(value)).unwrap_or(JsValue::NULL)
}

/// Its JSON. `to_string` would bring the code for the indented form along.
pub fn json_text(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The most values in what plugins give; what is in two places counts twice. Looking at so many takes a few milliseconds, which is
/// what a call may hold the page up for.
#[cfg(feature = "pages")]
const MOST_VALUES: u32 = 10_000;

/// The most letters (UTF-16 units) of its texts and keys.
#[cfg(feature = "pages")]
const MOST_LETTERS: u32 = 250_000;

/// The JSON of a JavaScript value; null for what has none (functions, cycles, a throwing `toJSON`), and for what would be too large:
/// objects that are in each other twice, forty levels deep, are small until somebody writes them down (THREATS 26).
#[cfg(feature = "pages")]
pub fn from_js(value: &JsValue) -> Value {
    if !is_small(value) {
        return Value::Null;
    }
    JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string())
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

#[cfg(feature = "pages")]
fn is_small(value: &JsValue) -> bool {
    let mut waiting = vec![value.clone()];
    let (mut seen, mut letters) = (0, 0_u32);
    while let Some(value) = waiting.pop() {
        seen += 1;
        if let Some(text) = value.dyn_ref::<JsString>() {
            letters = letters.saturating_add(text.length());
        } else if value.is_object() {
            // Of bytes there is a key for each.
            let keys = Object::keys(value.unchecked_ref::<Object>());
            if keys.length() > MOST_VALUES.saturating_sub(seen) {
                return false;
            }
            for key in keys.iter() {
                letters = letters.saturating_add(key.unchecked_ref::<JsString>().length());
            }
            waiting.extend(Object::values(value.unchecked_ref::<Object>()).iter());
        }
        if seen > MOST_VALUES || letters > MOST_LETTERS {
            return false;
        }
    }
    true
}

/// Freezes an object and everything below it. Only for values made by [`to_js`], which have no cycles.
#[cfg(feature = "pages")]
pub fn deep_freeze(value: &JsValue) {
    if let Some(object) = value.dyn_ref::<Object>() {
        Object::freeze(object);
        for inner in Object::values(object).iter() {
            deep_freeze(&inner);
        }
    }
}

/// The text of an element, as it stands in the page.
pub fn text_of(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}
