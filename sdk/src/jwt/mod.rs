//! Host JWTs: making and checking (CONTRACT "Host secret and JWT").

mod claims;
mod jwk;
mod make;
mod secret;
mod strict_json;
mod verify;

pub use jwk::{JwkError, JwkInfo, check_public_jwk, is_same_public_key};
pub use make::{MakeJwtError, NewClaims, make_jwt, make_jwt_at};
pub use secret::{HostSecret, RandomError, SecretError};
pub use verify::{JwtError, Key, KeyMaterial, Unverified, Verified, issuer, peek, verify};
