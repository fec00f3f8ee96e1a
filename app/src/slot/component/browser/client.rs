//! The `apiClient` of a component: four methods that call the surface's API and plugins' routes with the reader's session.

use std::rc::Rc;

use js_sys::{Error, JSON, Object, Promise, Reflect};
use leptos::prelude::window;
use portico_sdk::slot::Surface;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Headers, RequestInit, Response, Url};

use super::faults;
use crate::slot::component::client_path::{ClientPath, client_path};
use crate::slot::component::props::LoaderProps;

type Method = Closure<dyn Fn(JsValue, JsValue) -> Promise>;

/// The client and the functions behind it; once dropped, calls throw.
pub(super) struct Client {
    object: Object,
    _methods: [Method; 4],
}

impl Client {
    /// A frozen client for the surface of a component.
    pub(super) fn new(item: &Rc<LoaderProps>) -> Self {
        let object = Object::new();
        let methods = ["GET", "POST", "PUT", "DELETE"].map(|method| {
            let item = Rc::clone(item);
            let call = move |path: JsValue, body: JsValue| {
                let item = Rc::clone(&item);
                future_to_promise(async move {
                    let answer = call(item.surface, method, &path, &body).await;
                    answer.inspect_err(|error| faults::answered(error, &item))
                })
            };
            let function = Method::new(call);
            let name = JsValue::from_str(&method.to_ascii_lowercase());
            let _ = Reflect::set(&object, &name, function.as_ref());
            function
        });
        Object::freeze(&object);
        Self {
            object,
            _methods: methods,
        }
    }

    /// What the component gets.
    pub(super) fn object(&self) -> &JsValue {
        &self.object
    }
}

async fn call(
    surface: Surface,
    method: &str,
    path: &JsValue,
    body: &JsValue,
) -> Result<JsValue, JsValue> {
    let path = checked(surface, path)?;
    let options = RequestInit::new();
    options.set_method(method);
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    if !body.is_undefined() && matches!(method, "POST" | "PUT") {
        headers.set("content-type", "application/json")?;
        options.set_body(JSON::stringify(body)?.as_ref());
    }
    options.set_headers(&headers);
    let response = window().fetch_with_str_and_init(&path.url, &options);
    let response: Response = JsFuture::from(response).await?.unchecked_into();
    let answer = read(&response).await?;
    if !response.ok() {
        return Err(refusal(&response, &answer));
    }
    if path.unwraps && answer.is_object() {
        return Reflect::get(&answer, &JsValue::from_str("data"));
    }
    Ok(answer)
}

/// Checks the path as text, then that the browser reads it as the same.
fn checked(surface: Surface, path: &JsValue) -> Result<ClientPath, JsValue> {
    let given = path.as_string().unwrap_or_default();
    let refused = |code: &str| {
        error(
            &format!("apiClient may not call {given:?}: {code}"),
            0,
            code,
        )
    };
    let path = client_path(surface, &given).map_err(|rule| refused(rule.code()))?;
    let origin = window().location().origin()?;
    let url = Url::new_with_base(&path.url, &origin)?;
    let same = url.origin() == origin && path.url.split('?').next() == Some(&url.pathname());
    if same {
        Ok(path)
    } else {
        Err(refused("not_canonical"))
    }
}

/// The body: JSON as a value, other text as it is, nothing as null.
async fn read(response: &Response) -> Result<JsValue, JsValue> {
    let text = JsFuture::from(response.text()?).await?;
    if text.as_string().is_none_or(|text| text.is_empty()) {
        return Ok(JsValue::NULL);
    }
    let kind = response.headers().get("content-type")?.unwrap_or_default();
    if !kind.contains("json") {
        return Ok(text);
    }
    JSON::parse(&text.as_string().unwrap_or_default())
}

/// The error a component sees: `status`, `code`, `message`, and `fields` where the server named some.
fn refusal(response: &Response, answer: &JsValue) -> JsValue {
    let get = |value: &JsValue, name: &str| {
        Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    };
    let detail = get(answer, "error");
    let message = get(&detail, "message");
    let message = message
        .as_string()
        .unwrap_or_else(|| format!("HTTP {}", response.status()));
    let code = get(&detail, "code").as_string().unwrap_or_default();
    let made = error(&message, response.status(), &code);
    let fields = get(&detail, "fields");
    if fields.is_object() {
        let _ = Reflect::set(&made, &JsValue::from_str("fields"), &fields);
    }
    made
}

fn error(message: &str, status: u16, code: &str) -> JsValue {
    let made = Error::new(message);
    let _ = Reflect::set(&made, &JsValue::from_str("status"), &JsValue::from(status));
    let _ = Reflect::set(&made, &JsValue::from_str("code"), &JsValue::from_str(code));
    made.unchecked_into()
}
