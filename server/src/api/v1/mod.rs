//! `/api/v1`.

mod apps;
mod embedded_forms;
mod extension_reports;
mod hosts;
mod manifest;
mod me;
mod orgs;
mod records;
mod settings;
mod user_tokens;

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(manifest::router())
        .merge(extension_reports::router())
        .merge(me::router())
        .merge(orgs::router())
        .merge(apps::router())
        .merge(settings::router())
        .merge(embedded_forms::router())
        .merge(records::router())
        .merge(user_tokens::router())
        .merge(hosts::router())
}
