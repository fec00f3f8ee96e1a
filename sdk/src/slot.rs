//! Slots: the named places in a host's pages, and the typed context each passes to plugins.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

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

/// The built-in slots (CONTRACT "Slots").
pub mod slots {
    use super::{
        AfterOrderContext, CheckoutContext, DashboardContext, PaymentSettingsContext,
        PluginSettingsContext, SidebarContext, SlotKey,
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
}

/// Context of `storefront:checkout:payment`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckoutContext {
    /// The chosen payment method.
    pub payment_method_id: String,
    /// Total in minor units.
    pub amount: i64,
    /// ISO 4217, upper case.
    pub currency: String,
    /// The buyer's address for the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Name and address for the bill, as the host knows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing_details: Option<serde_json::Value>,
    /// Set once the order exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// The number shown to people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
}

/// Context of `storefront:checkout:after_order`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AfterOrderContext {
    /// Id of the order.
    pub order_id: String,
    /// The number shown to people.
    pub order_number: String,
    /// Total in minor units.
    pub amount: i64,
    /// ISO 4217, upper case.
    pub currency: String,
}

/// Context of `admin:payment:settings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentSettingsContext {
    /// The payment method on the page.
    pub payment_method_id: String,
    /// The plugin or service behind the method.
    pub provider: String,
}

/// Context of `admin:plugin:settings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PluginSettingsContext {
    /// Name of the plugin on the page.
    pub plugin: String,
}

/// Context of `admin:sidebar`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SidebarContext {
    /// Path of the current page.
    pub path: String,
}

/// Context of `admin:dashboard:widget`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DashboardContext {
    /// `7d`, `30d` or `90d`.
    pub range: String,
}
