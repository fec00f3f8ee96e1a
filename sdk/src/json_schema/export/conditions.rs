//! Conditions as `if` and `then`. An object of JSON Schema sees its own members only, so that conditions that ask for a field
//! around it are not said.

use serde_json::{Value, json};

use super::{Place, Writer, is_needed, kinds};
use crate::condition::{Condition, Scope, first_cycle};
use crate::schema::{Field, FieldKind};
use crate::settings::Values;

/// Fields beside each other.
pub(super) struct Beside<'a> {
    fields: &'a [Field],
    /// Keys of what they stand in.
    path: &'a str,
    /// Whether it can be said of each when it is there.
    known: Vec<bool>,
}

impl<'a> Beside<'a> {
    pub(super) fn new(fields: &'a [Field], path: &'a str) -> Self {
        let mut beside = Self {
            fields,
            path,
            known: vec![true; fields.len()],
        };
        // Registration refuses circles; of one, nothing can be said.
        if first_cycle(fields).is_some() {
            let always = |field: &Field| field.visible_when.is_none();
            beside.known = fields.iter().map(always).collect();
            return beside;
        }
        for _ in 0..fields.len() {
            let known: Vec<bool> = fields
                .iter()
                .map(|field| {
                    field
                        .visible_when
                        .as_ref()
                        .is_none_or(|when| beside.can_say(when))
                })
                .collect();
            if known == beside.known {
                break;
            }
            beside.known = known;
        }
        beside
    }

    fn place(&self, key: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.key == key)
    }

    /// It asks for fields beside it whose own conditions can be said.
    fn can_say(&self, condition: &Condition) -> bool {
        let comparisons = condition.comparisons();
        comparisons.iter().all(|(key, _)| {
            let known = self.place(key).and_then(|at| self.known.get(at));
            known.copied().unwrap_or(false)
        })
    }
}

/// The field without what is in it and cannot be said.
pub(super) fn sayable(field: &Field) -> Field {
    let beside = Beside::new(&field.fields, "");
    let members = field.fields.iter().zip(&beside.known);
    let members = members.filter(|(_, known)| **known).map(|(member, _)| {
        let mut member = sayable(member);
        member.required_when = member.required_when.filter(|when| beside.can_say(when));
        member
    });
    Field {
        fields: members.collect(),
        ..field.clone()
    }
}

impl Writer<'_> {
    /// What has to be there when.
    pub(super) fn rules(&mut self, beside: &Beside<'_>, place: Place) -> Vec<Value> {
        let mut rules = Vec::new();
        for (at, field) in beside.fields.iter().enumerate() {
            if !beside.known.get(at).copied().unwrap_or(false) {
                continue;
            }
            if field.visible_when.is_some() && is_needed(field, place) {
                let there = self.there(beside, at);
                rules.push(json!({ "if": there, "then": { "required": [field.key] } }));
            }
            let duty = place.is_duty(field);
            let when = field.required_when.as_ref();
            if let Some(when) = when.filter(|when| duty && beside.can_say(when)) {
                let mut when = self.say(beside, when);
                if field.visible_when.is_some() {
                    when = json!({ "allOf": [self.there(beside, at), when] });
                }
                let filled = json!({ field.key.as_str(): kinds::filled(field.kind) });
                let then = json!({ "required": [field.key], "properties": filled });
                rules.push(json!({ "if": when, "then": then }));
            }
        }
        rules
    }

    /// That a field with a condition is there. Defined once, however many ask for it.
    fn there(&mut self, beside: &Beside<'_>, at: usize) -> Value {
        let Some(field) = beside.fields.get(at) else {
            return json!(true);
        };
        let Some(when) = &field.visible_when else {
            return json!(true);
        };
        let name = format!("visible.{}{}", beside.path, field.key);
        let reference = json!({ "$ref": format!("#/$defs/{name}") });
        if !self.definitions.contains_key(&name) {
            let said = self.say(beside, when);
            self.definitions.insert(name, said);
        }
        reference
    }

    fn say(&mut self, beside: &Beside<'_>, condition: &Condition) -> Value {
        match condition {
            Condition::Equals { field, value } => {
                self.has(beside, field, std::slice::from_ref(value))
            }
            Condition::In { field, values } => self.has(beside, field, values),
            Condition::And(all) if all.is_empty() => json!(true),
            Condition::Or(all) if all.is_empty() => json!(false),
            Condition::And(all) => json!({ "allOf": self.each(beside, all) }),
            Condition::Or(all) => json!({ "anyOf": self.each(beside, all) }),
            Condition::Not(condition) => json!({ "not": self.say(beside, condition) }),
        }
    }

    fn each(&mut self, beside: &Beside<'_>, all: &[Condition]) -> Vec<Value> {
        all.iter()
            .map(|condition| self.say(beside, condition))
            .collect()
    }

    /// A field without a value counts with its default, one that is not there as empty.
    fn has(&mut self, beside: &Beside<'_>, key: &str, wanted: &[Value]) -> Value {
        let Some(at) = beside.place(key) else {
            return json!(false);
        };
        let Some(field) = beside.fields.get(at) else {
            return json!(false);
        };
        if wanted.is_empty() {
            return json!(false);
        }
        let mut one_of: Vec<Value> = wanted
            .iter()
            .filter_map(|value| equal(field.kind, value))
            .collect();
        let has = if holds_without(field, field.default.clone(), wanted) {
            // What is missing has every property.
            one_of.push(json!({ "enum": [null, ""] }));
            json!({ "properties": { key: { "anyOf": one_of } } })
        } else if one_of.is_empty() {
            json!(false)
        } else {
            json!({ "required": [key], "properties": { key: { "anyOf": one_of } } })
        };
        if field.visible_when.is_none() {
            return has;
        }
        let there = self.there(beside, at);
        if holds_without(field, None, wanted) {
            json!({ "anyOf": [has, { "not": there }] })
        } else {
            json!({ "allOf": [there, has] })
        }
    }
}

/// Whether a field without a value has one of these values: asked of the form itself.
fn holds_without(field: &Field, default: Option<Value>, wanted: &[Value]) -> bool {
    let condition = Condition::In {
        field: field.key.clone(),
        values: wanted.to_vec(),
    };
    let asked = Field {
        default,
        visible_when: None,
        ..field.clone()
    };
    let asking = Field::new("", FieldKind::Text).required_when(condition);
    let fields = [asked, asking];
    let scope = Scope::new(&fields, std::borrow::Cow::Owned(Values::new()), None);
    fields
        .last()
        .is_some_and(|asking| scope.is_required(asking))
}

/// A value that counts as `wanted`; null and the empty text are none. `None`: nothing else is empty.
fn equal(kind: FieldKind, wanted: &Value) -> Option<Value> {
    let empty = match wanted {
        Value::Null => true,
        Value::Bool(on) => !on && kind == FieldKind::Toggle,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        _ => false,
    };
    match kind {
        FieldKind::Toggle if empty => Some(json!({ "const": false })),
        FieldKind::Multiselect if empty => Some(json!({ "const": [] })),
        _ if empty => None,
        FieldKind::Multiselect if wanted.is_string() => {
            Some(json!({ "type": "array", "contains": { "const": wanted } }))
        }
        _ => Some(json!({ "const": wanted })),
    }
}
