//! The series behind the chart.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Extension, Router};
use portico_plugin_kit::{ContextCell, Data, Params, RouteError, RouteResult, say};
use portico_sdk::plugin::{PluginError, PluginSession};
use serde::Deserialize;
use serde_json::json;

use crate::series::{Row, Series, complete};

pub fn admin(context: ContextCell) -> Router {
    Router::new()
        .route("/daily", get(daily))
        .with_state(context)
}

#[derive(Deserialize)]
struct Range {
    days: u16,
}

async fn daily(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Params(range): Params<Range>,
) -> RouteResult<Series> {
    if !(1..=365).contains(&range.days) {
        return Err(RouteError::field("days", "Ask for 1 to 365 days."));
    }
    let context = cell.get()?;
    let arguments = json!({"days": range.days});
    let shared = context
        .host_data
        .read(&session.scope, "orders.daily", &arguments)
        .await
        .map_err(|error| match error {
            PluginError::NotFound => not_shared(&session),
            other => other.into(),
        })?;
    let rows: Vec<Row> = serde_json::from_value(shared)
        .map_err(|error| PluginError::Internal(format!("orders.daily: {error}")))?;
    Ok(Data::new(complete(
        rows,
        context.clock.now_ms(),
        range.days,
    )))
}

fn not_shared(session: &PluginSession) -> RouteError {
    RouteError::new(
        StatusCode::NOT_FOUND,
        "not_shared",
        say(
            session,
            "This site does not share its orders with plugins.",
            "Diese Website gibt ihre Bestellungen nicht an Plugins weiter.",
        ),
    )
}
