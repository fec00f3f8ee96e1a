//! The Portico plugin contract.
//!
//! Everything a host, a plugin and the server have to agree on, without any input or output: the types that go over
//! the wire, their validation, the URL rule, tag and slot rules, text in several languages, the form validator, the
//! policy resolution and (except on wasm) making and checking host JWTs.
//!
//! The default features compile natively and to `wasm32-unknown-unknown`. The feature `server` adds the traits that a
//! plugin compiled into the server implements.

pub mod asset;
pub mod claims;
pub mod condition;
pub mod extension;
pub mod i18n;
pub mod json_schema;
#[cfg(not(target_arch = "wasm32"))]
pub mod jwt;
pub mod manifest;
pub mod names;
pub mod offer;
pub mod ordered;
pub mod package;
pub mod pattern;
#[cfg(feature = "server")]
pub mod plugin;
pub mod policy;
pub mod problem;
pub mod schema;
pub mod settings;
pub mod shape;
pub mod slot;
mod slot_context;
pub mod slot_types;
pub mod tag;
pub mod url_rule;
pub mod validate;

pub use claims::{OrgRole, OrgRoles};
pub use condition::Condition;
pub use extension::{Component, Extension, ExtensionKind, Sandbox};
pub use i18n::LocaleText;
pub use problem::{Problem, Rule, Severity};
pub use schema::{Field, FieldKind, FormSchema, Group, SelectOption};
