//! `portico plugin`.

use serde_json::{Value, json};

use super::portico::{Portico, stderr};

#[test]
fn forms_10_the_settings_of_a_plugin_are_printed_as_json_schema_and_read_back() {
    let portico = Portico::new();
    let schema = portico.json(&["plugin", "schema", "acme-pay"]);
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let secrets = schema["properties"].as_object().unwrap().values();
    assert!(
        secrets
            .filter(|property| property["writeOnly"] == true)
            .count()
            > 0
    );
    let german = portico.json(&["plugin", "schema", "acme-pay", "--locale", "de"]);
    assert_ne!(german, schema, "texts are in the language asked for");
    let host = portico.json(&["plugin", "schema", "acme-pay", "--level", "host"]);
    assert_eq!(host["x-portico"]["level"], "host");

    let output = portico.feed(&["plugin", "form", "-"], &schema.to_string());
    assert!(output.status.success(), "{}", stderr(&output));
    let form: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys: Vec<&Value> = form["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| &field["key"])
        .collect();
    assert_eq!(
        json!(keys),
        schema["x-order"],
        "every field, in the order of the form"
    );
    assert!(
        !portico.dir.path().join("data").exists(),
        "no database is made for it"
    );
}

#[test]
fn forms_10_a_form_is_found_by_its_id_and_what_is_missing_is_said() {
    let portico = Portico::new();
    let said = portico.fails(&["plugin", "schema", "acme-pay", "--form", "nothing"]);
    let id = said
        .split("Its forms are: ")
        .nth(1)
        .and_then(|ids| ids.split([',', '.']).next())
        .unwrap();
    let schema = portico.json(&["plugin", "schema", "acme-pay", "--form", id]);
    assert_eq!(schema["type"], "object");
    assert!(
        portico
            .fails(&["plugin", "schema", "nobody"])
            .contains("acme-pay")
    );
}

#[test]
fn forms_10_what_a_form_cannot_say_goes_to_standard_error_and_fails() {
    let portico = Portico::new();
    let file = portico.dir.path().join("their.schema.json");
    let schema = json!({"type": "object", "properties": {
        "a/b": {"type": "string", "not": {}},
        "rows": {"type": "array", "items": {"type": "string"}}
    }});
    std::fs::write(&file, schema.to_string()).unwrap();
    let output = portico.run(&["plugin", "form", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = stderr(&output);
    assert!(said.contains("/properties/a~1b/not: "), "{said}");
    assert!(said.contains("/properties/rows/items: "), "{said}");

    let fails = |input: &str| {
        let output = portico.feed(&["plugin", "form", "-"], input);
        assert_eq!(output.status.code(), Some(1));
        stderr(&output)
    };
    assert!(fails("{").contains("is no JSON"));
    assert!(fails("[]").contains("the schema itself"));
    assert!(
        portico
            .fails(&["plugin", "form", "/nowhere.json"])
            .contains("cannot read")
    );
}
