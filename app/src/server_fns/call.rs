//! Calls a server function from an island: a plain `fetch`, with nothing of Leptos' client.

use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use super::wire::{DataEncoding, read_error};
use crate::backend::Answer;
use crate::error::AppError;
use leptos::server_fn::{Bytes, Decodes as _};

/// Calls a function that changes something: `call("set_org_plugin", &SetOrgPlugin { … })`.
///
/// # Errors
/// What the server answered, with its status; status 0 and code `unreachable` when there was no answer.
pub async fn call<A: Serialize, T: DeserializeOwned>(name: &str, arguments: &A) -> Answer<T> {
    let body = serde_json::to_string(arguments).map_err(|_| AppError::internal())?;
    let (status, text) = post(&format!("/api/fn/{name}"), &body)
        .await
        .map_err(|_| unreachable_server())?;
    if status == 200 {
        return DataEncoding::decode(Bytes::from(text)).map_err(|_| AppError::internal());
    }
    Err(read_error(text.as_bytes(), status).unwrap_or_else(|_| {
        AppError::new(status, "internal", "The server did not answer as expected.")
    }))
}

fn unreachable_server() -> AppError {
    AppError::new(0, "unreachable", "The server was not reached.")
}

async fn post(url: &str, body: &str) -> Result<(u16, String), JsValue> {
    let options = RequestInit::new();
    options.set_method("POST");
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    headers.set("content-type", "application/json")?;
    options.set_headers(&headers);
    options.set_body(&JsValue::from_str(body));
    let response = JsFuture::from(window().fetch_with_str_and_init(url, &options)).await?;
    let response: Response = response.unchecked_into();
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}
