//! The links for the sidebar.

use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Router};
use portico_plugin_kit::{ContextCell, Data, RouteResult};
use portico_sdk::plugin::PluginSession;

use crate::links::{Read, read};

pub fn admin(context: ContextCell) -> Router {
    Router::new()
        .route("/links", get(links))
        .with_state(context)
}

async fn links(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
) -> RouteResult<Read> {
    let values = cell.get()?.settings.get(&session.scope).await?;
    Ok(Data::new(read(&values)))
}
