//! JSON values on their way between Rust and JavaScript.

use js_sys::JSON;
#[cfg(feature = "pages")]
use js_sys::Object;
use serde_json::Value;
#[cfg(feature = "pages")]
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A JavaScript value made of plain objects; null if it cannot be.
pub fn to_js(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).unwrap_or(JsValue::NULL)
}

/// The JSON of a JavaScript value; null for what has none (functions, cycles, a throwing `toJSON`).
#[cfg(feature = "pages")]
pub fn from_js(value: &JsValue) -> Value {
    JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string())
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
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
