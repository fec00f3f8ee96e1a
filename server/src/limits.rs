//! How often something may be tried (THREATS 44): guessing passwords and tokens stops paying, honest people never notice.
//!
//! Each process counts for itself: with `n` servers the limits are `n` times as wide, which changes nothing about guessing.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use http::StatusCode;
use portico_sdk::plugin::Clock;

use crate::error::{ServiceError, ServiceResult};

/// The limits of the server.
#[derive(Debug)]
pub struct Limits {
    /// Passwords tried for one console account.
    pub account: Limit,
    /// Passwords, invitations and set-up tokens tried from one address.
    pub address: Limit,
    /// Host JWTs tried from one address that turned out to be bad.
    pub bad_token: Limit,
    /// Webhook calls for one plugin on one host.
    pub webhook: Limit,
}

impl Limits {
    /// The limits, counting by `clock`.
    pub fn new(clock: &Arc<dyn Clock>) -> Self {
        Self {
            account: Limit::new(clock, 10, Duration::from_secs(30)),
            address: Limit::new(clock, 50, Duration::from_secs(6)),
            bad_token: Limit::new(clock, 100, Duration::from_secs(1)),
            webhook: Limit::new(clock, 200, Duration::from_millis(50)),
        }
    }
}

/// A limit for each key: a number of tries at once, then one at a time.
pub struct Limit {
    limiter: RateLimiter<
        String,
        DefaultKeyedStateStore<String>,
        InjectedClock,
        NoOpMiddleware<Duration>,
    >,
    clock: InjectedClock,
}

/// Keys kept before those that have recovered are forgotten.
const PURGE_FROM: usize = 10_000;
/// Keys come from outside; longer ones are cut.
const MAX_KEY: usize = 320;

impl Limit {
    /// `burst` tries at once, then one every `refill`.
    pub fn new(clock: &Arc<dyn Clock>, burst: u32, refill: Duration) -> Self {
        let quota = Quota::with_period(refill)
            .unwrap_or_else(|| Quota::per_second(NonZeroU32::MIN))
            .allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN));
        let clock = InjectedClock(clock.clone());
        Self {
            limiter: RateLimiter::new(quota, DefaultKeyedStateStore::default(), clock.clone()),
            clock,
        }
    }

    /// Counts one try; 429 `too_many_attempts` when there were too many.
    pub fn check(&self, key: &str) -> ServiceResult<()> {
        if self.limiter.len() >= PURGE_FROM {
            self.limiter.retain_recent();
        }
        let key: String = key.chars().take(MAX_KEY).collect();
        self.limiter.check_key(&key).map_err(|refusal| {
            let now = governor::clock::Clock::now(&self.clock);
            let wait = refusal.wait_time_from(now);
            metrics::counter!("portico_attempts_refused_total").increment(1);
            ServiceError::refused(
                StatusCode::TOO_MANY_REQUESTS,
                "too_many_attempts",
                format!(
                    "Too many attempts. Try again in {} seconds.",
                    wait.as_millis().div_ceil(1000)
                ),
            )
        })
    }
}

impl std::fmt::Debug for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Limit({} keys)", self.limiter.len())
    }
}

/// The server's clock, as governor reads one.
#[derive(Clone)]
struct InjectedClock(Arc<dyn Clock>);

impl governor::clock::Clock for InjectedClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.now_ms()).unwrap_or(0))
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

    #[test]
    fn threat_44_tries_run_out_for_one_key_and_come_back_with_time() {
        let hand = Arc::new(Hand(AtomicI64::new(1_000_000)));
        let clock: Arc<dyn Clock> = hand.clone();
        let limit = Limit::new(&clock, 3, Duration::from_secs(30));
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
}
