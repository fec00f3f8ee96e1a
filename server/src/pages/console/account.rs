//! `POST /console/account`: `password` with `current`, `new`; `sign_out`.

use axum::response::Response;

use super::posted::{Done, Posted, renamed};
use crate::error::ServiceResult;
use crate::services::{accounts, sessions};
use crate::session::Cookie;

/// The person's own password, and signing out.
pub async fn post(post: Posted) -> Response {
    let done = act(&post).await;
    post.answer(done).await
}

async fn act(post: &Posted) -> ServiceResult<Done> {
    match post.form() {
        "password" => {
            let caller = post.caller().await?;
            let (old, new) = (post.get("current"), post.get("new"));
            accounts::change_password(&post.state, &caller, old, new)
                .await
                .map_err(|error| {
                    renamed(error, &[("password", "current"), ("new_password", "new")])
                })?;
            Ok(post.back("password_changed", ""))
        }
        "sign_out" => sign_out(post).await,
        _ => Err(Posted::unknown()),
    }
}

/// Fine when nobody is signed in. A session as host member that was opened from here in this browser ends as well.
async fn sign_out(post: &Posted) -> ServiceResult<Done> {
    let url = &post.state.public_url;
    if let Some(cookie) = Cookie::Console.read(url, &post.parts.headers) {
        accounts::sign_out(&post.state, cookie).await?;
    }
    let done =
        Done::onward("/console/sign-in", "signed_out", "").with_cookie(Cookie::Console.clear(url));
    let as_member = match Cookie::Session.read(url, &post.parts.headers) {
        Some(cookie) => sessions::close_host_member(&post.state, cookie).await?,
        None => false,
    };
    Ok(if as_member {
        done.with_cookie(Cookie::Session.clear(url))
    } else {
        done
    })
}
