//! Asks the payment plugin whether a reference pays an amount, over the plugin's own route, as the buyer. The call goes
//! through the gate of all calls, so the plugin sees the same scope in which the buyer's page made the payment.

use http::StatusCode;
use portico_sdk::names::is_plugin_name;
use serde::Deserialize;

use crate::error::ServiceResult;
use crate::services::plugin_call::{PluginCall, call};
use crate::session::Caller;
use crate::state::AppState;

#[derive(Deserialize)]
struct Answer {
    data: Intent,
}

/// What a payment plugin of this shop answers at `intent/{reference}`.
#[derive(Deserialize)]
struct Intent {
    amount: i64,
    currency: String,
    status: String,
}

/// True when the plugin is on for the buyer and confirms that the reference is authorised for exactly this amount.
pub async fn confirms(
    state: &AppState,
    caller: &Caller,
    provider: &str,
    reference: &str,
    amount: i64,
    currency: &str,
) -> ServiceResult<bool> {
    let is_plain = !reference.is_empty()
        && reference
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !is_plain || !is_plugin_name(provider) {
        return Ok(false);
    }
    let url = format!("/api/v1/store/plugins/{provider}/intent/{reference}");
    let reply = call(state, caller, PluginCall::get(provider, &url)).await?;
    Ok(reply.status == StatusCode::OK
        && serde_json::from_value::<Answer>(reply.body)
            .is_ok_and(|answer| pays(&answer.data, amount, currency)))
}

fn pays(intent: &Intent, amount: i64, currency: &str) -> bool {
    intent.status == "authorised" && intent.amount == amount && intent.currency == currency
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_authorised_intent_over_exactly_the_total_pays() {
        let intent = |status: &str, amount| Intent {
            amount,
            currency: "EUR".to_owned(),
            status: status.to_owned(),
        };
        assert!(pays(&intent("authorised", 500), 500, "EUR"));
        assert!(!pays(&intent("authorised", 499), 500, "EUR"));
        assert!(!pays(&intent("authorised", 500), 500, "USD"));
        assert!(!pays(&intent("requires_card", 500), 500, "EUR"));
    }
}
