//! Adding, removing and moving rows of lists, in the values of a form: what the buttons of a list do without JavaScript.

use portico_sdk::schema::{Field, FieldKind, FormSchema};
use portico_sdk::settings::{Values, new_row};
use serde_json::{Map, Value};

/// Does what a button of a list says (see [`super::wire::row_action`]); `false`: it says nothing that can be done.
pub fn change_rows(schema: &FormSchema, values: &mut Values, action: &str) -> bool {
    let Some((action, path)) = action.split_once(':') else {
        return false;
    };
    let segments: Vec<&str> = path.split('.').collect();
    let mut members: Map<String, Value> = std::mem::take(values).into_iter().collect();
    let done = change(&schema.fields, &mut members, action, &segments).is_some();
    *values = members.into_iter().collect();
    done
}

/// Follows the place to its list. The lists on the way have rows as they were posted.
fn change(
    fields: &[Field],
    members: &mut Map<String, Value>,
    action: &str,
    path: &[&str],
) -> Option<()> {
    let (key, rest) = path.split_first()?;
    let field = fields.iter().find(|field| field.key == *key)?;
    match (field.kind, rest) {
        (FieldKind::Object, rest) => {
            let inside = members.get_mut(*key)?.as_object_mut()?;
            change(&field.fields, inside, action, rest)
        }
        (FieldKind::List, []) if action == "add" => {
            let rows = members
                .entry((*key).to_owned())
                .or_insert_with(|| Value::Array(Vec::new()))
                .as_array_mut()?;
            let room = u32::try_from(rows.len()).is_ok_and(|rows| rows < field.most_rows());
            room.then(|| rows.push(Value::Object(new_row(field).into_iter().collect())))
        }
        (FieldKind::List, [at, rest @ ..]) => {
            let rows = members.get_mut(*key)?.as_array_mut()?;
            let at: usize = at.parse().ok().filter(|at| *at < rows.len())?;
            match (action, rest) {
                ("remove", []) => {
                    rows.remove(at);
                }
                ("up", []) if at > 0 => rows.swap(at, at - 1),
                ("down", []) if at + 1 < rows.len() => rows.swap(at, at + 1),
                (_, []) => return None,
                (_, rest) => {
                    let row = rows.get_mut(at)?.as_object_mut()?;
                    return change(&field.fields, row, action, rest);
                }
            }
            Some(())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema() -> FormSchema {
        serde_json::from_value(
            json!({ "fields": [{ "key": "links", "type": "list", "max_items": 3, "fields": [
            { "key": "url", "type": "url", "default": "https://example.com" },
            { "key": "tags", "type": "list", "fields": [{ "key": "name", "type": "text" }] }
        ] }] }),
        )
        .unwrap()
    }

    fn after(values: Value, action: &str) -> Option<Value> {
        let mut values: Values = serde_json::from_value(values).unwrap();
        change_rows(&schema(), &mut values, action).then(|| json!(values))
    }

    #[test]
    fn forms_6_rows_are_added_removed_and_moved_by_the_server() {
        let three = json!({ "links": [{ "url": "a" }, { "url": "b" }, { "url": "c" }] });
        assert_eq!(
            after(json!({}), "add:links"),
            Some(json!({ "links": [{ "url": "https://example.com" }] }))
        );
        assert_eq!(
            after(three.clone(), "remove:links.1"),
            Some(json!({ "links": [{ "url": "a" }, { "url": "c" }] }))
        );
        assert_eq!(
            after(three.clone(), "up:links.2"),
            Some(json!({ "links": [{ "url": "a" }, { "url": "c" }, { "url": "b" }] }))
        );
        assert_eq!(
            after(three.clone(), "down:links.0"),
            Some(json!({ "links": [{ "url": "b" }, { "url": "a" }, { "url": "c" }] }))
        );
        let nested = json!({ "links": [{ "url": "a", "tags": [{ "name": "x" }] }] });
        assert_eq!(
            after(nested, "add:links.0.tags"),
            Some(json!({ "links": [{ "url": "a", "tags": [{ "name": "x" }, {}] }] }))
        );
    }

    #[test]
    fn what_cannot_be_done_changes_nothing() {
        let three = json!({ "links": [{ "url": "a" }, { "url": "b" }, { "url": "c" }] });
        for action in [
            "add:links",
            "up:links.0",
            "down:links.2",
            "remove:links.3",
            "remove:links",
            "remove:links.x",
            "add:other",
            "add",
            "",
            "explode:links.0",
            "add:links.0.url",
            "remove:links.0.tags.0",
        ] {
            assert_eq!(after(three.clone(), action), None, "{action}");
        }
    }
}
