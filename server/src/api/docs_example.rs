//! Examples for `/api/docs`: a body made from its schema, and a call to copy.

use serde_json::{Map, Value, json};

use super::docs::{choices, entries, items, resolve, type_of};

/// Schemas may contain themselves; deeper than this nobody reads.
const DEPTH: u8 = 8;

/// A value that fits a schema.
pub(super) fn example(document: &Value, schema: &Value) -> Value {
    fitting(document, schema, DEPTH)
}

fn fitting(document: &Value, schema: &Value, depth: u8) -> Value {
    let schema = resolve(document, schema);
    for key in ["example", "default", "const"] {
        if !schema[key].is_null() {
            return schema[key].clone();
        }
    }
    if let Some(first) = items(&schema["enum"]).next() {
        return first.clone();
    }
    if depth == 0 {
        return json!("…");
    }
    match type_of(schema) {
        Some("string") => json!("…"),
        Some("integer" | "number") => json!(0),
        Some("boolean") => json!(true),
        Some("array") => json!([fitting(document, &schema["items"], depth - 1)]),
        Some("object") => object(document, schema, depth),
        _ => one_of(document, schema, depth),
    }
}

fn object(document: &Value, schema: &Value, depth: u8) -> Value {
    let mut fields: Map<String, Value> = entries(&schema["properties"])
        .map(|(name, field)| (name.clone(), fitting(document, field, depth - 1)))
        .collect();
    if schema["additionalProperties"].is_object() {
        let value = fitting(document, &schema["additionalProperties"], depth - 1);
        fields.insert("…".to_owned(), value);
    }
    Value::Object(fields)
}

/// All parts of an `allOf` together, else the first choice that is not null.
fn one_of(document: &Value, schema: &Value, depth: u8) -> Value {
    if schema["allOf"].is_array() {
        let mut fields = Map::new();
        for part in items(&schema["allOf"]) {
            if let Value::Object(more) = fitting(document, part, depth - 1) {
                fields.extend(more);
            }
        }
        return Value::Object(fields);
    }
    choices(schema)
        .find(|choice| type_of(choice) != Some("null"))
        .map_or(json!("…"), |choice| fitting(document, choice, depth - 1))
}

/// A call of an operation: what is in capitals is to be replaced.
pub(super) fn curl(
    document: &Value,
    origin: &str,
    method: &str,
    path: &str,
    operation: &Value,
) -> String {
    let mut lines = Vec::new();
    let method = match method {
        "GET" => String::new(),
        _ => format!("-X {method} "),
    };
    lines.push(format!(
        "curl {method}'{origin}{}'",
        address(path, operation)
    ));
    // The console's routes take a host's API token, the others a user's JWT; outside of /api/v1 nobody is asked.
    if path.starts_with("/api/v1/hosts") || path.starts_with("/api/v1/console") {
        lines.push(r#"-H "Authorization: Bearer $API_TOKEN""#.to_owned());
    } else if path.starts_with("/api/v1/") {
        lines.push(r#"-H "Authorization: Bearer $HOST_JWT""#.to_owned());
    }
    if let Some((content_type, media)) = entries(&operation["requestBody"]["content"]).next() {
        let body = example(document, &media["schema"]);
        if content_type == "application/json" {
            lines.push("-H 'Content-Type: application/json'".to_owned());
            lines.push(format!("-d '{}'", quoted(&body.to_string())));
        } else {
            lines.extend(
                entries(&body)
                    .map(|(name, _)| format!("--data-urlencode '{name}={}'", capitals(name))),
            );
        }
    }
    lines.join(" \\\n  ")
}

/// The address with its parameters in capitals, and the query that cannot be left out.
fn address(path: &str, operation: &Value) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        let name = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
        segments.push(name.map_or_else(|| segment.to_owned(), capitals));
    }
    let query: Vec<String> = items(&operation["parameters"])
        .filter(|parameter| parameter["in"] == "query" && parameter["required"] == true)
        .filter_map(|parameter| parameter["name"].as_str())
        .map(|name| format!("{name}={}", capitals(name)))
        .collect();
    let question = if query.is_empty() { "" } else { "?" };
    format!("{}{question}{}", segments.join("/"), query.join("&"))
}

fn capitals(name: &str) -> String {
    name.to_ascii_uppercase()
}

/// Inside single quotes of a shell.
fn quoted(text: &str) -> String {
    text.replace('\'', r"'\''")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_made_from_its_schema_even_if_it_contains_itself() {
        let document = json!({ "components": { "schemas": { "Node": {
            "type": "object",
            "properties": {
                "name": { "type": "string" },
                "on": { "type": ["boolean", "null"] },
                "state": { "enum": ["good", "bad"] },
                "next": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Node" }] },
            }
        } } } });
        let made = example(&document, &json!({ "$ref": "#/components/schemas/Node" }));
        assert_eq!(made["name"], "…");
        assert_eq!(made["on"], true);
        assert_eq!(made["state"], "good");
        assert_eq!(made["next"]["name"], "…");
    }

    #[test]
    fn a_call_can_be_copied_into_a_shell() {
        let operation = json!({
            "parameters": [
                { "name": "org", "in": "path", "required": true },
                { "name": "from", "in": "query", "required": true },
                { "name": "limit", "in": "query" },
            ],
            "requestBody": { "content": { "application/json": { "schema": {
                "type": "object", "properties": { "note": { "example": "it's" } }
            } } } },
        });
        let call = curl(
            &json!({}),
            "https://p.example",
            "PUT",
            "/api/v1/orgs/{org}",
            &operation,
        );
        assert_eq!(
            call,
            "curl -X PUT 'https://p.example/api/v1/orgs/ORG?from=FROM' \\\n  \
             -H \"Authorization: Bearer $HOST_JWT\" \\\n  \
             -H 'Content-Type: application/json' \\\n  \
             -d '{\"note\":\"it'\\''s\"}'"
        );
    }
}
