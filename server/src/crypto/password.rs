//! Passwords of console accounts: argon2id, off the async threads, at most two at a time.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use tokio::sync::Semaphore;

/// Hashes and checks passwords. Argon2 takes memory and time on purpose; the semaphore keeps an attack from taking all.
#[derive(Clone)]
pub struct PasswordHasher {
    running: Arc<Semaphore>,
}

/// Why a password was not accepted for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// Fewer than 12 characters.
    #[error("use at least 12 characters")]
    TooShort,
    /// More than 1,024 bytes.
    #[error("use at most 1,024 bytes")]
    TooLong,
    /// The hashing itself failed.
    #[error("the password could not be processed")]
    Failed,
}

impl Default for PasswordHasher {
    fn default() -> Self {
        Self {
            running: Arc::new(Semaphore::new(2)),
        }
    }
}

impl PasswordHasher {
    /// Hashes a new password after checking its length (NIST SP 800-63B: length, no composition rules).
    pub async fn hash(&self, password: &str) -> Result<String, PasswordRefused> {
        if password.chars().count() < 12 {
            return Err(PasswordRefused::TooShort);
        }
        if password.len() > 1024 {
            return Err(PasswordRefused::TooLong);
        }
        let password = password.to_owned();
        self.run(move || {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|_| PasswordRefused::Failed)
        })
        .await
        .unwrap_or(Err(PasswordRefused::Failed))
    }

    /// Checks a password. Without a stored hash (no such account) it takes the same time and answers false (THREATS 44).
    pub async fn verify(&self, stored: Option<String>, password: &str) -> bool {
        let password = password.to_owned();
        self.run(move || {
            let argon2 = Argon2::default();
            if let Some(stored) = stored {
                return PasswordHash::new(&stored)
                    .is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok());
            }
            let _ = argon2.hash_password(password.as_bytes());
            false
        })
        .await
        .unwrap_or(false)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let _permit = self.running.acquire().await.ok()?;
        tokio::task::spawn_blocking(work).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let hasher = PasswordHasher::default();
        let hash = hasher.hash("correct horse battery").await.unwrap();
        assert!(
            hasher
                .verify(Some(hash.clone()), "correct horse battery")
                .await
        );
        assert!(!hasher.verify(Some(hash), "correct horse batterz").await);
        assert!(!hasher.verify(None, "correct horse battery").await);
        assert_eq!(hasher.hash("short").await, Err(PasswordRefused::TooShort));
    }
}
