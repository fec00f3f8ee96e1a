//! How a form travels: names of the hidden inputs, the context that goes with the values, and the revision.
//!
//! Without JavaScript the form posts to its own page: each field under its key (see
//! [`portico_sdk::settings::parse_form`]), and beside them the hidden inputs named here. With JavaScript the typed values
//! go to the schema's `submit_url` as one JSON object, the revision in the header `If-Match`.

use portico_sdk::schema::FormSchema;
use portico_sdk::settings::Values;
use serde_json::{Map, Value};

/// Hidden input: id of the extension, or [`SETTINGS_FORM`].
pub const FORM: &str = "portico_form";

/// Hidden input: name of the plugin.
pub const PLUGIN: &str = "portico_plugin";

/// Hidden input: revision of the values the form was filled with; absent when the source has none.
pub const REV: &str = "portico_rev";

/// Hidden input: what the slot passed to the form, as JSON; absent unless the schema asks for context.
pub const CONTEXT: &str = "portico_context";

/// Stands for an extension id on a plugin's settings page, which belongs to no extension. No extension id has an `@`.
pub const SETTINGS_FORM: &str = "@settings";

/// Query parameter of the page after a save without JavaScript: the value of [`FORM`].
pub const SAVED: &str = "saved";

/// Key of the JSON body under which the context is sent.
pub const CONTEXT_KEY: &str = "context";

/// The JSON body: the values, and under `context` the context keys that the schema asks for and the slot has. A field
/// named `context` is never overridden (PARITY 23).
pub fn submission(schema: &FormSchema, values: Values, context: &Value) -> Values {
    let mut body = values;
    let asked = asked_context(schema, context);
    if !asked.is_empty() {
        body.entry(CONTEXT_KEY.to_owned())
            .or_insert(Value::Object(asked));
    }
    body
}

/// The part of a slot's context that the schema asks for.
pub fn asked_context(schema: &FormSchema, context: &Value) -> Map<String, Value> {
    schema
        .context
        .iter()
        .filter_map(|key| Some((key.clone(), context.get(key)?.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn values() -> Values {
        Values::from([("mode".to_owned(), json!("test"))])
    }

    #[test]
    fn parity_23_only_the_context_that_is_asked_for_is_sent() {
        let context = json!({ "orderId": "o1", "email": "a@example.com" });
        let silent = FormSchema::default();
        assert_eq!(submission(&silent, values(), &context), values());

        let asking = FormSchema {
            context: vec!["orderId".to_owned(), "missing".to_owned()],
            ..FormSchema::default()
        };
        let body = submission(&asking, values(), &context);
        assert_eq!(body["context"], json!({ "orderId": "o1" }));
        assert_eq!(body["mode"], json!("test"));
    }

    #[test]
    fn parity_23_context_never_overrides_a_field() {
        let asking = FormSchema {
            context: vec!["mode".to_owned()],
            ..FormSchema::default()
        };
        let mut given = values();
        given.insert("context".to_owned(), json!("typed"));
        let body = submission(&asking, given.clone(), &json!({ "mode": "live" }));
        assert_eq!(body, given);
        let body = submission(&asking, values(), &json!({ "mode": "live" }));
        assert_eq!(body["mode"], json!("test"));
    }
}
