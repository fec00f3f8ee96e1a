//! `POST /console/hosts/{host}/origins`: `add`, `remove`: `origin`.

use axum::response::Response;

use super::posted::{Done, Posted};
use crate::api::input::Path;
use crate::error::ServiceResult;
use crate::services::console::origins;

/// The origins of a host.
pub async fn post(Path(host): Path<String>, post: Posted) -> Response {
    let done = act(&post, &host).await;
    post.answer(done).await
}

async fn act(post: &Posted, host: &str) -> ServiceResult<Done> {
    let caller = post.caller().await?;
    let typed = post.get("origin");
    match post.form() {
        "add" => {
            let origin = origins::add(&post.state, &caller, host, typed).await?;
            Ok(post.back("origin_added", origin))
        }
        "remove" => {
            origins::remove(&post.state, &caller, host, typed).await?;
            Ok(post.back("origin_removed", typed))
        }
        _ => Err(Posted::unknown()),
    }
}
