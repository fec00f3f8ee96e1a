//! The sessions in use: cookie sessions from their rows, Bearer tokens from their signatures. Both are remembered under the
//! epochs of what they depend on, so that a revocation elsewhere shows within a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use portico_sdk::claims::Identity;
use portico_sdk::jwt::{self, JwtError, Verified};
use quick_cache::sync::Cache;

use super::address::ClientAddress;
use super::caller::{Caller, Via};
use super::keys::{HostKeys, host_keys};
use super::origin::{Source, require_known};
use super::standing::Views;
use crate::crypto::hash_token;
use crate::epochs::{Cell, Epochs, Subject};
use crate::error::{ServiceError, ServiceResult};
use crate::services::policy::HostFacts;
use crate::services::sessions::refuse_flood;
use crate::state::AppState;
use crate::storage::StorageError;
use crate::storage::keys::{self, Owner};
use crate::storage::sessions::{self, SessionKind};

/// How long an answer of the database counts, whatever has happened since.
const FRESH: Duration = Duration::from_secs(1);
/// How long it counts while its epochs say that nothing has happened since. The use of a key is noted once a minute.
const UNCHANGED: Duration = Duration::from_mins(1);
/// Sessions of each kind that are remembered.
const CAPACITY: usize = 100_000;

/// See the module.
#[derive(Debug)]
pub struct SessionCache {
    cookies: Cache<String, Arc<Live>>,
    bearers: Cache<String, Arc<Live>>,
    /// Counts what was forgotten: what was read before is not remembered after it.
    forgotten: AtomicU64,
}

impl Default for SessionCache {
    fn default() -> Self {
        Self {
            cookies: Cache::new(CAPACITY),
            bearers: Cache::new(CAPACITY),
            forgotten: AtomicU64::new(0),
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
    read_at: Instant,
    depends_on: DependsOn,
}

/// What ends a session before its time. That its key is still good depends on the host's epoch in any case.
#[derive(Debug)]
enum DependsOn {
    /// Nothing else: a signed token has no row.
    Keys,
    /// Its row, unchanged while the host's sessions have this epoch.
    Row(Arc<Cell>, i64),
    /// A console account and its membership, which have no epoch.
    Account,
}

impl SessionCache {
    /// Forgets one cookie session at once, after it was ended or changed by this process.
    pub fn forget(&self, token_hash: &str) {
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        self.cookies.remove(token_hash);
    }

    /// Forgets everything at once, after a key was revoked by this process.
    pub fn forget_all(&self) {
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        self.cookies.clear();
        self.bearers.clear();
    }

    /// Remembers what was read when so many had been forgotten, unless one has been forgotten since: it may be this one.
    fn remember(
        &self,
        cache: &Cache<String, Arc<Live>>,
        hash: &str,
        live: &Arc<Live>,
        before: u64,
    ) {
        let unchanged = || self.forgotten.load(Ordering::Acquire) == before;
        if !unchanged() {
            return;
        }
        cache.insert(hash.to_owned(), live.clone());
        // Between the look and the insertion.
        if !unchanged() {
            cache.remove(hash);
        }
    }

    /// The session of a cookie; `None` when it has ended or never was.
    pub async fn by_cookie(
        &self,
        state: &AppState,
        cookie: &str,
    ) -> Result<Option<Arc<Live>>, StorageError> {
        let now = state.clock.now_ms();
        let hash = hash_token(cookie);
        let known = self.cookies.get(&hash);
        if let Some(live) = known.filter(|live| live.counts(&state.epochs)) {
            return Ok((live.ends_at > now).then_some(live));
        }
        // Boxed, here and below: a future that every request carries must not have room for what few do.
        Box::pin(self.read_cookie(state, &hash, now)).await
    }

    async fn read_cookie(
        &self,
        state: &AppState,
        hash: &str,
        now: i64,
    ) -> Result<Option<Arc<Live>>, StorageError> {
        let before = self.forgotten.load(Ordering::Acquire);
        let Some(host) = sessions::host_of(&mut &state.db, hash).await? else {
            return Ok(None);
        };
        let Some(live) = Live::read(state, &host, hash, now).await? else {
            return Ok(None);
        };
        let live = Arc::new(live);
        self.remember(&self.cookies, hash, &live, before);
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
        let now = state.clock.now_ms();
        let good = |live: &Arc<Live>| live.ends_at > now && live.counts(&state.epochs);
        let live = if let Some(live) = self.bearers.get(&hash).filter(good) {
            live
        } else {
            refuse_flood(state, &address().0)?;
            Box::pin(self.read_bearer(state, token, &hash, named)).await?
        };
        // THREATS 42: a token is good at its own host only.
        if named.is_some_and(|named| named != live.facts.host.id) {
            return Err(ServiceError::not_found());
        }
        Ok(live)
    }

    async fn read_bearer(
        &self,
        state: &AppState,
        token: &str,
        hash: &str,
        named: Option<&str>,
    ) -> ServiceResult<Arc<Live>> {
        let (before, read_at) = (self.forgotten.load(Ordering::Acquire), Instant::now());
        let Checked {
            facts,
            verified,
            key_until,
        } = check_bearer(state, token, named).await?;
        let ends_at = key_until.min(verified.accepted_until());
        let identity = Arc::new(verified.identity);
        let live = Arc::new(Live {
            views: Arc::new(Views::user(state, &facts.host.id, &identity)),
            facts,
            identity: Some(identity),
            host_member: None,
            ends_at,
            read_at,
            depends_on: DependsOn::Keys,
        });
        self.remember(&self.bearers, hash, &live, before);
        Ok(live)
    }
}

impl Live {
    /// The session of a cookie at its host, if it is good.
    async fn read(
        state: &AppState,
        host: &str,
        hash: &str,
        now: i64,
    ) -> Result<Option<Self>, StorageError> {
        let read_at = Instant::now();
        // The epochs are read first: a row that is newer than its epoch is only read once more.
        let cell = state.epochs.cell(host, Subject::Sessions);
        let epoch = cell.current(&state.db).await?;
        let Some(facts) = HostFacts::of(state, host).await? else {
            return Ok(None);
        };
        let Some(row) = sessions::live(&mut &state.db, hash, now).await? else {
            return Ok(None);
        };
        let live = match row.kind {
            SessionKind::User => Self {
                views: Arc::new(Views::user(state, host, &row.identity)),
                facts,
                identity: Some(Arc::new(row.identity)),
                host_member: None,
                ends_at: row.expires_at,
                read_at,
                depends_on: DependsOn::Row(cell, epoch),
            },
            SessionKind::HostMember => Self {
                views: Arc::new(Views::host_member(state, host)),
                facts,
                identity: None,
                host_member: Some(row.uid.into()),
                ends_at: row.expires_at,
                read_at,
                depends_on: DependsOn::Account,
            },
        };
        Ok(Some(live))
    }

    /// True while it need not be looked at again.
    fn counts(&self, epochs: &Epochs) -> bool {
        let now = Instant::now();
        let unchanged = match &self.depends_on {
            DependsOn::Keys => true,
            DependsOn::Row(cell, epoch) => cell.known() == Some(*epoch),
            DependsOn::Account => false,
        };
        let life = if unchanged && self.facts.is_current() && epochs.are_watched(now) {
            UNCHANGED
        } else {
            FRESH
        };
        now.saturating_duration_since(self.read_at) < life
    }

    /// The caller of one request of this session, which came from `source`.
    pub async fn caller(
        &self,
        state: &AppState,
        source: Source<'_>,
        via: Via,
        locale: &'static str,
    ) -> ServiceResult<Caller> {
        let newer = if self.facts.is_current() {
            None
        } else {
            let found = HostFacts::of(state, &self.facts.host.id).await?;
            Some(found.ok_or_else(ServiceError::not_found)?)
        };
        let facts = newer.as_ref().unwrap_or(&self.facts);
        require_known(facts, source)?;
        Ok(Caller {
            safe_mode: false,
            ends_at: self.ends_at,
            host: facts.host.clone(),
            identity: self.identity.clone(),
            host_member: self.host_member.clone(),
            via,
            locale,
            views: self.views.clone(),
        })
    }
}

/// A token that is good at this moment.
struct Checked {
    /// Of its host, read before the key: a key that was revoked in between makes them outdated.
    facts: Arc<HostFacts>,
    verified: Verified,
    /// When its key retires, in milliseconds since the epoch.
    key_until: i64,
}

async fn check_bearer(
    state: &AppState,
    token: &str,
    named: Option<&str>,
) -> ServiceResult<Checked> {
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
    let (verified, key_until) = verify_with_key(state, &facts.host.id, token).await?;
    Ok(Checked {
        facts,
        verified,
        key_until,
    })
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
async fn check_among(state: &AppState, token: &str, hosts: &[String]) -> ServiceResult<Checked> {
    let now = state.clock.now_ms();
    let issuer = jwt::issuer(token).map_err(|error| token_refused(&error))?;
    let mut good: Option<(Arc<HostFacts>, HostKeys, Verified)> = None;
    let mut refusal = JwtError::UnknownKey;
    for host in hosts {
        if issuer.as_ref().is_some_and(|issuer| issuer != host) {
            continue;
        }
        let Some(facts) = HostFacts::of(state, host).await? else {
            continue;
        };
        let keys = host_keys(state, host, now).await?;
        match jwt::verify(token, host, &keys.keys, now) {
            Ok(_) if good.is_some() => return Err(ambiguous()),
            Ok(verified) => good = Some((facts, keys, verified)),
            // That another's key did not sign it tells nothing; what its own host says of it does.
            Err(JwtError::Signature) if refusal != JwtError::UnknownKey => {}
            Err(error) => refusal = error,
        }
    }
    let (facts, keys, verified) = good.ok_or_else(|| token_refused(&refusal))?;
    keys.note_use(state, &verified.key_id, now).await;
    Ok(Checked {
        facts,
        key_until: keys.good_until(&verified.key_id),
        verified,
    })
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
    let (verified, _) = verify_with_key(state, host, token).await?;
    Ok(verified)
}

/// [`verify`], and when the key retires.
async fn verify_with_key(
    state: &AppState,
    host: &str,
    token: &str,
) -> ServiceResult<(Verified, i64)> {
    let now = state.clock.now_ms();
    let keys = host_keys(state, host, now).await?;
    let verified =
        jwt::verify(token, host, &keys.keys, now).map_err(|error| token_refused(&error))?;
    keys.note_use(state, &verified.key_id, now).await;
    let key_until = keys.good_until(&verified.key_id);
    Ok((verified, key_until))
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
