//! Reads extensions from the JSON of a package, one by one, so that a broken one does not take its siblings with it
//! (PARITY 1) and its problem has a path.

use serde::Deserialize as _;
use serde_json::Value;

use super::report::Report;
use crate::extension::Extension;
use crate::problem::{Problem, Rule};
use crate::schema::FieldKind;

/// The readable extensions of a list, and a problem for each of the others. Pass the result to
/// [`super::validate_plugin`].
pub fn parse_extensions(plugin: &str, declared: &Value) -> (Vec<Extension>, Vec<Problem>) {
    let mut report = Report::new(plugin);
    let Some(list) = declared.as_array() else {
        report.add(
            "extensions",
            Rule::Shape,
            "Make extensions a list of objects.",
        );
        return (Vec::new(), report.into_problems());
    };
    let extensions = list
        .iter()
        .filter_map(|item| extension(item, &mut report))
        .collect();
    (extensions, report.into_problems())
}

fn extension(item: &Value, report: &mut Report) -> Option<Extension> {
    report.enter(item.get("id").and_then(Value::as_str).unwrap_or_default());
    let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
    if !["schema", "component", "sandbox"].contains(&kind) {
        report.add(
            "type",
            Rule::ExtensionType,
            "Set type to schema, component or sandbox.",
        );
        return None;
    }
    if !item.get(kind).is_some_and(Value::is_object) {
        report.add(
            kind,
            Rule::ExtensionType,
            &format!("Add the object {kind} that goes with the type."),
        );
        return None;
    }
    if !field_types_known(item, report) {
        return None;
    }
    match Extension::deserialize(item) {
        Ok(extension) => Some(extension),
        Err(error) => {
            report.add(
                "",
                Rule::Shape,
                &format!("Correct the declaration: {error}."),
            );
            None
        }
    }
}

/// The most frequent mistake gets the most precise path.
fn field_types_known(item: &Value, report: &mut Report) -> bool {
    let fields = item.pointer("/schema/fields").and_then(Value::as_array);
    let mut known = true;
    for (index, field) in fields.into_iter().flatten().enumerate() {
        let name = field
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if FieldKind::ALL.iter().all(|kind| kind.name() != name) {
            known = false;
            let names = FieldKind::ALL.map(FieldKind::name).join(", ");
            report.add(
                &format!("schema.fields[{index}].type"),
                Rule::FieldType,
                &format!("Use one of {names}."),
            );
        }
    }
    known
}
