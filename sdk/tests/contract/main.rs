//! The contract as seen from outside: every test uses public items only. Modules are named after those they test.

mod jwt;
mod policy;
mod policy_properties;
mod threat_37_jwt;
mod tokens;
