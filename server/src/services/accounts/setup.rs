//! The first account: made with a token that the server prints at its first start.

use http::StatusCode;
use serde::Deserialize;

use super::{NewAccount, SignedIn, insert, open_session, prepare};
use crate::crypto::{constant_time_eq, hash_token, new_token};
use crate::error::{ServiceError, ServiceResult};
use crate::session::ClientAddress;
use crate::state::AppState;
use crate::storage::{accounts, meta};

/// Where the hash of the token is kept.
const ROW: &str = "setup_token_hash";

/// What the set-up page sends.
#[derive(Clone, Default, Deserialize)]
pub struct FirstAccount {
    /// The printed token.
    #[serde(default)]
    pub token: String,
    /// Address.
    #[serde(default)]
    pub email: String,
    /// Shown name.
    #[serde(default)]
    pub name: String,
    /// Password.
    #[serde(default)]
    pub password: String,
}

/// True as long as there is no account.
pub async fn needs_setup(state: &AppState) -> ServiceResult<bool> {
    Ok(!accounts::any(&mut &state.db).await?)
}

/// A new set-up token to be printed; `None` when there is an account. The one printed before stops working.
pub async fn offer_setup(state: &AppState) -> ServiceResult<Option<String>> {
    let token = new_token("pset_")?;
    let mut uow = state.db.begin().await?;
    if accounts::any(&mut uow).await? {
        return Ok(None);
    }
    meta::remove(&mut uow, ROW).await?;
    meta::insert_new(&mut uow, ROW, &hash_token(&token)).await?;
    uow.commit().await?;
    Ok(Some(token))
}

/// Makes the first account, an operator, and signs it in. 403 `setup_token_invalid`, also when there is an account.
pub async fn set_up(
    state: &AppState,
    first: &FirstAccount,
    address: &ClientAddress,
) -> ServiceResult<SignedIn> {
    state.limits.address.check(&address.0)?;
    let given = hash_token(first.token.trim());
    check_token(meta::get(&mut &state.db, ROW).await?, &given)?;
    state.limits.address.give_back(&address.0);
    let new = NewAccount {
        email: &first.email,
        name: &first.name,
        password: &first.password,
    };
    let row = prepare(state, &new, true).await?;
    let mut uow = state.db.begin().await?;
    check_token(meta::get(&mut uow, ROW).await?, &given)?;
    // Of two at once only one removes the row.
    if accounts::any(&mut uow).await? || !meta::remove(&mut uow, ROW).await? {
        return Err(refused());
    }
    insert(state, &mut uow, &row, "setup", "server").await?;
    uow.commit().await?;
    open_session(state, row).await
}

fn check_token(stored: Option<String>, given: &str) -> ServiceResult<()> {
    match stored {
        Some(stored) if constant_time_eq(&stored, given) => Ok(()),
        _ => Err(refused()),
    }
}

fn refused() -> ServiceError {
    let mut error = ServiceError::field(
        "token",
        "setup_token_invalid",
        "This is not the set-up token that the server printed last.",
    );
    if let ServiceError::Refused(refused) = &mut error {
        refused.status = StatusCode::FORBIDDEN.as_u16();
    }
    error
}
