//! What the owner of a slot passes to sandboxed plugins beside the context (`portico_sdk::offer`): components of the page and
//! callbacks. A plugin gets of it what its capabilities name.
//!
//! Components are views of the island that owns the slot. Each stands in a shadow root of its own with the page's styles, so that no
//! style of a plugin reaches it.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod component;
#[cfg(feature = "hydrate")]
mod published;

use std::fmt;
use std::future::Future;

use leptos::prelude::*;
use portico_sdk::offer::{CallbackKey, ComponentKey, EventDef};
use portico_sdk::shape::Shaped;
use serde::Serialize;
use serde_json::Value;

#[cfg(feature = "hydrate")]
pub(super) use browser::Offered;
#[cfg(feature = "hydrate")]
pub(super) use published::{of, publish, ready};

/// Says on the element of a slot that its owner passes something, so that plugins wait for it.
#[cfg(feature = "hydrate")]
pub(super) const OFFERS: &str = "data-offers";

/// What an island passes to sandboxed plugins.
///
/// ```
/// use leptos::prelude::*;
/// use portico_app::i18n::Locale;
/// use portico_app::slot::{PluginSlot, SlotOffer};
/// use portico_app::ui::Money;
/// use portico_sdk::offer::checkout::{MONEY, PAY};
/// use portico_sdk::slot::{CheckoutContext, slots};
///
/// #[island]
/// fn Gate(context: CheckoutContext, locale: Locale) -> impl IntoView {
///     let offer = SlotOffer::new()
///         .component(MONEY, move |host| {
///             move || view! { <Money amount=host.props.get().amount currency=host.props.get().currency locale/> }
///         })
///         .callback(PAY, |payment| async move {
///             if payment.reference.is_empty() { Err("a payment has a reference".to_owned()) } else { Ok(()) }
///         });
///     view! { <PluginSlot r#slot=slots::CHECKOUT_PAYMENT context offer/> }
/// }
/// ```
#[derive(Default)]
pub struct SlotOffer {
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
        self,
        key: ComponentKey<P>,
        view: impl Fn(HostComponent<P>) -> V + 'static,
    ) -> Self
    where
        P: Shaped + Default + Send + Sync + 'static,
        V: IntoView + 'static,
    {
        #[cfg(feature = "hydrate")]
        {
            let mut offer = self;
            component::add(&mut offer.offered, key, view);
            offer
        }
        #[cfg(not(feature = "hydrate"))]
        {
            let _ = (key, view);
            self
        }
    }

    /// A callback: what `run` refuses with, the plugin gets as the message of an error. Whoever calls is not trusted: the value is of
    /// the type, and says nothing else.
    #[must_use]
    pub fn callback<A, R, F>(self, key: CallbackKey<A>, run: impl Fn(A) -> F + 'static) -> Self
    where
        A: Shaped + 'static,
        R: Serialize + 'static,
        F: Future<Output = Result<R, String>> + 'static,
    {
        #[cfg(feature = "hydrate")]
        {
            let mut offer = self;
            offer.offered.add_callback(key, run);
            offer
        }
        #[cfg(not(feature = "hydrate"))]
        {
            let _ = (key, run);
            self
        }
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
