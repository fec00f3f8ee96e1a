//! Console accounts: signing in and out, passwords, the first account, accepting invitations.
//!
//! Hashing takes long on purpose, so it happens before a unit of work begins, never inside.

mod invitation;
mod password;
mod setup;

use std::sync::Arc;

use http::StatusCode;
use portico_app::backend::ConsoleAccount;
use serde_json::{Value, json};

use crate::crypto::{hash_token, new_id, new_token};
use crate::error::{ServiceError, ServiceResult};
use crate::services::console::check;
use crate::session::{ClientAddress, ConsoleCaller};
use crate::state::AppState;
use crate::storage::accounts::{self, AccountRow};
use crate::storage::audit::{self, AuditEntry};
use crate::storage::{Runner, StorageError};

pub use invitation::{Accept, accept, offer};
pub use password::{change_password, confirm_password, reset_password};
pub use setup::{FirstAccount, needs_setup, offer_setup, set_up};

/// How long a sign-in lasts: 12 hours.
const SESSION_MS: i64 = 12 * 60 * 60 * 1000;

/// An open console session.
#[derive(Clone)]
pub struct SignedIn {
    /// The cookie's value; nobody else has it.
    pub cookie: String,
    /// Seconds until it ends.
    pub max_age: i64,
    /// Who.
    pub account: ConsoleAccount,
}

/// Without the cookie (THREATS 46).
impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignedIn({})", self.account.email)
    }
}

/// A new account.
#[derive(Clone)]
pub struct NewAccount<'a> {
    /// Address.
    pub email: &'a str,
    /// Shown name.
    pub name: &'a str,
    /// Password, at least 12 characters.
    pub password: &'a str,
}

/// Opens a session. 401 `sign_in_failed` says nothing about whether the account exists; 429 after too many attempts for
/// the account or from the address (THREATS 44).
pub async fn sign_in(
    state: &AppState,
    email: &str,
    password: &str,
    address: &ClientAddress,
) -> ServiceResult<SignedIn> {
    let email = email.trim().to_lowercase();
    state.limits.address.check(&address.0)?;
    state.limits.account.check(&email)?;
    let found = accounts::by_email(&mut &state.db, &email)
        .await?
        .filter(|account| account.disabled_at.is_none());
    let stored = found.as_ref().map(|account| account.password_hash.clone());
    let fits = state.passwords.verify(stored, password).await;
    let Some(account) = found.filter(|_| fits) else {
        metrics::counter!("portico_console_sign_ins_refused_total").increment(1);
        return Err(ServiceError::refused(
            StatusCode::UNAUTHORIZED,
            "sign_in_failed",
            "Address and password do not fit together.",
        ));
    };
    open_session(state, account).await
}

/// Ends the session of a cookie. Fine when there is none.
pub async fn sign_out(state: &AppState, cookie: &str) -> ServiceResult<()> {
    accounts::delete_session(&mut &state.db, &hash_token(cookie)).await?;
    Ok(())
}

/// Makes an operator account from the command line.
pub async fn create_operator(
    state: &AppState,
    caller: &ConsoleCaller,
    new: &NewAccount<'_>,
) -> ServiceResult<ConsoleAccount> {
    caller.require_operator()?;
    let row = prepare(state, new, true).await?;
    let mut uow = state.db.begin().await?;
    insert(state, &mut uow, &row, &caller.actor(), caller.via()).await?;
    uow.commit().await?;
    Ok(view(&row))
}

/// The account as pages show it.
pub fn view(account: &AccountRow) -> ConsoleAccount {
    ConsoleAccount {
        email: account.email.clone(),
        name: account.name.clone(),
        is_operator: account.is_operator,
    }
}

async fn open_session(state: &AppState, account: AccountRow) -> ServiceResult<SignedIn> {
    let cookie = new_token("pcs_")?;
    let now = state.clock.now_ms();
    let mut uow = state.db.begin().await?;
    accounts::purge_sessions(&mut uow, now).await?;
    accounts::insert_session(
        &mut uow,
        &hash_token(&cookie),
        &account.id,
        now,
        now + SESSION_MS,
    )
    .await?;
    uow.commit().await?;
    Ok(SignedIn {
        cookie,
        max_age: SESSION_MS / 1000,
        account: view(&account),
    })
}

/// Checks what was typed and hashes the password.
async fn prepare(
    state: &AppState,
    new: &NewAccount<'_>,
    is_operator: bool,
) -> ServiceResult<AccountRow> {
    let email = check::email(new.email)
        .map_err(|problem| ServiceError::field("email", "email_invalid", problem))?;
    let name = check::name(new.name)
        .map_err(|problem| ServiceError::field("name", "name_invalid", problem))?;
    let password_hash = password::hash(state, "password", new.password).await?;
    Ok(AccountRow {
        id: new_id(),
        email,
        name,
        password_hash,
        is_operator,
        created_at: state.clock.now_ms(),
        disabled_at: None,
    })
}

async fn insert(
    state: &AppState,
    on: &mut impl Runner,
    row: &AccountRow,
    actor: &str,
    via: &str,
) -> ServiceResult<()> {
    match accounts::insert(on, row).await {
        Err(StorageError::Conflict) => {
            return Err(ServiceError::conflict(
                "account_exists",
                "There is an account with this address.",
            ));
        }
        other => other?,
    }
    let entry = AuditEntry {
        actor,
        via,
        action: "account.create",
        subject: &row.email,
        before: Value::Null,
        after: json!({"name": row.name, "is_operator": row.is_operator}),
        ..AuditEntry::default()
    };
    audit::append(on, state.clock.now_ms(), entry).await?;
    Ok(())
}

/// The caller that an account's own session would be; for what it does while it comes into being.
fn as_caller(account: AccountRow) -> ConsoleCaller {
    ConsoleCaller::Account {
        account: Arc::new(account),
        session: String::new(),
    }
}
