//! How a form travels: names of the hidden inputs, the context that goes with the values, and the revision.
//!
//! Without JavaScript the form posts to its own page: each field under its key (see
//! [`portico_sdk::settings::parse_form`]), and beside them the hidden inputs named here. With JavaScript the typed values
//! go to the schema's `submit_url` as one JSON object, the revision in the header `If-Match`.

use portico_sdk::ordered::ordered;
use portico_sdk::schema::{FormSchema, Level};
use portico_sdk::settings::{CONTEXT_KEY, Values};
use serde_json::{Map, Value};

/// Hidden input: id of the extension, or [`SETTINGS_FORM`].
pub const FORM: &str = "portico_form";

/// Hidden input: name of the plugin.
pub const PLUGIN: &str = "portico_plugin";

/// Hidden input: revision of the values the form was filled with; absent when the source has none.
pub const REV: &str = "portico_rev";

/// Hidden input: what the slot passed to the form, as JSON; absent unless the schema asks for context.
pub const CONTEXT: &str = "portico_context";

/// Hidden input: whose values the form was drawn with, in the words of [`scope`].
pub const SCOPE: &str = "portico_scope";

/// Button: tries out what is typed, and saves nothing.
pub const TEST: &str = "portico_test";

/// Buttons of lists: what [`row_action`] says happens to the rows, and nothing is saved.
pub const ROWS: &str = "portico_rows";

/// Stands for an extension id on a plugin's settings page, which belongs to no extension. No extension id has an `@`.
pub const SETTINGS_FORM: &str = "@settings";

/// Query parameter of the page after a save without JavaScript: the value of [`FORM`].
pub const SAVED: &str = "saved";

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

/// Whose values a form holds: `host`, `org:globex`, or `org` where the form does not know which one. A form that was drawn
/// for one of them must not be taken for another, for which other fields may be changed.
pub fn scope(level: Level, org: Option<&str>) -> String {
    match (level, org) {
        (Level::Host, _) => "host".to_owned(),
        (Level::Org, None) => "org".to_owned(),
        (Level::Org, Some(org)) => format!("org:{org}"),
    }
}

/// What [`scope`] was made of; `None` for what it never says.
#[cfg(feature = "ssr")]
pub fn parse_scope(scope: &str) -> Option<(Level, Option<String>)> {
    match scope {
        "host" => Some((Level::Host, None)),
        "org" => Some((Level::Org, None)),
        other => Some((Level::Org, Some(other.strip_prefix("org:")?.to_owned()))),
    }
}

/// Where the browser sends and loads a form for `org`. The standard settings have to be told which organisation is meant,
/// because a session may administer several (409 `org_required`); for a plugin's own routes the server knows.
#[cfg(feature = "ssr")]
pub fn url_for(org: Option<&str>, plugin: &str, url: &str) -> String {
    use portico_sdk::settings::settings_url;

    let path = url.split('?').next().unwrap_or_default();
    match org {
        Some(org) if path == settings_url(plugin) => with_org(url, org),
        _ => url.to_owned(),
    }
}

/// Where a form is tested for `org`: the server adds what is stored for that organisation.
#[cfg(feature = "ssr")]
pub fn test_url_for(org: Option<&str>, schema: &FormSchema) -> String {
    match org {
        Some(org) if !schema.test_url.is_empty() => with_org(&schema.test_url, org),
        _ => schema.test_url.clone(),
    }
}

#[cfg(feature = "ssr")]
fn with_org(url: &str, org: &str) -> String {
    use leptos_router::location::Url;

    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}org={}", Url::escape(org))
}

/// Name of the hidden input beside a control that posts nothing while it is off or empty: it was there, and could be used.
/// Field keys have no colon.
pub fn shown_name(key: &str) -> String {
    format!("{key}:shown")
}

/// The value of a [`ROWS`] button: `add` with the place of the list, or `remove`, `up`, `down` with the place of the row.
pub fn row_action(action: &str, path: &str) -> String {
    format!("{action}:{path}")
}

/// The part of a slot's context that the schema asks for.
pub fn asked_context(schema: &FormSchema, context: &Value) -> Map<String, Value> {
    let asked = schema.context.iter();
    ordered(asked.filter_map(|key| Some((key.clone(), context.get(key)?.clone()))))
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

    #[cfg(feature = "ssr")]
    #[test]
    fn only_the_standard_settings_are_told_the_organisation_and_any_name_stays_one_value() {
        let settings = "/api/v1/admin/plugins/acme/settings";
        let to = |org, url| url_for(org, "acme", url);
        assert_eq!(
            to(Some("globex"), settings),
            format!("{settings}?org=globex")
        );
        assert_eq!(to(None, settings), settings);
        let odd = to(Some("a&b=c d/é"), settings);
        assert_eq!(odd, format!("{settings}?org=a%26b%3Dc%20d%2F%C3%A9"));
        for own in [
            "",
            "/plugins/acme/take",
            "/api/v1/admin/plugins/acme/take",
            "/api/v1/admin/plugins/other/settings",
        ] {
            assert_eq!(to(Some("globex"), own), own);
        }
    }

    #[test]
    fn a_scope_names_the_level_and_the_organisation_and_none_is_called_like_another() {
        let scopes = [
            scope(Level::Host, None),
            scope(Level::Org, None),
            scope(Level::Org, Some("host")),
            scope(Level::Org, Some("org")),
        ];
        assert_eq!(scopes, ["host", "org", "org:host", "org:org"]);
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_scope_is_read_as_it_was_written() {
        for (level, org) in [
            (Level::Host, None),
            (Level::Org, None),
            (Level::Org, Some("host")),
            (Level::Org, Some("a:b")),
        ] {
            let read = parse_scope(&scope(level, org));
            assert_eq!(read, Some((level, org.map(ToOwned::to_owned))));
        }
        assert_eq!(parse_scope(""), None);
        assert_eq!(parse_scope("user"), None);
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
