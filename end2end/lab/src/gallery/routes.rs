//! Routes of the gallery: values that cannot be loaded, until an organisation has them mended; and the test of a mail account.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Extension, Router};
use portico_plugin_kit::{Body, ContextCell, Data, RouteError, RouteResult, say};
use portico_sdk::plugin::PluginSession;
use portico_sdk::settings::Values;
use serde_json::{Value, json};

const MENDED: &str = "mended";

pub(super) fn gallery(context: ContextCell) -> Router {
    Router::new()
        .route("/broken", get(broken))
        .route("/mend", post(mend))
        .with_state(context)
}

pub(super) fn mail() -> Router {
    Router::new().route("/test", post(try_out))
}

/// 500, until the organisation has called `mend`.
async fn broken(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
) -> RouteResult<Value> {
    let mended = cell.get()?.kv.get(&session.scope, MENDED).await?;
    if mended.is_some() {
        return Ok(Data::new(json!({})));
    }
    Err(RouteError::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "broken",
        "There is nothing to load.",
    ))
}

async fn mend(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
) -> RouteResult<Value> {
    let kv = &cell.get()?.kv;
    kv.put(&session.scope, MENDED, &json!(true)).await?;
    Ok(Data::new(json!({})))
}

/// What a mail server would say of what is typed, with the key that is stored: keys begin with `key-`, and the server knows no
/// sender but those at `example.com`.
async fn try_out(
    Extension(session): Extension<PluginSession>,
    Body(draft): Body<Values>,
) -> RouteResult<Value> {
    let text = |key: &str| draft.get(key).and_then(Value::as_str).unwrap_or_default();
    let key = text("api_key");
    if key.is_empty() {
        return Err(RouteError::new(
            StatusCode::BAD_REQUEST,
            "no_key",
            say(
                &session,
                "The mail server asks for a key.",
                "Der Mailserver verlangt einen Schlüssel.",
            ),
        ));
    }
    if !key.starts_with("key-") {
        return Err(RouteError::field(
            "api_key",
            say(
                &session,
                "The mail server does not know this key.",
                "Der Mailserver kennt diesen Schlüssel nicht.",
            ),
        ));
    }
    let from = text("from_email");
    if !from.ends_with("@example.com") {
        return Err(RouteError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "unknown_sender",
            say(
                &session,
                "The mail server sends only for example.com.",
                "Der Mailserver sendet nur für example.com.",
            ),
        ));
    }
    let sentence = say(&session, "ready to send as ", "bereit zum Senden als ");
    Ok(Data::new(json!({ "message": format!("{sentence}{from}") })))
}
