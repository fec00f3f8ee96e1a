//! Asks the payment plugin whether a reference pays an amount, over the plugin's own route, as the buyer.

use axum::body::Body;
use http::Request;
use portico_sdk::plugin::{PluginSession, Scope};
use portico_sdk::slot::Surface;
use serde::Deserialize;
use tower::ServiceExt as _;

use crate::error::{ServiceError, ServiceResult};
use crate::services::policy;
use crate::session::Caller;
use crate::state::AppState;

/// Longest answer of a plugin that is read, in bytes.
const LONGEST: usize = 64 * 1024;

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
    let decision = policy::decision(state, caller, Surface::Storefront, provider).await?;
    let plugin = state.registry.get(provider).filter(|_| decision.is_on());
    let is_plain = !reference.is_empty()
        && reference
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let Some(ui) = plugin
        .and_then(|plugin| plugin.plugin.ui())
        .filter(|_| is_plain)
    else {
        return Ok(false);
    };
    let session = PluginSession {
        scope: Scope {
            host: caller.host.id.clone(),
            org: decision.org,
        },
        identity: caller.identity.as_deref().cloned(),
        surface: Some(Surface::Storefront),
        locale: caller.locale.to_owned(),
    };
    let request = Request::get(format!("/intent/{reference}"))
        .extension(session)
        .body(Body::empty())
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    // A router never fails: its error type has no values.
    let Ok(response) = ui.routes().store.oneshot(request).await;
    if !response.status().is_success() {
        return Ok(false);
    }
    let body = axum::body::to_bytes(response.into_body(), LONGEST)
        .await
        .map_err(|error| ServiceError::Internal(format!("payment plugin: {error}")))?;
    Ok(serde_json::from_slice::<Answer>(&body)
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
