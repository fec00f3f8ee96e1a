//! Schema forms: keys, choices, bounds, defaults and the two URLs.

use std::collections::BTreeSet;

use super::report::Report;
use super::text;
use crate::names::is_field_key;
use crate::problem::Rule;
use crate::schema::{Field, FieldKind, FormSchema};
use crate::settings::{MAX_TEXT, validate_field};
use crate::url_rule::check_route_url;

/// Field keys with this prefix are the hidden inputs of a form post without JavaScript.
const RESERVED_PREFIX: &str = "portico_";
/// Where the slot's context goes in a posted body, beside the values (PARITY 23).
const CONTEXT_KEY: &str = "context";

/// The most fields of one form and the most options of one field.
const MAX_FIELDS: usize = 200;
const MAX_OPTIONS: usize = 1_000;

pub(super) fn check(schema: &FormSchema, plugin: &str, report: &mut Report) {
    for (name, value) in [
        ("title", &schema.title),
        ("description", &schema.description),
        ("submit_label", &schema.submit_label),
        ("success_message", &schema.success_message),
    ] {
        text::check(&format!("schema.{name}"), value, report);
    }
    for (name, url) in [
        ("submit_url", &schema.submit_url),
        ("load_url", &schema.load_url),
    ] {
        if !url.is_empty()
            && let Err(rule) = check_route_url(plugin, url)
        {
            let fix = format!(
                "Use a route of the plugin itself, for example /api/v1/admin/plugins/{plugin}/settings."
            );
            report.add(&format!("schema.{name}"), rule, &fix);
        }
    }
    let mut context = BTreeSet::new();
    for (index, key) in schema.context.iter().enumerate() {
        if !is_field_key(key) || !context.insert(key) {
            report.add(
                &format!("schema.context[{index}]"),
                Rule::FieldKey,
                "Name each context key once, as the slot declares it.",
            );
        }
    }
    if schema.fields.len() > MAX_FIELDS {
        report.add(
            "schema.fields",
            Rule::TooMany,
            "Declare at most 200 fields in one form.",
        );
        return;
    }
    let mut keys = BTreeSet::new();
    if !schema.context.is_empty() {
        keys.insert(CONTEXT_KEY);
    }
    for (index, field) in schema.fields.iter().enumerate() {
        check_field(field, &format!("schema.fields[{index}]"), &mut keys, report);
    }
}

fn check_field<'s>(field: &'s Field, at: &str, keys: &mut BTreeSet<&'s str>, report: &mut Report) {
    if !is_field_key(&field.key) || field.key.starts_with(RESERVED_PREFIX) {
        report.add(
            &format!("{at}.key"),
            Rule::FieldKey,
            "Use a letter, then letters, digits and underscores, at most 64; no name that objects have already, no portico_.",
        );
    } else if !keys.insert(&field.key) {
        report.add(
            &format!("{at}.key"),
            Rule::DuplicateField,
            "Give each field of the form its own key; `context` is taken when the form asks for context.",
        );
    }
    for (name, value) in [
        ("label", &field.label),
        ("placeholder", &field.placeholder),
        ("help_text", &field.help_text),
    ] {
        text::check(&format!("{at}.{name}"), value, report);
    }
    if field.label.is_empty() {
        report.add(
            &format!("{at}.label"),
            Rule::LabelMissing,
            "Add a label: without one people see the key.",
        );
    }
    let errors = report.errors();
    check_options(field, at, report);
    check_bounds(field, at, report);
    if report.errors() == errors {
        check_default(field, at, report);
    }
}

fn check_options(field: &Field, at: &str, report: &mut Report) {
    let at = format!("{at}.options");
    if field.kind != FieldKind::Select {
        if !field.options.is_empty() {
            report.add(
                &at,
                Rule::FieldShape,
                "Remove the options, or make the field a select.",
            );
        }
        return;
    }
    if field.options.is_empty() {
        report.add(&at, Rule::FieldShape, "Add at least one option.");
    }
    if field.options.len() > MAX_OPTIONS {
        report.add(&at, Rule::TooMany, "Declare at most 1,000 options.");
        return;
    }
    let mut values = BTreeSet::new();
    for (index, option) in field.options.iter().enumerate() {
        if !values.insert(&option.value) {
            report.add(
                &format!("{at}[{index}].value"),
                Rule::FieldShape,
                "Give each option its own value.",
            );
        }
        text::check(&format!("{at}[{index}].label"), &option.label, report);
    }
}

fn check_bounds(field: &Field, at: &str, report: &mut Report) {
    let numbers = [("min", field.min), ("max", field.max), ("step", field.step)];
    for (name, value) in numbers {
        let Some(value) = value else { continue };
        if field.kind != FieldKind::Number {
            report.add(
                &format!("{at}.{name}"),
                Rule::FieldShape,
                "Remove it: only numbers have it.",
            );
        } else if !value.is_finite() {
            report.add(
                &format!("{at}.{name}"),
                Rule::FieldShape,
                "Use a finite number.",
            );
        }
    }
    if let (Some(min), Some(max)) = (field.min, field.max)
        && min > max
    {
        report.add(
            &format!("{at}.min"),
            Rule::FieldShape,
            "Make min at most max.",
        );
    }
    if field.step.is_some_and(|step| step <= 0.0) {
        report.add(
            &format!("{at}.step"),
            Rule::FieldShape,
            "Make step greater than 0.",
        );
    }
    let is_text = matches!(
        field.kind,
        FieldKind::Text | FieldKind::Textarea | FieldKind::Password
    );
    for (name, value) in [
        ("min_length", field.min_length),
        ("max_length", field.max_length),
    ] {
        let Some(value) = value else { continue };
        if !is_text {
            report.add(
                &format!("{at}.{name}"),
                Rule::FieldShape,
                "Remove it: only texts have it.",
            );
        } else if value > MAX_TEXT {
            report.add(
                &format!("{at}.{name}"),
                Rule::FieldShape,
                "Use at most 65,536 characters.",
            );
        }
    }
    if let (Some(min), Some(max)) = (field.min_length, field.max_length)
        && min > max
    {
        report.add(
            &format!("{at}.min_length"),
            Rule::FieldShape,
            "Make min_length at most max_length.",
        );
    }
}

/// A default has to pass the field's own rules; a secret must not be in a declaration that everybody can read.
fn check_default(field: &Field, at: &str, report: &mut Report) {
    let Some(default) = &field.default else {
        return;
    };
    let at = format!("{at}.default");
    if field.kind == FieldKind::Password {
        report.add(
            &at,
            Rule::FieldShape,
            "Remove the default: a password is never part of a declaration.",
        );
        return;
    }
    let optional = Field {
        required: false,
        ..field.clone()
    };
    if validate_field(&optional, Some(default), false).is_err() {
        report.add(
            &at,
            Rule::FieldShape,
            "Use a default that the field itself would accept.",
        );
    }
}
