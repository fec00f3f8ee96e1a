//! Where events go, and which. The form that asks for it is in `form`.

use std::fmt;

use portico_sdk::settings::Values;
use serde_json::Value;

/// Events that can be chosen one by one: name, and what it is in English and German.
pub const EVENTS: [(&str, [&str; 2]); 3] = [
    (
        "order.placed",
        ["Placed orders", "Aufgegebene Bestellungen"],
    ),
    (
        "order.cancelled",
        ["Cancelled orders", "Stornierte Bestellungen"],
    ),
    ("order.refunded", ["Refunds", "Erstattungen"]),
];

/// Stands for all events that are none of [`EVENTS`].
pub const OTHER: &str = "other";

/// The address as it is called; empty while there is none.
pub fn address(values: &Values) -> &str {
    let text = values.get("url").and_then(Value::as_str);
    text.unwrap_or_default().trim()
}

/// Settings that suffice for sending.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    /// Where to.
    pub url: String,
    /// Key of the signature.
    pub secret: String,
    /// Names of wanted events, or [`OTHER`].
    pub events: Vec<String>,
    /// Send at all.
    pub active: bool,
}

/// Without the secret, and without the path and query of the address: those often carry a token (THREATS 46).
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target")
            .field("events", &self.events)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}

impl Target {
    /// Reads stored values, or a draft; `None` while address or secret are missing. Which addresses may be called is decided in
    /// one place, the server's HTTP client: it refuses plain http and private addresses unless its operator made an exception.
    pub fn read(values: &Values) -> Option<Self> {
        let secret = values.get("secret").and_then(Value::as_str);
        let target = Self {
            url: address(values).to_owned(),
            secret: secret.unwrap_or_default().to_owned(),
            events: events(values.get("events")),
            active: values.get("active") != Some(&Value::Bool(false)),
        };
        (is_web(&target.url) && !target.secret.is_empty()).then_some(target)
    }

    /// Whether an event of this name is wanted.
    pub fn wants(&self, event: &str) -> bool {
        let known = EVENTS.iter().any(|(name, _)| *name == event);
        let name = if known { event } else { OTHER };
        self.active && self.events.iter().any(|wanted| wanted == name)
    }
}

/// The chosen events; placed orders where nothing was chosen yet.
fn events(stored: Option<&Value>) -> Vec<String> {
    let Some(Value::Array(names)) = stored else {
        return vec!["order.placed".to_owned()];
    };
    let names = names.iter().filter_map(Value::as_str);
    names.map(ToOwned::to_owned).collect()
}

fn is_web(url: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn target(values: Value) -> Option<Target> {
        Target::read(&serde_json::from_value(values).unwrap())
    }

    #[test]
    fn nothing_is_sent_without_an_address_and_a_secret() {
        let url = "https://example.com/";
        assert!(target(json!({"url": url, "secret": "s"})).is_some());
        for values in [
            json!({}),
            json!({"url": url}),
            json!({"url": url, "secret": ""}),
            json!({"url": "file:///etc/passwd", "secret": "s"}),
        ] {
            assert_eq!(target(values.clone()), None, "{values}");
        }
    }

    #[test]
    fn only_wanted_events_are_sent_and_none_while_inactive() {
        let wanted = |events: Value, active: bool| {
            let values = json!({"url": "https://a.example", "secret": "s", "events": events, "active": active});
            let target = target(values).unwrap();
            let names = ["order.placed", "order.refunded", "stock.low"];
            names.map(|name| target.wants(name))
        };
        assert_eq!(wanted(json!(["order.placed"]), true), [true, false, false]);
        assert_eq!(
            wanted(json!(["order.refunded"]), true),
            [false, true, false]
        );
        assert_eq!(wanted(json!(["other"]), true), [false, false, true]);
        assert_eq!(wanted(json!(["order.placed", "other"]), false), [false; 3]);
        assert_eq!(wanted(Value::Null, true), [true, false, false]);
    }

    #[test]
    fn threat_46_secret_and_address_are_not_in_debug_output() {
        let values = json!({"url": "https://a.example/?token=canary1", "secret": "canary2"});
        let shown = format!("{:?}", target(values));
        assert!(!shown.contains("canary"), "{shown}");
    }
}
