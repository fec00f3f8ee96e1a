//! Passwords: asking again before what is delicate, changing, and resetting from the command line.

use serde_json::Value;

use crate::crypto::PasswordRefused;
use crate::error::{ServiceError, ServiceResult};
use crate::session::ConsoleCaller;
use crate::state::AppState;
use crate::storage::accounts::{self, AccountRow};
use crate::storage::audit::{self, AuditEntry};

/// Asks for the password again; 400 `password_wrong`, and 429 as at sign-in.
pub async fn confirm_password(
    state: &AppState,
    account: &AccountRow,
    password: &str,
) -> ServiceResult<()> {
    state.limits.account.check(&account.email)?;
    let stored = Some(account.password_hash.clone());
    if state.passwords.verify(stored, password).await {
        Ok(())
    } else {
        Err(ServiceError::field(
            "password",
            "password_wrong",
            "This is not your password.",
        ))
    }
}

/// Changes one's own password; all other sessions of the account end.
pub async fn change_password(
    state: &AppState,
    caller: &ConsoleCaller,
    old: &str,
    new: &str,
) -> ServiceResult<()> {
    let account = caller.account()?;
    confirm_password(state, account, old).await?;
    let hash = hash(state, "new_password", new).await?;
    let keep = match caller {
        ConsoleCaller::Account { session, .. } => session.as_str(),
        ConsoleCaller::Token(_) | ConsoleCaller::Cli => "",
    };
    store(state, caller, account, &hash, keep).await
}

/// Sets a new password without the old one, from the command line; all sessions of the account end.
pub async fn reset_password(
    state: &AppState,
    caller: &ConsoleCaller,
    email: &str,
    new: &str,
) -> ServiceResult<()> {
    caller.require_operator()?;
    let email = email.trim().to_lowercase();
    let account = accounts::by_email(&mut &state.db, &email)
        .await?
        .ok_or_else(|| {
            ServiceError::refused(
                http::StatusCode::NOT_FOUND,
                "account_unknown",
                "There is no account with this address.",
            )
        })?;
    let hash = hash(state, "password", new).await?;
    store(state, caller, &account, &hash, "").await
}

async fn store(
    state: &AppState,
    caller: &ConsoleCaller,
    account: &AccountRow,
    hash: &str,
    keep: &str,
) -> ServiceResult<()> {
    let mut uow = state.db.begin().await?;
    accounts::set_password(&mut uow, &account.id, hash).await?;
    accounts::delete_sessions(&mut uow, &account.id, keep).await?;
    let entry = AuditEntry {
        actor: &caller.actor(),
        via: caller.via(),
        action: "account.set_password",
        subject: &account.email,
        before: Value::Null,
        after: Value::Null,
        ..AuditEntry::default()
    };
    audit::append(&mut uow, state.clock.now_ms(), entry).await?;
    uow.commit().await?;
    Ok(())
}

/// Hashes a new password; what is wrong with it is said at `field`.
pub(super) async fn hash(state: &AppState, field: &str, password: &str) -> ServiceResult<String> {
    state
        .passwords
        .hash(password)
        .await
        .map_err(|refused| match refused {
            PasswordRefused::Failed => ServiceError::Internal(refused.to_string()),
            PasswordRefused::TooShort => {
                ServiceError::field(field, "password_too_short", "Use at least 12 characters.")
            }
            PasswordRefused::TooLong => {
                ServiceError::field(field, "password_too_long", "Use at most 1,024 bytes.")
            }
        })
}
