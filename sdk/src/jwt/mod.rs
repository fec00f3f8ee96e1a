//! Host JWTs: making and checking (CONTRACT "Host secret and JWT").

mod make;
mod secret;
mod verify;

pub use make::{MakeJwtError, NewClaims, make_jwt};
pub use secret::{HostSecret, SecretError};
pub use verify::{JwtError, Key, KeyMaterial, Unverified, Verified, peek, verify};
