//! Forms that nobody has thought of: all kinds, nested, with limits, patterns, sections and conditions.

use portico_sdk::condition::Condition;
use portico_sdk::i18n::LocaleText;
use portico_sdk::schema::{Field, FieldKind, FormSchema, Group, Level, SelectOption};
use serde_json::{Value, json};

use crate::random::Random;

/// Each with a text that matches it in [`crate::values`].
pub(crate) const PATTERNS: [&str; 6] = [
    "[A-Z]{3}-[0-9]{4}",
    r"\d{5}|\w+",
    "(ab|cd)*e?",
    r"[^@\s]+@[^@\s]+",
    "[a-zé€]+",
    "https://.*",
];

pub(crate) fn form(random: &mut Random) -> FormSchema {
    let groups = if random.one_in(3) {
        vec![Group {
            key: "section".to_owned(),
            title: LocaleText::en("Section"),
            ..Group::default()
        }]
    } else {
        Vec::new()
    };
    let mut fields = Vec::new();
    for index in 0..=random.below(6) {
        let mut field = field(random, index, 0, &fields, &[]);
        if !groups.is_empty() && random.one_in(2) {
            "section".clone_into(&mut field.group);
        }
        if random.one_in(8) && field.visible_when.is_none() && field.required_when.is_none() {
            field.level = Level::Host;
        }
        fields.push(field);
    }
    FormSchema {
        fields,
        groups,
        ..FormSchema::default()
    }
}

/// `beside` are the fields before it, `around` those around the object or list it is in.
fn field(random: &mut Random, index: u32, depth: u32, beside: &[Field], around: &[Field]) -> Field {
    let kind = loop {
        let kind = FieldKind::ALL[random.index(FieldKind::ALL.len())];
        let fits = if depth == 0 {
            true
        } else {
            kind != FieldKind::Password && (depth < 3 || !kind.is_nested())
        };
        if fits {
            break kind;
        }
    };
    let letter = ["f", "g", "h", "i"][usize::try_from(depth).unwrap_or_default().min(3)];
    let mut field = Field::new(format!("{letter}{index}"), kind).label(LocaleText::en("Label"));
    if kind.is_choice() {
        let count = 1 + random.below(4);
        field.options = (0..count).map(|n| choice(&format!("o{n}"))).collect();
        if kind == FieldKind::Select && random.one_in(5) {
            field.options.push(choice(""));
        }
    }
    if kind.is_nested() {
        let outer = [around, beside].concat();
        for index in 0..=random.below(3) {
            let member = self::field(random, index, depth + 1, &field.fields, &outer);
            field.fields.push(member);
        }
    }
    limits(random, &mut field);
    conditions(random, &mut field, beside, around);
    if kind != FieldKind::Object && field.required_when.is_none() && random.one_in(3) {
        field.required = true;
    }
    if field.default.is_none() && random.one_in(4) {
        field.default = default(kind);
    }
    field
}

fn choice(value: &str) -> SelectOption {
    SelectOption {
        value: value.to_owned(),
        label: LocaleText::en("Choice"),
    }
}

fn limits(random: &mut Random, field: &mut Field) {
    match field.kind {
        FieldKind::Range => {
            field.min = Some(f64::from(random.below(5)));
            field.max = Some(10.0 + f64::from(random.below(20)));
            field.default = field.min.map(|min| json!(min));
            if random.one_in(2) {
                field.step = Some([0.1, 0.25, 1.0, 3.0][random.index(4)]);
            }
        }
        FieldKind::Number => {
            if random.one_in(2) {
                field.min = Some(f64::from(random.below(10)) - 5.0);
            }
            if random.one_in(2) {
                field.max = Some(f64::from(random.below(100)) + 5.5);
            }
            if random.one_in(2) {
                field.step = Some([0.1, 0.3, 0.5, 1.0, 7.0][random.index(5)]);
            }
        }
        FieldKind::Date => {
            if random.one_in(2) {
                "2024-02-29".clone_into(&mut field.min_date);
            }
            if random.one_in(2) {
                "2026-11-30".clone_into(&mut field.max_date);
            }
        }
        FieldKind::Multiselect | FieldKind::List => {
            if random.one_in(2) {
                field.min_items = Some(random.below(3));
            }
            if random.one_in(2) {
                field.max_items = Some(2 + random.below(3));
            }
            let member = field.fields.iter().find(|member| !member.kind.is_nested());
            if let Some(member) = member
                && random.one_in(2)
            {
                field.unique = member.key.clone();
            }
        }
        kind if kind.is_text() => {
            if random.one_in(3) {
                field.min_length = Some(1 + random.below(6));
            }
            if random.one_in(3) {
                field.max_length = Some(6 + random.below(30));
            }
            if kind != FieldKind::Textarea && random.one_in(3) {
                PATTERNS[random.index(PATTERNS.len())].clone_into(&mut field.pattern);
            }
        }
        _ => {}
    }
}

/// Only fields before it and around it are asked, so that there are chains and no circles.
fn conditions(random: &mut Random, field: &mut Field, beside: &[Field], around: &[Field]) {
    let askable: Vec<&Field> = around
        .iter()
        .chain(beside)
        .filter(|other| other.kind != FieldKind::Password && !other.kind.is_nested())
        .collect();
    if askable.is_empty() {
        return;
    }
    if random.one_in(3) {
        field.visible_when = Some(condition(random, &askable, 2));
    }
    if field.kind != FieldKind::Object && random.one_in(4) {
        field.required_when = Some(condition(random, &askable, 1));
    }
}

fn condition(random: &mut Random, askable: &[&Field], depth: u32) -> Condition {
    if depth > 0 && random.one_in(3) {
        let parts = |random: &mut Random| {
            let count = random.below(3);
            (0..count)
                .map(|_| condition(random, askable, depth - 1))
                .collect()
        };
        return match random.below(3) {
            0 => Condition::And(parts(random)),
            1 => Condition::Or(parts(random)),
            _ => Condition::Not(Box::new(condition(random, askable, depth - 1))),
        };
    }
    let asked = random.pick(askable);
    let field = asked.key.clone();
    if random.one_in(3) {
        let values = (0..=random.below(2)).map(|_| wanted(random, asked));
        return Condition::In {
            field,
            values: values.collect(),
        };
    }
    Condition::Equals {
        value: wanted(random, asked),
        field,
    }
}

/// A value that the field can have; sometimes none.
fn wanted(random: &mut Random, field: &Field) -> Value {
    if random.one_in(4) {
        return Value::Null;
    }
    match field.kind {
        FieldKind::Toggle => json!(!random.one_in(4)),
        FieldKind::Select | FieldKind::Radio | FieldKind::Multiselect => json!("o0"),
        FieldKind::Range => json!(field.min),
        kind => default(kind).unwrap_or_default(),
    }
}

/// Not every field with limits accepts it: then the form is none, and the next one counts.
fn default(kind: FieldKind) -> Option<Value> {
    Some(match kind {
        FieldKind::Text => json!("abcde"),
        FieldKind::Textarea => json!("one\ntwo"),
        FieldKind::Number => json!(3),
        FieldKind::Toggle => json!(true),
        FieldKind::Select | FieldKind::Radio => json!("o0"),
        FieldKind::Url => json!("https://example.com"),
        FieldKind::Email => json!("ada@example.com"),
        FieldKind::Date => json!("2025-06-15"),
        FieldKind::Color => json!("#2563eb"),
        FieldKind::Multiselect => json!(["o0"]),
        FieldKind::Password | FieldKind::Range | FieldKind::List | FieldKind::Object => {
            return None;
        }
    })
}
