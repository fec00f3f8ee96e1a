//! The order that a form after a purchase is about.

use axum::http::StatusCode;
use portico_sdk::plugin::{PluginContext, PluginSession};
use serde_json::{Value, json};

use crate::{RouteError, is_stored_id, say};

/// An order that the host knows as the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnOrder {
    /// Its id.
    pub id: String,
    /// The number shown to people.
    pub number: String,
}

/// The order named in the context that a browser sent, once the host says that it is there and the caller's: a plugin that
/// keeps something for any id fills its storage with made-up orders (THREATS 42). An order of somebody else is answered as one
/// that does not exist.
///
/// # Errors
/// 400 `no_order` without an id that could be stored, 404 `no_order` when there is no such order of the caller.
pub async fn own_order(
    context: &PluginContext,
    session: &PluginSession,
    sent: &Value,
) -> Result<OwnOrder, RouteError> {
    let refuse = |status| {
        RouteError::new(
            status,
            "no_order",
            say(
                session,
                "This belongs to no order of yours. Open it from your order.",
                "Das gehört zu keiner Ihrer Bestellungen. Öffnen Sie es über Ihre Bestellung.",
            ),
        )
    };
    let id = sent["orderId"]
        .as_str()
        .filter(|id| is_stored_id(id))
        .ok_or_else(|| refuse(StatusCode::BAD_REQUEST))?;
    let uid = session.identity.as_ref().map(|user| user.uid.as_str());
    let known = context
        .host_data
        .read(
            &session.scope,
            "order.exists",
            &json!({"id": id, "uid": uid}),
        )
        .await?;
    if known["exists"] != Value::Bool(true) {
        return Err(refuse(StatusCode::NOT_FOUND));
    }
    Ok(OwnOrder {
        id: id.to_owned(),
        number: known["number"].as_str().unwrap_or_default().to_owned(),
    })
}
