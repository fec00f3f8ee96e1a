//! Values for a form: careful ones, careless ones, and what no form would ever send.

use portico_sdk::schema::{Field, FieldKind};
use portico_sdk::settings::{Values, row_name};
use serde_json::{Map, Value, json};

use crate::form::PATTERNS;
use crate::random::Random;

/// For each of [`PATTERNS`] a text that matches.
const MATCHING: [&str; 6] = [
    "ABC-1234",
    "12345",
    "ababcde",
    "ada@example.com",
    "bé€b",
    "https://example.com/",
];

const TEXTS: [&str; 12] = [
    "a",
    "abcde",
    "Ümläute und ß",
    "👩‍💻👩‍💻",
    "line\nline",
    "tab\tand\u{0}null",
    " spaces ",
    "a much longer text than most limits allow for, by far",
    "ABC-1234",
    "12345",
    "İstanbul ı",
    "\u{202e}right to left",
];
const ADDRESSES: [&str; 16] = [
    "https://example.com",
    "http://example.com:8080/a?b=c#d",
    "https://[::1]:443/",
    "https://[::ffff:1.2.3.4]/",
    "https://münchen.example/",
    "https://example.com:99999/",
    "https://-a.example/",
    "javascript:alert(1)",
    "https://a b/",
    "//example.com",
    "ada@example.com",
    "a@b",
    "@example.com",
    "ada@-example.com",
    "ada@exa mple.com",
    "ada.lovelace+shop@mail.example.com",
];
const DAYS: [&str; 11] = [
    "2024-02-29",
    "2025-02-29",
    "1900-02-29",
    "2000-02-29",
    "0001-01-01",
    "9999-12-31",
    "2026-11-30",
    "2026-12-01",
    "2026-13-01",
    "26-1-1",
    "2025-06-15",
];
const COLORS: [&str; 6] = ["#2563eb", "#ABCDEF", "#12345", "2563eb", "#gggggg", "red"];

/// Values for the fields, and which secrets are stored.
pub(crate) fn of(random: &mut Random, fields: &[Field]) -> (Values, Vec<String>) {
    // With many fields hardly anything would ever be accepted if all of them were careless.
    let careless = random.below(3);
    let mut values = members(random, fields, careless);
    if careless == 2 && random.one_in(4) {
        let key = random.pick(&["unknown", "__proto__", ""]);
        values.insert(key.to_owned(), json!(1));
    }
    let passwords = fields
        .iter()
        .filter(|field| field.kind == FieldKind::Password);
    let stored = passwords
        .filter(|_| random.one_in(2))
        .map(|field| field.key.clone())
        .collect();
    (values.into_iter().collect(), stored)
}

fn members(random: &mut Random, fields: &[Field], careless: u32) -> Map<String, Value> {
    let mut found = Map::new();
    for field in fields {
        if field.level == portico_sdk::schema::Level::Host && !random.one_in(12) {
            continue;
        }
        let odd = match careless {
            0 => false,
            1 => random.one_in(10),
            _ => random.one_in(3),
        };
        let value = if odd {
            strange(random, field)
        } else {
            Some(fitting(random, field, careless))
        };
        found.extend(value.map(|value| (field.key.clone(), value)));
    }
    found
}

/// What somebody who means well would send; limits may still be against it.
fn fitting(random: &mut Random, field: &Field, careless: u32) -> Value {
    let chosen = |at: usize| field.options[at].value.clone();
    match field.kind {
        FieldKind::Text | FieldKind::Password | FieldKind::Textarea => {
            let of_pattern = PATTERNS.iter().position(|known| *known == field.pattern);
            json!(of_pattern.map_or("fitting", |at| MATCHING[at]))
        }
        FieldKind::Url => json!("https://example.com/"),
        FieldKind::Email => json!("ada@example.com"),
        FieldKind::Number | FieldKind::Range => {
            let steps = f64::from(random.below(4));
            let number = field.min.unwrap_or(0.0) + steps * field.step.unwrap_or(1.0);
            json!(number)
        }
        FieldKind::Toggle => json!(field.required || random.one_in(2)),
        FieldKind::Select | FieldKind::Radio => json!(chosen(random.index(field.options.len()))),
        FieldKind::Date => json!("2025-06-15"),
        FieldKind::Color => json!("#2563eb"),
        FieldKind::Multiselect => {
            let count = usize::try_from(field.min_items.unwrap_or(1).max(1)).unwrap_or(1);
            let options = field.options.iter().rev().take(count);
            json!(
                options
                    .map(|option| option.value.clone())
                    .collect::<Vec<_>>()
            )
        }
        FieldKind::Object => Value::Object(members(random, &field.fields, careless)),
        FieldKind::List => {
            let count = field.min_items.unwrap_or(0).max(random.below(3));
            let rows = (0..count).map(|_| Value::Object(members(random, &field.fields, careless)));
            Value::Array(rows.collect())
        }
    }
}

/// Nothing, the wrong thing, or something at the edge; `None`: the key is missing.
fn strange(random: &mut Random, field: &Field) -> Option<Value> {
    let of_kind = match field.kind {
        FieldKind::Url | FieldKind::Email => json!(ADDRESSES[random.index(ADDRESSES.len())]),
        FieldKind::Date => json!(DAYS[random.index(DAYS.len())]),
        FieldKind::Color => json!(COLORS[random.index(COLORS.len())]),
        FieldKind::Number | FieldKind::Range => number(random),
        FieldKind::Select | FieldKind::Radio => json!("no option"),
        FieldKind::Multiselect => json!(["o0", "o0", random.pick(&["o1", "no option"])]),
        FieldKind::List => {
            let count = random.pick(&[&1, &6, &101]);
            let rows = (0..*count).map(|_| Value::Object(members(random, &field.fields, 2)));
            Value::Array(rows.collect())
        }
        FieldKind::Object => Value::Object(members(random, &field.fields, 2)),
        FieldKind::Text | FieldKind::Password | FieldKind::Textarea | FieldKind::Toggle => {
            json!(TEXTS[random.index(TEXTS.len())])
        }
    };
    match random.below(10) {
        0 => None,
        1 => Some(Value::Null),
        2 => Some(json!("")),
        3 => Some(match random.below(6) {
            0 => json!([1, "two", null]),
            1 => json!({ "is_set": true }),
            2 => json!({ "unknown": 1 }),
            3 => json!(true),
            4 => json!(-1.5e300),
            _ => json!("text"),
        }),
        _ => Some(of_kind),
    }
}

fn number(random: &mut Random) -> Value {
    match random.below(12) {
        0 => json!(0.1 + 0.2),
        1 => json!(9_007_199_254_740_993_i64),
        2 => json!(u64::MAX),
        3 => json!(-0.0),
        4 => json!(1e308),
        5 => json!(5e-324),
        6 => json!(2000.0),
        7 => json!(10_000_000.3),
        8 => json!("7"),
        9 => json!("seven"),
        _ => json!(f64::from(random.below(400)) / 10.0 - 5.0),
    }
}

/// The values as an HTML form would post them: names and texts.
pub(crate) fn pairs(values: &Values) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (key, value) in values {
        collect(key, value, &mut found);
    }
    found
}

fn collect(name: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Null | Value::Bool(false) => {}
        Value::Bool(true) => found.push((name.to_owned(), "true".to_owned())),
        Value::Number(number) => found.push((name.to_owned(), number.to_string())),
        Value::String(text) => found.push((name.to_owned(), text.clone())),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                if item.is_object() {
                    found.push((row_name(name), index.to_string()));
                    collect(&format!("{name}.{index}"), item, found);
                } else {
                    collect(name, item, found);
                }
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                collect(&format!("{name}.{key}"), member, found);
            }
        }
    }
}
