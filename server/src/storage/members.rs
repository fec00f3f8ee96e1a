//! `host_members` and `invitations`: which accounts work on which hosts, and who is asked to.

use portico_app::backend::HostRole;

use super::hosts::HostRow;
use super::{FromRow, Row, Runner, StorageError, sql};

/// A member with the facts of its account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// Account id.
    pub account_id: String,
    /// Address.
    pub email: String,
    /// Shown name.
    pub name: String,
    /// What it may do.
    pub role: HostRole,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

impl FromRow for MemberRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            account_id: row.text("account_id")?,
            email: row.text("email")?,
            name: row.text("name")?,
            role: role(row)?,
            created_at: row.int("created_at")?,
        })
    }
}

/// A row of `invitations`; its token is known by hash only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Our id.
    pub id: String,
    /// Host it is for.
    pub host_id: String,
    /// Address it was made for.
    pub email: String,
    /// Role it gives.
    pub role: HostRole,
    /// Hash of the link's token.
    pub token_hash: String,
    /// Address of the inviter.
    pub invited_by: String,
    /// Account of the inviter; none for the command line.
    pub account_id: Option<String>,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// Milliseconds since the epoch.
    pub expires_at: i64,
    /// When it was used.
    pub accepted_at: Option<i64>,
}

impl FromRow for InvitationRow {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.text("id")?,
            host_id: row.text("host_id")?,
            email: row.text("email")?,
            role: role(row)?,
            token_hash: row.text("token_hash")?,
            invited_by: row.text("invited_by")?,
            account_id: row.text_opt("account_id")?,
            created_at: row.int("created_at")?,
            expires_at: row.int("expires_at")?,
            accepted_at: row.int_opt("accepted_at")?,
        })
    }
}

fn role(row: &Row) -> Result<HostRole, StorageError> {
    let name = row.text("role")?;
    HostRole::parse(&name).ok_or(StorageError::Unreadable {
        column: "role",
        problem: format!("unknown role {name}"),
    })
}

struct Role(HostRole);

impl FromRow for Role {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        role(row).map(Self)
    }
}

/// The role of an account on a host.
pub async fn role_of(
    on: &mut impl Runner,
    host: &str,
    account: &str,
) -> Result<Option<HostRole>, StorageError> {
    let found: Option<Role> =
        sql("select role from host_members where host_id = $1 and account_id = $2")
            .bind(host)
            .bind(account)
            .optional(on)
            .await?;
    Ok(found.map(|row| row.0))
}

/// The members of a host, in order of address.
pub async fn of_host(on: &mut impl Runner, host: &str) -> Result<Vec<MemberRow>, StorageError> {
    sql("select m.account_id, a.email, a.name, m.role, m.created_at \
         from host_members m join accounts a on a.id = m.account_id where m.host_id = $1 order by a.email")
        .bind(host)
        .all(on)
        .await
}

/// The hosts of an account with its role there, the first created first.
pub async fn hosts_of(
    on: &mut impl Runner,
    account: &str,
) -> Result<Vec<(HostRow, HostRole)>, StorageError> {
    let rows: Vec<Membership> = sql(
        "select h.*, m.role from host_members m join hosts h on h.id = m.host_id \
         where m.account_id = $1 order by h.created_at, h.id",
    )
    .bind(account)
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|row| (row.0, row.1)).collect())
}

struct Membership(HostRow, HostRole);

impl FromRow for Membership {
    fn from_row(row: &Row) -> Result<Self, StorageError> {
        Ok(Self(HostRow::from_row(row)?, role(row)?))
    }
}

/// Makes an account a member, or changes its role.
pub async fn put(
    on: &mut impl Runner,
    host: &str,
    account: &str,
    role: HostRole,
    now: i64,
) -> Result<(), StorageError> {
    sql(
        "insert into host_members (host_id, account_id, role, created_at) values ($1, $2, $3, $4) \
         on conflict (host_id, account_id) do update set role = excluded.role",
    )
    .bind(host)
    .bind(account)
    .bind(role.name())
    .bind(now)
    .execute(on)
    .await?;
    Ok(())
}

/// Removes a member; true when it was one.
pub async fn remove(on: &mut impl Runner, host: &str, account: &str) -> Result<bool, StorageError> {
    let removed = sql("delete from host_members where host_id = $1 and account_id = $2")
        .bind(host)
        .bind(account)
        .execute(on)
        .await?;
    Ok(removed > 0)
}

/// Adds an invitation.
pub async fn invite(on: &mut impl Runner, invitation: &InvitationRow) -> Result<(), StorageError> {
    sql("insert into invitations (id, host_id, email, role, token_hash, invited_by, account_id, created_at, expires_at, accepted_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(&invitation.id)
    .bind(&invitation.host_id)
    .bind(&invitation.email)
    .bind(invitation.role.name())
    .bind(&invitation.token_hash)
    .bind(&invitation.invited_by)
    .bind(invitation.account_id.clone())
    .bind(invitation.created_at)
    .bind(invitation.expires_at)
    .bind(invitation.accepted_at)
    .execute(on)
    .await?;
    Ok(())
}

/// The invitations of a host that can still be accepted, the newest first.
pub async fn open_invitations(
    on: &mut impl Runner,
    host: &str,
    now: i64,
) -> Result<Vec<InvitationRow>, StorageError> {
    sql(
        "select * from invitations where host_id = $1 and accepted_at is null and expires_at > $2 \
         order by created_at desc, id desc",
    )
    .bind(host)
    .bind(now)
    .all(on)
    .await
}

/// The invitation of a link, if it can still be accepted; not when its inviter's account was disabled.
pub async fn open_invitation(
    on: &mut impl Runner,
    token_hash: &str,
    now: i64,
) -> Result<Option<InvitationRow>, StorageError> {
    sql("select i.* from invitations i left join accounts a on a.id = i.account_id \
         where i.token_hash = $1 and i.accepted_at is null and i.expires_at > $2 and a.disabled_at is null")
        .bind(token_hash)
        .bind(now)
        .optional(on)
        .await
}

/// Uses an invitation up; false when somebody else was faster.
pub async fn accept(on: &mut impl Runner, id: &str, now: i64) -> Result<bool, StorageError> {
    let changed =
        sql("update invitations set accepted_at = $2 where id = $1 and accepted_at is null")
            .bind(id)
            .bind(now)
            .execute(on)
            .await?;
    Ok(changed > 0)
}

/// Takes an invitation back; true when there was one of this host.
pub async fn withdraw(on: &mut impl Runner, host: &str, id: &str) -> Result<bool, StorageError> {
    let removed =
        sql("delete from invitations where host_id = $1 and id = $2 and accepted_at is null")
            .bind(host)
            .bind(id)
            .execute(on)
            .await?;
    Ok(removed > 0)
}

/// Takes back what one account sent for a host and nobody accepted; answers how many.
pub async fn withdraw_of_account(
    on: &mut impl Runner,
    host: &str,
    account: &str,
) -> Result<u64, StorageError> {
    sql("delete from invitations where host_id = $1 and account_id = $2 and accepted_at is null")
        .bind(host)
        .bind(account)
        .execute(on)
        .await
}
