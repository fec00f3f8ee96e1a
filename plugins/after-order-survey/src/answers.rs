//! Answers in the plugin's storage.
//!
//! `answer:{order}` holds an answer; `rating:{day}:{rating}:{order}` is its entry in an index by day. Results are counted from
//! the index, so there is no counter that two answers at the same moment could get wrong.

use portico_sdk::plugin::{KeyValueStore, PluginError, Scope};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The most keys that storage lists at once.
const PAGE: u32 = 1_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What one buyer answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// 1 to 5.
    pub rating: u8,
    /// May be empty.
    pub comment: String,
    /// The shop may get in touch.
    pub contact: bool,
    /// Where; empty: nowhere.
    #[serde(default)]
    pub email: String,
    /// Who answered; `None`: a signed-out buyer.
    pub uid: Option<String>,
    /// Milliseconds since the epoch.
    pub at: i64,
}

/// One entry of the index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Days since the epoch.
    pub day: i64,
    /// 1 to 5.
    pub rating: u8,
    /// Id of the order.
    pub order: String,
}

impl Entry {
    /// Where an answer stands in the index.
    pub fn of(answer: &Answer, order: &str) -> Self {
        Self {
            day: day(answer.at),
            rating: answer.rating,
            order: order.to_owned(),
        }
    }

    fn key(&self) -> String {
        format!("rating:{:06}:{}:{}", self.day, self.rating, self.order)
    }

    fn parse(key: &str) -> Option<Self> {
        let mut parts = key.strip_prefix("rating:")?.splitn(3, ':');
        Some(Self {
            day: parts.next()?.parse().ok()?,
            rating: parts.next()?.parse().ok()?,
            order: parts.next()?.to_owned(),
        })
    }
}

/// Days since the epoch, UTC.
pub fn day(at: i64) -> i64 {
    at.div_euclid(DAY_MS)
}

/// The answer for an order.
pub async fn load(
    kv: &dyn KeyValueStore,
    scope: &Scope,
    order: &str,
) -> Result<Option<Answer>, PluginError> {
    let stored = kv.get(scope, &format!("answer:{order}")).await?;
    Ok(stored.and_then(|value| serde_json::from_value(value).ok()))
}

/// Stores an answer in place of the one that was loaded; false when another came in between: load it and begin anew.
///
/// The entry in the index comes first and that of the earlier answer goes last. So of two answers at the same moment, the
/// one that replaces the other finds its entry and takes it away.
pub async fn store(
    kv: &dyn KeyValueStore,
    scope: &Scope,
    order: &str,
    answer: &Answer,
    earlier: Option<&Answer>,
) -> Result<bool, PluginError> {
    let entry = |answer: &Answer| Entry::of(answer, order).key();
    let expected = earlier.map(to_value).transpose()?;
    kv.put(scope, &entry(answer), &Value::Bool(true)).await?;
    let key = format!("answer:{order}");
    let value = to_value(answer)?;
    let stored = kv.put_if(scope, &key, expected.as_ref(), &value).await?;
    let (there, gone) = if stored {
        (Some(entry(answer)), earlier.map(entry))
    } else {
        let there = load(kv, scope, order).await?;
        (there.as_ref().map(entry), Some(entry(answer)))
    };
    if let Some(gone) = gone.filter(|gone| there.as_ref() != Some(gone)) {
        kv.delete(scope, &gone).await?;
    }
    Ok(stored)
}

fn to_value(answer: &Answer) -> Result<Value, PluginError> {
    serde_json::to_value(answer).map_err(|error| PluginError::Internal(format!("answer: {error}")))
}

/// The index from one day to another, both included, newest day first. Ten days are listed at once, unless they have more
/// answers than storage lists.
pub async fn entries(
    kv: &dyn KeyValueStore,
    scope: &Scope,
    from: i64,
    to: i64,
) -> Result<Vec<Entry>, PluginError> {
    let mut found = Vec::new();
    for tens in from.div_euclid(10)..=to.div_euclid(10) {
        let mut keys = kv.list(scope, &format!("rating:{tens:05}"), PAGE).await?;
        if keys.len() >= PAGE as usize {
            keys.clear();
            for day in tens * 10..tens * 10 + 10 {
                let prefix = format!("rating:{day:06}:");
                keys.extend(kv.list(scope, &prefix, PAGE).await?);
            }
        }
        found.extend(keys.iter().filter_map(|key| Entry::parse(key)));
    }
    found.retain(|entry| (from..=to).contains(&entry.day));
    found.sort_by(|a, b| b.cmp(a));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use portico_plugin_testkit::{Fakes, session};

    use super::*;

    fn answer(at: i64, rating: u8) -> Answer {
        Answer {
            rating,
            comment: String::new(),
            contact: false,
            email: String::new(),
            uid: None,
            at,
        }
    }

    #[test]
    fn an_entry_survives_its_key_whatever_the_order_is_called() {
        let entry = Entry::of(&answer(1_700_000_000_000, 4), "a:b:c");
        assert_eq!(Entry::parse(&entry.key()), Some(entry));
        assert_eq!(Entry::parse("rating:x"), None);
    }

    #[tokio::test]
    async fn days_with_more_answers_than_a_listing_are_counted_in_full() {
        let kv = Fakes::new();
        let scope = session("member").scope;
        for number in 0..700_i64 {
            for day in [20_450, 20_451, 20_470] {
                let order = format!("{day}-{number}");
                store(&kv, &scope, &order, &answer(day * DAY_MS, 5), None)
                    .await
                    .unwrap();
            }
        }
        assert_eq!(
            entries(&kv, &scope, 20_450, 20_470).await.unwrap().len(),
            2_100
        );
        assert_eq!(
            entries(&kv, &scope, 20_451, 20_469).await.unwrap().len(),
            700
        );
        assert_eq!(entries(&kv, &scope, 20_452, 20_469).await.unwrap().len(), 0);
    }
}
