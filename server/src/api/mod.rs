//! The API: one file for each group of routes, mirroring the addresses. Handlers translate; services decide.

pub mod docs;
mod docs_example;
pub mod functions;
mod health;
pub mod input;
pub mod openapi;
mod paging;
pub mod plugins;
pub mod preferences;
pub mod sandbox;
pub mod session;
pub mod v1;
mod well_known;

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

/// Every documented route, with its documentation.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(health::router())
        .merge(session::router())
        .merge(preferences::router())
        .merge(v1::router())
        .merge(well_known::router())
}

/// `{"data": …}`, the form of every answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Data<T> {
    /// What was asked for.
    pub data: T,
}

impl<T: Serialize> IntoResponse for Data<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// `{"data": […], "next": …}`, the form of every list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// One page.
    pub data: Vec<T>,
    /// `cursor` of the next page; null at the end.
    pub next: Option<String>,
}

impl<T: Serialize> IntoResponse for List<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// The form of every error.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetail,
}

/// See [`ErrorBody`].
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorDetail {
    /// Stable code in snake case; scripts may rely on it.
    pub code: String,
    /// One sentence: what went wrong and how to mend it.
    pub message: String,
    /// Leads to the server's log.
    pub request_id: String,
    /// Field → sentence, for refused input.
    #[schema(required = false)]
    pub fields: std::collections::BTreeMap<String, String>,
}
