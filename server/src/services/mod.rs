//! What Portico does: each service authorises its caller, decides with pure functions and changes storage in one unit of
//! work. Pages, server functions, REST handlers and the command line all call these.

pub mod accounts;
pub mod backup;
pub(crate) mod check;
pub mod console;
pub mod ended_form;
pub mod events;
pub mod forms;
pub mod health;
pub mod hosts;
pub mod inspector;
pub mod orgs;
pub mod plugin_call;
pub mod plugin_routes;
pub mod policy;
mod posted_form;
pub mod records;
pub mod sandbox_access;
pub mod sessions;
pub mod settings;
pub mod shop;
pub mod slot_order;
pub mod store;
pub mod suspensions;
pub mod user_tokens;
