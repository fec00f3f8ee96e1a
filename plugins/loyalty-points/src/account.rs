//! Accounts in the plugin's storage: `account:{hash of the uid}` holds the balance and the orders it comes from.

use std::fmt::Write as _;

use aws_lc_rs::digest;
use portico_plugin_kit::date_at;
use portico_sdk::plugin::{HostEvent, PluginContext, PluginError, Scope};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::settings::Settings;

/// How many orders an account remembers. Events are repeated within hours, so none comes again after this many.
const REMEMBERED: usize = 200;

/// What a user has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Points.
    pub balance: u64,
    /// The latest orders and what each earned, oldest first.
    pub orders: Vec<(String, u64)>,
}

impl Account {
    /// What an order earned, once it is booked.
    pub fn earned(&self, order: &str) -> Option<u64> {
        self.orders
            .iter()
            .find(|(id, _)| id == order)
            .map(|(_, points)| *points)
    }

    /// Books an order; false when it was booked before.
    fn book(&mut self, order: &str, points: u64) -> bool {
        if self.earned(order).is_some() {
            return false;
        }
        self.balance = self.balance.saturating_add(points);
        self.orders.push((order.to_owned(), points));
        let forgotten = self.orders.len().saturating_sub(REMEMBERED);
        self.orders.drain(..forgotten);
        true
    }
}

/// The host's report of an order. Other members of the payload are none of our business.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Placed {
    #[serde(alias = "order_id")]
    order_id: String,
    amount: i64,
    currency: String,
    /// Absent or empty: a signed-out buyer.
    #[serde(default)]
    uid: Option<String>,
}

/// Tries at booking an order while other servers change the same account; after that the event is delivered again later.
const TRIES: u32 = 20;

/// Changes accounts one at a time, so that this server's own events do not get in each other's way. What other servers book
/// meanwhile is seen when writing back.
#[derive(Default)]
pub struct Accounts {
    turn: Mutex<()>,
}

impl Accounts {
    /// Books the order of an `order.placed` event. A repeated event changes nothing.
    pub async fn credit(
        &self,
        context: &PluginContext,
        event: &HostEvent,
    ) -> Result<(), PluginError> {
        let placed: Placed = serde_json::from_value(event.payload.clone())
            .map_err(|error| PluginError::BadRequest(format!("order.placed: {error}")))?;
        let Some(uid) = placed.uid.filter(|uid| !uid.is_empty()) else {
            return Ok(());
        };
        let settings = Settings::read(&context.settings.get(&event.scope).await?);
        let points = settings.points(placed.amount, &placed.currency, &date_at(event.at));

        let _turn = self.turn.lock().await;
        let scope = of_host(&event.scope);
        let key = key(&uid);
        for _ in 0..TRIES {
            let stored = context.kv.get(&scope, &key).await?;
            let mut account = read(stored.as_ref())?;
            if !account.book(&placed.order_id, points) {
                return Ok(());
            }
            let value = serde_json::to_value(&account)
                .map_err(|error| PluginError::Internal(format!("account: {error}")))?;
            let kv = &context.kv;
            if kv.put_if(&scope, &key, stored.as_ref(), &value).await? {
                return Ok(());
            }
        }
        Err(PluginError::Internal(
            "the account is changed by others all the time".to_owned(),
        ))
    }
}

/// The user's account, empty before the first order.
pub async fn of_user(
    context: &PluginContext,
    scope: &Scope,
    uid: &str,
) -> Result<Account, PluginError> {
    let stored = context.kv.get(&of_host(scope), &key(uid)).await?;
    read(stored.as_ref())
}

fn read(stored: Option<&Value>) -> Result<Account, PluginError> {
    match stored {
        None => Ok(Account::default()),
        // Starting from zero would take someone's points away: better no answer than a wrong one.
        Some(value) => Account::deserialize(value)
            .map_err(|error| PluginError::Internal(format!("account: {error}"))),
    }
}

/// A uid is the host's, so the account is, too: the same in every organisation.
fn of_host(scope: &Scope) -> Scope {
    Scope {
        host: scope.host.clone(),
        org: None,
    }
}

/// A uid may have 255 bytes, a storage key, too; the hash leaves room for the prefix.
fn key(uid: &str) -> String {
    let hash = digest::digest(&digest::SHA256, uid.as_bytes());
    hash.as_ref()
        .iter()
        .fold("account:".to_owned(), |mut key, byte| {
            // Writing to a String does not fail.
            let _ = write!(key, "{byte:02x}");
            key
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_booked_once() {
        let mut account = Account::default();
        assert!(account.book("o1", 84));
        assert!(!account.book("o1", 84));
        assert_eq!((account.balance, account.earned("o1")), (84, Some(84)));
    }

    #[test]
    fn an_account_stays_small_and_keeps_its_balance() {
        let mut account = Account::default();
        for order in 0..1_000 {
            account.book(&format!("o{order}"), 1);
        }
        assert_eq!((account.balance, account.orders.len()), (1_000, REMEMBERED));
        assert_eq!(account.earned("o999"), Some(1));
    }

    #[test]
    fn keys_fit_whatever_the_host_calls_its_users() {
        assert_eq!(key(&"ü".repeat(127)).len(), "account:".len() + 64);
        assert_ne!(key("a"), key("b"));
    }
}
