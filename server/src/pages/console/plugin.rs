//! `POST /console/hosts/{host}/plugins/{plugin}`: the plugin's settings on the level of the host, a schema form without
//! JavaScript. With it, the form goes to the API.

use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use leptos::prelude::provide_context;
use portico_app::forms::{FormSource, wire};

use super::posted::Posted;
use crate::api::input::Path;
use crate::error::{ServiceError, ServiceResult};
use crate::pages::forms::{ended, saved};
use crate::pages::render::page_with;
use crate::services::console::plugin_settings;
use crate::services::ended_form;
use crate::services::forms::PostedForm;

/// Saves them.
pub async fn post(Path((host, plugin)): Path<(String, String)>, mut post: Posted) -> Response {
    match submit(&post, &host, &plugin).await {
        Ok(Ok(())) => Redirect::to(&saved(&post.parts.uri, wire::SETTINGS_FORM)).into_response(),
        Ok(Err(refusal)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page_with(&post.state, &mut post.parts, status, move || {
                provide_context(refusal.clone());
            })
            .await
        }
        Err(error) => match after_the_session(&post, &host, &error).await {
            Some(form) => ended(&post.state, &mut post.parts, form).await,
            None => post.answer(Err(error)).await,
        },
    }
}

/// The form once more, where the error says that nobody is signed in.
async fn after_the_session(post: &Posted, host: &str, error: &ServiceError) -> Option<FormSource> {
    let ServiceError::Refused(error) = error else {
        return None;
    };
    let posted = PostedForm::of(post.pairs.clone()).filter(|_| error.status == 401)?;
    ended_form::of_console(&post.state, host, &posted)
        .await
        .unwrap_or_default()
}

async fn submit(
    post: &Posted,
    host: &str,
    plugin: &str,
) -> ServiceResult<Result<(), portico_app::backend::FormRefusal>> {
    let caller = post.caller().await?;
    let posted = PostedForm::of(post.pairs.clone())
        .filter(|posted| posted.form == wire::SETTINGS_FORM && posted.plugin == plugin)
        .ok_or_else(Posted::unknown)?;
    plugin_settings::submit(&post.state, &caller, host, &posted, post.locale()).await
}
