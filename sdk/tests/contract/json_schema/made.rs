//! Forms, schemas and values made from a list of numbers, so that failures shrink.

use portico_sdk::schema::{Field, FieldKind, FormSchema, Level, SelectOption};
use portico_sdk::settings::{Values, is_writable, validate_field};
use portico_sdk::{Condition, LocaleText};
use serde_json::{Map, Value, json};

/// Where decisions come from. Once it is used up, the first choice is always taken.
pub struct Tape(std::vec::IntoIter<u16>);

impl Tape {
    pub fn new(numbers: Vec<u16>) -> Self {
        Self(numbers.into_iter())
    }

    /// The tape of a number.
    pub fn seeded(seed: u64) -> Self {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            u16::try_from(state >> 48).unwrap()
        };
        Self::new((0..400).map(|_| next()).collect())
    }

    pub fn below(&mut self, count: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % count
    }

    /// One time in so many; never once the tape is used up.
    pub fn rarely(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn maybe<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        self.rarely(2).then(|| self.pick(from))
    }
}

/// A form that a plugin may declare. With `beyond`, also with what JSON Schema has no words for.
pub fn form(tape: &mut Tape, beyond: bool) -> FormSchema {
    FormSchema {
        fields: fields(tape, beyond, 2, &[]),
        ..FormSchema::default()
    }
}

fn fields(tape: &mut Tape, beyond: bool, depth: usize, around: &[Field]) -> Vec<Field> {
    let mut made: Vec<Field> = Vec::new();
    for index in 0..=tape.below(4) {
        let mut field = field(tape, format!("f{depth}{index}"), beyond, depth);
        if depth < 2 {
            field.level = Level::Org;
        }
        let mut asked: Vec<Field> = made.clone();
        if beyond && tape.rarely(3) {
            asked.extend(around.iter().cloned());
        }
        asked.retain(|other| {
            other.level == field.level
                && !other.kind.is_nested()
                && other.kind != FieldKind::Password
        });
        if field.kind.is_nested() {
            let around: Vec<Field> = made
                .iter()
                .filter(|other| other.level == Level::Org && field.level == Level::Org)
                .chain(around)
                .cloned()
                .collect();
            field.fields = fields(tape, beyond, depth - 1, &around);
            let member = &field.fields[0];
            if beyond && field.kind == FieldKind::List && !member.kind.is_nested() {
                field.unique = tape
                    .maybe(std::slice::from_ref(&member.key))
                    .unwrap_or_default();
            }
        }
        if !asked.is_empty() && tape.rarely(3) {
            field.visible_when = Some(condition(tape, &asked, 2));
        }
        let may = !field.required && field.kind != FieldKind::Object;
        if !asked.is_empty() && may && tape.rarely(3) {
            field.required_when = Some(condition(tape, &asked, 2));
        }
        made.push(field);
    }
    made
}

fn condition(tape: &mut Tape, asked: &[Field], depth: usize) -> Condition {
    let choice = if depth == 0 { 0 } else { tape.below(6) };
    match choice {
        3 => Condition::Not(Box::new(condition(tape, asked, depth - 1))),
        4 | 5 => {
            let all = (0..tape.below(3)).map(|_| condition(tape, asked, depth - 1));
            let all = all.collect();
            if choice == 4 {
                Condition::And(all)
            } else {
                Condition::Or(all)
            }
        }
        _ => {
            let field = tape.pick(asked);
            let mut values = vec![Value::Null];
            values.extend(
                [
                    json!("test"),
                    json!("live"),
                    json!(""),
                    json!(true),
                    json!(false),
                    json!(0),
                    json!(1),
                    json!(2.5),
                    json!("ab"),
                    json!([]),
                ]
                .into_iter()
                .filter(|value| {
                    let choice = field.kind == FieldKind::Multiselect && value.is_string();
                    let value = if choice {
                        json!([value])
                    } else {
                        value.clone()
                    };
                    let optional = Field {
                        required: false,
                        min_items: None,
                        ..field.clone()
                    };
                    validate_field(&optional, Some(&value), false).is_ok()
                }),
            );
            if tape.rarely(3) {
                let values = (0..tape.below(3)).map(|_| tape.pick(&values));
                let values: Vec<Value> = values.collect();
                Condition::one_of(field.key, values)
            } else {
                Condition::equals(field.key, tape.pick(&values))
            }
        }
    }
}

fn field(tape: &mut Tape, key: String, beyond: bool, depth: usize) -> Field {
    let kinds: Vec<FieldKind> = FieldKind::ALL
        .into_iter()
        .filter(|kind| depth > 0 || !kind.is_nested())
        .filter(|kind| depth == 2 || *kind != FieldKind::Password)
        .collect();
    let kind = tape.pick(&kinds);
    let mut field = Field {
        required: kind != FieldKind::Object && tape.rarely(2),
        label: LocaleText::en(key.to_uppercase()),
        level: if tape.rarely(4) {
            Level::Host
        } else {
            Level::Org
        },
        ..Field::new(key, kind)
    };
    if kind.is_text() {
        field.min_length = tape.maybe(&[0, 1, 2, 3]);
        field.max_length = tape.maybe(&[3, 5, 24, 254, 2_048, 4_096, 65_536]);
        if kind != FieldKind::Textarea {
            let patterns = ["[a-z]+", "[a-z]{2}|x", "(?:a|b)*c?", "[^/]+.*m/?"];
            field.pattern = tape.maybe(&patterns).unwrap_or_default().to_owned();
        }
    }
    if kind.is_number() {
        number(tape, &mut field, beyond);
    }
    if kind.is_choice() {
        let mut options = vec!["test", "live", "ab"];
        options.truncate(1 + tape.below(3));
        if kind == FieldKind::Select && tape.rarely(3) {
            options.push("");
        }
        field.options = options
            .into_iter()
            .map(|value| SelectOption {
                value: value.to_owned(),
                // An empty text is none.
                label: if value.is_empty() {
                    LocaleText::default()
                } else {
                    LocaleText::en(value)
                },
            })
            .collect();
    }
    if matches!(kind, FieldKind::List | FieldKind::Multiselect) {
        field.min_items = tape.maybe(&[0, 1, 2]);
        field.max_items = tape.maybe(&[2, 3, 100]);
    }
    if kind == FieldKind::Date && beyond {
        field.min_date = tape.maybe(&["2026-01-01"]).unwrap_or_default().to_owned();
        field.max_date = tape.maybe(&["2026-12-31"]).unwrap_or_default().to_owned();
    }
    if kind != FieldKind::Password && !kind.is_nested() && field.default.is_none() {
        let default = plausible(tape, &field);
        let optional = Field {
            required: false,
            ..field.clone()
        };
        if tape.rarely(3) && !default.is_null() {
            field.default =
                Some(default).filter(|value| validate_field(&optional, Some(value), false).is_ok());
        }
    }
    field
}

fn number(tape: &mut Tape, field: &mut Field, beyond: bool) {
    let range = field.kind == FieldKind::Range;
    let steps = [0.25, 0.5, 1.0, 2.0, 5.0];
    field.step = tape.maybe(&steps);
    let unit = match field.step {
        Some(step) if !beyond => step,
        _ => 0.25,
    };
    let mut times = || f64::from(u16::try_from(tape.below(17)).unwrap()) - 8.0;
    let (a, b) = (times() * unit, times() * unit);
    let (min, max) = (a.min(b), a.max(b));
    field.min = (range || tape.rarely(2)).then_some(min);
    field.max = (range || tape.rarely(2)).then_some(max);
    if range {
        field.default = Some(json!(min));
    }
}

/// Values for a form as somebody might post them on this level: mostly fitting, sometimes not.
pub fn posted(tape: &mut Tape, form: &FormSchema, level: Level) -> Values {
    let writable: Vec<Field> = form
        .fields
        .iter()
        .filter(|field| is_writable(field.level, level))
        .cloned()
        .collect();
    members(tape, &writable).into_iter().collect()
}

fn members(tape: &mut Tape, fields: &[Field]) -> Map<String, Value> {
    let mut members = Map::new();
    for field in fields {
        let value = match tape.below(24) {
            20 | 21 => continue,
            22 => Value::Null,
            23 => tape.pick(&[
                json!(true),
                json!(1.125),
                json!("no"),
                json!([1]),
                json!([{}]),
                json!({"zz": 1}),
                json!({"is_set": true}),
            ]),
            _ => plausible(tape, field),
        };
        members.insert(field.key.clone(), value);
    }
    if tape.rarely(40) {
        members.insert("zz".to_owned(), json!(1));
    }
    members
}

fn plausible(tape: &mut Tape, field: &Field) -> Value {
    match field.kind {
        FieldKind::Toggle => json!(tape.rarely(2)),
        FieldKind::Number | FieldKind::Range => {
            let quarters = f64::from(u16::try_from(tape.below(65)).unwrap()) - 32.0;
            let unit = field.step.unwrap_or(0.25);
            json!(quarters * tape.pick(&[unit, unit, 0.25]))
        }
        FieldKind::Select | FieldKind::Radio => json!(tape.pick(&["test", "test", "live", ""])),
        FieldKind::Multiselect => {
            let chosen = (0..tape.below(4)).map(|_| tape.pick(&["test", "live", "ab"]));
            json!(chosen.collect::<Vec<_>>())
        }
        FieldKind::List => {
            let rows = (0..tape.below(4)).map(|_| members(tape, &field.fields));
            json!(rows.collect::<Vec<_>>())
        }
        FieldKind::Object => Value::Object(members(tape, &field.fields)),
        FieldKind::Email => json!(tape.pick(&["ada@example.com", "a@b", "a..b@x.y", "a@-b", "@b"])),
        FieldKind::Url => json!(tape.pick(&[
            "https://example.com/",
            "http://bücher.example",
            "ftp://example.com",
            "https://a b",
            "x"
        ])),
        FieldKind::Date => json!(tape.pick(&["2026-02-28", "1999-12-31", "soon"])),
        FieldKind::Color => json!(tape.pick(&["#ABCdef", "#000000", "red"])),
        _ => json!(tape.pick(&["ab", "abc", "x", "", "abcdefg", "éé", "A1", "a\nb"])),
    }
}

/// A schema as others might write it: an object of what a form may be able to say.
pub fn foreign(tape: &mut Tape, depth: usize) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for index in 0..=tape.below(3) {
        let key = format!("p{depth}{index}");
        if tape.rarely(2) {
            required.push(key.clone());
        }
        properties.insert(key, property(tape, depth));
    }
    let mut schema = json!({"type": "object", "properties": properties, "required": required});
    if tape.rarely(12) {
        let (key, value) = tape.pick(&[
            ("additionalProperties", json!({"type": "string"})),
            ("additionalProperties", json!(false)),
            ("minProperties", json!(2)),
            ("propertyNames", json!({"maxLength": 2})),
            ("allOf", json!([{"required": ["p20"]}])),
            ("dependentRequired", json!({"p20": ["p21"]})),
        ]);
        schema[key] = value;
    }
    schema
}

fn property(tape: &mut Tape, depth: usize) -> Value {
    let nested = if depth > 0 { 8 } else { 6 };
    let (mut schema, words): (Value, Vec<(&str, Value)>) = match tape.below(nested) {
        0 => (
            json!({"type": "string"}),
            vec![
                ("minLength", json!(1)),
                ("minLength", json!(2)),
                ("maxLength", json!(3)),
                ("pattern", json!("^[a-z]+$")),
                ("pattern", json!("b")),
                ("pattern", json!("^x|c$")),
                ("enum", json!(["ab", "x"])),
                ("enum", json!(["ab", 1])),
                ("const", json!("ab")),
            ],
        ),
        1 | 2 => (
            json!({"type": tape.pick(&["number", "integer"])}),
            vec![
                ("minimum", json!(1)),
                ("minimum", json!(-0.75)),
                ("maximum", json!(6.5)),
                ("exclusiveMinimum", json!(1)),
                ("exclusiveMaximum", json!(5)),
                ("multipleOf", json!(0.5)),
                ("multipleOf", json!(2)),
                ("multipleOf", json!(1.5)),
                ("enum", json!([1, 2])),
            ],
        ),
        3 => (
            json!({"type": "boolean"}),
            vec![("const", json!(true)), ("const", json!(false))],
        ),
        4 => (
            json!({"enum": tape.pick(&[json!(["test", "live"]), json!(["test", null]), json!([1, 2])])}),
            vec![("minLength", json!(5)), ("pattern", json!("t"))],
        ),
        5 => (
            json!({"type": "array", "items": {"enum": ["test", "live", "ab"]}}),
            vec![
                ("minItems", json!(1)),
                ("minItems", json!(2)),
                ("maxItems", json!(2)),
                ("uniqueItems", json!(true)),
                ("contains", json!({"const": "live"})),
                ("prefixItems", json!([{"const": "live"}])),
            ],
        ),
        6 => (
            json!({"type": "array", "items": foreign(tape, depth - 1)}),
            vec![
                ("minItems", json!(1)),
                ("minItems", json!(2)),
                ("maxItems", json!(2)),
                ("uniqueItems", json!(true)),
                ("maxContains", json!(1)),
            ],
        ),
        _ => (foreign(tape, depth - 1), vec![("minProperties", json!(2))]),
    };
    for _ in 0..tape.below(3) {
        let (key, value) = tape.pick(&words);
        schema[key] = value;
    }
    if tape.rarely(5) && schema["type"].is_string() {
        schema["type"] = json!([schema["type"], "null"]);
    }
    if tape.rarely(20) {
        schema["not"] = json!({"const": "test"});
    }
    schema
}
