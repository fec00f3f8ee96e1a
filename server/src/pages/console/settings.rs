//! `POST /console/hosts/{host}/settings`: `name`, `logo_url`, `accent`, `site_url`, `sign_in_url`, `org_plugins`,
//! `user_installs`, `purchases`.

use axum::response::Response;
use portico_app::backend::HostChanges;

use super::posted::{Done, Posted};
use crate::api::input::Path;
use crate::error::ServiceResult;
use crate::services::console;

/// The settings of a host. The form has all of them: a switch that is missing is off.
pub async fn post(Path(host): Path<String>, post: Posted) -> Response {
    let done = act(&post, &host).await;
    post.answer(done).await
}

async fn act(post: &Posted, host: &str) -> ServiceResult<Done> {
    let caller = post.caller().await?;
    let changes = HostChanges {
        name: post.text("name"),
        logo_url: post.text("logo_url"),
        accent: post.text("accent"),
        site_url: post.text("site_url"),
        sign_in_url: post.text("sign_in_url"),
        org_plugins: Some(post.is_ticked("org_plugins")),
        user_installs: Some(post.is_ticked("user_installs")),
        purchases: Some(post.is_ticked("purchases")),
    };
    console::update(&post.state, &caller, host, &changes).await?;
    Ok(post.back("saved", ""))
}
