//! Conditions of fields: what they ask for exists, can be answered, and depends on nothing in a circle (FORMS 3).

use super::fields::Place;
use super::report::Report;
use serde_json::Value;

use crate::condition::{Condition, first_cycle};
use crate::problem::Rule;
use crate::schema::{Field, FieldKind};
use crate::settings::{normal_value, validate_field};

/// The most comparisons and connectives of one condition, and how deep they may be nested.
const MAX_SIZE: usize = 100;
const MAX_DEPTH: usize = 8;

/// Checks the conditions of fields that stand beside each other.
pub(super) fn check(fields: &[Field], place: &Place<'_>, report: &mut Report) {
    let path = place.path;
    for (index, field) in fields.iter().enumerate() {
        for (name, condition) in [
            ("visible_when", &field.visible_when),
            ("required_when", &field.required_when),
        ] {
            let at = format!("{path}[{index}].{name}");
            let Some(condition) = condition else { continue };
            check_one(condition, field, fields, place, &at, report);
        }
        let at = format!("{path}[{index}].required_when");
        if field.required_when.is_some() && field.required {
            report.add(
                &at,
                Rule::Condition,
                "Remove it: the field is required always.",
            );
        } else if field.required_when.is_some() && field.kind == FieldKind::Object {
            report.add(
                &at,
                Rule::Condition,
                "Remove it, and require members of the object instead.",
            );
        }
    }
    if let Some(circle) = first_cycle(fields) {
        let first = circle.first().copied().unwrap_or_default();
        let index = fields
            .iter()
            .position(|field| field.key == first)
            .unwrap_or_default();
        let fix = format!(
            "Break the circle: {} depend on each other, so none of them could ever be decided.",
            circle.join(", ")
        );
        report.add(
            &format!("{path}[{index}].visible_when"),
            Rule::ConditionCycle,
            &fix,
        );
    }
}

fn check_one(
    condition: &Condition,
    field: &Field,
    fields: &[Field],
    place: &Place<'_>,
    at: &str,
    report: &mut Report,
) {
    let (size, depth) = condition.size();
    if size > MAX_SIZE || depth > MAX_DEPTH {
        report.add(
            at,
            Rule::TooMany,
            "Make the condition simpler: at most 100 parts, nested at most 8 deep.",
        );
        return;
    }
    for (key, values) in condition.comparisons() {
        let Some(asked) = place.find(key, fields) else {
            let fix =
                format!("There is no field {key} beside or around this one; name one that is.");
            report.add(at, Rule::Condition, &fix);
            continue;
        };
        if asked.key == field.key && std::ptr::eq(asked, field) {
            report.add(
                at,
                Rule::ConditionCycle,
                "A field cannot depend on itself; ask for another one.",
            );
        } else if asked.kind == FieldKind::Password || asked.kind.is_nested() {
            let fix = format!(
                "{key} is a {}, whose value conditions do not know; ask for another field.",
                asked.kind.name()
            );
            report.add(at, Rule::Condition, &fix);
        } else if place.level_of(asked, fields) != place.level_of(field, fields) {
            let fix =
                format!("{key} is set by others than this field; ask for one of the same level.");
            report.add(at, Rule::Condition, &fix);
        } else if let Some(never) = values.iter().find(|value| !can_have(asked, value)) {
            let fix = format!("{key} never has the value {never}; ask for one that it can have.");
            report.add(at, Rule::Condition, &fix);
        }
    }
}

/// Every field can be empty. What would be refused in a save, or saved in another form, can only be a mistake in a condition.
fn can_have(field: &Field, value: &Value) -> bool {
    let optional = Field {
        required: false,
        min_items: None,
        ..field.clone()
    };
    let value = if field.kind == FieldKind::Multiselect && value.is_string() {
        &Value::Array(vec![value.clone()])
    } else {
        value
    };
    let is_color = field.kind == FieldKind::Color;
    let in_its_form = !is_color || normal_value(field, Some(value)) == *value;
    validate_field(&optional, Some(value), false).is_ok()
        && (in_its_form || value.as_str() == Some(""))
}
