//! `POST /console/invitation?token=…`: `name`, `password`.

use axum::response::Response;

use super::posted::{Done, Posted};
use super::sign_in::signed_in_at;
use crate::error::ServiceResult;
use crate::services::accounts::{self, Accept};
use crate::session::ClientAddress;

/// Accepts an invitation, with a new account or the one that has its address.
pub async fn post(post: Posted) -> Response {
    let done = accept(&post).await;
    post.answer(done).await
}

async fn accept(post: &Posted) -> ServiceResult<Done> {
    let accept = Accept {
        token: post.query("token"),
        name: post.get("name").to_owned(),
        password: post.get("password").to_owned(),
    };
    let address = ClientAddress::of(&post.state, &post.parts);
    let (signed_in, host) = accounts::accept(&post.state, &accept, &address).await?;
    Ok(signed_in_at(
        post,
        &format!("/console/hosts/{host}"),
        &signed_in,
    ))
}
