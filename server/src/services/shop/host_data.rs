//! What the shop lets plugins read: `orders.daily` and `order.exists`.

use std::sync::Arc;

use async_trait::async_trait;
use portico_sdk::plugin::{Clock, PluginError, Scope};
use serde_json::{Value, json};

use super::days::{daily, range_start};
use super::storefront::CURRENCY;
use crate::plugins::{HostDataSource, our_fault};
use crate::storage::Db;
use crate::storage::shop::{self, OrderRow};

/// Most days that are read at once.
const MOST_DAYS: u64 = 366;

/// The orders of a scope's organisation by day.
pub struct DailyOrdersSource {
    /// Where the orders are.
    pub db: Db,
    /// What day it is.
    pub clock: Arc<dyn Clock>,
}

#[async_trait]
impl HostDataSource for DailyOrdersSource {
    fn name(&self) -> &'static str {
        "orders.daily"
    }

    async fn read(&self, scope: &Scope, arguments: &Value) -> Result<Value, PluginError> {
        let days = arguments.get("days").and_then(Value::as_u64).unwrap_or(30);
        let days = u32::try_from(days.clamp(1, MOST_DAYS)).unwrap_or(30);
        let now = self.clock.now_ms();
        let since = range_start(days, now);
        let org = scope.org.as_deref().unwrap_or_default();
        let sums = shop::day_sums(&mut &self.db, &scope.host, org, since)
            .await
            .map_err(our_fault)?;
        serde_json::to_value(daily(&sums, days, now, CURRENCY)).map_err(our_fault)
    }
}

/// Whether an order is there and the caller's, so that plugins keep nothing for made-up ones (THREATS 42).
pub struct OrderExistsSource {
    /// Where the orders are.
    pub db: Db,
}

#[async_trait]
impl HostDataSource for OrderExistsSource {
    fn name(&self) -> &'static str {
        "order.exists"
    }

    async fn read(&self, scope: &Scope, arguments: &Value) -> Result<Value, PluginError> {
        let text = |key: &str| arguments.get(key).and_then(Value::as_str);
        let id = text("id")
            .ok_or_else(|| PluginError::BadRequest("order.exists needs an id".to_owned()))?;
        let order = shop::order(&mut &self.db, &scope.host, id)
            .await
            .map_err(our_fault)?;
        Ok(
            match order.filter(|order| is_own(order, scope, text("uid"))) {
                Some(order) => json!({"exists": true, "number": order.number}),
                None => json!({"exists": false}),
            },
        )
    }
}

/// An order belongs to who bought it; a signed-out buyer's, to whoever knows its id, which cannot be guessed. One that was made
/// for an organisation has nothing to do with another.
fn is_own(order: &OrderRow, scope: &Scope, uid: Option<&str>) -> bool {
    let of_buyer = order.uid.is_empty() || uid == Some(order.uid.as_str());
    let of_org =
        order.org_id.is_empty() || scope.org.as_deref().is_none_or(|org| org == order.org_id);
    of_buyer && of_org
}
