//! Conditions: when a field is there, and when it is required (FORMS 3).
//!
//! A condition asks for values of other fields: of those beside it, or of those around the object or list it stands in. A field
//! that is not there counts as empty. So fields form chains, and a form is resolved from their beginning to their end;
//! [`first_cycle`] finds chains that have none.

use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;

use crate::ordered::ordered;
use crate::schema::{Field, FieldKind, Level};
use crate::settings::{Values, is_duty};

/// Something that holds or not, depending on the values of other fields.
///
/// ```
/// use portico_sdk::condition::Condition;
///
/// let live: Condition = serde_json::from_str(r#"{"equals": {"field": "mode", "value": "live"}}"#).unwrap();
/// assert_eq!(live, Condition::equals("mode", "live"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The field has this value; a `multiselect` has it among its values. `null` and the empty text say that it is empty.
    Equals {
        /// Key of the field.
        field: String,
        /// The value.
        value: Value,
    },
    /// The field has one of these values.
    In {
        /// Key of the field.
        field: String,
        /// The values.
        values: Vec<Value>,
    },
    /// All of them hold. None: it holds.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    And(Vec<Condition>),
    /// One of them holds. None: it does not hold.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Or(Vec<Condition>),
    /// It does not hold.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Not(Box<Condition>),
}

impl Condition {
    /// [`Condition::Equals`].
    pub fn equals(field: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::Equals {
            field: field.into(),
            value: value.into(),
        }
    }

    /// [`Condition::In`].
    pub fn one_of<V: Into<Value>>(
        field: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        Self::In {
            field: field.into(),
            values: values.into_iter().map(Into::into).collect(),
        }
    }

    /// Every comparison in it: key of the field and the values it is compared with.
    pub fn comparisons(&self) -> Vec<(&str, &[Value])> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'c>(&'c self, found: &mut Vec<(&'c str, &'c [Value])>) {
        match self {
            Self::Equals { field, value } => found.push((field, std::slice::from_ref(value))),
            Self::In { field, values } => found.push((field, values)),
            Self::And(all) | Self::Or(all) => {
                for condition in all {
                    condition.collect(found);
                }
            }
            Self::Not(condition) => condition.collect(found),
        }
    }

    /// How many values it compares and conditions it joins, and how deep they are nested: both are limited.
    pub fn size(&self) -> (usize, usize) {
        match self {
            Self::Equals { .. } => (1, 1),
            Self::In { values, .. } => (1 + values.len(), 1),
            Self::And(all) | Self::Or(all) => {
                all.iter().fold((1, 1), |(count, depth), condition| {
                    let (inner, deep) = condition.size();
                    (count + inner, depth.max(deep + 1))
                })
            }
            Self::Not(condition) => {
                let (inner, deep) = condition.size();
                (inner + 1, deep + 1)
            }
        }
    }

    /// Whether it holds in a scope.
    fn holds(&self, scope: &Scope<'_>) -> bool {
        match self {
            Self::Equals { field, value } => scope.has(field, std::slice::from_ref(value)),
            Self::In { field, values } => scope.has(field, values),
            Self::And(all) => all.iter().all(|condition| condition.holds(scope)),
            Self::Or(all) => all.iter().any(|condition| condition.holds(scope)),
            Self::Not(condition) => !condition.holds(scope),
        }
    }
}

/// Where each key stands. A map of its own type of node would be 7 KB of wasm.
fn places(fields: &[Field]) -> LiteMap<&str, usize> {
    let mut places = LiteMap::with_capacity(fields.len());
    for (at, field) in fields.iter().enumerate() {
        places.insert(field.key.as_str(), at);
    }
    places
}

/// The fields of one form, object or row with their values, inside those around it.
#[derive(Debug)]
pub struct Scope<'a> {
    outer: Option<&'a Scope<'a>>,
    fields: &'a [Field],
    values: Cow<'a, Values>,
    /// Where in `fields` a key stands.
    places: LiteMap<&'a str, usize>,
    /// Whether each is there; `None`: not decided yet.
    visible: Vec<Option<bool>>,
}

impl<'a> Scope<'a> {
    /// Resolves which of the fields are there, given what they hold: the fixpoint that chains of conditions come to. A field
    /// of which nothing is given counts with its default, as it does once it is saved.
    pub fn new(
        fields: &'a [Field],
        values: impl Into<Cow<'a, Values>>,
        outer: Option<&'a Scope<'a>>,
    ) -> Self {
        let mut scope = Self {
            outer,
            fields,
            values: values.into(),
            places: places(fields),
            visible: vec![None; fields.len()],
        };
        for at in 0..fields.len() {
            scope.settle(at);
        }
        scope
    }

    /// Decides a field after those it depends on. Registration has refused circles, so there is a first one.
    fn settle(&mut self, at: usize) {
        if self.visible.get(at) != Some(&None) {
            return;
        }
        self.visible[at] = Some(true);
        let Some(condition) = &self.fields[at].visible_when else {
            return;
        };
        for (key, _) in condition.comparisons() {
            if let Some(asked) = self.places.get(key) {
                self.settle(*asked);
            }
        }
        self.visible[at] = Some(condition.holds(self));
    }

    /// The scope of an object's or a row's members; what is no object has none of them.
    pub fn inside(outer: &'a Scope<'a>, field: &'a Field, members: &Value) -> Self {
        let values: Values = match members {
            Value::Object(members) => ordered(members.clone()),
            _ => Values::new(),
        };
        Self::new(&field.fields, Cow::Owned(values), Some(outer))
    }

    /// The fields with whether each is there, in their order.
    pub fn fields(&self) -> impl Iterator<Item = (&'a Field, bool)> {
        let visible = self.visible.iter().map(|visible| *visible == Some(true));
        self.fields.iter().zip(visible)
    }

    /// What a field holds, whether it is there or not; `None`: nothing was given.
    pub fn given(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// A field that is there has to be filled in: always, or because of its condition.
    pub fn is_required(&self, field: &Field) -> bool {
        field.required
            || field
                .required_when
                .as_ref()
                .is_some_and(|condition| condition.holds(self))
    }

    /// The nearest field of that key.
    pub fn find(&self, key: &str) -> Option<&'a Field> {
        match self.places.get(key) {
            Some(at) => self.fields.get(*at),
            None => self.outer?.find(key),
        }
    }

    /// One of `wanted` is the value of the nearest field of that key, or among its values. A field that is not there is empty.
    fn has(&self, key: &str, wanted: &[Value]) -> bool {
        let Some(&at) = self.places.get(key) else {
            return self.outer.is_some_and(|outer| outer.has(key, wanted));
        };
        let field = &self.fields[at];
        let given = self.given(key).filter(|value| !is_nothing(value));
        let value = given.or(field.default.as_ref());
        let visible = self.visible[at] == Some(true);
        let value = value.filter(|_| visible).unwrap_or(&Value::Null);
        wanted.iter().any(|wanted| equal(field.kind, value, wanted))
    }
}

/// What is saved as nothing.
fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// Equality as people see it: an untouched toggle is off, an empty control is empty, 1 is 1.0.
fn equal(kind: FieldKind, value: &Value, wanted: &Value) -> bool {
    let is_empty = |value: &Value| match value {
        Value::Null | Value::Bool(false) if kind == FieldKind::Toggle => true,
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(rows) => rows.is_empty(),
        _ => false,
    };
    match (value, wanted) {
        (value, wanted) if is_empty(wanted) => is_empty(value),
        (Value::Number(value), Value::Number(wanted)) => value.as_f64() == wanted.as_f64(),
        (Value::Array(values), Value::String(_)) => values.contains(wanted),
        (value, wanted) => value == wanted,
    }
}

/// The keys of fields whose `visible_when` depend on each other in a circle, in order; `None`: there is no circle. Only fields
/// beside each other can form one: those inside an object or a list are unknown outside it.
pub fn first_cycle(fields: &[Field]) -> Option<Vec<&str>> {
    let asks = |at: usize| -> Vec<usize> {
        let condition = fields.get(at).and_then(|field| field.visible_when.as_ref());
        let keys = condition.map(Condition::comparisons).unwrap_or_default();
        let place = |key: &str| fields.iter().position(|field| field.key == key);
        keys.into_iter().filter_map(|(key, _)| place(key)).collect()
    };
    // Fields that are known to lead to no circle.
    let mut settled = vec![false; fields.len()];
    for start in 0..fields.len() {
        // The way from `start`, each place with what is still to be looked at from there.
        let mut way: Vec<(usize, Vec<usize>)> = vec![(start, asks(start))];
        while let Some((at, rest)) = way.last_mut() {
            let at = *at;
            let Some(next) = rest.pop() else {
                settled[at] = true;
                way.pop();
                continue;
            };
            if settled[next] {
                continue;
            }
            if let Some(begin) = way.iter().position(|(place, _)| *place == next) {
                let circle = &way[begin..];
                return Some(
                    circle
                        .iter()
                        .map(|(place, _)| fields[*place].key.as_str())
                        .collect(),
                );
            }
            way.push((next, asks(next)));
        }
    }
    None
}

/// What conditions make of a field at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldState {
    /// Where it stands: key, with the keys and row numbers around it.
    pub path: String,
    /// It is there.
    pub visible: bool,
    /// It has to be filled in.
    pub required: bool,
}

/// The state of every field that has a condition, also inside objects and rows, for whoever draws a form that is edited on
/// `level`. Of a secret that is stored nothing is required.
pub fn field_states(
    fields: &[Field],
    values: &Values,
    level: Level,
    stored_secrets: &[String],
) -> Vec<FieldState> {
    let mut states = States {
        found: Vec::new(),
        level,
        stored_secrets,
    };
    let scope = Scope::new(fields, Cow::Borrowed(values), None);
    states.collect(&scope, "", None);
    states.found
}

struct States<'a> {
    found: Vec<FieldState>,
    level: Level,
    stored_secrets: &'a [String],
}

impl States<'_> {
    /// `duty` is that of the field around; `None`: there is none.
    fn collect(&mut self, scope: &Scope<'_>, before: &str, duty: Option<bool>) {
        for (field, visible) in scope.fields() {
            let path = format!("{before}{}", field.key);
            let duty = duty.unwrap_or_else(|| is_duty(field.level, self.level));
            if field.visible_when.is_some() || field.required_when.is_some() {
                let is_set = self.stored_secrets.contains(&path);
                self.found.push(FieldState {
                    path: path.clone(),
                    visible,
                    required: duty && !is_set && scope.is_required(field),
                });
            }
            let rows: Vec<(String, &Value)> = match (field.kind, scope.given(&field.key)) {
                (FieldKind::Object, Some(members)) => vec![(format!("{path}."), members)],
                (FieldKind::List, Some(Value::Array(rows))) => rows
                    .iter()
                    .enumerate()
                    .map(|(index, row)| (format!("{path}.{index}."), row))
                    .collect(),
                _ => Vec::new(),
            };
            for (before, members) in rows {
                let inside = Scope::inside(scope, field, members);
                self.collect(&inside, &before, Some(duty));
            }
        }
    }
}
