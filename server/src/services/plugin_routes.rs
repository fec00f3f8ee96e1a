//! Plugins' own routes: who may call them, and calling them so that nothing they do reaches further than their answer.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Query, Request};
use axum::response::Response;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use http_body_util::Limited;
use portico_app::error::AppError;
use portico_sdk::claims::OrgRole;
use portico_sdk::names::is_reserved_core_name;
use portico_sdk::plugin::{PluginSession, Scope};
use portico_sdk::policy::Decision;
use portico_sdk::settings::{CONTEXT_KEY, Values};
use portico_sdk::slot::Surface;
use serde::Deserialize;
use tower::ServiceExt as _;

use crate::error::{ServiceError, ServiceResult, json_error};
use crate::plugins::{Registered, guard};
use crate::services::policy;
use crate::services::settings::{self, Save};
use crate::session::Caller;
use crate::state::AppState;

/// How long one call may take: less than a whole request, so that a slow plugin is answered for as such.
const LIMIT: Duration = Duration::from_secs(20);
/// Most bytes of a request.
const MAX_REQUEST: usize = 1024 * 1024;
/// Most bytes of an answer.
const MAX_ANSWER: usize = 8 * 1024 * 1024;

/// Where a plugin's router is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mount {
    /// `/api/v1/store/plugins/{name}/…` and its alias.
    Store,
    /// `/api/v1/admin/plugins/{name}/…` and its alias.
    Admin,
    /// `/plugins/{name}/…`.
    Own,
}

/// A path below a plugin's mount, as it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'p> {
    /// Name of the plugin.
    pub plugin: &'p str,
    /// Which of its routers.
    pub mount: Mount,
    /// What is left of the path, without its first slash.
    pub rest: &'p str,
}

impl<'p> Target<'p> {
    /// Takes a path apart. `None`: it belongs to no plugin's routes.
    pub fn of(path: &'p str) -> Option<Self> {
        const MOUNTS: [(&str, Mount, bool); 5] = [
            ("/api/v1/store/plugins/", Mount::Store, false),
            ("/api/v1/admin/plugins/", Mount::Admin, false),
            ("/plugins/", Mount::Own, false),
            ("/api/v1/store/", Mount::Store, true),
            ("/api/v1/admin/", Mount::Admin, true),
        ];
        let (below, mount, is_alias) = MOUNTS
            .into_iter()
            .find_map(|(prefix, mount, alias)| Some((path.strip_prefix(prefix)?, mount, alias)))?;
        let (plugin, rest) = below.split_once('/').unwrap_or((below, ""));
        let segment = rest.split('/').next().unwrap_or_default();
        let taken = (is_alias && is_reserved_core_name(plugin))
            || (mount == Mount::Own && matches!(segment, "assets" | "webhooks"));
        (!taken).then_some(Self {
            plugin,
            mount,
            rest,
        })
    }
}

/// Answers a call of a plugin's route by `caller`: 404 unless the plugin is on for the caller. `org`: for which organisation
/// settings are tested, where the address does not say it.
pub async fn answer(
    state: &AppState,
    caller: &Caller,
    target: Target<'_>,
    org: Option<&str>,
    request: Request,
) -> ServiceResult<Response> {
    let plugin = state
        .registry
        .get(target.plugin)
        .ok_or_else(ServiceError::not_found)?;
    let is_test = target.mount == Mount::Admin
        && request.method() == Method::POST
        && plugin.tests.iter().any(|path| path == target.rest);
    let (session, request) = if is_test {
        test_of_settings(state, caller, target, org, request).await?
    } else {
        (session(state, caller, target).await?, request)
    };
    Ok(run(&plugin, target, session, request).await)
}

/// A test of settings that are not saved yet: the plugin's route gets them as they would be after a save, with the stored
/// secrets that were left as they are (FORMS 9). Whoever may save may test, also before the plugin is turned on; `?org=` says
/// for which organisation, as with the settings themselves.
async fn test_of_settings(
    state: &AppState,
    caller: &Caller,
    target: Target<'_>,
    org: Option<&str>,
    request: Request,
) -> ServiceResult<(PluginSession, Request)> {
    let (mut parts, body) = request.into_parts();
    let Query(which) = Query::<TestOf>::try_from_uri(&parts.uri).unwrap_or_default();
    let org = org.or(which.org.as_deref());
    let access = settings::of_caller(state, caller, target.plugin, org).await?;
    let bytes = to_bytes(body, MAX_REQUEST)
        .await
        .map_err(|_| ServiceError::Refused(too_large()))?;
    let posted: Values = serde_json::from_slice(&bytes).map_err(|_| {
        ServiceError::refused(
            StatusCode::BAD_REQUEST,
            "invalid_json",
            "Send the values of the form as one JSON object.",
        )
    })?;
    let context = posted.get(CONTEXT_KEY).cloned();
    let draft = Save::posted(access.schema(), posted, "").values;
    let context = context.filter(|_| !draft.contains_key(CONTEXT_KEY));
    let mut tried = access.drafted(state, draft).await?;
    tried.extend(context.map(|context| (CONTEXT_KEY.to_owned(), context)));
    let body =
        serde_json::to_vec(&tried).map_err(|error| ServiceError::Internal(error.to_string()))?;
    parts.headers.remove(header::CONTENT_LENGTH);
    let session = PluginSession {
        scope: Scope {
            host: caller.host.id.clone(),
            org: access.org().map(ToOwned::to_owned),
        },
        identity: caller.identity.as_deref().cloned(),
        surface: Some(Surface::Admin),
        locale: caller.locale.to_owned(),
    };
    Ok((session, Request::from_parts(parts, body.into())))
}

/// Query of a test.
#[derive(Debug, Default, Deserialize)]
struct TestOf {
    org: Option<String>,
}

/// Counts a call from outside that may change something: what plugins keep is limited, so nobody may fill it in one go. A user
/// counts as such, whoever has no session by the address; 429 `too_many_requests`.
pub fn count_change(state: &AppState, caller: &Caller, address: &str) -> ServiceResult<()> {
    let host = &caller.host.id;
    let key = match caller.actor() {
        "" => format!("address/{host}/{address}"),
        actor => format!("user/{host}/{actor}"),
    };
    state.limits.plugin_change.check_request(&key)
}

/// The session of a plugin on one surface; 404 unless the plugin is on there. For what the core itself does for plugins, under
/// the same condition as their own routes.
pub async fn session_on(
    state: &AppState,
    caller: &Caller,
    surface: Surface,
    plugin: &str,
) -> ServiceResult<PluginSession> {
    let target = Target {
        plugin,
        mount: match surface {
            Surface::Storefront => Mount::Store,
            Surface::Admin => Mount::Admin,
        },
        rest: "",
    };
    session(state, caller, target).await
}

/// The session a plugin gets to see; 404 unless the plugin is on.
async fn session(
    state: &AppState,
    caller: &Caller,
    target: Target<'_>,
) -> ServiceResult<PluginSession> {
    let surfaces: &[Surface] = match target.mount {
        Mount::Store => &[Surface::Storefront],
        Mount::Admin => &[Surface::Admin],
        Mount::Own => &[Surface::Storefront, Surface::Admin],
    };
    for surface in surfaces {
        let decision = match policy::decision(state, caller, *surface, target.plugin).await {
            Ok(decision) => decision,
            // Whoever may not see the admin surface does not learn what is on it.
            Err(ServiceError::Refused(_)) => continue,
            Err(error) => return Err(error),
        };
        if decision.is_on() {
            return Ok(PluginSession {
                scope: Scope {
                    host: caller.host.id.clone(),
                    org: scope_org(caller, *surface, &decision),
                },
                identity: caller.identity.as_deref().cloned(),
                surface: (target.mount != Mount::Own).then_some(*surface),
                locale: caller.locale.to_owned(),
            });
        }
    }
    Err(ServiceError::not_found())
}

/// The organisation whose settings and storage count: the one that grants the plugin; else, for what the host or the user
/// turned on, the only one the caller acts for. Several are never guessed between.
pub fn scope_org(caller: &Caller, surface: Surface, decision: &Decision) -> Option<String> {
    decision.org.clone().or_else(|| {
        let mut orgs = caller
            .identity
            .as_deref()?
            .effective_orgs()
            .filter(|(_, role)| surface != Surface::Admin || *role == OrgRole::Admin)
            .map(|(org, _)| org);
        orgs.next()
            .filter(|_| orgs.next().is_none())
            .map(ToOwned::to_owned)
    })
}

/// Runs the plugin's router: without the caller's credentials, within limits; a panic costs this answer only.
async fn run(
    plugin: &Registered,
    target: Target<'_>,
    session: PluginSession,
    request: Request,
) -> Response {
    let request = match prepare(target, session, request) {
        Ok(request) => request,
        Err(refused) => return json_error(&refused),
    };
    let router = match target.mount {
        Mount::Store => &plugin.routes.store,
        Mount::Admin => &plugin.routes.admin,
        Mount::Own => &plugin.routes.own,
    }
    .clone();
    let answered = guard::run_here(LIMIT, async {
        let (parts, body) = match router.oneshot(request).await {
            Ok(response) => response.into_parts(),
            Err(never) => match never {},
        };
        (parts, to_bytes(body, MAX_ANSWER).await)
    })
    .await;
    let problem = match answered {
        Ok((parts, Ok(body))) => return finish(Response::from_parts(parts, body.into())),
        Ok((_, Err(error))) => error.to_string(),
        Err(broken) => broken.to_string(),
    };
    tracing::error!(plugin = plugin.name, mount = ?target.mount, "the plugin's route failed: {problem}");
    json_error(&AppError::new(
        500,
        "plugin_failed",
        "The plugin did not answer properly. The request id helps its makers find out why.",
    ))
}

fn prepare(
    target: Target<'_>,
    session: PluginSession,
    request: Request,
) -> Result<Request, AppError> {
    let (mut parts, body) = request.into_parts();
    let is_too_large = parts
        .headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok())
        .is_some_and(|length| length > MAX_REQUEST as u64);
    if is_too_large {
        return Err(too_large());
    }
    let query = parts
        .uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    parts.uri = format!("/{}{query}", target.rest)
        .parse::<PathAndQuery>()
        .map(Uri::from)
        .map_err(|_| AppError::not_found())?;
    // Credentials are for us: a plugin acts for the session it is shown, it cannot become it.
    for name in [
        header::COOKIE,
        header::AUTHORIZATION,
        header::PROXY_AUTHORIZATION,
    ] {
        parts.headers.remove(name);
    }
    parts.extensions.clear();
    parts.extensions.insert(session);
    Ok(Request::from_parts(
        parts,
        Body::new(Limited::new(body, MAX_REQUEST)),
    ))
}

fn too_large() -> AppError {
    AppError::new(413, "too_large", "A request to a plugin has at most 1 MiB.")
}

/// Takes away what would reach beyond the answer, and gives empty refusals the usual form.
fn finish(mut response: Response) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let is_empty = axum::body::HttpBody::size_hint(response.body()).exact() == Some(0);
    if is_error && is_empty {
        response = json_error(&plain_error(status));
    }
    let headers = response.headers_mut();
    let foreign: Vec<HeaderName> = headers
        .keys()
        .filter(|name| reaches_further(name))
        .cloned()
        .collect();
    for name in foreign {
        headers.remove(name);
    }
    insert(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Opened as a page, an answer must not run with our cookies (THREATS 8).
    insert(
        headers,
        header::CONTENT_SECURITY_POLICY,
        "sandbox; default-src 'none'",
    );
    if !headers.contains_key(header::CACHE_CONTROL) {
        insert(headers, header::CACHE_CONTROL, "private, no-store");
    }
    response
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// Headers about more than one answer: cookies, CORS, service workers, transport.
fn reaches_further(name: &HeaderName) -> bool {
    const NAMES: [&str; 7] = [
        "set-cookie",
        "clear-site-data",
        "service-worker-allowed",
        "strict-transport-security",
        "x-request-id",
        "refresh",
        "link",
    ];
    NAMES.contains(&name.as_str()) || name.as_str().starts_with("access-control-")
}

fn plain_error(status: StatusCode) -> AppError {
    match status {
        StatusCode::NOT_FOUND => AppError::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => AppError::new(
            405,
            "method_not_allowed",
            "This address does not take this method.",
        ),
        _ => AppError::new(
            status.as_u16(),
            "plugin_refused",
            "The plugin refused the request.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_its_plugin_and_mount_and_core_names_stay_with_the_core() {
        let of = |path| Target::of(path).map(|target| (target.plugin, target.mount, target.rest));
        assert_eq!(
            of("/api/v1/store/plugins/acme/a/b"),
            Some(("acme", Mount::Store, "a/b"))
        );
        assert_eq!(
            of("/api/v1/admin/plugins/acme"),
            Some(("acme", Mount::Admin, ""))
        );
        assert_eq!(
            of("/api/v1/store/acme/a"),
            Some(("acme", Mount::Store, "a"))
        );
        assert_eq!(of("/plugins/acme/hook"), Some(("acme", Mount::Own, "hook")));
        assert_eq!(of("/plugins/acme/assets"), None);
        assert_eq!(of("/plugins/acme/assets/a.js"), None);
        assert_eq!(of("/plugins/acme/webhooks/h"), None);
        assert_eq!(of("/api/v1/store/orders/1"), None);
        assert_eq!(of("/api/v1/orgs/acme/plugins"), None);
    }

    #[test]
    fn a_call_of_a_plugin_ends_well_before_the_request_it_is_part_of() {
        let left = crate::layers::REQUEST_LIMIT.saturating_sub(LIMIT);
        assert!(left >= 2 * crate::services::forms::LOAD_LIMIT, "{left:?}");
    }

    #[test]
    fn an_answer_keeps_no_header_that_reaches_further() {
        let mut response = Response::new(Body::from("{}"));
        for (name, value) in [
            ("set-cookie", "portico=stolen"),
            ("access-control-allow-origin", "*"),
            ("access-control-allow-credentials", "true"),
            ("clear-site-data", "*"),
            ("refresh", "0; url=https://evil.example"),
            ("content-security-policy", "default-src *"),
            ("content-type", "application/json"),
        ] {
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
        let response = finish(response);
        let names: Vec<&str> = response.headers().keys().map(HeaderName::as_str).collect();
        assert_eq!(names.len(), 4, "{names:?}");
        assert_eq!(response.headers()["content-type"], "application/json");
        assert_eq!(
            response.headers()["content-security-policy"],
            "sandbox; default-src 'none'"
        );
    }
}
