//! `POST /console/set-up`: `token`, `email`, `name`, `password`.

use axum::response::Response;

use super::posted::{Done, Posted};
use super::sign_in::signed_in_at;
use crate::error::{ServiceError, ServiceResult};
use crate::services::accounts::{self, FirstAccount};
use crate::session::ClientAddress;

/// Makes the first account and signs it in.
pub async fn post(mut post: Posted) -> Response {
    let done = set_up(&post).await;
    if let Err(error) = &done {
        keep_token(&mut post, error);
    }
    post.answer(done).await
}

async fn set_up(post: &Posted) -> ServiceResult<Done> {
    let first = FirstAccount {
        token: post.get("token").to_owned(),
        email: post.get("email").to_owned(),
        name: post.get("name").to_owned(),
        password: post.get("password").to_owned(),
    };
    let address = ClientAddress::of(&post.state, &post.parts);
    let signed_in = accounts::set_up(&post.state, &first, &address).await?;
    Ok(signed_in_at(post, "/console", &signed_in))
}

/// The page as the printed link opens it, so that nobody has to look for a good token again because of a bad password.
fn keep_token(post: &mut Posted, error: &ServiceError) {
    let is_good =
        matches!(error, ServiceError::Refused(error) if error.code != "setup_token_invalid");
    if is_good {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("token", post.get("token").trim())
            .finish();
        post.turn_to(Some(format!("{}?{query}", post.page())));
    }
}
