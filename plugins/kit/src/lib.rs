//! What the example plugins share. Nothing here is needed to write a plugin: it only keeps the examples short.
//!
//! - [`text`], [`option`], [`section`] and [`asset`] shorten declarations; [`panel_script`] and [`panel_styles`] are a component's
//!   script and stylesheet on top of what all panels have.
//! - [`Body`] and [`Params`] read requests without echoing what was sent, [`check_form`] holds values against the form they
//!   came from, [`Data`] and [`RouteError`] answer in the platform's JSON form.
//! - [`date_at`] and [`whole_units`] read times and amounts.
//! - [`own_order`] asks the host whether the order a browser names is the caller's.
//! - [`ContextCell`] keeps what [`Plugin::init`](portico_sdk::plugin::Plugin::init) was given where routes can reach it.

mod context;
mod day;
mod declare;
mod form;
mod money;
mod order;
mod panel;
mod reply;
mod request;

pub use context::ContextCell;
pub use day::{date, date_at};
pub use declare::{asset, option, section, text};
pub use form::check_form;
pub use money::whole_units;
pub use order::{OwnOrder, own_order};
pub use panel::{panel_script, panel_styles};
pub use reply::{Data, RouteError, RouteResult};
pub use request::{Body, Params, is_stored_id, say};
