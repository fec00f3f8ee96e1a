//! Slots: the named places in a host's pages, and the typed context each passes to plugins.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::offer::{Offer, checkout, dashboard};
use crate::shape::{Shape, Shaped};
pub use crate::slot_context::{
    AfterOrderContext, CheckoutContext, DashboardContext, PaymentSettingsContext,
    PluginSettingsContext, SidebarContext,
};

/// Which half of a site a slot belongs to; each half has its own manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// `storefront:*`, visible to everyone the policy allows.
    Storefront,
    /// `admin:*`, visible to organisation admins.
    Admin,
}

impl Surface {
    /// The prefix of the slots of this surface, with the colon.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Storefront => "storefront:",
            Self::Admin => "admin:",
        }
    }

    /// The surface of a slot key; `None` when the prefix is neither.
    pub fn of(slot: &str) -> Option<Self> {
        [Self::Storefront, Self::Admin]
            .into_iter()
            .find(|surface| slot.starts_with(surface.prefix()))
    }

    /// The segment of the API this surface's plugins may call: `/api/v1/{segment}/…`.
    pub fn api_segment(self) -> &'static str {
        match self {
            Self::Storefront => "store",
            Self::Admin => "admin",
        }
    }
}

/// The known slot key that is most like `key`, for "did you mean …?": at most a third of its characters differ.
pub fn nearest<'k>(key: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known
        .into_iter()
        .map(|candidate| (distance(key, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len() / 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in bytes; slot keys are ASCII.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.bytes().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

/// A slot key that knows the type of its context: passing another type does not compile.
#[derive(Debug)]
pub struct SlotKey<C> {
    /// For example `storefront:checkout:payment`.
    pub key: &'static str,
    context: PhantomData<fn() -> C>,
}

impl<C> SlotKey<C> {
    /// Declares a slot.
    pub const fn new(key: &'static str) -> Self {
        Self {
            key,
            context: PhantomData,
        }
    }
}

impl<C> Clone for SlotKey<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for SlotKey<C> {}

/// What is known of a slot beside its key.
#[derive(Debug, Clone, Copy)]
pub struct SlotDef {
    /// The key.
    pub key: &'static str,
    /// Where on the page it is, in one sentence.
    pub about: &'static str,
    /// The most extensions it shows; in `admin:plugin:settings`, where each plugin is alone, the most of one plugin. What comes after
    /// them in the order of the slot is left out, and the inspector says so.
    pub max_items: usize,
    /// What its context looks like.
    pub context: fn() -> Shape,
    /// What else sandboxed plugins may be given there, when their capabilities name it.
    pub offer: Offer,
}

impl SlotDef {
    const fn of<C: Shaped>(slot: SlotKey<C>, max_items: usize, about: &'static str) -> Self {
        Self {
            key: slot.key,
            about,
            max_items,
            context: C::shape,
            offer: Offer::NOTHING,
        }
    }

    const fn offering(mut self, offer: Offer) -> Self {
        self.offer = offer;
        self
    }

    /// The definition of a built-in slot; `None` for any other key.
    pub fn get(key: &str) -> Option<&'static Self> {
        slots::DEFS.iter().find(|slot| slot.key == key)
    }

    /// Each plugin has a place of its own here, so that its extensions take no room from others.
    pub fn is_per_plugin(&self) -> bool {
        self.key == slots::PLUGIN_SETTINGS.key
    }
}

/// The built-in slots (CONTRACT "Slots").
pub mod slots {
    use super::{
        AfterOrderContext, CheckoutContext, DashboardContext, PaymentSettingsContext,
        PluginSettingsContext, SidebarContext, SlotDef, SlotKey, checkout, dashboard,
    };

    /// After the payment method selection, once a method is chosen.
    pub const CHECKOUT_PAYMENT: SlotKey<CheckoutContext> =
        SlotKey::new("storefront:checkout:payment");
    /// After the order confirmation.
    pub const CHECKOUT_AFTER_ORDER: SlotKey<AfterOrderContext> =
        SlotKey::new("storefront:checkout:after_order");
    /// On the detail page of a payment method.
    pub const PAYMENT_SETTINGS: SlotKey<PaymentSettingsContext> =
        SlotKey::new("admin:payment:settings");
    /// On the page of a plugin's settings, below the settings themselves; only the extensions of that plugin appear.
    pub const PLUGIN_SETTINGS: SlotKey<PluginSettingsContext> =
        SlotKey::new("admin:plugin:settings");
    /// In the sidebar navigation.
    pub const SIDEBAR: SlotKey<SidebarContext> = SlotKey::new("admin:sidebar");
    /// Among the widgets of the dashboard.
    pub const DASHBOARD_WIDGET: SlotKey<DashboardContext> = SlotKey::new("admin:dashboard:widget");

    /// Every built-in slot key.
    pub const ALL: [&str; 6] = [
        CHECKOUT_PAYMENT.key,
        CHECKOUT_AFTER_ORDER.key,
        PAYMENT_SETTINGS.key,
        PLUGIN_SETTINGS.key,
        SIDEBAR.key,
        DASHBOARD_WIDGET.key,
    ];

    /// The same, with what is known of each.
    pub const DEFS: [SlotDef; 6] = [
        SlotDef::of(
            CHECKOUT_PAYMENT,
            100,
            "In the checkout after the payment methods, once one is chosen.",
        )
        .offering(checkout::OFFER),
        SlotDef::of(CHECKOUT_AFTER_ORDER, 20, "On the confirmation of an order."),
        SlotDef::of(PAYMENT_SETTINGS, 100, "On the page of a payment method."),
        SlotDef::of(
            PLUGIN_SETTINGS,
            20,
            "On the page of a plugin, below its settings. Only the extensions of that plugin appear.",
        ),
        SlotDef::of(SIDEBAR, 20, "Beside every admin page."),
        SlotDef::of(DASHBOARD_WIDGET, 50, "Among the widgets of the dashboard.")
            .offering(dashboard::OFFER),
    ];
}

/// What of `context` the slot declares: it is read as the slot's type and written out again, so that what the type does not
/// have is left out (FORMS 13). `None` when it is not of that type, or the slot is not built in.
///
/// ```
/// use portico_sdk::slot::declared_context;
/// use serde_json::json;
///
/// let given = json!({ "path": "/admin", "token": "secret" });
/// assert_eq!(declared_context("admin:sidebar", &given), Some(json!({ "path": "/admin" })));
/// assert_eq!(declared_context("admin:sidebar", &json!({ "path": 7 })), None);
/// ```
pub fn declared_context(slot: &str, context: &Value) -> Option<Value> {
    match slot {
        key if key == slots::CHECKOUT_PAYMENT.key => through(slots::CHECKOUT_PAYMENT, context),
        key if key == slots::CHECKOUT_AFTER_ORDER.key => {
            through(slots::CHECKOUT_AFTER_ORDER, context)
        }
        key if key == slots::PAYMENT_SETTINGS.key => through(slots::PAYMENT_SETTINGS, context),
        key if key == slots::PLUGIN_SETTINGS.key => through(slots::PLUGIN_SETTINGS, context),
        key if key == slots::SIDEBAR.key => through(slots::SIDEBAR, context),
        key if key == slots::DASHBOARD_WIDGET.key => through(slots::DASHBOARD_WIDGET, context),
        _ => None,
    }
}

fn through<C: Serialize + DeserializeOwned>(_: SlotKey<C>, context: &Value) -> Option<Value> {
    serde_json::to_value(C::deserialize(context).ok()?).ok()
}
