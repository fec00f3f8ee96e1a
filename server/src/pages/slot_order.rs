//! `POST /admin/inspector`: moves an extension within its slot for an organisation. Answers 303 with a message.

use axum::extract::State;
use axum::response::Response;
use portico_app::backend::OrderStep;
use portico_app::page::Flash;
use serde::Deserialize;

use super::flash::see_other_with;
use crate::api::input::FormBody;
use crate::error::ServiceResult;
use crate::services::slot_order::{self, SlotMove};
use crate::session::{Caller, Next};
use crate::state::AppState;

/// What an admin decides for an organisation.
#[derive(Debug, Deserialize)]
pub struct OrderForm {
    org: String,
    slot: String,
    #[serde(default)]
    plugin: String,
    #[serde(default)]
    extension: String,
    step: OrderStep,
    next: Option<String>,
}

/// See the module.
pub async fn of_org(
    State(state): State<AppState>,
    caller: Caller,
    FormBody(form): FormBody<OrderForm>,
) -> ServiceResult<Response> {
    let next = Next::parse(form.next.as_deref(), "/admin/inspector")?;
    let what = SlotMove {
        slot: form.slot,
        plugin: form.plugin,
        extension: form.extension,
        step: form.step,
    };
    slot_order::of_org(&state, &caller, &form.org, &what).await?;
    let flash = moved(&state, caller.locale, &what);
    Ok(see_other_with(&state, next.as_str(), &flash))
}

/// The message about a move.
pub(super) fn moved(state: &AppState, locale: &str, what: &SlotMove) -> Flash {
    let code = match what.step {
        OrderStep::Up => "moved_up",
        OrderStep::Down => "moved_down",
        OrderStep::Reset => "order_reset",
    };
    let title = state.registry.get(&what.plugin).map_or_else(
        || what.slot.clone(),
        |plugin| plugin.listing.title.text(locale).to_owned(),
    );
    Flash {
        code: code.to_owned(),
        name: title,
        org: String::new(),
        undo: None,
    }
}
