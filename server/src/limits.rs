//! How often something may be tried (THREATS 44): guessing passwords and tokens stops paying, honest people never notice.
//!
//! Each process counts for itself: with `n` servers the limits are `n` times as wide, which changes nothing about guessing.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;
use portico_sdk::plugin::Clock;

use crate::error::{ServiceError, ServiceResult};

/// The limits of the server.
#[derive(Debug)]
pub struct Limits {
    /// Wrong passwords for one console account from one address, by [`account_at`].
    pub account: Limit,
    /// Wrong passwords for one console account from anywhere. Wide: whoever fills it keeps the account's owner out.
    pub account_anywhere: Limit,
    /// Wrong passwords in one console session that asks for it again.
    pub session: Limit,
    /// Passwords, invitations and set-up tokens tried from one address that turned out to be wrong.
    pub address: Limit,
    /// Host JWTs and API tokens tried from one address that turned out to be bad.
    pub bad_token: Limit,
    /// The same, far wider: beyond it no token from the address is looked at, good or bad.
    pub token_flood: Limit,
    /// What one user of a host changes.
    pub writes: Limit,
    /// Webhook calls from one address for one plugin on one host.
    pub webhook: Limit,
    /// Webhook calls for one plugin on one host that the plugin refused, whoever made them.
    pub webhook_refused: Limit,
    /// What one user, or one address without a session, changes through one plugin's routes.
    pub plugin_change: Limit,
    /// Reports about extensions by one user of a host, or from one address without a session.
    pub report: Limit,
    /// What one user turns on again after its pages had to end it (THREATS m).
    pub lifts: Limit,
    /// Reports about extensions at one host, whoever sends them.
    pub reports_of_host: Limit,
}

impl Limits {
    /// The limits, counting by `clock`.
    pub fn new(clock: &Arc<dyn Clock>) -> Self {
        Self {
            account: Limit::new(clock, 10, Duration::from_secs(30)),
            account_anywhere: Limit::new(clock, 200, Duration::from_secs(5)),
            session: Limit::new(clock, 10, Duration::from_secs(30)),
            address: Limit::new(clock, 50, Duration::from_secs(6)),
            bad_token: Limit::new(clock, 100, Duration::from_secs(1)),
            token_flood: Limit::new(clock, 1_000, Duration::from_millis(100)),
            writes: Limit::new(clock, 60, Duration::from_secs(1)),
            // One address alone cannot use up what is there for refused calls of all.
            webhook: Limit::new(clock, 120, Duration::from_millis(60)),
            webhook_refused: Limit::new(clock, 200, Duration::from_millis(50)),
            plugin_change: Limit::new(clock, 60, Duration::from_secs(1)),
            // A page sends one or two.
            report: Limit::new(clock, 60, Duration::from_secs(1)),
            lifts: Limit::new(clock, 10, Duration::from_mins(10)),
            // Each is a write; what is beyond it is not counted, which leaves the shares of the outcomes as they are.
            reports_of_host: Limit::new(clock, 400, Duration::from_millis(20)),
        }
    }
}

/// The key of an account tried from an address.
pub fn account_at(email: &str, address: &str) -> String {
    // Neither can contain a line break.
    format!("{email}\n{address}")
}

/// A limit for each key: a number of tries at once, then one at a time.
pub struct Limit {
    /// Milliseconds after which one more try is allowed.
    refill: i64,
    /// Milliseconds by which tries may run ahead.
    ahead: i64,
    clock: Arc<dyn Clock>,
    /// Keys come from outside and may be long: only their hash is kept, under a secret of this process.
    hasher: RandomState,
    keys: Mutex<Keys>,
}

/// The generic cell rate algorithm: for each key the time until which its tries are spent, in milliseconds.
#[derive(Default)]
struct Keys {
    spent_until: HashMap<u64, i64>,
    /// Number of keys at which those that have recovered are forgotten next.
    purge_at: usize,
}

/// Fewer keys than these are not worth looking through.
const PURGE_FROM: usize = 10_000;

impl Limit {
    /// `burst` tries at once, then one every `refill`.
    pub fn new(clock: &Arc<dyn Clock>, burst: u32, refill: Duration) -> Self {
        let refill = i64::try_from(refill.as_millis()).unwrap_or(i64::MAX);
        Self {
            refill,
            ahead: refill.saturating_mul(i64::from(burst.max(1)) - 1),
            clock: clock.clone(),
            hasher: RandomState::new(),
            keys: Mutex::default(),
        }
    }

    /// Counts one try; 429 `too_many_attempts` when there were too many.
    pub fn check(&self, key: &str) -> ServiceResult<()> {
        self.count(key).map_err(too_many_attempts)
    }

    /// Counts one request; 429 `too_many_requests` when there were too many.
    pub fn check_request(&self, key: &str) -> ServiceResult<()> {
        self.count(key).map_err(too_many_requests)
    }

    /// What [`Limit::check`] would answer, without counting.
    pub fn peek(&self, key: &str) -> ServiceResult<()> {
        self.look(key).map_err(too_many_attempts)
    }

    /// Counts one request afterwards, when it turned out to be one that counts.
    pub fn charge(&self, key: &str) {
        let (now, key) = (self.clock.now_ms(), self.hasher.hash_one(key));
        let mut keys = self.keys();
        let spent = self.spent(&keys, key, now);
        keys.purge(now);
        keys.spent_until
            .insert(key, spent.saturating_add(self.refill));
    }

    /// 429 `too_many_requests` while [`Limit::charge`] has used up the key; counts nothing.
    pub fn check_charged(&self, key: &str) -> ServiceResult<()> {
        self.look(key).map_err(too_many_requests)
    }

    /// Counts one; else how many milliseconds to wait.
    fn count(&self, key: &str) -> Result<(), i64> {
        let (now, key) = (self.clock.now_ms(), self.hasher.hash_one(key));
        let mut keys = self.keys();
        let spent = self.spent(&keys, key, now);
        self.admit(spent, now)?;
        keys.purge(now);
        keys.spent_until
            .insert(key, spent.saturating_add(self.refill));
        Ok(())
    }

    fn look(&self, key: &str) -> Result<(), i64> {
        let (now, key) = (self.clock.now_ms(), self.hasher.hash_one(key));
        let spent = self.spent(&self.keys(), key, now);
        self.admit(spent, now)
    }

    /// Takes a try back that turned out to be no failure. Counting first and taking back later, many tries at once do not
    /// get past the limit while the first is still being looked at.
    pub fn give_back(&self, key: &str) {
        let (now, key) = (self.clock.now_ms(), self.hasher.hash_one(key));
        let mut keys = self.keys();
        let spent = self.spent(&keys, key, now).saturating_sub(self.refill);
        if spent <= now {
            keys.spent_until.remove(&key);
        } else {
            keys.spent_until.insert(key, spent);
        }
    }

    fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn spent(&self, keys: &Keys, key: u64, now: i64) -> i64 {
        // A clock that was set back must not lock anybody out for longer than the limit says.
        let most = now.saturating_add(self.ahead).saturating_add(self.refill);
        let spent = keys.spent_until.get(&key).copied().unwrap_or(now);
        spent.clamp(now, most)
    }

    fn admit(&self, spent: i64, now: i64) -> Result<(), i64> {
        let wait = spent.saturating_sub(now).saturating_sub(self.ahead);
        if wait <= 0 { Ok(()) } else { Err(wait) }
    }
}

fn too_many_attempts(wait: i64) -> ServiceError {
    refused("too_many_attempts", "Too many attempts.", wait)
}

fn too_many_requests(wait: i64) -> ServiceError {
    refused("too_many_requests", "Too many requests.", wait)
}

fn refused(code: &'static str, what: &str, wait: i64) -> ServiceError {
    metrics::counter!("portico_attempts_refused_total").increment(1);
    let seconds = u32::try_from(wait.saturating_add(999) / 1000).unwrap_or(u32::MAX);
    ServiceError::later(
        StatusCode::TOO_MANY_REQUESTS,
        code,
        format!("{what} Try again in {seconds} seconds."),
        seconds,
    )
}

impl Keys {
    /// Looks through all keys only when they have doubled since the last time, so that each try pays for a few.
    fn purge(&mut self, now: i64) {
        if self.spent_until.len() < self.purge_at.max(PURGE_FROM) {
            return;
        }
        self.spent_until.retain(|_, spent| *spent > now);
        self.purge_at = self.spent_until.len().saturating_mul(2);
    }
}

impl std::fmt::Debug for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Limit({} keys)", self.keys().spent_until.len())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    struct Hand(AtomicI64);

    impl Clock for Hand {
        fn now_ms(&self) -> i64 {
            self.0.load(Ordering::SeqCst)
        }
    }

    fn limit(burst: u32) -> (Arc<Hand>, Limit) {
        let hand = Arc::new(Hand(AtomicI64::new(1_000_000)));
        let clock: Arc<dyn Clock> = hand.clone();
        (hand, Limit::new(&clock, burst, Duration::from_secs(30)))
    }

    #[test]
    fn threat_44_tries_run_out_for_one_key_and_come_back_with_time() {
        let (hand, limit) = limit(3);
        for _ in 0..3 {
            limit.check("a@example.com").unwrap();
        }
        let refused = limit.check("a@example.com").unwrap_err();
        assert!(refused.to_string().contains("30 seconds"), "{refused}");
        limit.check("b@example.com").unwrap();
        hand.0.fetch_add(30_000, Ordering::SeqCst);
        limit.check("a@example.com").unwrap();
        assert!(limit.check("a@example.com").is_err());
    }

    #[test]
    fn looking_does_not_count_and_what_is_given_back_was_never_tried() {
        let (_, limit) = limit(2);
        for _ in 0..10 {
            limit.peek("a").unwrap();
        }
        for _ in 0..10 {
            limit.check("a").unwrap();
            limit.give_back("a");
        }
        limit.check("a").unwrap();
        limit.check("a").unwrap();
        assert!(limit.peek("a").is_err() && limit.check("a").is_err());
        limit.give_back("a");
        limit.check("a").unwrap();
    }

    #[test]
    fn threat_44_keys_that_recovered_are_forgotten_and_the_others_are_not_looked_through_each_time()
    {
        let (hand, limit) = limit(1);
        for index in 0..PURGE_FROM {
            limit.check(&index.to_string()).unwrap();
        }
        limit.check("one more").unwrap();
        assert_eq!(limit.keys().spent_until.len(), PURGE_FROM + 1);
        assert_eq!(limit.keys().purge_at, 2 * PURGE_FROM);
        hand.0.fetch_add(30_000, Ordering::SeqCst);
        for index in 0..PURGE_FROM {
            limit.check(&format!("later {index}")).unwrap();
        }
        assert!(limit.keys().spent_until.len() <= PURGE_FROM + 1);
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out_for_longer() {
        let (hand, limit) = limit(2);
        limit.check("a").unwrap();
        limit.check("a").unwrap();
        hand.0.fetch_sub(900_000, Ordering::SeqCst);
        let refused = limit.check("a").unwrap_err();
        assert!(refused.to_string().contains("30 seconds"), "{refused}");
    }

    #[test]
    fn what_is_charged_afterwards_refuses_what_comes_next_and_other_keys_go_on() {
        let (hand, limit) = limit(2);
        for _ in 0..2 {
            limit.check_charged("shop/acme").unwrap();
            limit.charge("shop/acme");
        }
        let refused = limit.check_charged("shop/acme").unwrap_err();
        assert!(
            refused.to_string().contains("too_many_requests"),
            "{refused}"
        );
        assert!(refused.to_string().contains("30 seconds"), "{refused}");
        limit.check_charged("shop/other").unwrap();
        hand.0.fetch_add(30_000, Ordering::SeqCst);
        limit.check_charged("shop/acme").unwrap();
    }
}
