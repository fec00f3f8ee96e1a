//! The contract as seen from outside: every test uses public items only. Modules are named after what they test.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails fails its test"
)]

mod i18n;
mod json_schema;
mod jwt;
mod names;
mod package;
mod policy;
mod settings;
mod threat_37;
mod threats;
mod tokens;
mod url_rule;
mod urltestdata;
mod validate;
mod wire;
