//! The description of the API: made from the routes themselves, so that the two cannot diverge.

use axum::Router;
use axum::routing::get;
use bytes::Bytes;
use http::header;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

/// What is not written at the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Portico",
        description = "Plugin platform for web applications. Calls are made with the session cookie of our own pages or with \
            `Authorization: Bearer <host JWT>` from anywhere.",
    ),
    tags(
        (name = "session", description = "Signing in and out"),
        (name = "me", description = "The user's own session and installs"),
        (name = "manifest", description = "The extensions a session sees"),
        (name = "orgs", description = "What is on for a whole organisation"),
        (name = "apps", description = "The store"),
        (name = "settings", description = "Settings of plugins, for the organisation or the whole host"),
        (name = "records", description = "What the page does for sandboxed plugins: keeping records for users, and saying who \
            uses them. Only where the plugin is on for the caller, and only what its extensions there have among their capabilities"),
        (name = "hosts", description = "The console: hosts, keys, origins, approvals, members. Called with the console's cookie or \
            with `Authorization: Bearer <host API token>`. People send their password along with what makes or shows a credential"),
        (name = "operation", description = "Health and counters"),
    )
)]
struct Root;

/// Splits documented routes into the router, which also serves the description, and the description itself.
pub fn serve(documented: OpenApiRouter<AppState>) -> (Router<AppState>, Document) {
    let (routes, document) = OpenApiRouter::with_openapi(Root::openapi())
        .merge(documented)
        .split_for_parts();
    let body = Bytes::from(document.to_json().unwrap_or_default());
    let described =
        get(move || async move { ([(header::CONTENT_TYPE, "application/json")], body) });
    (routes.route("/api/v1/openapi.json", described), document)
}
