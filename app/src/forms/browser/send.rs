//! Requests of a form: JSON to the plugin's route, with the reader's session.

use leptos::prelude::window;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// Status and body of an answer; an empty body is null.
pub(super) struct Answer {
    pub status: u16,
    pub body: Value,
}

/// Posts values; `rev` is the revision they are based on. `None`: the server was not reached.
pub(super) async fn post(url: &str, body: &Value, rev: &str) -> Option<Answer> {
    request("POST", url, Some(body), rev).await.ok()
}

/// Loads the current values.
pub(super) async fn get(url: &str) -> Option<Answer> {
    request("GET", url, None, "").await.ok()
}

async fn request(
    method: &str,
    url: &str,
    body: Option<&Value>,
    rev: &str,
) -> Result<Answer, JsValue> {
    let options = RequestInit::new();
    options.set_method(method);
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    if let Some(body) = body {
        headers.set("content-type", "application/json")?;
        options.set_body(&JsValue::from_str(&body.to_string()));
    }
    if !rev.is_empty() {
        headers.set("if-match", &format!("\"{rev}\""))?;
    }
    options.set_headers(&headers);
    let response = JsFuture::from(window().fetch_with_str_and_init(url, &options)).await?;
    let response: Response = response.unchecked_into();
    let text = JsFuture::from(response.text()?)
        .await?
        .as_string()
        .unwrap_or_default();
    Ok(Answer {
        status: response.status(),
        body: serde_json::from_str(&text).unwrap_or_default(),
    })
}
