//! `POST /console/hosts/{host}/plugins/{plugin}`: the plugin's settings on the level of the host, a schema form without
//! JavaScript. With it, the form goes to the API.

use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use leptos::prelude::provide_context;
use portico_app::forms::wire;

use super::posted::Posted;
use crate::api::input::Path;
use crate::error::ServiceResult;
use crate::pages::forms::saved;
use crate::pages::render::page_with;
use crate::services::console::plugin_settings;
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
        Err(error) => post.answer(Err(error)).await,
    }
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
