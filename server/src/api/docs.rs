//! `/api/docs`: the OpenAPI document as a page for people (`portico_app::pages::api_docs`), made once at start.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::routing::{MethodRouter, get};
use http::StatusCode;
use leptos::prelude::provide_context;
use portico_app::pages::api_docs::{
    ApiAnswer, ApiBody, ApiDocument, ApiGroup, ApiOperation, ApiParameter,
};
use serde_json::{Map, Value};
use utoipa::openapi::OpenApi as Document;

use super::docs_example::{curl, example};
use crate::pages::render::page_with;
use crate::state::AppState;

/// The route of the page.
pub fn route(document: &Document, origin: &str) -> MethodRouter<AppState> {
    let document = serde_json::to_value(document).unwrap_or_default();
    let document = Arc::new(Reader(&document).document(origin));
    get(
        async move |State(state): State<AppState>, request: Request| {
            let (mut parts, _) = request.into_parts();
            let more = move || provide_context(Arc::clone(&document));
            page_with(&state, &mut parts, StatusCode::OK, more).await
        },
    )
}

/// Reads an OpenAPI document.
struct Reader<'a>(&'a Value);

impl Reader<'_> {
    fn document(&self, origin: &str) -> ApiDocument {
        let mut groups: Vec<ApiGroup> = items(&self.0["tags"])
            .map(|tag| ApiGroup {
                name: text(&tag["name"]),
                about: text(&tag["description"]),
                operations: Vec::new(),
            })
            .collect();
        for (path, methods) in entries(&self.0["paths"]) {
            for (method, operation) in entries(methods) {
                let entry = self.operation(path, method, operation, origin);
                let tag = text(&operation["tags"][0]);
                match groups.iter_mut().find(|group| group.name == tag) {
                    Some(group) => group.operations.push(entry),
                    None => groups.push(ApiGroup {
                        name: tag,
                        about: String::new(),
                        operations: vec![entry],
                    }),
                }
            }
        }
        groups.retain(|group| !group.operations.is_empty());
        ApiDocument {
            about: text(&self.0["info"]["description"]),
            groups,
        }
    }

    fn operation(&self, path: &str, method: &str, operation: &Value, origin: &str) -> ApiOperation {
        let method = method.to_ascii_uppercase();
        let body = entries(&operation["requestBody"]["content"]).next();
        ApiOperation {
            summary: text(&operation["summary"]),
            about: text(&operation["description"]),
            parameters: items(&operation["parameters"])
                .map(|parameter| self.parameter(parameter))
                .collect(),
            body: body.map(|(content_type, media)| ApiBody {
                content_type: content_type.clone(),
                fields: self.fields(&media["schema"]),
            }),
            answers: entries(&operation["responses"])
                .map(|(status, answer)| self.answer(status, answer))
                .collect(),
            curl: curl(self.0, origin, &method, path, operation),
            path: path.to_owned(),
            method,
        }
    }

    fn parameter(&self, parameter: &Value) -> ApiParameter {
        ApiParameter {
            name: text(&parameter["name"]),
            place: text(&parameter["in"]),
            kind: self.kind(&parameter["schema"]),
            required: parameter["required"] == true,
            about: text(&parameter["description"]),
        }
    }

    /// The fields of an object; a schema that is none has none.
    fn fields(&self, schema: &Value) -> Vec<ApiParameter> {
        let schema = resolve(self.0, schema);
        let required: Vec<&str> = items(&schema["required"])
            .filter_map(Value::as_str)
            .collect();
        entries(&schema["properties"])
            .map(|(name, field)| ApiParameter {
                name: name.clone(),
                place: String::new(),
                kind: self.kind(field),
                required: required.contains(&name.as_str()),
                about: text(&field["description"]),
            })
            .collect()
    }

    fn answer(&self, status: &str, answer: &Value) -> ApiAnswer {
        let body = entries(&answer["content"]).next();
        let shown = body
            .filter(|_| status.starts_with('2'))
            .map(|(_, media)| example(self.0, &media["schema"]))
            .and_then(|example| serde_json::to_string_pretty(&example).ok());
        ApiAnswer {
            status: status.to_owned(),
            about: text(&answer["description"]),
            example: shown.unwrap_or_default(),
        }
    }

    /// The type in a word: `string`, `list of integer`, `"on" | "off"`.
    fn kind(&self, schema: &Value) -> String {
        let schema = resolve(self.0, schema);
        if schema["enum"].is_array() {
            let values: Vec<String> = items(&schema["enum"]).map(ToString::to_string).collect();
            return values.join(" | ");
        }
        match type_of(schema) {
            Some("array") => format!("list of {}", self.kind(&schema["items"])),
            Some(kind) => kind.to_owned(),
            None => choices(schema)
                .find(|choice| type_of(choice) != Some("null"))
                .map_or_else(|| "any".to_owned(), |choice| self.kind(choice)),
        }
    }
}

/// Follows a reference to a named schema.
pub(super) fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    schema["$ref"]
        .as_str()
        .and_then(|reference| document.pointer(reference.trim_start_matches('#')))
        .unwrap_or(schema)
}

/// The type of a schema; of one that may be null, the other one.
pub(super) fn type_of(schema: &Value) -> Option<&str> {
    match &schema["type"] {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|kind| *kind != "null"),
        _ => None,
    }
}

/// What a schema may be one of.
pub(super) fn choices(schema: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf", "allOf"]
        .into_iter()
        .flat_map(|key| items(&schema[key]))
}

pub(super) fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

pub(super) fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    // Doc comments come with their line breaks.
    let words: Vec<&str> = value
        .as_str()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{self, openapi};

    #[test]
    fn every_operation_of_the_document_is_on_the_page_and_says_something() {
        let (_, document) = openapi::serve(api::router());
        let value = serde_json::to_value(&document).unwrap();
        let page = Reader(&value).document("https://p.example");
        let shown: Vec<&ApiOperation> = page
            .groups
            .iter()
            .flat_map(|group| &group.operations)
            .collect();
        let count: usize = entries(&value["paths"])
            .map(|(_, methods)| entries(methods).count())
            .sum();
        assert_eq!(shown.len(), count);
        for operation in shown {
            let name = format!("{} {}", operation.method, operation.path);
            assert!(!operation.summary.is_empty(), "{name}");
            assert!(!operation.answers.is_empty(), "{name}");
            assert!(operation.curl.contains("https://p.example/"), "{name}");
            assert!(
                !operation.curl.contains('{') || operation.curl.contains("-d"),
                "{name}"
            );
            let token_is_refused = ["account_required", "owner_required", "operator_required"]
                .iter()
                .any(|code| {
                    operation
                        .answers
                        .iter()
                        .any(|answer| answer.about.contains(code))
                });
            assert!(
                !token_is_refused || operation.curl.contains("CONSOLE_COOKIE"),
                "{name}"
            );
            for parameter in &operation.parameters {
                assert_ne!(parameter.about, "", "{name}: {}", parameter.name);
            }
        }
        assert!(page.groups.iter().all(|group| !group.about.is_empty()));
    }

    #[test]
    fn a_schema_is_named_in_a_word() {
        let document = serde_json::json!({
            "components": { "schemas": { "Mode": { "type": "string", "enum": ["on", "off"] } } }
        });
        let reader = Reader(&document);
        let kind = |schema: Value| reader.kind(&schema);
        assert_eq!(
            kind(serde_json::json!({ "type": ["string", "null"] })),
            "string"
        );
        assert_eq!(
            kind(serde_json::json!({ "$ref": "#/components/schemas/Mode" })),
            r#""on" | "off""#
        );
        let list = serde_json::json!({ "type": "array", "items": { "type": "integer" } });
        assert_eq!(kind(list), "list of integer");
        let nullable = serde_json::json!({ "oneOf": [{ "type": "null" }, { "type": "object" }] });
        assert_eq!(kind(nullable), "object");
    }
}
