//! `/api/v1/apps`: the store as this session sees it.

use axum::extract::State;
use portico_app::backend::{AppCard, AppDetail, AppQuery, AppWhy, CategoryCount};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{Path, Query};
use crate::api::{Data, ErrorBody};
use crate::error::ServiceResult;
use crate::services::store;
use crate::session::Caller;
use crate::state::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(search))
        .routes(routes!(app))
        .routes(routes!(why))
}

/// One page of the store.
#[derive(Debug, Serialize, ToSchema)]
struct Apps {
    /// The entries.
    data: Vec<AppCard>,
    /// `cursor` of the next page; null at the end.
    next: Option<String>,
    /// Entries that match in all.
    total: u32,
    /// Category → entries that match the words.
    categories: Vec<CategoryCount>,
    /// Nothing matches the words as they were typed; these are near.
    similar: bool,
}

/// Searches the store.
#[utoipa::path(
    get, path = "/api/v1/apps", tag = "apps",
    params(
        ("q" = Option<String>, Query, description = "Words to find, all of them; one that nothing has finds what is spelled alike"),
        ("category" = Option<String>, Query, description = "Category"),
        ("sort" = Option<String>, Query, description = "`relevance` (default), `name` or `newest`"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query, description = "Entries on a page, 1-100; default 24"),
        ("lang" = Option<String>, Query, description = "Language of the texts; default: Accept-Language"),
    ),
    responses(
        (status = 200, description = "One page", body = Apps),
        (status = 400, description = "`cursor_invalid`", body = ErrorBody),
    )
)]
async fn search(
    State(state): State<AppState>,
    caller: Caller,
    Query(query): Query<AppQuery>,
) -> ServiceResult<axum::Json<Apps>> {
    let page = store::search(&state, &caller, &query).await?;
    Ok(axum::Json(Apps {
        data: page.apps,
        next: page.next,
        total: page.total,
        categories: page.categories,
        similar: page.similar,
    }))
}

/// Everything about one plugin.
#[utoipa::path(
    get, path = "/api/v1/apps/{plugin}", tag = "apps",
    params(("plugin" = String, Path, description = "Name of the plugin")),
    responses(
        (status = 200, description = "The plugin", body = Data<AppDetail>),
        (status = 404, description = "Not there, or hidden from this session", body = ErrorBody),
    )
)]
async fn app(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
) -> ServiceResult<Data<AppDetail>> {
    let data = store::detail(&state, &caller, &plugin).await?;
    Ok(Data { data })
}

/// Why do I see this plugin, or why not?
#[utoipa::path(
    get, path = "/api/v1/apps/{plugin}/why", tag = "apps",
    params(("plugin" = String, Path, description = "Name of the plugin")),
    responses(
        (status = 200, description = "The verdict and its reasons", body = Data<AppWhy>),
        (status = 404, description = "Not there, or hidden from this session", body = ErrorBody),
    )
)]
async fn why(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
) -> ServiceResult<Data<AppWhy>> {
    let decision = store::listed(&state, &caller, &plugin).await?;
    Ok(Data {
        data: AppWhy {
            plugin: decision.plugin,
            state: decision.state,
            org: decision.org,
            reasons: decision.reasons,
        },
    })
}
