//! How often an organisation may send events by a button: each is a call to an address of its choice, from our network.

use portico_sdk::plugin::{PluginContext, PluginError, Scope};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Events that one organisation sends by a button in one minute.
pub const MOST: u32 = 5;
const MINUTE_MS: i64 = 60_000;
/// Storage key of the count.
const KEY: &str = "test_events";
/// Tries at counting while other calls count, too.
const TRIES: u32 = 5;

#[derive(Default, Serialize, Deserialize)]
struct Counted {
    minute: i64,
    count: u32,
}

/// Counts a test event; false when there were too many in this minute.
pub async fn count(context: &PluginContext, scope: &Scope) -> Result<bool, PluginError> {
    let minute = context.clock.now_ms().div_euclid(MINUTE_MS);
    for _ in 0..TRIES {
        let stored = context.kv.get(scope, KEY).await?;
        let counted = stored
            .as_ref()
            .and_then(|value| Counted::deserialize(value).ok())
            .filter(|counted| counted.minute == minute)
            .unwrap_or(Counted { minute, count: 0 });
        if counted.count >= MOST {
            return Ok(false);
        }
        let next = serde_json::to_value(Counted {
            minute,
            count: counted.count + 1,
        })
        .unwrap_or(Value::Null);
        let kv = &context.kv;
        if kv.put_if(scope, KEY, stored.as_ref(), &next).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
