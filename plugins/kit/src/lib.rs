//! What the example plugins share. Nothing here is needed to write a plugin: it only keeps the examples short.
//!
//! - [`text`], [`option`] and [`asset`] shorten declarations.
//! - [`Body`] and [`Params`] read requests without echoing what was sent, [`check_form`] holds values against the form they
//!   came from, [`Data`] and [`RouteError`] answer in the platform's JSON form.
//! - [`ContextCell`] keeps what [`Plugin::init`](portico_sdk::plugin::Plugin::init) was given where routes can reach it.

mod context;
mod declare;
mod form;
mod money;
mod reply;
mod request;

pub use context::ContextCell;
pub use declare::{asset, option, text};
pub use form::check_form;
pub use money::whole_units;
pub use reply::{Data, RouteError, RouteResult};
pub use request::{Body, Params, is_stored_id, say};
