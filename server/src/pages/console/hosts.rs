//! `POST /console`: `create` a host with `id`, `name`, `password`.

use axum::response::Response;
use portico_app::pages::refused::ShownOnce;

use super::posted::{Done, Posted};
use crate::error::ServiceResult;
use crate::services::console::{self, NewHost};

/// Registers a host and shows its first secret on the page of its keys.
pub async fn post(post: Posted) -> Response {
    let done = act(&post).await;
    post.answer(done).await
}

async fn act(post: &Posted) -> ServiceResult<Done> {
    let caller = post.confirmed_caller().await?;
    match post.form() {
        "create" => {
            let new = NewHost {
                id: post.get("id").to_owned(),
                name: post.get("name").to_owned(),
            };
            let (host, secret) = console::create(&post.state, &caller, &new).await?;
            Ok(Done::Shown {
                shown: ShownOnce::Secret(secret),
                at: Some(format!("/console/hosts/{}/keys", host.id)),
            })
        }
        _ => Err(Posted::unknown()),
    }
}
