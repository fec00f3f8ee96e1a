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
use crate::services::check;
use crate::session::{ClientAddress, ConsoleCaller};
use crate::state::AppState;
use crate::storage::accounts::{self, AccountRow};
use crate::storage::audit::{self, AuditEntry};
use crate::storage::{Runner, StorageError};

pub use invitation::{Accept, accept, offer};
pub use password::{change_password, reset_password, with_password};
pub use setup::{FirstAccount, needs_setup, offer_setup, set_up};

/// How long a sign-in lasts: 12 hours.
const SESSION_MS: i64 = 12 * 60 * 60 * 1000;
/// Sign-ins of an account that are open at one time; one more ends the oldest.
const MAX_SESSIONS: i64 = 20;

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

/// Opens a session. 401 `sign_in_failed` says nothing about whether the account exists; 429 after too many wrong passwords
/// for the account or from the address (THREATS 44); 503 `busy` when too many are signing in at once.
pub async fn sign_in(
    state: &AppState,
    email: &str,
    password: &str,
    address: &ClientAddress,
) -> ServiceResult<SignedIn> {
    let email = email.trim().to_lowercase();
    let found = accounts::by_email(&mut &state.db, &email)
        .await?
        .filter(|account| account.disabled_at.is_none());
    let stored = found.as_ref().map(|account| account.password_hash.clone());
    let fits = password::try_password(state, &email, stored, password, address).await?;
    let account = found.filter(|_| fits).ok_or_else(sign_in_failed)?;
    open_session(state, account).await
}

fn sign_in_failed() -> ServiceError {
    metrics::counter!("portico_console_sign_ins_refused_total").increment(1);
    ServiceError::refused(
        StatusCode::UNAUTHORIZED,
        "sign_in_failed",
        "Address and password do not fit together.",
    )
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

/// Opens a session for an account as it was when its password was checked. Checking takes long: one whose password was
/// changed or that was disabled meanwhile gets none.
async fn open_session(state: &AppState, account: AccountRow) -> ServiceResult<SignedIn> {
    let cookie = new_token("pcs_")?;
    let now = state.clock.now_ms();
    let mut uow = state.db.begin().await?;
    if !accounts::hold(&mut uow, &account.id, &account.password_hash).await? {
        return Err(sign_in_failed());
    }
    accounts::purge_sessions(&mut uow, now).await?;
    accounts::trim_sessions(&mut uow, &account.id, MAX_SESSIONS - 1).await?;
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
        confirmed: false,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use portico_sdk::plugin::Clock;

    use super::*;
    use crate::clock::SystemClock;
    use crate::config::ServeConfig;
    use crate::crypto::{Cipher, MasterKey};
    use crate::plugins;
    use crate::public_url::PublicUrl;
    use crate::site::Site;
    use crate::startup::{Data, assemble};
    use crate::storage::{Db, migrate};

    #[derive(clap::Parser)]
    struct Defaults {
        #[command(flatten)]
        serve: ServeConfig,
    }

    async fn server(directory: &std::path::Path) -> AppState {
        let url = format!("sqlite://{}", directory.join("portico.db").display());
        let db = Db::connect(&url).await.unwrap();
        migrate(&db).await.unwrap();
        let data = Data {
            db,
            cipher: Cipher::new(&MasterKey::generate().unwrap()).unwrap(),
        };
        let config = Defaults::parse_from(["portico"]).serve;
        let public_url = PublicUrl::new("http://127.0.0.1:3000".parse().unwrap()).unwrap();
        let site = Site {
            root: directory.into(),
            files: portico_app::hydration::SiteFiles::default(),
        };
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let registry = plugins::start(Vec::new(), &config, &data.db, &data.cipher, &clock)
            .await
            .unwrap();
        assemble(data, config, public_url, registry, site)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn threat_44_a_password_that_was_changed_while_it_was_checked_opens_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let state = server(directory.path()).await;
        let new = NewAccount {
            email: "op@example.com",
            name: "Op",
            password: "the leaked password",
        };
        create_operator(&state, &ConsoleCaller::Cli, &new)
            .await
            .unwrap();
        let checked = accounts::by_email(&mut &state.db, new.email)
            .await
            .unwrap()
            .unwrap();
        open_session(&state, checked.clone()).await.unwrap();
        reset_password(&state, &ConsoleCaller::Cli, new.email, "a new password")
            .await
            .unwrap();
        let late = open_session(&state, checked).await.unwrap_err();
        assert!(late.to_string().contains("sign_in_failed"), "{late}");

        let present = accounts::by_email(&mut &state.db, new.email)
            .await
            .unwrap()
            .unwrap();
        open_session(&state, present.clone()).await.unwrap();
        crate::storage::sql("update accounts set disabled_at = 1")
            .execute(&mut &state.db)
            .await
            .unwrap();
        assert!(open_session(&state, present).await.is_err(), "disabled");
    }
}
