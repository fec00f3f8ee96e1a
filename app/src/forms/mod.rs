//! Schema forms: what a plugin declares, decided, drawn and sent by us.
//!
//! [`FormSource`] (schema, values, place) → [`decide::form_view`] (pure) → [`FormView`] → drawn by [`SchemaForm`] as plain
//! HTML that posts to its own page. In the browser an island takes over: it checks with the same validator, sends typed
//! values, and shows what the server answers. Names on the wire are in [`wire`].

#[cfg(feature = "browser")]
pub mod browser;
pub mod config;
#[cfg(feature = "ssr")]
pub mod decide;
#[cfg(feature = "ssr")]
mod draw;
#[cfg(feature = "ssr")]
mod draw_choice;
#[cfg(feature = "ssr")]
mod draw_field;
#[cfg(feature = "ssr")]
mod draw_nested;
#[cfg(feature = "ssr")]
pub mod embedded;
#[cfg(feature = "pages")]
mod island;
pub mod messages;
pub mod outcome;
mod read;
pub mod rows;
#[cfg(feature = "ssr")]
mod schema_form;
pub mod source;
#[cfg(feature = "ssr")]
pub mod value_words;
#[cfg(feature = "ssr")]
pub mod view;
pub mod wire;
#[cfg(feature = "ssr")]
pub mod words;

#[cfg(feature = "ssr")]
pub use schema_form::SchemaForm;
pub use source::FormSource;
#[cfg(feature = "ssr")]
pub use view::FormView;
