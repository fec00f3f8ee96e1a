//! Fields: keys, texts, choices, members, bounds and defaults.

use std::collections::BTreeSet;

use serde_json::Value;

use super::report::Report;
use super::{conditions, text};
use crate::names::is_field_key;
use crate::pattern;
use crate::problem::Rule;
use crate::schema::{Field, FieldKind, Level, MAX_ROWS};
use crate::settings::{MAX_TEXT, is_date, validate_field};

/// Field keys with this prefix are the hidden inputs of a form post without JavaScript.
const RESERVED_PREFIX: &str = "portico_";

/// The most options of one field.
const MAX_OPTIONS: usize = 1_000;

/// How deep objects and lists may stand in each other: a row in a list in a section of settings is three.
const MAX_NESTING: usize = 4;

/// Where fields stand.
pub(super) struct Place<'a> {
    /// JSON path of the array they are in.
    pub path: &'a str,
    /// Sections of the form; `None` for members.
    pub groups: Option<&'a BTreeSet<&'a str>>,
    /// The fields around an object or a list, and where those stand.
    pub around: Option<(&'a [Field], &'a Place<'a>)>,
}

impl Place<'_> {
    /// The nearest field of that key: beside, else around.
    pub fn find<'f>(&'f self, key: &str, beside: &'f [Field]) -> Option<&'f Field> {
        beside.iter().find(|field| field.key == key).or_else(|| {
            let (fields, place) = self.around?;
            place.find(key, fields)
        })
    }

    /// The level of a field found from here: members go with the field of the form that they are in.
    pub fn level_of(&self, field: &Field, beside: &[Field]) -> Level {
        match self.around {
            Some((outer, place)) if beside.iter().any(|other| std::ptr::eq(other, field)) => {
                // The list or object that these fields are in stands among those around them.
                let holder = outer
                    .iter()
                    .find(|holder| holder.fields.as_ptr() == beside.as_ptr());
                holder.map_or(field.level, |holder| place.level_of(holder, outer))
            }
            Some((outer, place)) => place.level_of(field, outer),
            None => field.level,
        }
    }

    fn depth(&self) -> usize {
        self.around.map_or(0, |(_, place)| place.depth() + 1)
    }

    fn is_member(&self) -> bool {
        self.around.is_some()
    }
}

/// Checks fields that stand beside each other, and what is inside them. `keys` are taken already.
pub(super) fn check<'s>(
    fields: &'s [Field],
    place: &Place<'_>,
    mut keys: BTreeSet<&'s str>,
    report: &mut Report,
) {
    for (index, field) in fields.iter().enumerate() {
        let at = format!("{}[{index}]", place.path);
        check_key(field, &at, &mut keys, report);
        check_place(field, place, &at, report);
        check_texts(field, &at, report);
        let errors = report.errors();
        check_options(field, &at, report);
        check_members(field, fields, place, &at, report);
        check_bounds(field, &at, report);
        if report.errors() == errors {
            check_default(field, &at, report);
        }
    }
    conditions::check(fields, place, report);
}

fn check_key<'s>(field: &'s Field, at: &str, keys: &mut BTreeSet<&'s str>, report: &mut Report) {
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
}

/// What members may not be, and sections that are not there.
fn check_place(field: &Field, place: &Place<'_>, at: &str, report: &mut Report) {
    let mut wrong = |name: &str, fix: &str| {
        report.add(&format!("{at}.{name}"), Rule::FieldShape, fix);
    };
    match place.groups {
        Some(groups) if !field.group.is_empty() && !groups.contains(field.group.as_str()) => {
            wrong("group", "Name one of the form's groups, or leave it out.");
        }
        None if !field.group.is_empty() => {
            wrong(
                "group",
                "Remove it: only fields of the form itself stand in a section.",
            );
        }
        _ => {}
    }
    if place.is_member() && field.kind == FieldKind::Password {
        wrong(
            "type",
            "Move the password out of the object or list: secrets stand by themselves.",
        );
    }
    if place.is_member() && field.level != Level::Org {
        wrong(
            "level",
            "Remove it: members have the level of the object or list they are in.",
        );
    }
}

fn check_texts(field: &Field, at: &str, report: &mut Report) {
    for (name, value) in [
        ("label", &field.label),
        ("placeholder", &field.placeholder),
        ("help_text", &field.help_text),
        ("add_label", &field.add_label),
        ("pattern_message", &field.pattern_message),
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
}

fn check_options(field: &Field, at: &str, report: &mut Report) {
    let at = format!("{at}.options");
    if !field.kind.is_choice() {
        if !field.options.is_empty() {
            report.add(
                &at,
                Rule::FieldShape,
                "Remove the options, or make the field a select, radio or multiselect.",
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
        } else if option.value.is_empty() && field.kind != FieldKind::Select {
            report.add(
                &format!("{at}[{index}].value"),
                Rule::FieldShape,
                "Give the option a value: the empty one says that nothing is chosen.",
            );
        }
        text::check(&format!("{at}[{index}].label"), &option.label, report);
    }
}

fn check_members(
    field: &Field,
    beside: &[Field],
    place: &Place<'_>,
    at: &str,
    report: &mut Report,
) {
    let path = format!("{at}.fields");
    if !field.kind.is_nested() {
        if !field.fields.is_empty() {
            report.add(
                &path,
                Rule::FieldShape,
                "Remove the fields, or make the field an object or a list.",
            );
        }
        return;
    }
    if field.fields.is_empty() {
        report.add(&path, Rule::FieldShape, "Add at least one field.");
    }
    if place.depth() + 1 >= MAX_NESTING {
        report.add(
            &path,
            Rule::TooMany,
            "Nest objects and lists at most 3 deep.",
        );
        return;
    }
    if field.kind == FieldKind::Object && field.required {
        report.add(
            &format!("{at}.required"),
            Rule::FieldShape,
            "Remove it, and require members of the object instead.",
        );
    }
    let is_member = |member: &Field| member.key == field.unique && !member.kind.is_nested();
    if !field.unique.is_empty() && !field.fields.iter().any(is_member) {
        report.add(
            &format!("{at}.unique"),
            Rule::FieldShape,
            "Name a field of the rows that holds a single value.",
        );
    }
    let inside = Place {
        path: &path,
        groups: None,
        around: Some((beside, place)),
    };
    check(&field.fields, &inside, BTreeSet::new(), report);
}

fn check_bounds(field: &Field, at: &str, report: &mut Report) {
    let kind = field.kind;
    let mut wrong = |name: &str, fix: &str| {
        report.add(&format!("{at}.{name}"), Rule::FieldShape, fix);
    };
    for (name, value) in [("min", field.min), ("max", field.max), ("step", field.step)] {
        let Some(value) = value else { continue };
        if !kind.is_number() {
            wrong(name, "Remove it: only numbers and ranges have it.");
        } else if !value.is_finite() {
            wrong(name, "Use a finite number.");
        }
    }
    if field.min.zip(field.max).is_some_and(|(min, max)| min > max) {
        wrong("min", "Make min at most max.");
    }
    if field.step.is_some_and(|step| step <= 0.0) {
        wrong("step", "Make step greater than 0.");
    }
    if kind == FieldKind::Range {
        for (name, missing) in [
            ("min", field.min.is_none()),
            ("max", field.max.is_none()),
            ("default", field.default.is_none()),
        ] {
            if missing {
                wrong(
                    name,
                    "Set it: a slider has two ends, and always stands somewhere.",
                );
            }
        }
    }
    for (name, value) in [
        ("min_length", field.min_length),
        ("max_length", field.max_length),
    ] {
        let Some(value) = value else { continue };
        if !kind.is_text() {
            wrong(name, "Remove it: only texts have it.");
        } else if value > MAX_TEXT {
            wrong(name, "Use at most 65,536 characters.");
        }
    }
    if field
        .min_length
        .zip(field.max_length)
        .is_some_and(|(min, max)| min > max)
    {
        wrong("min_length", "Make min_length at most max_length.");
    }
    check_counts(field, &mut wrong);
    check_dates(field, &mut wrong);
    check_pattern(field, at, report);
}

fn check_counts(field: &Field, wrong: &mut impl FnMut(&str, &str)) {
    let counts = matches!(field.kind, FieldKind::List | FieldKind::Multiselect);
    for (name, value) in [
        ("min_items", field.min_items),
        ("max_items", field.max_items),
    ] {
        if value.is_some() && !counts {
            wrong(name, "Remove it: only lists and multiselects have it.");
        } else if field.kind == FieldKind::List && value.is_some_and(|value| value > MAX_ROWS) {
            wrong(name, "Use at most 100 rows.");
        }
    }
    if field
        .min_items
        .zip(field.max_items)
        .is_some_and(|(min, max)| min > max)
    {
        wrong("min_items", "Make min_items at most max_items.");
    }
    if field.kind != FieldKind::List {
        if !field.unique.is_empty() {
            wrong("unique", "Remove it: only lists have it.");
        }
        if !field.add_label.is_empty() {
            wrong("add_label", "Remove it: only lists have it.");
        }
    }
}

fn check_dates(field: &Field, wrong: &mut impl FnMut(&str, &str)) {
    for (name, date) in [("min_date", &field.min_date), ("max_date", &field.max_date)] {
        if date.is_empty() {
            continue;
        }
        if field.kind != FieldKind::Date {
            wrong(name, "Remove it: only dates have it.");
        } else if !is_date(date) {
            wrong(name, "Write the day as 2026-12-31.");
        }
    }
    if !field.min_date.is_empty() && !field.max_date.is_empty() && field.min_date > field.max_date {
        wrong("min_date", "Make min_date at most max_date.");
    }
}

fn check_pattern(field: &Field, at: &str, report: &mut Report) {
    let at = format!("{at}.pattern");
    if field.pattern.is_empty() {
        if !field.pattern_message.is_empty() {
            report.add(
                &format!("{at}_message"),
                Rule::FieldShape,
                "Remove it, or add the pattern that it speaks of.",
            );
        }
        return;
    }
    if !matches!(
        field.kind,
        FieldKind::Text | FieldKind::Password | FieldKind::Url | FieldKind::Email
    ) {
        report.add(
            &at,
            Rule::FieldShape,
            "Remove it: only texts of one line have it.",
        );
    } else if let Err(problem) = pattern::check(&field.pattern) {
        let fix = format!(
            "Use a regular expression without look-around and back-references: this one {problem}."
        );
        report.add(&at, Rule::Pattern, &fix);
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
    if field.kind == FieldKind::Object {
        report.add(
            &at,
            Rule::FieldShape,
            "Remove it, and give members of the object their defaults instead.",
        );
        return;
    }
    let optional = Field {
        required: false,
        ..field.clone()
    };
    let empty_range = field.kind == FieldKind::Range && *default == Value::Null;
    if empty_range || validate_field(&optional, Some(default), false).is_err() {
        report.add(
            &at,
            Rule::FieldShape,
            "Use a default that the field itself would accept.",
        );
    }
}
