//! Everything that is kept: one thin layer over the two engines, one file of static SQL for each group of tables.
//!
//! The SQL is written once with `$1` parameters, which both engines take, and portable types: text, 64-bit integers,
//! booleans and bytes. What differs between the engines (locking, notification, migration folders) is in `db.rs` and
//! `migrate.rs`, nowhere else.

pub mod accounts;
pub mod api_tokens;
pub mod audit;
pub mod clock;
mod db;
pub mod deliveries;
pub mod dump;
pub mod epochs;
pub mod host_keys;
pub mod hosts;
pub mod keys;
pub mod members;
pub mod meta;
mod migrate;
pub mod packages;
pub mod plugin_kv;
pub mod plugin_records;
pub mod policies;
mod query;
pub mod reports;
pub mod sessions;
pub mod settings;
pub mod shop;
pub mod signing_keys;
pub mod slot_orders;
pub mod suspensions;

pub use db::{Db, Engine, UnitOfWork};
pub use migrate::{MigrateError, SchemaStatus, migrate, schema_status};
pub use query::{Arg, FromRow, Query, Row, Runner, StorageError, sql};
