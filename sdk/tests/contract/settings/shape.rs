//! What a form knows of values, and when two are equal.

use portico_sdk::FieldKind::{
    Color, List, Multiselect, Number, Object, Password, Select, Text, Toggle,
};
use portico_sdk::schema::{Field, FieldKind};
use portico_sdk::settings::{known, normal};
use serde_json::{Value, json};

use super::{field, named, values};

fn fields() -> Vec<Field> {
    let members = || vec![Field::new("host", Text), Field::new("on", Toggle)];
    vec![
        Field::new("note", Text),
        Field::new("n", Number),
        named("mode", field(Select)),
        named("tags", field(Multiselect)),
        Field::new("paint", Color),
        Field::new("key", Password),
        Field {
            fields: members(),
            ..Field::new("smtp", Object)
        },
        Field {
            fields: members(),
            ..Field::new("rows", List)
        },
    ]
}

#[test]
fn values_of_an_older_version_count_as_not_set() {
    let stored = json!({
        "note": 1, "n": "1", "mode": "gone", "tags": ["live", "gone"], "old": "secret",
        "smtp": { "host": "h", "password": "secret" },
        "rows": [{ "host": "h", "old": 1 }, "x"],
    });
    let expected = json!({
        "tags": ["live"], "smtp": { "host": "h" }, "rows": [{ "host": "h" }],
    });
    assert_eq!(known(&fields(), &values(stored)), values(expected));
    for kind in FieldKind::ALL {
        let declared = Field {
            fields: vec![Field::new("a", Text)],
            ..field(kind)
        };
        let nothing = known(&[declared], &values(json!({ "f": null })));
        assert!(nothing.values().all(Value::is_null), "{kind:?}");
    }
}

#[test]
fn equal_values_are_equal_however_they_were_written_down() {
    let typed = json!({
        "note": "", "n": 2, "tags": ["live", "test", "live"], "paint": "#AABBCC", "mode": null,
        "smtp": { "host": null, "on": false }, "rows": [{ "host": "", "on": false }],
    });
    let stored =
        json!({ "n": 2.0, "tags": ["test", "live"], "paint": "#aabbcc", "key": "k", "rows": [{}] });
    let one = normal(&fields(), &values(typed));
    assert_eq!(one, normal(&fields(), &values(stored)));
    assert!(!one.contains_key("key"));
    for other in [
        json!({ "n": 3 }),
        json!({ "rows": [] }),
        json!({ "rows": [{ "on": true }] }),
        json!({ "smtp": { "on": true } }),
        json!({ "tags": [] }),
    ] {
        assert_ne!(one, normal(&fields(), &values(other)));
    }
}
