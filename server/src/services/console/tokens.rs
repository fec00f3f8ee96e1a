//! Host API tokens: what programs use instead of an account, for one host, with a developer's rights.

use portico_app::backend::{ApiToken, NewApiToken};
use serde_json::{Value, json};

use super::{ConsoleCaller, record};
use crate::crypto::{hash_token, new_id, new_token};
use crate::error::{ServiceError, ServiceResult};
use crate::services::check;
use crate::session::console::API_TOKEN;
use crate::state::AppState;
use crate::storage::api_tokens::{self, ApiTokenRow};

/// API tokens of a host that may work at one time.
const MAX_TOKENS: usize = 100;

/// The tokens that work, the newest first.
pub async fn list(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
) -> ServiceResult<Vec<ApiToken>> {
    caller.host(state, host).await?;
    let rows = api_tokens::of_host(&mut &state.db, host).await?;
    Ok(rows.into_iter().map(view).collect())
}

/// Makes a token. Only people: a token that makes tokens could not be revoked for good. It ends with its maker's
/// membership; 409 `too_many_tokens`.
pub async fn create(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    name: &str,
) -> ServiceResult<NewApiToken> {
    caller.host(state, host).await?;
    caller.require_person()?;
    let name = check::name(name)
        .map_err(|problem| ServiceError::field("name", "name_invalid", problem))?;
    caller.may_handle_credentials()?;
    let token = new_token(API_TOKEN)?;
    let row = ApiTokenRow {
        id: new_id(),
        host_id: host.to_owned(),
        name,
        token_hash: hash_token(&token),
        created_by: caller.actor(),
        account_id: caller.account_id().map(ToOwned::to_owned),
        created_at: state.clock.now_ms(),
        last_used_at: None,
        revoked_at: None,
    };
    let mut uow = state.db.begin().await?;
    caller.still_at_host(&mut uow, host).await?;
    if api_tokens::of_host(&mut uow, host).await?.len() >= MAX_TOKENS {
        return Err(ServiceError::conflict(
            "too_many_tokens",
            format!(
                "A host has at most {MAX_TOKENS} API tokens. Revoke one that is not needed any more."
            ),
        ));
    }
    api_tokens::insert(&mut uow, &row).await?;
    let what = ("api_token.create", row.id.as_str());
    let after = json!({ "name": row.name });
    record(state, &mut uow, caller, host, what, (Value::Null, after)).await?;
    uow.commit().await?;
    Ok(NewApiToken {
        facts: view(row),
        token,
    })
}

/// Ends a token at once.
pub async fn revoke(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    id: &str,
) -> ServiceResult<()> {
    caller.host(state, host).await?;
    let mut uow = state.db.begin().await?;
    caller.still_at_host(&mut uow, host).await?;
    if !api_tokens::revoke(&mut uow, host, id, state.clock.now_ms()).await? {
        return Err(ServiceError::not_found());
    }
    let what = ("api_token.revoke", id);
    record(
        state,
        &mut uow,
        caller,
        host,
        what,
        (json!(true), Value::Null),
    )
    .await?;
    uow.commit().await?;
    Ok(())
}

fn view(row: ApiTokenRow) -> ApiToken {
    ApiToken {
        id: row.id,
        name: row.name,
        created_by: row.created_by,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}
