//! Requests to our own server: a plain `fetch` with the reader's session. Leptos' client for server functions is not used,
//! because it hides the status, which tells a refusal from a failure.

use js_sys::{Function, Promise};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// What to ask.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ask<'a> {
    /// Address on our origin.
    pub url: &'a str,
    /// JSON to post; `None`: a `GET`.
    pub json: Option<&'a str>,
    /// The revision that what is posted is based on; empty: none is named.
    pub rev: &'a str,
    /// The request goes on when the reader leaves the page.
    pub keepalive: bool,
    /// What to call instead of the page's own `fetch`.
    pub through: Option<&'a Function>,
}

/// The answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub text: String,
}

/// Asks the server; `None` when it was not reached.
pub async fn fetch(ask: Ask<'_>) -> Option<Answer> {
    exchange(ask).await.ok()
}

async fn exchange(ask: Ask<'_>) -> Result<Answer, JsValue> {
    let options = RequestInit::new();
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    if let Some(json) = ask.json {
        options.set_method("POST");
        headers.set("content-type", "application/json")?;
        options.set_body(&JsValue::from_str(json));
    }
    if !ask.rev.is_empty() {
        headers.set("if-match", &format!("\"{}\"", ask.rev))?;
    }
    options.set_headers(&headers);
    if ask.keepalive {
        // web-sys does not have it.
        js_sys::Reflect::set(&options, &"keepalive".into(), &true.into())?;
    }
    let asked: Promise = match ask.through {
        Some(through) => through
            .call2(&JsValue::NULL, &ask.url.into(), &options)?
            .unchecked_into(),
        None => window().fetch_with_str_and_init(ask.url, &options),
    };
    let response = JsFuture::from(asked).await?;
    let response: Response = response.unchecked_into();
    let text = JsFuture::from(response.text()?).await?;
    Ok(Answer {
        status: response.status(),
        text: text.as_string().unwrap_or_default(),
    })
}
