//! `/healthz`, `/readyz`, `/metrics`: for whoever runs the server.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use metrics_exporter_prometheus::PrometheusHandle;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::ErrorBody;
use crate::error::{ServiceError, ServiceResult};
use crate::layers::recorder;
use crate::state::AppState;
use crate::storage::hosts;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(healthz))
        .routes(routes!(readyz))
        .routes(routes!(metrics))
}

/// The process runs.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, description = "`ok`")))]
async fn healthz() -> &'static str {
    "ok"
}

/// The process can answer, and will for a while: the database is there, and nobody told the server to stop.
#[utoipa::path(
    get, path = "/readyz", tag = "operation",
    responses(
        (status = 200, description = "`ok`"),
        (status = 503, description = "`not_ready` or `draining`", body = ErrorBody),
    )
)]
async fn readyz(State(state): State<AppState>) -> ServiceResult<&'static str> {
    if state.draining.is_on() {
        return Err(ServiceError::refused(
            StatusCode::SERVICE_UNAVAILABLE,
            "draining",
            "The server is about to end.",
        ));
    }
    match hosts::first(&mut &state.db).await {
        Ok(_) => Ok("ok"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            Err(ServiceError::refused(
                StatusCode::SERVICE_UNAVAILABLE,
                "not_ready",
                "The database does not answer.",
            ))
        }
    }
}

/// Counters in the text format of Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses((status = 200, description = "Counters")))]
async fn metrics() -> Response {
    let text = recorder().map_or_else(String::new, PrometheusHandle::render);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
