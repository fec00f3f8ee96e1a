//! `POST /console/hosts/{host}/members`: `invite`: `email`, `role`; `withdraw`: `id`; `role`: `id`, `role`; `remove`: `id`.

use axum::response::Response;
use portico_app::backend::HostRole;
use portico_app::pages::refused::ShownOnce;

use super::posted::{Done, Posted};
use crate::api::input::Path;
use crate::error::{ServiceError, ServiceResult};
use crate::services::console::members;
use crate::session::ConsoleCaller;

/// Who works on a host.
pub async fn post(Path(host): Path<String>, post: Posted) -> Response {
    let done = act(&post, &host).await;
    post.answer(done).await
}

async fn act(post: &Posted, host: &str) -> ServiceResult<Done> {
    let caller = post.confirmed_caller().await?;
    let (state, id) = (&post.state, post.get("id"));
    match post.form() {
        "invite" => {
            let role = role(post)?;
            let new = members::invite(state, &caller, host, post.get("email"), role).await?;
            Ok(Done::shown(ShownOnce::Invitation(new)))
        }
        "withdraw" => {
            members::withdraw(state, &caller, host, id).await?;
            Ok(post.back("invitation_withdrawn", ""))
        }
        "role" => {
            members::set_role(state, &caller, host, id, role(post)?).await?;
            Ok(post.back("role_changed", ""))
        }
        "remove" => {
            members::remove(state, &caller, host, id).await?;
            Ok(if left(&caller, id) {
                Done::onward("/console", "host_left", host)
            } else {
                post.back("member_removed", "")
            })
        }
        _ => Err(Posted::unknown()),
    }
}

fn role(post: &Posted) -> ServiceResult<HostRole> {
    HostRole::parse(post.get("role"))
        .ok_or_else(|| ServiceError::field("role", "role_invalid", "Choose a role."))
}

/// Whoever removes himself has no business on the page any more, unless he runs the server.
fn left(caller: &ConsoleCaller, removed: &str) -> bool {
    caller
        .account()
        .is_ok_and(|account| account.id == removed && !account.is_operator)
}
