//! Slots: the places in a page where plugins appear.
//!
//! A page writes `<PluginSlot r#slot=slots::SIDEBAR context=SidebarContext { … } />`. On the server the slot takes the
//! manifest of its surface, keeps the extensions of its key and draws each in a surface of its own, marked with
//! `data-plugin` and `data-extension` and a caption. In the browser each extension is an island of its own, so that one
//! that fails harms no other. An island of the host may own a slot: then the context may be a signal, and `on_event`
//! hears what the plugins say.

#[cfg(feature = "browser")]
pub(crate) mod channel;
#[cfg(feature = "pages")]
mod component;
mod event;
#[cfg(feature = "ssr")]
pub mod ids;
#[cfg(feature = "ssr")]
mod items;
#[cfg(feature = "pages")]
mod loading;
#[cfg(feature = "pages")]
mod offer;
#[cfg(all(feature = "pages", not(feature = "ssr")))]
mod owned;
#[cfg(feature = "pages")]
mod plugin_slot;
mod report;
#[cfg(feature = "pages")]
mod sandbox;
#[cfg(feature = "ssr")]
pub(crate) mod surfaces;
#[cfg(all(feature = "pages", not(feature = "ssr")))]
mod where_drawn;

#[cfg(feature = "pages")]
pub use component::{ClientPath, NODE_LIMIT, client_path};
pub use event::{PLUGIN_EVENT, PLUGIN_SUBMIT, PluginEvent};
#[cfg(feature = "ssr")]
pub use items::slot_items;
#[cfg(feature = "ssr")]
pub use loading::Quota;
#[cfg(feature = "pages")]
pub use loading::{DEADLINE_MS, STILL_LOADING_MS};
#[cfg(feature = "pages")]
pub use offer::{HostComponent, SlotOffer};
#[cfg(feature = "pages")]
pub use plugin_slot::{PluginSlot, SlotLook};
pub use report::{ExtensionReport, ExtensionReports, ExtensionReportsResult, Outcome, StopReason};
