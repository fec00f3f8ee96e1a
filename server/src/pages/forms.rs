//! Schema forms without JavaScript: each posts to its own page, is sent to the plugin's route from here, and answered with
//! 303 to the page, or with the page itself, everything typed kept (FORMS 6).

use axum::body::to_bytes;
use axum::extract::{FromRequestParts as _, Request};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::Route;
use http::request::Parts;
use http::{Method, StatusCode, Uri, header};
use leptos::prelude::provide_context;
use portico_app::backend::FormRefusal;
use portico_app::forms::{FormSource, wire};
use portico_app::layout::sign_in_href;
use portico_app::pages::ended::EndedForm;
use portico_sdk::schema::Level;

use super::render::page_with;
use super::run;
use crate::error::{ServiceError, ServiceResult};
use crate::services::ended_form;
use crate::services::forms::{PostedForm, submit};
use crate::services::plugin_routes::count_change;
use crate::session::{Caller, ClientAddress, Source, source};
use crate::state::AppState;

/// Most bytes of a posted form.
const MAX_BODY: usize = 1024 * 1024;

/// Takes the posts of plugins' forms, whatever page they are on, of those that [`may_be_form`]; everything else goes on to
/// its handler.
pub(super) async fn intercept(state: &AppState, request: Request, inner: Route) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        let sentence = "The form is larger than 1 MiB.";
        return ServiceError::refused(status, "too_large", sentence).into_response();
    };
    let pairs = url::form_urlencoded::parse(&body).into_owned().collect();
    match PostedForm::of(pairs) {
        Some(posted) => answer(state, &mut parts, posted).await,
        None => run(inner, Request::from_parts(parts, body.into())).await,
    }
}

/// True for what may come from a plugin's form.
pub(super) fn may_be_form(request: &Request) -> bool {
    let path = request.uri().path();
    request.method() == Method::POST
        && !path.starts_with("/api/")
        && !path.starts_with("/plugins/")
        // Its forms are a console account's, not a user's.
        && !path.starts_with("/console/")
        && request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"))
}

async fn answer(state: &AppState, parts: &mut Parts, posted: PostedForm) -> Response {
    match send(state, parts, &posted).await {
        Ok(Ok(())) => Redirect::to(&saved(&parts.uri, &posted.form)).into_response(),
        Ok(Err(refusal)) => refused(state, parts, refusal).await,
        Err(error) => match after_the_session(state, parts, &posted, &error).await {
            Some(form) => ended(state, parts, form).await,
            None => error.into_response(),
        },
    }
}

/// The form once more, where the error says that nobody is signed in: what only a session may have is not found without.
async fn after_the_session(
    state: &AppState,
    parts: &mut Parts,
    posted: &PostedForm,
    error: &ServiceError,
) -> Option<FormSource> {
    match error {
        ServiceError::Refused(error) if matches!(error.status, 401 | 404) => {}
        _ => return None,
    }
    let caller = Caller::from_request_parts(parts, state).await.ok()?;
    ended_form::of_user(state, &caller, posted)
        .await
        .unwrap_or_default()
}

/// The page for a form whose session has ended. The host's own session is opened again in the console.
pub(super) async fn ended(state: &AppState, parts: &mut Parts, form: FormSource) -> Response {
    let page = parts.uri.path_and_query();
    let page = page.map_or("/", |page| page.as_str());
    let sign_in = match form.level {
        Level::Host if !page.starts_with("/console/") => "/console".to_owned(),
        _ => sign_in_href(page),
    };
    let ended = EndedForm { form, sign_in };
    page_with(state, parts, StatusCode::UNAUTHORIZED, move || {
        provide_context(ended.clone());
    })
    .await
}

async fn send(
    state: &AppState,
    parts: &mut Parts,
    posted: &PostedForm,
) -> ServiceResult<Result<(), FormRefusal>> {
    // THREATS 38: a form of ours posts from a page of ours.
    if source(&state.public_url, &parts.headers) != Source::Ours {
        return Err(ServiceError::forbidden(
            "origin_not_allowed",
            "Send this form from its own page.",
        ));
    }
    let caller = Caller::from_request_parts(parts, state).await?;
    let ClientAddress(address) = ClientAddress::of(state, parts);
    count_change(state, &caller, &address)?;
    submit(state, &caller, posted).await
}

async fn refused(state: &AppState, parts: &mut Parts, refusal: FormRefusal) -> Response {
    let status = if refusal.is_error() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    page_with(state, parts, status, move || {
        provide_context(refusal.clone());
    })
    .await
}

/// The page's own address with the mark that the form was saved. A path with two leading slashes would be another site.
pub(super) fn saved(uri: &Uri, form: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let kept = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    query.extend_pairs(kept.filter(|(name, _)| name != wire::SAVED));
    query.append_pair(wire::SAVED, form);
    format!("/{}?{}", uri.path().trim_start_matches('/'), query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_save_the_page_comes_again_with_a_mark() {
        let saved = |uri: &str, form| saved(&uri.parse().unwrap(), form);
        assert_eq!(saved("/admin", "reindex"), "/admin?saved=reindex");
        assert_eq!(
            saved("/shop/checkout?method=a%26b&saved=old", "@settings"),
            "/shop/checkout?method=a%26b&saved=%40settings"
        );
    }

    #[test]
    fn threat_43_the_way_back_never_leads_to_another_site() {
        let saved = saved(&Uri::from_static("//evil.example/x"), "f");
        assert_eq!(saved, "/evil.example/x?saved=f");
    }
}
