//! Passwords: asking again before what is delicate, changing, and resetting from the command line.

use serde_json::Value;

use crate::crypto::PasswordRefused;
use crate::error::{ServiceError, ServiceResult};
use crate::limits::{Limit, account_at};
use crate::session::{ClientAddress, ConsoleCaller};
use crate::state::AppState;
use crate::storage::accounts::{self, AccountRow};
use crate::storage::audit::{self, AuditEntry};
use crate::storage::{UnitOfWork, sessions};

/// Tries a password for an account; false when it is wrong or there is no such account. Only wrong ones count (THREATS 44):
/// against the address, against the account from this address, and far more widely against the account from anywhere, so
/// that nobody who knows an address of mail keeps its owner out.
pub(super) async fn try_password(
    state: &AppState,
    email: &str,
    stored: Option<String>,
    password: &str,
    address: &ClientAddress,
) -> ServiceResult<bool> {
    let here = account_at(email, &address.0);
    let limits = [
        (&state.limits.address, address.0.as_str()),
        (&state.limits.account, here.as_str()),
        (&state.limits.account_anywhere, email),
    ];
    let check = state.passwords.verify(&address.0, stored, password);
    counted(&limits, check).await
}

/// Counts first, so that many tries at once do not all pass before the first one fails; a try that was none is given back.
async fn counted(
    limits: &[(&Limit, &str)],
    check: impl Future<Output = Result<bool, PasswordRefused>>,
) -> ServiceResult<bool> {
    for (limit, key) in limits {
        limit.check(key)?;
    }
    let fits = check.await;
    if fits != Ok(false) {
        for (limit, key) in limits {
            limit.give_back(key);
        }
    }
    Ok(fits?)
}

/// The caller with the password that came with the request, for [`ConsoleCaller::may_handle_credentials`]: a wrong one is
/// refused. Without one the caller stays as it was, and so does a program, which has none.
pub async fn with_password(
    state: &AppState,
    mut caller: ConsoleCaller,
    password: &str,
) -> ServiceResult<ConsoleCaller> {
    if password.is_empty() || caller.account().is_err() {
        return Ok(caller);
    }
    confirm_password(state, &caller, password).await?;
    if let ConsoleCaller::Account { confirmed, .. } = &mut caller {
        *confirmed = true;
    }
    Ok(caller)
}

/// Asks a signed-in person for the password again; 400 `password_wrong`, and 429 after too many wrong ones in this session.
async fn confirm_password(
    state: &AppState,
    caller: &ConsoleCaller,
    password: &str,
) -> ServiceResult<()> {
    let stored = Some(caller.account()?.password_hash.clone());
    let limits = [(&state.limits.session, caller.session())];
    let check = state.passwords.verify(caller.session(), stored, password);
    if counted(&limits, check).await? {
        Ok(())
    } else {
        Err(wrong_password())
    }
}

pub(super) fn wrong_password() -> ServiceError {
    ServiceError::field("password", "password_wrong", "This is not your password.")
}

/// Changes one's own password; all other sessions of the account end, also those as host member.
pub async fn change_password(
    state: &AppState,
    caller: &ConsoleCaller,
    old: &str,
    new: &str,
) -> ServiceResult<()> {
    let account = caller.account()?;
    confirm_password(state, caller, old).await?;
    let hash = hash(state, "new_password", new).await?;
    let mut uow = state.db.begin().await?;
    // Hashing takes long: whoever lost the session or saw the password change meanwhile changes nothing.
    let now = state.clock.now_ms();
    let as_checked = accounts::hold(&mut uow, &account.id, &account.password_hash).await?;
    let session = accounts::by_session(&mut uow, caller.session(), now).await?;
    if !as_checked || session.is_none() {
        return Err(ConsoleCaller::nobody());
    }
    store(state, uow, caller, account, &hash).await
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
    let uow = state.db.begin().await?;
    store(state, uow, caller, &account, &hash).await
}

/// All sessions of the account end but the caller's own.
async fn store(
    state: &AppState,
    mut uow: UnitOfWork,
    caller: &ConsoleCaller,
    account: &AccountRow,
    hash: &str,
) -> ServiceResult<()> {
    accounts::set_password(&mut uow, &account.id, hash).await?;
    accounts::delete_sessions(&mut uow, &account.id, caller.session()).await?;
    sessions::delete_of_account(&mut uow, &account.email).await?;
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
    state.caches.sessions.forget_all();
    Ok(())
}

/// Holds a new password against the rules without hashing it; what is wrong with it is said at `field`.
pub(super) fn check_length(field: &str, password: &str) -> ServiceResult<()> {
    crate::crypto::check_length(password).map_err(|refused| refusal(field, refused))
}

/// Hashes a new password; what is wrong with it is said at `field`.
pub(super) async fn hash(state: &AppState, field: &str, password: &str) -> ServiceResult<String> {
    state
        .passwords
        .hash(password)
        .await
        .map_err(|refused| refusal(field, refused))
}

fn refusal(field: &str, refused: PasswordRefused) -> ServiceError {
    match refused {
        PasswordRefused::Failed | PasswordRefused::Busy => refused.into(),
        PasswordRefused::TooShort => {
            ServiceError::field(field, "password_too_short", "Use at least 12 characters.")
        }
        PasswordRefused::TooLong => {
            ServiceError::field(field, "password_too_long", "Use at most 1,024 bytes.")
        }
    }
}
