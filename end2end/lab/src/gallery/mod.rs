//! The form gallery: every kind of field in every state, one plugin for each kind; and one form as people really have them.
//!
//! The gallery's plugins are called `lab-form-{kind}`. Each has one field for each [`State`] and shows its form twice on the
//! dashboard: over its standard settings, and once more with values that cannot be loaded.

mod kind;
mod mail;
mod mail_form;
mod plugin;
mod routes;
mod state;

use std::sync::Arc;

use portico_sdk::plugin::Plugin;
use portico_sdk::schema::FieldKind;

pub use state::State;

/// One plugin for each kind of field, and the one with the form that people really have.
pub(crate) fn plugins() -> Vec<Arc<dyn Plugin>> {
    let kinds = FieldKind::ALL.map(|kind| Arc::new(plugin::Gallery::new(kind)) as Arc<dyn Plugin>);
    let mail: Arc<dyn Plugin> = Arc::new(mail::Mail);
    kinds.into_iter().chain([mail]).collect()
}
