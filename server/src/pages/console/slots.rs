//! `POST /console/hosts/{host}/slots`: `move`: `slot`, `plugin`, `extension`, `step`.

use axum::response::Response;
use portico_app::backend::OrderStep;

use super::posted::{Done, Posted};
use crate::api::input::Path;
use crate::error::ServiceResult;
use crate::pages::slot_order::moved;
use crate::services::slot_order::{self, SlotMove};

/// The order of the extensions of a slot.
pub async fn post(Path(host): Path<String>, post: Posted) -> Response {
    let done = act(&post, &host).await;
    post.answer(done).await
}

async fn act(post: &Posted, host: &str) -> ServiceResult<Done> {
    let caller = post.caller().await?;
    let step = match (post.form(), post.get("step")) {
        ("move", "up") => OrderStep::Up,
        ("move", "down") => OrderStep::Down,
        ("move", "reset") => OrderStep::Reset,
        _ => return Err(Posted::unknown()),
    };
    let what = SlotMove {
        slot: post.get("slot").to_owned(),
        plugin: post.get("plugin").to_owned(),
        extension: post.get("extension").to_owned(),
        step,
    };
    slot_order::of_host(&post.state, &caller, host, &what).await?;
    let flash = moved(&post.state, post.locale().tag(), &what);
    Ok(post.back(&flash.code, flash.name))
}
