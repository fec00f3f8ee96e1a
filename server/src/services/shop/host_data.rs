//! What the shop lets plugins read: `orders.daily`.

use std::sync::Arc;

use async_trait::async_trait;
use portico_sdk::plugin::{Clock, PluginError, Scope};
use serde_json::Value;

use super::days::{DAY_MS, daily};
use super::storefront::CURRENCY;
use crate::plugins::HostDataSource;
use crate::storage::{Db, shop};

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
        let since = (now.div_euclid(DAY_MS) - i64::from(days) + 1) * DAY_MS;
        let org = scope.org.as_deref().unwrap_or_default();
        let sums = shop::order_sums(&mut &self.db, &scope.host, org, since)
            .await
            .map_err(|error| PluginError::Internal(error.to_string()))?;
        serde_json::to_value(daily(&sums, days, now, CURRENCY))
            .map_err(|error| PluginError::Internal(error.to_string()))
    }
}
