//! The document that a sandboxed plugin runs in (docs/SANDBOX.md): who gets one is said by a signed grant in its address, and
//! what it may do by the policy that follows from this grant alone.

mod document;
mod grant;

pub use document::{PATH, page, policy};
pub use grant::{Grant, GrantError, expires, valid_until};
