//! `POST /console/hosts/{host}/tokens`: `create`: `name`; `revoke`: `id`.

use axum::response::Response;
use portico_app::pages::refused::ShownOnce;

use super::posted::{Done, Posted};
use crate::api::input::Path;
use crate::error::ServiceResult;
use crate::services::console::tokens;

/// The API tokens of a host.
pub async fn post(Path(host): Path<String>, post: Posted) -> Response {
    let done = act(&post, &host).await;
    post.answer(done).await
}

async fn act(post: &Posted, host: &str) -> ServiceResult<Done> {
    let caller = post.confirmed_caller().await?;
    match post.form() {
        "create" => {
            let token = tokens::create(&post.state, &caller, host, post.get("name")).await?;
            Ok(Done::shown(ShownOnce::Token(token)))
        }
        "revoke" => {
            tokens::revoke(&post.state, &caller, host, post.get("id")).await?;
            Ok(post.back("token_revoked", ""))
        }
        _ => Err(Posted::unknown()),
    }
}
