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
        .enumerate()
        .filter_map(|(index, item)| extension(index, item, &mut report))
        .collect();
    (extensions, report.into_problems())
}

fn extension(index: usize, item: &Value, report: &mut Report) -> Option<Extension> {
    let text = |name| item.get(name).and_then(Value::as_str);
    report.enter(index, text("id").unwrap_or_default());
    let errors_before = report.errors();
    if text("id").is_none() {
        report.add("id", Rule::ExtensionId, "Give the extension an id, a text.");
    }
    if text("slot").is_none() {
        report.add(
            "slot",
            Rule::SlotKey,
            "Name the slot the extension sits in, a text.",
        );
    }
    check_body(item, text("type").unwrap_or_default(), report);
    if report.errors() > errors_before {
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

/// The type, the body that goes with it, and the most frequent mistake, an unknown type of field.
fn check_body(item: &Value, kind: &str, report: &mut Report) {
    if !["schema", "component", "sandbox"].contains(&kind) {
        report.add(
            "type",
            Rule::ExtensionType,
            "Set type to schema, component or sandbox.",
        );
        return;
    }
    if !item.get(kind).is_some_and(Value::is_object) {
        report.add(
            kind,
            Rule::ExtensionType,
            &format!("Add the object {kind} that goes with the type."),
        );
        return;
    }
    if kind == "schema" {
        check_types(item.pointer("/schema/fields"), "schema.fields", report);
    }
}

/// Fields, and those inside objects and lists.
fn check_types(fields: Option<&Value>, path: &str, report: &mut Report) {
    let fields = fields.and_then(Value::as_array);
    for (index, field) in fields.into_iter().flatten().enumerate() {
        let name = field
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if FieldKind::ALL.iter().all(|kind| kind.name() != name) {
            let names = FieldKind::ALL.map(FieldKind::name).join(", ");
            report.add(
                &format!("{path}[{index}].type"),
                Rule::FieldType,
                &format!("Use one of {names}."),
            );
        }
        check_types(
            field.get("fields"),
            &format!("{path}[{index}].fields"),
            report,
        );
    }
}
