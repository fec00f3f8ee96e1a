//! Passwords of console accounts: argon2id, off the async threads, at most two at a time.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::shares::Shares;

/// Hashes run at once, and those that may wait for them. An argon2 hash takes about 20 MiB and a tenth of a second, so
/// the last in the queue waits a few seconds.
const RUNNING: usize = 2;
const WAITING: usize = 32;
/// Checks that one address or session may have running and waiting, so that nobody fills the queue for all.
const SHARE: usize = 4;

/// Hashes and checks passwords. Argon2 takes memory and time on purpose; the semaphores keep an attack from taking all.
#[derive(Clone)]
pub struct PasswordHasher {
    running: Arc<Semaphore>,
    /// Running and waiting together.
    places: Arc<Semaphore>,
    /// Of these, whose they are.
    shares: Arc<Shares>,
}

/// Why a password was not accepted or not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// Fewer than 12 characters.
    #[error("use at least 12 characters")]
    TooShort,
    /// More than 1,024 bytes.
    #[error("use at most 1,024 bytes")]
    TooLong,
    /// Too many are waiting already.
    #[error("too many passwords are being checked")]
    Busy,
    /// The hashing itself failed.
    #[error("the password could not be processed")]
    Failed,
}

impl Default for PasswordHasher {
    fn default() -> Self {
        Self::new(RUNNING, WAITING)
    }
}

impl PasswordHasher {
    fn new(running: usize, waiting: usize) -> Self {
        Self {
            running: Arc::new(Semaphore::new(running)),
            places: Arc::new(Semaphore::new(running + waiting)),
            shares: Shares::new(SHARE),
        }
    }

    /// Hashes a new password after [`check_length`].
    pub async fn hash(&self, password: &str) -> Result<String, PasswordRefused> {
        check_length(password)?;
        let password = password.to_owned();
        self.run(move || {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|_| PasswordRefused::Failed)
        })
        .await?
    }

    /// Checks a password for `who`, an address or a session. Without a stored hash (no such account) it takes the same time
    /// and answers false (THREATS 44). [`PasswordRefused::Busy`] says nothing about the password: too many wait, all in all
    /// or of this one.
    pub async fn verify(
        &self,
        who: &str,
        stored: Option<String>,
        password: &str,
    ) -> Result<bool, PasswordRefused> {
        let password = password.to_owned();
        let share = self.shares.take(who).ok_or(PasswordRefused::Busy)?;
        self.run(move || {
            let _share = share;
            let argon2 = Argon2::default();
            if let Some(stored) = stored {
                return PasswordHash::new(&stored)
                    .is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok());
            }
            let _ = argon2.hash_password(password.as_bytes());
            false
        })
        .await
    }

    /// The permits go with the work: a caller that goes away leaves its hash running, and that one still counts.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordRefused> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| PasswordRefused::Busy)?;
        let running = Arc::clone(&self.running)
            .acquire_owned()
            .await
            .map_err(|_| PasswordRefused::Failed)?;
        let work = move || {
            let done = work();
            drop((running, place));
            done
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| PasswordRefused::Failed)
    }
}

/// The rules for a new password (NIST SP 800-63B: length, no composition rules).
pub fn check_length(password: &str) -> Result<(), PasswordRefused> {
    if password.chars().count() < 12 {
        Err(PasswordRefused::TooShort)
    } else if password.len() > 1024 {
        Err(PasswordRefused::TooLong)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let hasher = PasswordHasher::default();
        let hash = hasher.hash("correct horse battery").await.unwrap();
        let fits = async |stored, password| hasher.verify("me", stored, password).await.unwrap();
        assert!(fits(Some(hash.clone()), "correct horse battery").await);
        assert!(!fits(Some(hash), "correct horse batterz").await);
        assert!(!fits(None, "correct horse battery").await);
        assert_eq!(hasher.hash("short").await, Err(PasswordRefused::TooShort));
    }

    #[tokio::test]
    async fn threat_44_one_address_cannot_fill_the_queue_for_all() {
        let hasher = PasswordHasher::new(1, 8);
        let hold = Arc::clone(&hasher.running).acquire_owned().await.unwrap();
        let mine: Vec<_> = (0..SHARE)
            .map(|_| {
                let hasher = hasher.clone();
                tokio::spawn(async move { hasher.verify("me", None, "a password").await })
            })
            .collect();
        while hasher.places.available_permits() > 9 - SHARE {
            tokio::task::yield_now().await;
        }
        let more = hasher.verify("me", None, "a password").await;
        assert_eq!(more, Err(PasswordRefused::Busy));
        drop(hold);
        assert_eq!(hasher.verify("you", None, "a password").await, Ok(false));
        for check in mine {
            assert_eq!(check.await.unwrap(), Ok(false));
        }
        assert_eq!(hasher.verify("me", None, "a password").await, Ok(false));
    }

    #[tokio::test]
    async fn threat_44_a_caller_that_goes_away_frees_nothing_and_the_queue_has_an_end() {
        let hasher = PasswordHasher::new(1, 1);
        let (finish, finished) = mpsc::channel::<()>();
        let abandoned = hasher.run(move || finished.recv());
        let gone = tokio::time::timeout(Duration::from_millis(50), abandoned).await;
        assert!(gone.is_err(), "the work was still running");
        assert_eq!(hasher.running.available_permits(), 0, "and it still is");

        let waiting = tokio::spawn({
            let hasher = hasher.clone();
            async move { hasher.run(|| 7).await }
        });
        while hasher.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(hasher.run(|| 8).await, Err(PasswordRefused::Busy));

        finish.send(()).unwrap();
        assert_eq!(waiting.await.unwrap(), Ok(7));
        assert_eq!(hasher.run(|| 9).await, Ok(9));
    }
}
