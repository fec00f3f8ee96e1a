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
    let needs = Needs::of(path, operation);
    let command = match method {
        "GET" => String::new(),
        _ => format!("-X {method} "),
    };
    lines.push(format!(
        "curl {command}'{origin}{}'",
        address(path, operation)
    ));
    lines.extend(needs.credential().map(ToOwned::to_owned));
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
    let call = lines.join(" \\\n  ");
    match needs.explained(method, path) {
        Some(comment) => format!("{comment}\n{call}"),
        None => call,
    }
}

/// What a call has to carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Nothing.
    Nothing,
    /// A user's JWT.
    HostJwt,
    /// A host API token, or the console's cookie.
    ApiToken,
    /// A person's console session.
    Person,
    /// That of an owner of the host.
    Owner,
    /// That of an operator.
    Operator,
}

impl Needs {
    /// Read off what the operation says of 403: an API token has no account, owns no host and runs no server.
    fn of(path: &str, operation: &Value) -> Self {
        if !path.starts_with("/api/v1/hosts") {
            let asks = path.starts_with("/api/v1/") && path != "/api/v1/openapi.json";
            return if asks { Self::HostJwt } else { Self::Nothing };
        }
        let refusals = operation["responses"]["403"]["description"]
            .as_str()
            .unwrap_or_default();
        [
            ("operator_required", Self::Operator),
            ("owner_required", Self::Owner),
            ("account_required", Self::Person),
        ]
        .into_iter()
        .find(|(code, _)| refusals.contains(code))
        .map_or(Self::ApiToken, |(_, needs)| needs)
    }

    fn credential(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::HostJwt => Some(r#"-H "Authorization: Bearer $HOST_JWT""#),
            Self::ApiToken => Some(r#"-H "Authorization: Bearer $API_TOKEN""#),
            Self::Person | Self::Owner | Self::Operator => Some(r#"-b "$CONSOLE_COOKIE""#),
        }
    }

    /// Whose cookie it is, as comments of a shell, and what does the same from the command line.
    fn explained(self, method: &str, path: &str) -> Option<String> {
        let who = match self {
            Self::Nothing | Self::HostJwt | Self::ApiToken => return None,
            Self::Person => "a person",
            Self::Owner => "an owner of the host",
            Self::Operator => "an operator",
        };
        let mut lines = vec![
            "# Not with a host API token.".to_owned(),
            format!(
                "# CONSOLE_COOKIE: name=value of the console's cookie in the browser of {who}."
            ),
        ];
        let command = COMMANDS.iter().find(|(call, _)| *call == (method, path));
        lines.extend(command.map(|(_, command)| format!("# Or: {command}")));
        Some(lines.join("\n"))
    }
}

/// What the command line has for calls that an API token may not make.
const COMMANDS: [((&str, &str), &str); 2] = [
    (
        ("POST", "/api/v1/hosts"),
        "portico host create --id ID --name NAME",
    ),
    (
        ("POST", "/api/v1/hosts/{host}/keys/{key}/reveal"),
        "portico host rotate --host HOST, which makes a new secret and prints it",
    ),
];

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
    fn a_call_asks_for_what_it_really_needs() {
        let call = |method, path, refusal: &str| {
            let operation = json!({ "responses": { "403": { "description": refusal } } });
            curl(&json!({}), "https://p.example", method, path, &operation)
        };
        let keys = call("GET", "/api/v1/hosts/{host}/keys", "");
        assert!(keys.ends_with(r#"-H "Authorization: Bearer $API_TOKEN""#));
        for (method, path, refusal, says) in [
            (
                "POST",
                "/api/v1/hosts",
                "`operator_required`",
                "portico host create",
            ),
            (
                "POST",
                "/api/v1/hosts/{host}/tokens",
                "`account_required`: no",
                "of a person.",
            ),
            (
                "PUT",
                "/api/v1/hosts/{host}/members/{a}",
                "`owner_required`",
                "of an owner",
            ),
        ] {
            let made = call(method, path, refusal);
            assert!(!made.contains("API_TOKEN"), "{made}");
            assert!(
                made.contains(r#"-b "$CONSOLE_COOKIE""#) && made.contains(says),
                "{made}"
            );
            let comments = made.lines().take_while(|line| line.starts_with('#'));
            assert!(comments.count() >= 2, "{made}");
        }
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
