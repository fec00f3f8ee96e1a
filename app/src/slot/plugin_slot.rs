//! The component that pages mount.

use leptos::prelude::*;
use portico_sdk::slot::SlotKey;
use serde::Serialize;

use super::event::PluginEvent;
use super::offer::SlotOffer;

/// How the surfaces of a slot look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SlotLook {
    /// A card each.
    #[default]
    Card,
    /// Inside something that is a card already.
    Plain,
    /// Small, in a landmark of their own beside the page's content. Not within an island.
    Sidebar,
}

/// Everything that plugins show at one place of a page; nothing at all when there is nothing to show.
///
/// Leptos gives the attribute `slot` a meaning of its own, so it is written `r#slot`. The context has the type that the slot
/// declares:
///
/// ```
/// use leptos::prelude::*;
/// use portico_app::slot::PluginSlot;
/// use portico_sdk::slot::{SidebarContext, slots};
///
/// # fn page() -> impl IntoView {
/// view! { <PluginSlot r#slot=slots::SIDEBAR context=SidebarContext { path: "/admin".to_owned() } /> }
/// # }
/// ```
///
/// Another type does not compile:
///
/// ```compile_fail
/// use leptos::prelude::*;
/// use portico_app::slot::PluginSlot;
/// use portico_sdk::slot::{DashboardContext, slots};
///
/// # fn page() -> impl IntoView {
/// view! { <PluginSlot r#slot=slots::SIDEBAR context=DashboardContext { range: "7d".to_owned() } /> }
/// # }
/// ```
///
/// Inside an island of the host the context may be a signal, whose changes reach the plugins, and `on_event` is called
/// for what the plugins say; `offer` is what sandboxed plugins may use of it. The island has to keep the slot mounted: the server drew what is in it, so hide it rather
/// than leave it out.
#[component]
pub fn PluginSlot<C>(
    /// Which slot.
    slot: SlotKey<C>,
    /// What the plugins get to know.
    #[prop(into)]
    context: Signal<C>,
    /// Hears `plugin-event` of components and `plugin:submit` of forms. Needs an island around the slot.
    #[prop(optional, into)]
    on_event: Option<Callback<PluginEvent>>,
    /// Components and callbacks for sandboxed plugins. Needs an island around the slot.
    #[prop(optional)]
    offer: Option<SlotOffer>,
    /// Only the extensions of this plugin.
    #[prop(optional, into)]
    plugin: Option<String>,
    /// How the surfaces look.
    #[prop(optional)]
    look: SlotLook,
) -> impl IntoView
where
    C: Serialize + Send + Sync + 'static,
{
    let json = move || context.with(|context| serde_json::to_value(context).unwrap_or_default());
    #[cfg(feature = "ssr")]
    {
        let _ = on_event;
        debug_assert!(
            offer.as_ref().is_none_or(|offer| offer.is_of(slot.key)),
            "{}: what is passed is not what its definition offers",
            slot.key
        );
        super::surfaces::slot(slot.key, plugin, untrack(json), look, offer.is_some())
    }
    #[cfg(not(feature = "ssr"))]
    {
        let _ = (plugin, look);
        super::owned::owned_slot(slot.key, json, on_event, offer)
    }
}
