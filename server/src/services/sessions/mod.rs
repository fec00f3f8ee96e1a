//! Signing in and out, and choosing the active organisation (CONTRACT "Sessions").

mod host_member;

use std::sync::Arc;

use http::StatusCode;
use portico_app::backend::{OrgMembership, SessionView};
use portico_sdk::jwt::JwtError;

use crate::crypto::{hash_token, new_token};
use crate::epochs::{Change, Subject};
use crate::error::{ServiceError, ServiceResult};
use crate::services::policy::HostFacts;
use crate::session::{Caller, token_refused, verify};
use crate::state::AppState;
use crate::storage::StorageError;
use crate::storage::sessions::{self, SessionKind, SessionRow};

pub use host_member::{close_host_member, open_host_member};

/// Sessions one user may have open; beyond it the oldest end. More browsers than anybody has, and an end to the rows that
/// one user can fill the database with.
const MAX_SESSIONS: i64 = 20;

/// A session just opened.
#[derive(Clone)]
pub struct Opened {
    /// The cookie's value; nobody else has it.
    pub cookie: String,
    /// Seconds until it ends.
    pub max_age: i64,
    /// Its user.
    pub view: SessionView,
}

/// Without the cookie (THREATS 46).
impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Opened").field(&self.view).finish()
    }
}

/// An attempt to sign in.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// Host id.
    pub host: &'a str,
    /// Host JWT.
    pub token: &'a str,
    /// The session cookie that the browser had before; its session ends.
    pub old_cookie: Option<&'a str>,
    /// Where the attempt comes from.
    pub address: &'a str,
}

/// Exchanges a host JWT for a cookie session: 401 `token_…`, also for a host that does not exist, 401 `token_replayed`
/// for a `jti` that opened a session before, 429 after too many bad tokens from one address (THREATS 44).
pub async fn sign_in(state: &AppState, attempt: SignIn<'_>) -> ServiceResult<Opened> {
    refuse_flood(state, attempt.address)?;
    let opened = exchange(state, attempt).await;
    opened.map_err(|refusal| count_bad_token(state, attempt.address, refusal))
}

/// 429 before any work is done for a token, when an address has sent more bad ones than any mistake explains.
pub fn refuse_flood(state: &AppState, address: &str) -> ServiceResult<()> {
    state.limits.token_flood.peek(address)
}

/// Counts a refused token against an address; 429 when there were too many. Good tokens from the address go on, unless
/// it is a flood.
pub fn count_bad_token(state: &AppState, address: &str, refusal: ServiceError) -> ServiceError {
    match &refusal {
        ServiceError::Refused(error) if error.status == 401 => {
            // Looked at before the next token.
            let _ = state.limits.token_flood.check(address);
            let limited = state.limits.bad_token.check(address);
            limited.err().unwrap_or(refusal)
        }
        _ => refusal,
    }
}

async fn exchange(state: &AppState, attempt: SignIn<'_>) -> ServiceResult<Opened> {
    let SignIn {
        host,
        token,
        old_cookie,
        ..
    } = attempt;
    let facts = HostFacts::of(state, host)
        .await?
        .ok_or_else(|| token_refused(&JwtError::UnknownKey))?;
    let verified = verify(state, &facts.host.id, token).await?;
    let now = state.clock.now_ms();
    // Within the leeway a token is good, but a session that ends with it would be over before it began.
    if verified.expires_at <= now {
        return Err(token_refused(&JwtError::Expired));
    }
    // A used `jti` is remembered for as long as its token would still be accepted.
    let accepted_until = verified.accepted_until();
    let cookie = new_token("ps_")?;
    let session = SessionRow {
        token_hash: hash_token(&cookie),
        host_id: facts.host.id.clone(),
        uid: verified.identity.uid.clone(),
        identity: verified.identity,
        key_id: verified.key_id,
        kind: SessionKind::User,
        created_at: now,
        expires_at: verified.expires_at,
    };
    let replaced = old_cookie.map(hash_token);
    let mut work = state.change().await?;
    sessions::purge(&mut work, now).await?;
    if let Some(token_id) = &verified.token_id {
        let host = &session.host_id;
        match sessions::use_token_id(&mut work, host, token_id, accepted_until).await {
            Err(StorageError::Conflict) => return Err(replayed()),
            other => other?,
        }
    }
    if let Some(replaced) = &replaced {
        end(&mut work, replaced).await?;
    }
    sessions::remember(&mut work, &session.host_id, &session.identity, now).await?;
    let surplus =
        sessions::surplus(&mut work, &session.host_id, &session.uid, MAX_SESSIONS - 1).await?;
    for oldest in &surplus {
        end(&mut work, oldest).await?;
    }
    sessions::insert(&mut work, &session).await?;
    work.commit().await?;
    for ended in replaced.iter().chain(&surplus) {
        state.caches.sessions.forget(ended);
    }
    Ok(Opened {
        cookie,
        max_age: (session.expires_at - now) / 1000,
        view: view_of(&session),
    })
}

/// Ends the session of a cookie. Fine when there is none.
pub async fn sign_out(state: &AppState, cookie: &str) -> ServiceResult<()> {
    let hash = hash_token(cookie);
    let mut work = state.change().await?;
    end(&mut work, &hash).await?;
    work.commit().await?;
    state.caches.sessions.forget(&hash);
    Ok(())
}

/// Ends a session, if there is one, also for other processes that remember it.
async fn end(work: &mut Change<'_>, token_hash: &str) -> ServiceResult<()> {
    if let Some(host) = sessions::delete(work, token_hash).await? {
        work.touch(&host, Subject::Sessions);
    }
    Ok(())
}

/// Chooses the active organisation of a cookie session (`None`: all). 401 without a session, 404 when its token does not
/// name the organisation, 429 when it is changed all the time.
pub async fn switch_org(
    state: &AppState,
    cookie: &str,
    org: Option<&str>,
) -> ServiceResult<SessionView> {
    let hash = hash_token(cookie);
    state.limits.writes.check(&hash)?;
    let now = state.clock.now_ms();
    let mut work = state.change().await?;
    let mut session = sessions::live(&mut work, &hash, now)
        .await?
        .filter(|session| session.kind == SessionKind::User)
        .ok_or_else(ServiceError::unauthorized)?;
    if org.is_some_and(|org| !session.identity.orgs.contains_key(org)) {
        return Err(ServiceError::not_found());
    }
    session.identity.org = org.map(ToOwned::to_owned);
    sessions::set_identity(&mut work, &hash, &session.identity).await?;
    work.touch(&session.host_id, Subject::Sessions);
    work.commit().await?;
    state.caches.sessions.forget(&hash);
    Ok(view_of(&session))
}

/// The session as pages and `GET /api/v1/me` show it; `None` when signed out.
pub fn current(caller: &Caller) -> Option<SessionView> {
    if let Some(account) = &caller.host_member {
        return Some(SessionView {
            host: caller.host.id.clone(),
            uid: account.to_string(),
            orgs: Vec::new(),
            org: None,
            host_member: true,
        });
    }
    let identity = Arc::clone(caller.identity.as_ref()?);
    Some(SessionView {
        host: caller.host.id.clone(),
        uid: identity.uid.clone(),
        orgs: memberships(&identity),
        org: identity.org.clone(),
        host_member: false,
    })
}

fn view_of(session: &SessionRow) -> SessionView {
    SessionView {
        host: session.host_id.clone(),
        uid: session.uid.clone(),
        orgs: memberships(&session.identity),
        org: session.identity.org.clone(),
        host_member: session.kind == SessionKind::HostMember,
    }
}

fn memberships(identity: &portico_sdk::claims::Identity) -> Vec<OrgMembership> {
    identity
        .orgs
        .iter()
        .map(|(id, role)| OrgMembership {
            id: id.clone(),
            role: *role,
        })
        .collect()
}

fn replayed() -> ServiceError {
    metrics::counter!("portico_tokens_refused_total", "code" => "token_replayed").increment(1);
    ServiceError::refused(
        StatusCode::UNAUTHORIZED,
        "token_replayed",
        "This token has opened a session before. Make a new one for each sign-in.",
    )
}
