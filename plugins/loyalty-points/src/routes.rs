//! What the badge shows.

use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Router};
use portico_plugin_kit::{
    ContextCell, Data, Params, RouteError, RouteResult, date_at, is_stored_id,
};
use portico_sdk::plugin::PluginSession;
use serde::{Deserialize, Serialize};

use crate::account;
use crate::settings::Settings;

pub fn store(context: ContextCell) -> Router {
    Router::new()
        .route("/points", get(points))
        .with_state(context)
}

#[derive(Deserialize)]
struct Ask {
    order: String,
    amount: i64,
    currency: String,
}

#[derive(Serialize)]
struct Points {
    signed_in: bool,
    /// Booked, or what this amount would earn.
    earned: u64,
    /// The host has reported the order: `earned` is part of `balance`.
    booked: bool,
    /// Absent when signed out.
    #[serde(skip_serializing_if = "Option::is_none")]
    balance: Option<u64>,
    /// May be empty.
    programme: String,
}

async fn points(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Params(ask): Params<Ask>,
) -> RouteResult<Points> {
    if !is_stored_id(&ask.order) {
        return Err(RouteError::field("order", "Name an order."));
    }
    let context = cell.get()?;
    let settings = Settings::read(&context.settings.get(&session.scope).await?);
    let today = date_at(context.clock.now_ms());
    let estimate = settings.points(ask.amount, &ask.currency, &today);
    let Some(user) = &session.identity else {
        return Ok(Data::new(Points {
            signed_in: false,
            earned: estimate,
            booked: false,
            balance: None,
            programme: settings.programme,
        }));
    };
    let account = account::of_user(context, &session.scope, &user.uid).await?;
    let booked = account.earned(&ask.order);
    Ok(Data::new(Points {
        signed_in: true,
        earned: booked.unwrap_or(estimate),
        booked: booked.is_some(),
        balance: Some(account.balance),
        programme: settings.programme,
    }))
}
