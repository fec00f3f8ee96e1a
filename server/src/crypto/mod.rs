//! Secrets: encryption at rest, password hashes, random tokens. Nothing here shows a secret in `Debug` (THREATS 46).

mod cipher;
mod password;
mod signing;
mod token;

pub use cipher::{Cipher, CipherError, MasterKey};
pub use password::{PasswordHasher, PasswordRefused, check_length};
pub use signing::{PublicJwk, SigningKey};
pub use token::{constant_time_eq, hash_token, new_id, new_token, sha256_hex};
