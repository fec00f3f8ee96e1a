//! `POST /console/hosts/{host}`: `open_admin`.

use axum::response::Response;

use super::posted::{Done, Posted};
use crate::api::input::Path;
use crate::error::ServiceResult;
use crate::services::{console, sessions};
use crate::session::Cookie;

/// Opens the host's own admin pages as its member.
pub async fn post(Path(host): Path<String>, post: Posted) -> Response {
    let done = act(&post, &host).await;
    post.answer(done).await
}

async fn act(post: &Posted, host: &str) -> ServiceResult<Done> {
    let caller = post.caller().await?;
    match post.form() {
        "open_admin" => {
            let url = &post.state.public_url;
            let name = console::get(&post.state, &caller, host).await?.name;
            let before = Cookie::Session.read(url, &post.parts.headers);
            let opened = sessions::open_host_member(&post.state, &caller, host, before).await?;
            let cookie = Cookie::Session.set(url, &opened.cookie, opened.max_age);
            Ok(Done::onward("/admin", "host_session_opened", name).with_cookie(cookie))
        }
        _ => Err(Posted::unknown()),
    }
}
