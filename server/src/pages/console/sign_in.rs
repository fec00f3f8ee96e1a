//! `POST /console/sign-in`: `email`, `password`, `next`.

use axum::response::Response;

use super::posted::{Done, Posted};
use crate::error::ServiceResult;
use crate::services::accounts;
use crate::session::{ClientAddress, Cookie, Next};

/// Opens a session and leads to where the person wanted to go, within the console (THREATS 43).
pub async fn post(post: Posted) -> Response {
    let done = sign_in(&post).await;
    post.answer(done).await
}

async fn sign_in(post: &Posted) -> ServiceResult<Done> {
    let next = Next::below("/console", Some(post.get("next")))?;
    let address = ClientAddress::of(&post.state, &post.parts);
    let (email, password) = (post.get("email"), post.get("password"));
    let signed_in = accounts::sign_in(&post.state, email, password, &address).await?;
    Ok(signed_in_at(post, next.as_str(), &signed_in))
}

/// On to a page, signed in.
pub(super) fn signed_in_at(post: &Posted, to: &str, signed_in: &accounts::SignedIn) -> Done {
    let cookie = Cookie::Console.set(&post.state.public_url, &signed_in.cookie, signed_in.max_age);
    Done::onward(to, "signed_in", &signed_in.account.name).with_cookie(cookie)
}
