//! `/api/v1/{store,admin}/plugins/{plugin}/records`: what sandboxed plugins keep for users, called by the page for them.
//!
//! The same for both surfaces; the address says which, because the policy decides for each.

use axum::extract::{DefaultBodyLimit, State};
use http::StatusCode;
use portico_sdk::slot::Surface;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::input::{JsonBody, Path, Query};
use crate::api::{Data, ErrorBody};
use crate::error::ServiceResult;
use crate::services::plugin_routes::count_change;
use crate::services::records::{self, Author, Record, Wanted};
use crate::services::sandbox_access::At;
use crate::session::{Caller, ClientAddress};
use crate::state::AppState;

/// A value of the most bytes, however many of its letters are escaped.
const MAX_BODY: usize = 128 * 1024;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_in_store))
        .routes(routes!(list_in_admin))
        .routes(routes!(load_in_store, save_in_store, delete_in_store))
        .routes(routes!(load_in_admin, save_in_admin, delete_in_admin))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

/// A record.
#[derive(Debug, Serialize, ToSchema)]
struct RecordBody {
    /// Its key.
    key: String,
    /// Its value.
    value: Value,
    /// When it was saved last, in milliseconds since the epoch.
    at: i64,
    /// Only of shared ones: who wrote it, as a word that is the same for the same user of the plugin on this host and says
    /// nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    /// Only of shared ones: whether the caller wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    mine: Option<bool>,
}

impl From<Record> for RecordBody {
    fn from(record: Record) -> Self {
        let (author, mine) = match record.author {
            Some(Author {
                pseudonym,
                is_reader,
            }) => (Some(pseudonym), Some(is_reader)),
            None => (None, None),
        };
        Self {
            key: record.key,
            value: record.value,
            at: record.at,
            author,
            mine,
        }
    }
}

/// What to save.
#[derive(Debug, Deserialize, ToSchema)]
struct SaveRecord {
    /// Any JSON of at most 16 KiB.
    value: Value,
    /// For everybody whom the same organisation, or the host, grants the plugin; else for the user alone.
    #[serde(default)]
    shared: bool,
}

/// Which records.
#[derive(Debug, Deserialize)]
struct Which {
    #[serde(default)]
    shared: bool,
    #[serde(default)]
    prefix: String,
    limit: Option<u32>,
}

/// Which kind.
#[derive(Debug, Deserialize)]
struct Kind {
    #[serde(default)]
    shared: bool,
}

/// The caller's own records of a plugin, by key; with `shared` what everybody in the same scope shares, the newest first.
///
/// The scope is the organisation that grants the plugin, else the host. A sandbox of the plugin must have the callback
/// `listRecords`, or `listShared`, among its capabilities. Signed out: no own records, and what is shared at the host level.
#[utoipa::path(
    get, path = "/api/v1/store/plugins/{plugin}/records", tag = "records",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("shared" = Option<bool>, Query, description = "What everybody shares, with `author` and `mine`"),
        ("prefix" = Option<String>, Query, description = "Beginning of the keys"),
        ("limit" = Option<u32>, Query, description = "At most 500 own records, or 200 shared ones; as many without it"),
        ("host" = Option<String>, Query, description = "Host, when nobody is signed in"),
    ),
    responses(
        (status = 200, description = "The records", body = Data<Vec<RecordBody>>),
        (status = 400, description = "`record_key_invalid`: of the prefix; `bad_request`", body = ErrorBody),
        (status = 403, description = "`not_granted`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
    )
)]
async fn list_in_store(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    Query(which): Query<Which>,
) -> ServiceResult<Data<Vec<RecordBody>>> {
    list(&state, &caller, in_store(&plugin), &which).await
}

/// The same on the admin surface.
#[utoipa::path(
    get, path = "/api/v1/admin/plugins/{plugin}/records", tag = "records",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("shared" = Option<bool>, Query, description = "What everybody shares, with `author` and `mine`"),
        ("prefix" = Option<String>, Query, description = "Beginning of the keys"),
        ("limit" = Option<u32>, Query, description = "At most 500 own records, or 200 shared ones; as many without it"),
    ),
    responses(
        (status = 200, description = "The records", body = Data<Vec<RecordBody>>),
        (status = 400, description = "`record_key_invalid`: of the prefix; `bad_request`", body = ErrorBody),
        (status = 403, description = "`not_granted`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
    )
)]
async fn list_in_admin(
    State(state): State<AppState>,
    caller: Caller,
    Path(plugin): Path<String>,
    Query(which): Query<Which>,
) -> ServiceResult<Data<Vec<RecordBody>>> {
    list(&state, &caller, in_admin(&plugin), &which).await
}

/// One of the caller's own records. Needs the callback `loadRecord` among the capabilities.
#[utoipa::path(
    get, path = "/api/v1/store/plugins/{plugin}/records/{key}", tag = "records",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("key" = String, Path, description = "Key of the record, percent-encoded"),
        ("host" = Option<String>, Query, description = "Host, when nobody is signed in"),
    ),
    responses(
        (status = 200, description = "The record; null when there is none, or nobody is signed in", body = Data<Option<RecordBody>>),
        (status = 400, description = "`record_key_invalid`", body = ErrorBody),
        (status = 403, description = "`not_granted`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
    )
)]
async fn load_in_store(
    State(state): State<AppState>,
    caller: Caller,
    Path((plugin, key)): Path<(String, String)>,
) -> ServiceResult<Data<Option<RecordBody>>> {
    load(&state, &caller, in_store(&plugin), &key).await
}

/// The same on the admin surface.
#[utoipa::path(
    get, path = "/api/v1/admin/plugins/{plugin}/records/{key}", tag = "records",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("key" = String, Path, description = "Key of the record, percent-encoded"),
    ),
    responses(
        (status = 200, description = "The record; null when there is none, or nobody is signed in", body = Data<Option<RecordBody>>),
        (status = 400, description = "`record_key_invalid`", body = ErrorBody),
        (status = 403, description = "`not_granted`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
    )
)]
async fn load_in_admin(
    State(state): State<AppState>,
    caller: Caller,
    Path((plugin, key)): Path<(String, String)>,
) -> ServiceResult<Data<Option<RecordBody>>> {
    load(&state, &caller, in_admin(&plugin), &key).await
}

/// Saves a record of the caller, in place of the one of the same kind under the key.
///
/// Needs the callback `saveRecord`, for a shared one `shareRecord`, among the capabilities. A user keeps at most 500 records
/// and 1 MiB of a plugin in one scope, own and shared ones together; all users share at most 20,000.
#[utoipa::path(
    put, path = "/api/v1/store/plugins/{plugin}/records/{key}", tag = "records",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("key" = String, Path, description = "Key of the record, percent-encoded: 1 to 255 bytes, no control characters, neither `.` nor `..`"),
    ),
    request_body = SaveRecord,
    responses(
        (status = 204, description = "Saved"),
        (status = 400, description = "`record_key_invalid`; `bad_request`: no JSON of the right form", body = ErrorBody),
        (status = 401, description = "`sign_in_required`", body = ErrorBody),
        (status = 403, description = "`not_granted`; `user_required`: a host member is no user; `origin_not_allowed`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
        (status = 409, description = "`records_full`; `shared_records_full`", body = ErrorBody),
        (status = 413, description = "`record_too_large`; `bad_request`: the body is too long", body = ErrorBody),
        (status = 429, description = "`too_many_requests`: counted with the other changes by plugins' routes", body = ErrorBody),
    )
)]
async fn save_in_store(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    Path((plugin, key)): Path<(String, String)>,
    JsonBody(sent): JsonBody<SaveRecord>,
) -> ServiceResult<StatusCode> {
    save(&state, &caller, &address, (in_store(&plugin), &key), &sent).await
}

/// The same on the admin surface.
#[utoipa::path(
    put, path = "/api/v1/admin/plugins/{plugin}/records/{key}", tag = "records",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("key" = String, Path, description = "Key of the record, percent-encoded: 1 to 255 bytes, no control characters, neither `.` nor `..`"),
    ),
    request_body = SaveRecord,
    responses(
        (status = 204, description = "Saved"),
        (status = 400, description = "`record_key_invalid`; `bad_request`: no JSON of the right form", body = ErrorBody),
        (status = 403, description = "`not_granted`; `user_required`: a host member is no user; `origin_not_allowed`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
        (status = 409, description = "`records_full`; `shared_records_full`", body = ErrorBody),
        (status = 413, description = "`record_too_large`; `bad_request`: the body is too long", body = ErrorBody),
        (status = 429, description = "`too_many_requests`: counted with the other changes by plugins' routes", body = ErrorBody),
    )
)]
async fn save_in_admin(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    Path((plugin, key)): Path<(String, String)>,
    JsonBody(sent): JsonBody<SaveRecord>,
) -> ServiceResult<StatusCode> {
    save(&state, &caller, &address, (in_admin(&plugin), &key), &sent).await
}

/// Removes a record of the caller. Fine when there is none.
///
/// Needs the callback `deleteRecord`, for a shared one `unshareRecord`, among the capabilities.
#[utoipa::path(
    delete, path = "/api/v1/store/plugins/{plugin}/records/{key}", tag = "records",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("key" = String, Path, description = "Key of the record, percent-encoded"),
        ("shared" = Option<bool>, Query, description = "The one the caller shares, not the own one"),
    ),
    responses(
        (status = 204, description = "Removed, or never there"),
        (status = 400, description = "`record_key_invalid`; `bad_request`", body = ErrorBody),
        (status = 401, description = "`sign_in_required`", body = ErrorBody),
        (status = 403, description = "`not_granted`; `user_required`: a host member is no user; `origin_not_allowed`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
        (status = 429, description = "`too_many_requests`: counted with the other changes by plugins' routes", body = ErrorBody),
    )
)]
async fn delete_in_store(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    Path((plugin, key)): Path<(String, String)>,
    Query(kind): Query<Kind>,
) -> ServiceResult<StatusCode> {
    delete(&state, &caller, &address, (in_store(&plugin), &key), &kind).await
}

/// The same on the admin surface.
#[utoipa::path(
    delete, path = "/api/v1/admin/plugins/{plugin}/records/{key}", tag = "records",
    params(
        ("plugin" = String, Path, description = "Name of the plugin"),
        ("key" = String, Path, description = "Key of the record, percent-encoded"),
        ("shared" = Option<bool>, Query, description = "The one the caller shares, not the own one"),
    ),
    responses(
        (status = 204, description = "Removed, or never there"),
        (status = 400, description = "`record_key_invalid`; `bad_request`", body = ErrorBody),
        (status = 403, description = "`not_granted`; `user_required`: a host member is no user; `origin_not_allowed`", body = ErrorBody),
        (status = 404, description = "The plugin is not on for the caller", body = ErrorBody),
        (status = 429, description = "`too_many_requests`: counted with the other changes by plugins' routes", body = ErrorBody),
    )
)]
async fn delete_in_admin(
    State(state): State<AppState>,
    caller: Caller,
    address: ClientAddress,
    Path((plugin, key)): Path<(String, String)>,
    Query(kind): Query<Kind>,
) -> ServiceResult<StatusCode> {
    delete(&state, &caller, &address, (in_admin(&plugin), &key), &kind).await
}

fn in_store(plugin: &str) -> At<'_> {
    At {
        surface: Surface::Storefront,
        plugin,
    }
}

fn in_admin(plugin: &str) -> At<'_> {
    At {
        surface: Surface::Admin,
        plugin,
    }
}

async fn list(
    state: &AppState,
    caller: &Caller,
    at: At<'_>,
    which: &Which,
) -> ServiceResult<Data<Vec<RecordBody>>> {
    let wanted = Wanted {
        prefix: &which.prefix,
        limit: which.limit,
    };
    let found = if which.shared {
        records::list_shared(state, caller, at, wanted).await?
    } else {
        records::list(state, caller, at, wanted).await?
    };
    let data = found.into_iter().map(RecordBody::from).collect();
    Ok(Data { data })
}

async fn load(
    state: &AppState,
    caller: &Caller,
    at: At<'_>,
    key: &str,
) -> ServiceResult<Data<Option<RecordBody>>> {
    let found = records::load(state, caller, at, key).await?;
    Ok(Data {
        data: found.map(RecordBody::from),
    })
}

async fn save(
    state: &AppState,
    caller: &Caller,
    ClientAddress(address): &ClientAddress,
    (at, key): (At<'_>, &str),
    sent: &SaveRecord,
) -> ServiceResult<StatusCode> {
    count_change(state, caller, address)?;
    records::save(state, caller, at, key, (&sent.value, sent.shared)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn delete(
    state: &AppState,
    caller: &Caller,
    ClientAddress(address): &ClientAddress,
    (at, key): (At<'_>, &str),
    kind: &Kind,
) -> ServiceResult<StatusCode> {
    count_change(state, caller, address)?;
    records::delete(state, caller, at, key, kind.shared).await?;
    Ok(StatusCode::NO_CONTENT)
}
