//! What the owner of a slot passes to sandboxed plugins beside the context (`portico_sdk::offer`): components of the page and
//! callbacks. A plugin gets of it what its capabilities name.
//!
//! Components are views of the island that owns the slot. Each stands in a shadow root of its own with the page's styles, so that no
//! style of a plugin reaches it.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod component;
#[cfg(any(feature = "hydrate", test))]
mod props;
#[cfg(feature = "hydrate")]
mod published;

#[cfg(feature = "ssr")]
use std::collections::BTreeSet;
use std::fmt;
use std::future::Future;

use leptos::prelude::*;
use portico_sdk::offer::{CallbackKey, ComponentKey, EventDef};
use portico_sdk::shape::Shaped;
#[cfg(feature = "ssr")]
use portico_sdk::slot::SlotDef;
use serde::Serialize;
use serde_json::Value;

#[cfg(feature = "hydrate")]
pub(super) use browser::Offered;
#[cfg(feature = "hydrate")]
pub(super) use published::{of, publish, ready};

/// Says on the element of a slot that its owner passes something, so that plugins wait for it.
pub(super) const OFFERS: &str = "data-offers";

/// What an island passes to sandboxed plugins: all of what the slot's definition offers (`portico_sdk::slot::SlotDef`), or of a slot
/// of the host's own what it likes.
///
/// ```
/// use leptos::prelude::*;
/// use portico_app::slot::{PluginSlot, SlotOffer};
/// use portico_sdk::offer::dashboard::{CHART, SHOW_RANGE};
/// use portico_sdk::slot::{DashboardContext, slots};
///
/// #[island]
/// fn Widgets(context: DashboardContext) -> impl IntoView {
///     let offer = SlotOffer::new()
///         .component(CHART, |host| view! { <h3>{move || host.props.get().title}</h3> })
///         .callback(SHOW_RANGE, |wanted| async move {
///             if wanted.range == "7d" { Ok(()) } else { Err("there is 7d alone".to_owned()) }
///         });
///     view! { <PluginSlot r#slot=slots::DASHBOARD_WIDGET context offer/> }
/// }
/// ```
#[derive(Default)]
pub struct SlotOffer {
    /// Of components and callbacks, in the order in which they were added.
    names: Vec<&'static str>,
    #[cfg(feature = "hydrate")]
    offered: Offered,
}

impl fmt::Debug for SlotOffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SlotOffer").finish_non_exhaustive()
    }
}

impl SlotOffer {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A component: `view` draws each one that a plugin puts among its elements.
    #[must_use]
    pub fn component<P, V>(
        mut self,
        key: ComponentKey<P>,
        view: impl Fn(HostComponent<P>) -> V + 'static,
    ) -> Self
    where
        P: Shaped + Clone + Default + Send + Sync + 'static,
        V: IntoView + 'static,
    {
        self.names.push(key.name);
        #[cfg(feature = "hydrate")]
        component::add(&mut self.offered, key, view);
        #[cfg(not(feature = "hydrate"))]
        let _ = view;
        self
    }

    /// A callback: what `run` refuses with, the plugin gets as the message of an error. Whoever calls is not trusted: the value is of
    /// the type, and says nothing else.
    #[must_use]
    pub fn callback<A, R, F>(mut self, key: CallbackKey<A>, run: impl Fn(A) -> F + 'static) -> Self
    where
        A: Shaped + 'static,
        R: Serialize + 'static,
        F: Future<Output = Result<R, String>> + 'static,
    {
        self.names.push(key.name);
        #[cfg(feature = "hydrate")]
        self.offered.add_callback(key, run);
        #[cfg(not(feature = "hydrate"))]
        let _ = run;
        self
    }

    /// Whether it is what the slot's definition says that it is, from which documentation and warnings are made.
    #[cfg(feature = "ssr")]
    pub(super) fn is_of(&self, slot: &str) -> bool {
        let Some(slot) = SlotDef::get(slot) else {
            return true;
        };
        let components = slot.offer.components.iter().map(|it| it.name);
        let callbacks = slot.offer.callbacks.iter().map(|it| it.name);
        let defined: BTreeSet<&str> = components.chain(callbacks).collect();
        self.names.iter().copied().collect::<BTreeSet<_>>() == defined
    }

    /// For the slot.
    #[cfg(feature = "hydrate")]
    pub(super) fn into_offered(self) -> Offered {
        self.offered
    }
}

/// One component in the tree of a plugin.
#[derive(Clone)]
pub struct HostComponent<P: Send + Sync + 'static> {
    /// What the plugin gives it, checked against its shape; what is not given has its default.
    pub props: Signal<P>,
    #[cfg(feature = "hydrate")]
    emit: component::Emit,
}

impl<P: Send + Sync + 'static> fmt::Debug for HostComponent<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostComponent").finish_non_exhaustive()
    }
}

impl<P: Send + Sync + 'static> HostComponent<P> {
    /// Tells the plugin of an event, if it listens to it.
    pub fn emit(&self, event: EventDef, detail: &Value) {
        #[cfg(feature = "hydrate")]
        self.emit.send(event.name, detail);
        #[cfg(not(feature = "hydrate"))]
        let _ = (event, detail);
    }

    /// Where what the plugin puts into the component is shown; once in a view.
    pub fn children() -> impl IntoView {
        leptos::html::slot()
    }
}
