//! `POST /console/hosts/{host}/keys`: `create`; `rotate`: `overlap_hours`; `register`: `jwk`; `revoke`: `key`; `reveal`:
//! `key`; all but `revoke` with `password`.

use axum::response::Response;
use portico_app::pages::refused::ShownOnce;
use portico_sdk::jwt::check_public_jwk;

use super::posted::{Done, Posted, renamed};
use crate::api::input::Path;
use crate::error::{ServiceError, ServiceResult};
use crate::services::console::keys;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// The keys of a host.
pub async fn post(Path(host): Path<String>, post: Posted) -> Response {
    let done = act(&post, &host).await;
    post.answer(done).await
}

async fn act(post: &Posted, host: &str) -> ServiceResult<Done> {
    let caller = post.confirmed_caller().await?;
    let (state, key) = (&post.state, post.get("key"));
    match post.form() {
        "create" => {
            let secret = keys::create(state, &caller, host).await?;
            Ok(Done::shown(ShownOnce::Secret(secret)))
        }
        "rotate" => {
            let overlap = overlap_ms(post.get("overlap_hours"))?;
            let secret = keys::rotate(state, &caller, host, overlap)
                .await
                .map_err(|error| renamed(error, &[("overlap", "overlap_hours")]))?;
            Ok(Done::shown(ShownOnce::Secret(secret)))
        }
        "register" => {
            let jwk = post.get("jwk");
            let key = keys::register_public(state, &caller, host, jwk)
                .await
                .map_err(|error| named(error, jwk))?;
            Ok(post.back("key_registered", key.id))
        }
        "revoke" => {
            let key = keys::revoke(state, &caller, host, key).await?;
            Ok(post.back("key_revoked", key.id))
        }
        "reveal" => {
            let secret = keys::reveal(state, &caller, host, key).await?;
            Ok(Done::shown(ShownOnce::Secret(secret)))
        }
        _ => Err(Posted::unknown()),
    }
}

/// A refused public key by what is wrong with it, so that the page can say so in its language. The API says it in English, and
/// always by the code `jwk_invalid`.
fn named(mut error: ServiceError, jwk: &str) -> ServiceError {
    if let (ServiceError::Refused(refused), Err(problem)) =
        (&mut error, check_public_jwk(jwk.trim()))
        && refused.code == "jwk_invalid"
    {
        refused.code = format!("jwk_{}", problem.code);
    }
    error
}

/// Whole hours; left empty, the usual overlap.
fn overlap_ms(typed: &str) -> ServiceResult<i64> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(keys::DEFAULT_OVERLAP_MS);
    }
    let hours: i64 = typed.parse().map_err(|_| {
        ServiceError::field(
            "overlap_hours",
            "overlap_invalid",
            "Use a number of whole hours, 0 to 720.",
        )
    })?;
    Ok(hours.saturating_mul(HOUR_MS))
}
