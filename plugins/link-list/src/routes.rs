//! The links for the sidebar.

use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Router};
use portico_plugin_kit::{ContextCell, Data, RouteResult};
use portico_sdk::plugin::PluginSession;
use serde::Serialize;

use crate::parse::{Link, Skipped, parse};
use crate::settings;

pub fn admin(context: ContextCell) -> Router {
    Router::new()
        .route("/links", get(links))
        .with_state(context)
}

#[derive(Serialize)]
struct Links {
    links: Vec<Link>,
    skipped: Vec<Skipped>,
}

async fn links(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
) -> RouteResult<Links> {
    let values = cell.get()?.settings.get(&session.scope).await?;
    let (links, skipped) = parse(settings::links(&values));
    Ok(Data::new(Links { links, skipped }))
}
