//! Who works on a host, and inviting them. There is no mail: the inviter passes the link on.

use portico_app::backend::{HostInvitation, HostMember, HostRole, NewInvitation};
use serde_json::{Value, json};

use super::{ConsoleCaller, record};
use crate::crypto::{hash_token, new_id, new_token};
use crate::error::{ServiceError, ServiceResult};
use crate::services::check;
use crate::state::AppState;
use crate::storage::members::{self, InvitationRow, MemberRow};
use crate::storage::{Runner, api_tokens};

/// How long an invitation can be accepted: 7 days.
const INVITATION_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Invitations of a host that may be open at one time.
const MAX_INVITATIONS: usize = 50;
/// Prefix of an invitation's token.
const INVITATION: &str = "pinv_";

/// The members, by address.
pub async fn list(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
) -> ServiceResult<Vec<HostMember>> {
    caller.host(state, host).await?;
    let rows = members::of_host(&mut &state.db, host).await?;
    Ok(rows.into_iter().map(member).collect())
}

/// Changes a member's role. Only owners; 409 `last_owner` for the only one left. Who is an owner no longer has no open
/// invitations either: only owners invite. API tokens have a developer's rights and stay.
pub async fn set_role(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    account: &str,
    role: HostRole,
) -> ServiceResult<()> {
    caller.own_host(state, host).await?;
    let mut uow = state.db.begin().await?;
    caller.still_owns_host(&mut uow, host).await?;
    let before = role_of(&mut uow, host, account).await?;
    if before == HostRole::Owner && role != HostRole::Owner {
        keep_one_owner(&mut uow, host).await?;
    }
    members::put(&mut uow, host, account, role, state.clock.now_ms()).await?;
    let mut after = json!({"role": role.name()});
    if role != HostRole::Owner {
        let withdrawn = members::withdraw_of_account(&mut uow, host, account).await?;
        after["invitations_withdrawn"] = withdrawn.into();
    }
    let what = ("host_member.set", account);
    let states = (json!({"role": before.name()}), after);
    record(state, &mut uow, caller, host, what, states).await?;
    uow.commit().await?;
    Ok(())
}

/// Removes a member, with the API tokens they made for the host and the invitations they sent. Owners remove anybody, everybody
/// themselves; 409 `last_owner` for the only one left.
pub async fn remove(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    account: &str,
) -> ServiceResult<()> {
    let myself = matches!(caller, ConsoleCaller::Account { account: me, .. } if me.id == account);
    if myself {
        caller.host(state, host).await?;
    } else {
        caller.own_host(state, host).await?;
    }
    let mut uow = state.db.begin().await?;
    if myself {
        caller.still_at_host(&mut uow, host).await?;
    } else {
        caller.still_owns_host(&mut uow, host).await?;
    }
    let before = role_of(&mut uow, host, account).await?;
    if before == HostRole::Owner {
        keep_one_owner(&mut uow, host).await?;
    }
    members::remove(&mut uow, host, account).await?;
    let now = state.clock.now_ms();
    let after = json!({
        "api_tokens_revoked": api_tokens::revoke_of_account(&mut uow, host, account, now).await?,
        "invitations_withdrawn": members::withdraw_of_account(&mut uow, host, account).await?,
    });
    let what = ("host_member.remove", account);
    let states = (json!({"role": before.name()}), after);
    record(state, &mut uow, caller, host, what, states).await?;
    uow.commit().await?;
    // A session of the member on the host's admin pages is over with it.
    state.caches.sessions.forget_all();
    Ok(())
}

/// The invitations that can still be accepted, the newest first.
pub async fn invitations(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
) -> ServiceResult<Vec<HostInvitation>> {
    caller.host(state, host).await?;
    let now = state.clock.now_ms();
    let rows = members::open_invitations(&mut &state.db, host, now).await?;
    Ok(rows.into_iter().map(invitation).collect())
}

/// Invites somebody; the link is shown once and works for 7 days. Only owners; 409 `too_many_invitations`.
pub async fn invite(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    email: &str,
    role: HostRole,
) -> ServiceResult<NewInvitation> {
    caller.own_host(state, host).await?;
    let email = check::email(email)
        .map_err(|problem| ServiceError::field("email", "email_invalid", problem))?;
    caller.may_handle_credentials()?;
    let token = new_token(INVITATION)?;
    let now = state.clock.now_ms();
    let row = InvitationRow {
        id: new_id(),
        host_id: host.to_owned(),
        email,
        role,
        token_hash: hash_token(&token),
        invited_by: caller.actor(),
        account_id: caller.account_id().map(ToOwned::to_owned),
        created_at: now,
        expires_at: now + INVITATION_MS,
        accepted_at: None,
    };
    let mut uow = state.db.begin().await?;
    caller.still_owns_host(&mut uow, host).await?;
    let open = members::open_invitations(&mut uow, host, now).await?;
    if open.len() >= MAX_INVITATIONS {
        return Err(ServiceError::conflict(
            "too_many_invitations",
            format!(
                "At most {MAX_INVITATIONS} invitations can be open. Take back one that nobody will accept."
            ),
        ));
    }
    let present = members::of_host(&mut uow, host).await?;
    if present.iter().any(|member| member.email == row.email) {
        return Err(ServiceError::conflict(
            "already_member",
            "Somebody with this address is a member already.",
        ));
    }
    members::invite(&mut uow, &row).await?;
    let what = ("invitation.create", row.id.as_str());
    let after = json!({"email": row.email, "role": role.name()});
    record(state, &mut uow, caller, host, what, (Value::Null, after)).await?;
    uow.commit().await?;
    Ok(NewInvitation {
        invitation: invitation(row),
        link: format!(
            "{}/console/invitation?token={token}",
            state.public_url.origin()
        ),
    })
}

/// Takes an invitation back. Only owners.
pub async fn withdraw(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    id: &str,
) -> ServiceResult<()> {
    caller.own_host(state, host).await?;
    let mut uow = state.db.begin().await?;
    caller.still_owns_host(&mut uow, host).await?;
    if !members::withdraw(&mut uow, host, id).await? {
        return Err(ServiceError::not_found());
    }
    let what = ("invitation.withdraw", id);
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

async fn role_of(on: &mut impl Runner, host: &str, account: &str) -> ServiceResult<HostRole> {
    members::role_of(on, host, account)
        .await?
        .ok_or_else(ServiceError::not_found)
}

async fn keep_one_owner(on: &mut impl Runner, host: &str) -> ServiceResult<()> {
    let owners = members::of_host(on, host)
        .await?
        .iter()
        .filter(|member| member.role == HostRole::Owner)
        .count();
    if owners > 1 {
        return Ok(());
    }
    Err(ServiceError::conflict(
        "last_owner",
        "A host needs an owner. Make somebody else an owner first.",
    ))
}

fn member(row: MemberRow) -> HostMember {
    HostMember {
        id: row.account_id,
        email: row.email,
        name: row.name,
        role: row.role,
        created_at: row.created_at,
    }
}

fn invitation(row: InvitationRow) -> HostInvitation {
    HostInvitation {
        id: row.id,
        email: row.email,
        role: row.role,
        invited_by: row.invited_by,
        created_at: row.created_at,
        expires_at: row.expires_at,
    }
}
