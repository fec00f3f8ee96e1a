//! Accepting an invitation: with a new account, or with the one that has its address.

use portico_app::backend::InvitationOffer;
use serde::Deserialize;
use serde_json::{Value, json};

use super::password::{check_length, try_password, wrong_password};
use super::{NewAccount, SignedIn, as_caller, insert, open_session, prepare};
use crate::crypto::hash_token;
use crate::error::{ServiceError, ServiceResult};
use crate::services::check;
use crate::services::console::record;
use crate::session::ClientAddress;
use crate::state::AppState;
use crate::storage::accounts;
use crate::storage::members::{self, InvitationRow};
use crate::storage::{Runner, hosts};

/// What the page of an invitation sends.
#[derive(Clone, Default, Deserialize)]
pub struct Accept {
    /// The token of the link.
    #[serde(default)]
    pub token: String,
    /// Shown name of a new account; empty: its address. Of no use to one that has the address already.
    #[serde(default)]
    pub name: String,
    /// Password: of the new account, or of the one that has the address.
    #[serde(default)]
    pub password: String,
}

/// What a link offers. 404 `invitation_invalid` when it was used, withdrawn, or its time is over.
pub async fn offer(
    state: &AppState,
    token: &str,
    address: &ClientAddress,
) -> ServiceResult<InvitationOffer> {
    state.limits.address.check(&address.0)?;
    let on = &mut &state.db;
    let row = find(on, token, state.clock.now_ms()).await?;
    state.limits.address.give_back(&address.0);
    let host = hosts::get(on, &row.host_id).await?;
    Ok(InvitationOffer {
        host_name: host.map(|host| host.name).unwrap_or_default(),
        email: row.email,
        role: row.role,
        invited_by: row.invited_by,
    })
}

/// Makes the account of the invited address a member and signs it in; answers the host's id as well.
///
/// Whether the address has an account is not to be learnt by trying (THREATS 44): what is typed is held against the rules for
/// a new account first, whoever it is for, and a disabled account answers as any other does to a wrong password. What remains
/// cannot be hidden, and costs the invitation: without an account a good password makes one.
pub async fn accept(
    state: &AppState,
    accept: &Accept,
    address: &ClientAddress,
) -> ServiceResult<(SignedIn, String)> {
    state.limits.address.check(&address.0)?;
    let on = &mut &state.db;
    let row = find(on, &accept.token, state.clock.now_ms()).await?;
    state.limits.address.give_back(&address.0);
    let typed = accept.name.trim();
    let name = if typed.is_empty() {
        row.email.chars().take(100).collect()
    } else {
        check::name(typed)
            .map_err(|problem| ServiceError::field("name", "name_invalid", problem))?
    };
    check_length("password", &accept.password)?;
    let known = accounts::by_email(on, &row.email).await?;
    let account = if let Some(account) = &known {
        let stored = Some(account.password_hash.clone());
        let password = &accept.password;
        if !try_password(state, &account.email, stored, password, address).await? {
            return Err(wrong_password());
        }
        if account.disabled_at.is_some() {
            return Err(invalid());
        }
        account.clone()
    } else {
        let new = NewAccount {
            email: &row.email,
            name: &name,
            password: &accept.password,
        };
        prepare(state, &new, false).await?
    };
    let now = state.clock.now_ms();
    let mut uow = state.db.begin().await?;
    // As everything that changes a host does first.
    hosts::lock(&mut uow, &row.host_id).await?;
    if !members::accept(&mut uow, &row.id, now).await? {
        return Err(invalid());
    }
    if known.is_none() {
        insert(state, &mut uow, &account, &account.email, "console").await?;
    }
    // Somebody who became a member since does not lose rights by it.
    let present = members::role_of(&mut uow, &row.host_id, &account.id).await?;
    let role = present.map_or(row.role, |present| present.max(row.role));
    members::put(&mut uow, &row.host_id, &account.id, role, now).await?;
    let caller = as_caller(account.clone());
    let what = ("invitation.accept", row.id.as_str());
    let after = json!({"email": account.email, "role": role.name()});
    record(
        state,
        &mut uow,
        &caller,
        &row.host_id,
        what,
        (Value::Null, after),
    )
    .await?;
    uow.commit().await?;
    Ok((open_session(state, account).await?, row.host_id))
}

async fn find(on: &mut impl Runner, token: &str, now: i64) -> ServiceResult<InvitationRow> {
    members::open_invitation(on, &hash_token(token.trim()), now)
        .await?
        .ok_or_else(invalid)
}

fn invalid() -> ServiceError {
    ServiceError::refused(
        http::StatusCode::NOT_FOUND,
        "invitation_invalid",
        "This invitation was used, withdrawn, or is older than 7 days. Ask for a new one.",
    )
}
