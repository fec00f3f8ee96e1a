//! The sessions in use: cookie sessions from their rows, Bearer tokens from their signatures, both remembered for at
//! most a second, so that a revocation elsewhere shows within one.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use portico_sdk::claims::Identity;
use portico_sdk::jwt::{self, JwtError, Verified};

use super::address::ClientAddress;
use super::caller::{Caller, Via};
use super::keys::{HostKeys, host_keys};
use super::standing::Views;
use crate::crypto::hash_token;
use crate::error::{ServiceError, ServiceResult};
use crate::services::policy::HostFacts;
use crate::services::sessions::refuse_flood;
use crate::state::AppState;
use crate::storage::StorageError;
use crate::storage::keys::{self, Owner};
use crate::storage::sessions::{self, SessionKind, SessionRow};

/// How long an answer of the database counts.
const FRESH: Duration = Duration::from_secs(1);
/// How far the clocks of host and server may differ (CONTRACT "Host secret and JWT").
const LEEWAY_MS: i64 = 60_000;

/// See the module.
#[derive(Debug)]
pub struct SessionCache {
    cookies: Cache<String, Arc<Live>>,
    bearers: Cache<String, Arc<Live>>,
}

impl Default for SessionCache {
    fn default() -> Self {
        let fresh = || {
            Cache::builder()
                .max_capacity(100_000)
                .time_to_live(FRESH)
                .build()
        };
        Self {
            cookies: fresh(),
            bearers: fresh(),
        }
    }
}

/// A session that is good at this moment.
#[derive(Debug)]
pub struct Live {
    facts: Arc<HostFacts>,
    identity: Option<Arc<Identity>>,
    host_member: Option<Arc<str>>,
    views: Arc<Views>,
    /// Milliseconds since the epoch.
    ends_at: i64,
}

impl SessionCache {
    /// Forgets one cookie session at once, after it was ended or changed by this process.
    pub fn forget(&self, token_hash: &str) {
        self.cookies.invalidate(token_hash);
    }

    /// Forgets everything at once, after a key was revoked by this process.
    pub fn forget_all(&self) {
        self.cookies.invalidate_all();
        self.bearers.invalidate_all();
    }

    /// The session of a cookie; `None` when it has ended or never was.
    pub async fn by_cookie(
        &self,
        state: &AppState,
        cookie: &str,
    ) -> Result<Option<Arc<Live>>, StorageError> {
        let now = state.clock.now_ms();
        let hash = hash_token(cookie);
        if let Some(live) = self.cookies.get(&hash) {
            return Ok((live.ends_at > now).then_some(live));
        }
        let Some(row) = sessions::live(&mut &state.db, &hash, now).await? else {
            return Ok(None);
        };
        let Some(facts) = HostFacts::of(state, &row.host_id).await? else {
            return Ok(None);
        };
        let live = Arc::new(Live::from_row(state, facts, row));
        self.cookies.insert(hash, live.clone());
        Ok(Some(live))
    }

    /// The session of a Bearer token. `named`: the host the request names, which must be the token's; `address`: where it
    /// comes from, asked only for a token that is not known yet.
    pub async fn by_bearer(
        &self,
        state: &AppState,
        token: &str,
        named: Option<&str>,
        address: impl FnOnce() -> ClientAddress,
    ) -> ServiceResult<Arc<Live>> {
        let hash = hash_token(token);
        let live = match self.bearers.get(&hash) {
            Some(live) if live.ends_at > state.clock.now_ms() => live,
            _ => {
                refuse_flood(state, &address().0)?;
                let (facts, verified) = check_bearer(state, token, named).await?;
                let identity = Arc::new(verified.identity);
                let live = Arc::new(Live {
                    views: Arc::new(Views::user(state, &facts.host.id, &identity)),
                    facts,
                    identity: Some(identity),
                    host_member: None,
                    ends_at: verified.expires_at.saturating_add(LEEWAY_MS),
                });
                self.bearers.insert(hash, live.clone());
                live
            }
        };
        // THREATS 42: a token is good at its own host only.
        if named.is_some_and(|named| named != live.facts.host.id) {
            return Err(ServiceError::not_found());
        }
        Ok(live)
    }
}

impl Live {
    fn from_row(state: &AppState, facts: Arc<HostFacts>, row: SessionRow) -> Self {
        match row.kind {
            SessionKind::User => Self {
                views: Arc::new(Views::user(state, &row.host_id, &row.identity)),
                facts,
                identity: Some(Arc::new(row.identity)),
                host_member: None,
                ends_at: row.expires_at,
            },
            SessionKind::HostMember => Self {
                views: Arc::new(Views::host_member(state, &row.host_id)),
                facts,
                identity: None,
                host_member: Some(row.uid.into()),
                ends_at: row.expires_at,
            },
        }
    }

    /// The caller of one request of this session.
    pub async fn caller(
        &self,
        state: &AppState,
        via: Via,
        locale: &'static str,
    ) -> ServiceResult<(Caller, Arc<HostFacts>)> {
        let facts = if self.facts.is_current() {
            self.facts.clone()
        } else {
            HostFacts::of(state, &self.facts.host.id)
                .await?
                .ok_or_else(ServiceError::not_found)?
        };
        let caller = Caller {
            host: facts.host.clone(),
            identity: self.identity.clone(),
            host_member: self.host_member.clone(),
            via,
            locale,
            views: self.views.clone(),
        };
        Ok((caller, facts))
    }
}

async fn check_bearer(
    state: &AppState,
    token: &str,
    named: Option<&str>,
) -> ServiceResult<(Arc<HostFacts>, Verified)> {
    let unverified = jwt::peek(token).map_err(|error| token_refused(&error))?;
    let owners = match &unverified.key_id {
        Some(key_id) => keys::owners(&mut &state.db, key_id, state.clock.now_ms()).await?,
        None => Vec::new(),
    };
    let candidates = candidates(owners, &unverified.algorithm);
    // THREATS 42: a token is good at its own host only.
    if named.is_some_and(|named| !candidates.is_empty() && !candidates.iter().any(|c| c == named)) {
        return Err(ServiceError::not_found());
    }
    let facts = match (candidates.as_slice(), named) {
        ([], None) => super::extract::default_host(state).await?,
        ([only], None) => HostFacts::of(state, only).await?,
        (_, Some(named)) => HostFacts::of(state, named).await?,
        (several, None) => return check_among(state, token, several).await,
    };
    let facts = facts.ok_or_else(|| token_refused(&JwtError::UnknownKey))?;
    let verified = verify(state, &facts.host.id, token).await?;
    Ok((facts, verified))
}

/// The hosts whose key may have signed a token: those with a key of its kind, else all that have the id, so that the
/// refusal says what is wrong.
fn candidates(owners: Vec<Owner>, algorithm: &str) -> Vec<String> {
    let by_secret = algorithm == "HS256";
    let fits = owners.iter().any(|owner| owner.is_secret == by_secret);
    owners
        .into_iter()
        .filter(|owner| !fits || owner.is_secret == by_secret)
        .map(|owner| owner.host_id)
        .collect()
}

/// Several hosts registered a public key under one id, be it by chance or so that one gets in another's way. The token's own
/// `iss` chooses; without it exactly one of them must have signed it.
async fn check_among(
    state: &AppState,
    token: &str,
    hosts: &[String],
) -> ServiceResult<(Arc<HostFacts>, Verified)> {
    let now = state.clock.now_ms();
    let issuer = jwt::issuer(token).map_err(|error| token_refused(&error))?;
    let mut good: Option<(&String, HostKeys, Verified)> = None;
    let mut refusal = JwtError::UnknownKey;
    for host in hosts {
        if issuer.as_ref().is_some_and(|issuer| issuer != host) {
            continue;
        }
        let keys = host_keys(state, host, now).await?;
        match jwt::verify(token, host, &keys.keys, now) {
            Ok(_) if good.is_some() => return Err(ambiguous()),
            Ok(verified) => good = Some((host, keys, verified)),
            // That another's key did not sign it tells nothing; what its own host says of it does.
            Err(JwtError::Signature) if refusal != JwtError::UnknownKey => {}
            Err(error) => refusal = error,
        }
    }
    let (host, keys, verified) = good.ok_or_else(|| token_refused(&refusal))?;
    keys.note_use(state, &verified.key_id, now).await?;
    let facts = HostFacts::of(state, host)
        .await?
        .ok_or_else(|| token_refused(&JwtError::UnknownKey))?;
    Ok((facts, verified))
}

fn ambiguous() -> ServiceError {
    let code = "token_ambiguous_key";
    metrics::counter!("portico_tokens_refused_total", "code" => code).increment(1);
    ServiceError::refused(
        http::StatusCode::UNAUTHORIZED,
        code,
        "Several hosts registered this public key under the same id. Name yours in the claim iss.",
    )
}

/// Checks a token against the keys of one host, and notes the use of the key.
pub async fn verify(state: &AppState, host: &str, token: &str) -> ServiceResult<Verified> {
    let now = state.clock.now_ms();
    let keys = host_keys(state, host, now).await?;
    let verified =
        jwt::verify(token, host, &keys.keys, now).map_err(|error| token_refused(&error))?;
    keys.note_use(state, &verified.key_id, now).await?;
    Ok(verified)
}

/// 401 with the reason's own code; a refusal is counted by it (THREATS "Refuse").
pub fn token_refused(error: &JwtError) -> ServiceError {
    metrics::counter!("portico_tokens_refused_total", "code" => error.code()).increment(1);
    ServiceError::refused(
        http::StatusCode::UNAUTHORIZED,
        error.code(),
        format!("The token was refused: {error}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(host: &str, is_secret: bool) -> Owner {
        Owner {
            host_id: host.to_owned(),
            is_secret,
        }
    }

    #[test]
    fn threat_37_a_key_of_the_other_kind_does_not_get_in_the_way_of_a_token() {
        let owners = || vec![owner("squatter", false), owner("zoo", true)];
        assert_eq!(candidates(owners(), "HS256"), ["zoo"]);
        assert_eq!(candidates(owners(), "RS256"), ["squatter"]);
        assert_eq!(candidates(vec![owner("zoo", true)], "none"), ["zoo"]);
        assert!(candidates(Vec::new(), "HS256").is_empty());
    }
}
