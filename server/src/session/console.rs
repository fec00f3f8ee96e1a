//! The caller of the console and its API: an account by its own cookie, a program by a host API token, or the command line.
//! A host JWT is none of these, and none of these is an end user (CONTRACT "Sessions").

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::StatusCode;
use http::request::Parts;
use portico_app::backend::HostRole;

use super::Cookie;
use super::address::ClientAddress;
use super::cookie_counts;
use super::extract::bearer;
use super::origin::{Source, require_known, source};
use crate::crypto::hash_token;
use crate::error::{ServiceError, ServiceResult};
use crate::services::policy::HostFacts;
use crate::services::sessions::{count_bad_token, refuse_flood};
use crate::state::AppState;
use crate::storage::Runner;
use crate::storage::accounts::{self, AccountRow};
use crate::storage::api_tokens::{self, ApiTokenRow};
use crate::storage::hosts::{self, HostRow};
use crate::storage::members;

/// Prefix of host API tokens.
pub const API_TOKEN: &str = "pat_";

/// Who acts in the console.
#[derive(Debug, Clone)]
pub enum ConsoleCaller {
    /// A person.
    Account {
        /// Who.
        account: Arc<AccountRow>,
        /// Hash of the session's token, so that a new password can end all others.
        session: String,
        /// The password came with this request and was right (`accounts::with_password`).
        confirmed: bool,
    },
    /// A program, for one host.
    Token(Arc<ApiTokenRow>),
    /// Somebody with access to the machine.
    Cli,
}

/// A host and what the caller may do on it.
#[derive(Debug, Clone)]
pub struct HostAccess {
    /// The host.
    pub host: HostRow,
    /// The caller's rights.
    pub role: HostRole,
}

impl ConsoleCaller {
    /// 401: there is none.
    pub fn nobody() -> ServiceError {
        ServiceError::refused(
            StatusCode::UNAUTHORIZED,
            "console_sign_in_required",
            "Sign in to the console, or send a host API token.",
        )
    }

    /// Counts one change by an account or a program; 429 for more than one makes. The command line is not counted.
    pub fn count_write(&self, state: &AppState) -> ServiceResult<()> {
        self.counted_by()
            .map_or(Ok(()), |who| state.limits.writes.check(&who))
    }

    /// What changes are counted by; `None`: they are not.
    pub fn counted_by(&self) -> Option<String> {
        // No id of a host has a space, so that nobody at one counts as one of these.
        match self {
            Self::Account { account, .. } => Some(format!("console account {}", account.id)),
            Self::Token(token) => Some(format!("api token {}", token.id)),
            Self::Cli => None,
        }
    }

    /// Name for the audit log.
    pub fn actor(&self) -> String {
        match self {
            Self::Account { account, .. } => account.email.clone(),
            Self::Token(token) => format!("{} ({})", token.name, token.created_by),
            Self::Cli => "cli".to_owned(),
        }
    }

    /// Way in, for the audit log.
    pub fn via(&self) -> &'static str {
        match self {
            Self::Account { .. } => "console",
            Self::Token(_) => "api_token",
            Self::Cli => "cli",
        }
    }

    /// The person; 403 `account_required` for programs.
    pub fn account(&self) -> ServiceResult<&AccountRow> {
        match self {
            Self::Account { account, .. } => Ok(account),
            Self::Token(_) | Self::Cli => Err(ServiceError::forbidden(
                "account_required",
                "Only a signed-in person may do this, not a token.",
            )),
        }
    }

    /// Id of the account that answers for what is made: one's own, or that of the person who made the token. The command
    /// line has none.
    pub fn account_id(&self) -> Option<&str> {
        match self {
            Self::Account { account, .. } => Some(&account.id),
            Self::Token(token) => token.account_id.as_deref(),
            Self::Cli => None,
        }
    }

    /// Hash of a person's session; empty for programs.
    pub fn session(&self) -> &str {
        match self {
            Self::Account { session, .. } => session,
            Self::Token(_) | Self::Cli => "",
        }
    }

    /// Anybody but a program; 403 `account_required` for an API token.
    pub fn require_person(&self) -> ServiceResult<()> {
        match self {
            Self::Account { .. } | Self::Cli => Ok(()),
            Self::Token(_) => self.account().map(|_| ()),
        }
    }

    /// The one rule for whatever makes or shows a credential (a key, a secret, an API token, an invitation): a person gives the
    /// password again, so that a browser left open is not enough to come back for good; 400 `password_required`. Programs and
    /// the command line have no password and go on without.
    pub fn may_handle_credentials(&self) -> ServiceResult<()> {
        match self {
            Self::Account { confirmed, .. } if !confirmed => Err(ServiceError::field(
                "password",
                "password_required",
                "Send your password with it: this makes or shows what opens the host.",
            )),
            Self::Account { .. } | Self::Token(_) | Self::Cli => Ok(()),
        }
    }

    /// Somebody who runs the server; 403 `operator_required` otherwise.
    pub fn require_operator(&self) -> ServiceResult<()> {
        match self {
            Self::Account { account, .. } if account.is_operator => Ok(()),
            Self::Cli => Ok(()),
            Self::Account { .. } | Self::Token(_) => Err(ServiceError::forbidden(
                "operator_required",
                "Only an operator of this server may do this.",
            )),
        }
    }

    /// The host and the caller's role; hosts of others are not found (THREATS 42).
    pub async fn host(&self, state: &AppState, id: &str) -> ServiceResult<HostAccess> {
        self.access(&mut &state.db, id).await
    }

    /// [`ConsoleCaller::host`] once more, in the unit of work that is about to change the host. Changes stand in line, and
    /// whoever waits there may have been removed since the first look, or signed out by a new password. The host's row is
    /// held, so that removing somebody comes before or after the whole change.
    pub async fn still_at_host(&self, on: &mut impl Runner, id: &str) -> ServiceResult<HostAccess> {
        hosts::lock(on, id).await?;
        match self {
            Self::Cli => self.access(on, id).await,
            Self::Token(token) => {
                let live = api_tokens::live(on, &token.token_hash).await?;
                live.ok_or_else(ServiceError::not_found)?;
                self.access(on, id).await
            }
            Self::Account {
                session, confirmed, ..
            } => {
                let account = accounts::of_session(on, session).await?;
                let now = Self::Account {
                    account: Arc::new(account.ok_or_else(Self::nobody)?),
                    session: session.clone(),
                    confirmed: *confirmed,
                };
                now.access(on, id).await
            }
        }
    }

    /// [`ConsoleCaller::own_host`] once more, as [`ConsoleCaller::still_at_host`].
    pub async fn still_owns_host(
        &self,
        on: &mut impl Runner,
        id: &str,
    ) -> ServiceResult<HostAccess> {
        self.still_at_host(on, id).await?.of_owner()
    }

    async fn access(&self, on: &mut impl Runner, id: &str) -> ServiceResult<HostAccess> {
        let role = match self {
            Self::Cli => Some(HostRole::Owner),
            Self::Token(token) => (token.host_id == id).then_some(HostRole::Developer),
            Self::Account { account, .. } if account.is_operator => Some(HostRole::Owner),
            Self::Account { account, .. } => members::role_of(on, id, &account.id).await?,
        };
        let role = role.ok_or_else(ServiceError::not_found)?;
        let host = hosts::get(on, id)
            .await?
            .ok_or_else(ServiceError::not_found)?;
        Ok(HostAccess { host, role })
    }

    /// [`ConsoleCaller::host`] for what only owners do; 403 `owner_required` for developers and tokens.
    pub async fn own_host(&self, state: &AppState, id: &str) -> ServiceResult<HostAccess> {
        self.host(state, id).await?.of_owner()
    }
}

impl HostAccess {
    fn of_owner(self) -> ServiceResult<Self> {
        if self.role == HostRole::Owner {
            Ok(self)
        } else {
            Err(ServiceError::forbidden(
                "owner_required",
                "Only an owner of this host may do this.",
            ))
        }
    }
}

/// 401 `console_sign_in_required` when nobody is signed in; a Bearer token that is no good API token is refused even
/// beside a good cookie; 403 `origin_not_allowed` one that a page of an origin sends which its host has not registered.
impl FromRequestParts<AppState> for ConsoleCaller {
    type Rejection = ServiceError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> ServiceResult<Self> {
        match optional(parts, state).await? {
            Some(caller) => Ok(caller),
            None => Err(Self::nobody()),
        }
    }
}

/// The console's caller, if there is one.
async fn optional(parts: &Parts, state: &AppState) -> ServiceResult<Option<ConsoleCaller>> {
    if let Some(token) = bearer(&parts.headers)? {
        let ClientAddress(address) = ClientAddress::of(state, parts);
        refuse_flood(state, &address)?;
        let found = by_token(state, token, source(&state.public_url, &parts.headers)).await;
        return found
            .map(Some)
            .map_err(|refusal| count_bad_token(state, &address, refusal));
    }
    by_cookie(parts, state).await
}

/// The person who opens a page, if one is signed in. Pages are for browsers, which send no token; what a proxy in front
/// asks for (`Basic`) is not ours.
pub async fn of_page(parts: &Parts, state: &AppState) -> ServiceResult<Option<ConsoleCaller>> {
    if !matches!(bearer(&parts.headers), Ok(None)) {
        return Ok(None);
    }
    by_cookie(parts, state).await
}

async fn by_cookie(parts: &Parts, state: &AppState) -> ServiceResult<Option<ConsoleCaller>> {
    let Some(cookie) = Cookie::Console.read(&state.public_url, &parts.headers) else {
        return Ok(None);
    };
    let source = source(&state.public_url, &parts.headers);
    if !cookie_counts(source, &parts.headers) {
        return Ok(None);
    }
    let session = hash_token(cookie);
    let now = state.clock.now_ms();
    let found = accounts::by_session(&mut &state.db, &session, now).await?;
    Ok(found.map(|account| ConsoleCaller::Account {
        account: Arc::new(account),
        session,
        confirmed: false,
    }))
}

async fn by_token(
    state: &AppState,
    token: &str,
    source: Source<'_>,
) -> ServiceResult<ConsoleCaller> {
    let refused = || {
        ServiceError::refused(
            StatusCode::UNAUTHORIZED,
            "api_token_invalid",
            "The token is not a host API token, or it was revoked.",
        )
    };
    if !token.starts_with(API_TOKEN) {
        return Err(refused());
    }
    let on = &mut &state.db;
    let row = api_tokens::live(on, &hash_token(token))
        .await?
        .ok_or_else(refused)?;
    let facts = HostFacts::of(state, &row.host_id).await?;
    require_known(&*facts.ok_or_else(refused)?, source)?;
    let now = state.clock.now_ms();
    if row.last_used_at.is_none_or(|at| now - at >= 60_000)
        && let Err(error) = api_tokens::touch(on, &row.id, now).await
    {
        // Whether its use could be noted says nothing about the token.
        tracing::warn!(%error, "the use of an API token was not noted");
    }
    Ok(ConsoleCaller::Token(Arc::new(row)))
}
