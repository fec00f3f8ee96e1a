//! The demo storefront and its orders. Present only with `--demo`.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::Answer;

/// One product, texts in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Product id, part of its address.
    pub id: String,
    /// Shown name.
    pub title: String,
    /// A paragraph.
    pub description: String,
    /// Language (BCP 47) of both.
    #[serde(default)]
    pub lang: String,
    /// Path of the picture.
    pub image: String,
    /// Price in minor units.
    pub price: i64,
    /// ISO 4217.
    pub currency: String,
}

/// The caller's cart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// In the order in which they were put in.
    pub lines: Vec<CartLine>,
    /// Sum of the lines in minor units.
    pub subtotal: i64,
    /// In minor units; 0 for an empty cart.
    pub shipping: i64,
    /// What is paid, in minor units.
    pub total: i64,
    /// ISO 4217.
    pub currency: String,
}

impl Cart {
    /// Pieces in the cart.
    pub fn count(&self) -> i64 {
        self.lines.iter().map(|line| line.quantity).sum()
    }
}

/// One product in a cart or an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// Product id.
    pub product: String,
    /// Shown name.
    pub title: String,
    /// Its language (BCP 47).
    #[serde(default)]
    pub lang: String,
    /// Path of the picture; empty in an old order.
    pub image: String,
    /// Pieces, at least 1.
    pub quantity: i64,
    /// Price of one piece in minor units.
    pub price: i64,
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentMethod {
    /// Id, for example `acme-pay`.
    pub id: String,
    /// Shown name.
    pub title: String,
    /// A few words beside the name.
    pub hint: String,
    /// Language (BCP 47) of both.
    #[serde(default)]
    pub lang: String,
    /// The plugin behind it, or `invoice`.
    pub provider: String,
    /// Title of that plugin; its name where this server does not know it.
    pub provider_title: String,
    /// Its language (BCP 47).
    #[serde(default)]
    pub provider_lang: String,
    /// Offered in the checkout.
    pub enabled: bool,
}

/// Provider of the methods that the shop handles itself.
pub const BY_INVOICE: &str = "invoice";

impl PaymentMethod {
    /// The plugin behind it; `None`: the shop itself.
    pub fn plugin(&self) -> Option<&str> {
        (self.provider != BY_INVOICE).then_some(self.provider.as_str())
    }
}

/// A placed order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// UUID, part of its address.
    pub id: String,
    /// The number shown to people.
    pub number: String,
    /// Where the receipt goes.
    pub email: String,
    /// Name of the payment method.
    pub payment_method: String,
    /// What was paid, in minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// When, in milliseconds since the epoch.
    pub created_at: i64,
    /// What was bought.
    pub lines: Vec<CartLine>,
}

/// A page of the orders of an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPage {
    /// The orders, without their lines.
    pub orders: Vec<Order>,
    /// Which page it is, counted from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// Orders on the pages before it.
    pub before: u32,
    /// Orders on all pages.
    pub total: u32,
}

/// What the buyer sends to place the order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Checkout {
    /// Id of the payment method.
    pub method: String,
    /// Where the receipt goes.
    pub email: String,
    /// What the payment plugin answered (its intent's id).
    pub payment_reference: String,
}

/// Orders of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DailyOrders {
    /// `2026-11-20`, UTC.
    pub day: String,
    /// Orders placed.
    pub orders: i64,
    /// Their sum in minor units.
    pub revenue: i64,
    /// ISO 4217.
    pub currency: String,
}

/// The numbers on top of the dashboard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// Orders in the range.
    pub orders: i64,
    /// Their sum in minor units.
    pub revenue: i64,
    /// Orders in the range before this one, for the comparison.
    pub orders_before: i64,
    /// Their sum in minor units.
    pub revenue_before: i64,
    /// ISO 4217.
    pub currency: String,
    /// The newest orders, without their lines.
    pub latest: Vec<Order>,
}

/// The storefront, as the current visitor sees it. The cart hangs on a cookie of its own.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait ShopBackend: Send + Sync {
    /// All products, in the shop's order.
    async fn products(&self) -> Answer<Vec<Product>>;
    /// One product; 404.
    async fn product(&self, id: &str) -> Answer<Product>;
    /// The visitor's cart.
    async fn cart(&self) -> Answer<Cart>;
    /// Ways to pay that are enabled.
    async fn payment_methods(&self) -> Answer<Vec<PaymentMethod>>;
    /// An order of this visitor or user; 404 for everyone else's.
    async fn order(&self, id: &str) -> Answer<Order>;
}

/// The shop's side of the admin panel, for the organisation of the caller.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait ShopAdminBackend: Send + Sync {
    /// Numbers of the last `days` days (1-365).
    async fn dashboard(&self, days: u32) -> Answer<Dashboard>;
    /// A page of the orders, counted from 1, the newest first; beyond the last page it is the last.
    async fn orders(&self, page: u32) -> Answer<OrderPage>;
    /// All payment methods.
    async fn all_payment_methods(&self) -> Answer<Vec<PaymentMethod>>;
    /// One payment method; 404.
    async fn payment_method(&self, id: &str) -> Answer<PaymentMethod>;
}
