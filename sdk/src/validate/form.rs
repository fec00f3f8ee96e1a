//! Schema forms: texts, addresses, context, sections, and then the fields.

use std::collections::BTreeSet;

use super::fields::{self, Place};
use super::report::Report;
use super::text;
use crate::names::is_field_key;
use crate::problem::Rule;
use crate::schema::{Field, FormSchema};
use crate::settings::{CONTEXT_KEY, settings_url};
use crate::url_rule::check_route_url;

/// The most fields of one form, members of objects and lists among them.
const MAX_FIELDS: usize = 200;

pub(super) fn check(schema: &FormSchema, plugin: &str, report: &mut Report) {
    for (name, value) in [
        ("title", &schema.title),
        ("description", &schema.description),
        ("submit_label", &schema.submit_label),
        ("success_message", &schema.success_message),
        ("test_label", &schema.test_label),
    ] {
        text::check(&format!("schema.{name}"), value, report);
    }
    for (name, url) in [
        ("submit_url", &schema.submit_url),
        ("load_url", &schema.load_url),
        ("test_url", &schema.test_url),
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
    // Only there the server knows whose settings are meant, and which secrets belong to them.
    let admin = format!("/api/v1/admin/plugins/{plugin}/");
    if schema.submit_url == settings_url(plugin)
        && !schema.test_url.is_empty()
        && !schema.test_url.starts_with(&admin)
    {
        let fix =
            format!("Test settings on a route of the admin surface, for example {admin}test.");
        report.add("schema.test_url", Rule::ForeignPrefix, &fix);
    }
    check_context(schema, report);
    if count(&schema.fields) > MAX_FIELDS {
        report.add(
            "schema.fields",
            Rule::TooMany,
            "Declare at most 200 fields in one form, members of objects and lists counted.",
        );
        return;
    }
    let groups = check_groups(schema, report);
    let mut keys = BTreeSet::new();
    if !schema.context.is_empty() {
        keys.insert(CONTEXT_KEY);
    }
    let place = Place {
        path: "schema.fields",
        groups: Some(&groups),
        around: None,
    };
    fields::check(&schema.fields, &place, keys, report);
}

fn check_context(schema: &FormSchema, report: &mut Report) {
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
}

fn check_groups<'s>(schema: &'s FormSchema, report: &mut Report) -> BTreeSet<&'s str> {
    let mut groups = BTreeSet::new();
    for (index, group) in schema.groups.iter().enumerate() {
        let at = format!("schema.groups[{index}]");
        if !is_field_key(&group.key) || !groups.insert(group.key.as_str()) {
            report.add(
                &format!("{at}.key"),
                Rule::FieldKey,
                "Give each section a key of its own, in letters, digits and underscores.",
            );
        }
        if group.title.is_empty() {
            report.add(
                &format!("{at}.title"),
                Rule::LabelMissing,
                "Add a title: without one people see the key.",
            );
        }
        text::check(&format!("{at}.title"), &group.title, report);
        text::check(&format!("{at}.description"), &group.description, report);
    }
    groups
}

fn count(fields: &[Field]) -> usize {
    fields.iter().map(|field| 1 + count(&field.fields)).sum()
}
