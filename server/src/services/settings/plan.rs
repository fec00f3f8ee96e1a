//! The decisions around a save, without any input or output: what is in effect, what is wrong, what to write.

use std::collections::BTreeSet;

use portico_sdk::plugin::SettingProblem;
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
use portico_sdk::settings::{
    FieldError, Values, is_writable, known, normal_value, redact, validate_values, with_defaults,
    with_hidden,
};
use serde_json::{Value, json};

use crate::storage::settings::Stored;

/// What is stored on the level that is edited, and on the host's above it (empty when that is the one edited).
#[derive(Debug)]
pub struct Levels {
    /// Which level is edited.
    pub level: Level,
    /// What is stored on it.
    pub own: Held,
    /// What it inherits.
    pub host: Held,
}

/// What one level holds, as far as decisions go: of secrets only that they are set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    /// Plain values, of no field that is a secret.
    pub values: Values,
    /// Keys of the secrets.
    pub secrets: BTreeSet<String>,
}

impl Held {
    /// From what is stored. A field may have become a secret since a value of it was stored in clear: that counts as the
    /// secret that it is, and is shown to nobody (THREATS 46).
    pub fn of(schema: &FormSchema, stored: &Stored) -> Self {
        let mut held = Self {
            values: stored.values.clone(),
            secrets: stored.secrets.keys().cloned().collect(),
        };
        for (key, secret) in in_clear(schema, stored) {
            held.values.remove(key);
            if secret.is_some() {
                held.secrets.insert(key.to_owned());
            }
        }
        held
    }
}

/// What lies in clear of fields that are secrets now: their keys, and what is to be sealed of them. `None`: nothing, because
/// a newer secret is sealed already, or because it is no text.
pub fn in_clear<'s>(
    schema: &'s FormSchema,
    stored: &'s Stored,
) -> impl Iterator<Item = (&'s str, Option<&'s str>)> {
    schema
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Password)
        .filter_map(|field| {
            let secret = stored.values.get(&field.key)?.as_str();
            let is_newest = !stored.secrets.contains_key(&field.key);
            let secret = secret.filter(|secret| is_newest && !secret.is_empty());
            Some((field.key.as_str(), secret))
        })
}

/// What counts where the edited level has no value of its own, as far as the form knows it: the host's values, for an
/// organisation. No secrets.
pub fn inherited_values(schema: &FormSchema, levels: &Levels) -> Values {
    let mut values = known(&schema.fields, &levels.host.values);
    values.retain(|_, value| !value.is_null());
    values
}

/// One key to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// Key of the field.
    pub key: String,
    /// What to do.
    pub action: Action,
    /// The own value until now, secrets redacted; null when there was none.
    pub before: Value,
}

/// What to do with a key.
#[derive(Clone, PartialEq)]
pub enum Action {
    /// Store a plain value.
    Set(Value),
    /// Store a secret.
    SetSecret(String),
    /// Remove the own value; what is inherited counts again.
    Clear,
}

/// Shows no secret (THREATS 46).
impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Set(value) => f.debug_tuple("Set").field(value).finish(),
            Self::SetSecret(_) => f.write_str("SetSecret"),
            Self::Clear => f.write_str("Clear"),
        }
    }
}

/// Why nothing is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Refused {
    /// Fields are wrong; all of them are named (PARITY 25).
    Invalid(Vec<FieldError>),
    /// The plugin itself has something against values that fit its form.
    ByPlugin(Vec<SettingProblem>),
    /// The values were made from older ones; what stands at these places would change something that changed meanwhile.
    Stale(Vec<String>),
}

/// The values in effect, as an editor sees them.
pub fn shown(schema: &FormSchema, levels: &Levels) -> Values {
    let secrets = secrets_set(levels);
    redact(schema, &in_effect(schema, levels), &secrets)
}

/// Bytes of text that patterns may look at on the way.
const QUICK: usize = 32 * 1024;

/// There are patterns, and much text for them to look at.
pub fn may_take_long(schema: &FormSchema, levels: &Levels, posted: &Values) -> bool {
    has_patterns(&schema.fields)
        && [posted, &levels.own.values, &levels.host.values]
            .into_iter()
            .flat_map(Values::values)
            .map(text_in)
            .sum::<usize>()
            > QUICK
}

fn has_patterns(fields: &[Field]) -> bool {
    fields
        .iter()
        .any(|field| !field.pattern.is_empty() || has_patterns(&field.fields))
}

fn text_in(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(rows) => rows.iter().map(text_in).sum(),
        Value::Object(members) => members.values().map(text_in).sum(),
        _ => 0,
    }
}

/// A save that can be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What to write.
    pub writes: Vec<Write>,
    /// All values as they are in effect after it, without secrets and what is empty.
    pub after: Values,
}

/// What to write so that `posted` takes effect.
pub fn plan(
    schema: &FormSchema,
    levels: &Levels,
    posted: &Values,
    stale: bool,
) -> Result<Plan, Refused> {
    let in_effect = in_effect(schema, levels);
    let merged = merged(schema, levels, &in_effect, posted);
    if stale {
        return Err(Refused::Stale(differing(
            schema, &in_effect, &merged, posted,
        )));
    }
    let valid = validate_values(schema, &merged, levels.level, &secrets_set(levels))
        .map_err(Refused::Invalid)?;
    let writes: Vec<Write> = schema
        .fields
        .iter()
        .filter_map(|field| {
            let posted = posted.get(&field.key)?;
            let stored = valid
                .get(&field.key)
                .map(|valid| with_hidden(field, valid, merged.get(&field.key)));
            write(field, levels, posted, stored)
        })
        .collect();
    let after = after(schema, levels, &writes);
    Ok(Plan { writes, after })
}

fn after(schema: &FormSchema, levels: &Levels, writes: &[Write]) -> Values {
    let mut own = levels.own.values.clone();
    for write in writes {
        match &write.action {
            Action::Set(value) => {
                own.insert(write.key.clone(), value.clone());
            }
            Action::Clear => {
                own.remove(&write.key);
            }
            Action::SetSecret(_) => {}
        }
    }
    let mut values = overlaid(schema, levels.level, &levels.host.values, &own);
    let secret = |key: &str| {
        let mut fields = schema.fields.iter();
        fields.any(|field| field.key == key && field.kind == FieldKind::Password)
    };
    values.retain(|key, value| !value.is_null() && !secret(key));
    values
}

fn in_effect(schema: &FormSchema, levels: &Levels) -> Values {
    overlaid(
        schema,
        levels.level,
        &levels.host.values,
        &levels.own.values,
    )
}

/// The host's values, overlaid by the own ones where the field may be written here, defaults filled in. No secrets, and
/// nothing that only an older version of the plugin knew.
fn overlaid(schema: &FormSchema, level: Level, host: &Values, own: &Values) -> Values {
    let mut values = host.clone();
    for field in &schema.fields {
        if let Some(own) = own.get(&field.key)
            && is_writable(field.level, level)
        {
            values.insert(field.key.clone(), own.clone());
        }
    }
    with_defaults(schema, &known(&schema.fields, &values))
}

fn secrets_set(levels: &Levels) -> Vec<String> {
    levels
        .own
        .secrets
        .union(&levels.host.secrets)
        .cloned()
        .collect()
}

/// Everything as it would be after the save, for the validator: it checks the whole, not only what was posted.
fn merged(schema: &FormSchema, levels: &Levels, in_effect: &Values, posted: &Values) -> Values {
    let mut merged: Values = schema
        .fields
        .iter()
        .filter(|field| is_writable(field.level, levels.level) && field.kind != FieldKind::Password)
        .filter_map(|field| Some((field.key.clone(), in_effect.get(&field.key)?.clone())))
        .collect();
    for (key, value) in posted {
        let field = schema.fields.iter().find(|field| field.key == *key);
        let value = match field {
            Some(field) if value.is_null() => {
                let is_secret = field.kind == FieldKind::Password;
                inherited(field, levels).or_else(|| is_secret.then_some(Value::Null))
            }
            Some(field) => Some(laid_over(field, in_effect.get(key), value)),
            None => Some(value.clone()),
        };
        match value {
            Some(value) => merged.insert(key.clone(), value),
            None => merged.remove(key),
        };
    }
    merged
}

/// Members of an object that are absent are unchanged, as fields are. Rows of a list have no identity: they are as posted.
fn laid_over(field: &Field, below: Option<&Value>, posted: &Value) -> Value {
    let (FieldKind::Object, Some(Value::Object(below)), Value::Object(posted)) =
        (field.kind, below, posted)
    else {
        return posted.clone();
    };
    let mut members = posted.clone();
    for member in &field.fields {
        let below = below.get(&member.key);
        let value = match (posted.get(&member.key), below) {
            (Some(posted), _) => laid_over(member, below, posted),
            (None, Some(below)) => below.clone(),
            (None, None) => continue,
        };
        members.insert(member.key.clone(), value);
    }
    Value::Object(members)
}

/// What counts for a field once its own value is cleared: the host's, else the default. An inherited secret is told apart
/// only as being set.
fn inherited(field: &Field, levels: &Levels) -> Option<Value> {
    if field.kind == FieldKind::Password {
        return levels
            .host
            .secrets
            .contains(&field.key)
            .then(|| json!({ "is_set": true }));
    }
    overlaid_one(field, levels.host.values.get(&field.key))
}

/// The value of one field with its default, and those of its members.
fn overlaid_one(field: &Field, value: Option<&Value>) -> Option<Value> {
    let schema = FormSchema {
        fields: vec![field.clone()],
        ..FormSchema::default()
    };
    let values = value.map(|value| (field.key.clone(), value.clone()));
    let known = known(&schema.fields, &values.into_iter().collect());
    with_defaults(&schema, &known).remove(&field.key)
}

/// `None`: nothing to do for this field, as for one that is not there: it keeps what is stored, and comes back with it (FORMS
/// 3). What equals the inherited value is not stored, so that it goes on being inherited when a form posts all its fields.
fn write(field: &Field, levels: &Levels, posted: &Value, valid: Option<Value>) -> Option<Write> {
    let key = field.key.clone();
    if field.kind == FieldKind::Password {
        let was_set = levels.own.secrets.contains(&key);
        let action = match valid {
            Some(Value::String(secret)) => Action::SetSecret(secret),
            _ if posted.is_null() && was_set => Action::Clear,
            _ => return None,
        };
        let before = if was_set {
            json!({ "is_set": true })
        } else {
            Value::Null
        };
        return Some(Write {
            key,
            action,
            before,
        });
    }
    let valid = valid?;
    let own = levels.own.values.get(&key);
    let same =
        |other: Option<&Value>| normal_value(field, other) == normal_value(field, Some(&valid));
    let is_cleared = valid.is_null() || posted.is_null();
    let action = match own {
        Some(_) if is_cleared => Action::Clear,
        None if is_cleared => return None,
        Some(own) if same(Some(own)) => return None,
        None if same(inherited(field, levels).as_ref()) => return None,
        _ => Action::Set(valid),
    };
    Some(Write {
        key,
        action,
        before: own.cloned().unwrap_or(Value::Null),
    })
}

/// Where posting this changes what is there now, in the order of the keys: of objects the members that differ, as
/// `smtp.host`. A secret that is typed in always may.
fn differing(
    schema: &FormSchema,
    in_effect: &Values,
    merged: &Values,
    posted: &Values,
) -> Vec<String> {
    let mut found = Vec::new();
    for (key, posted) in posted {
        match schema.fields.iter().find(|field| field.key == *key) {
            Some(field) if field.kind == FieldKind::Password => {
                let is_typed = posted.as_str().is_some_and(|text| !text.is_empty());
                if posted.is_null() || is_typed {
                    found.push(key.clone());
                }
            }
            Some(field) => {
                let (now, then) = (in_effect.get(key), merged.get(key));
                differing_at(field, (now, then), posted, key, &mut found);
            }
            None => found.push(key.clone()),
        }
    }
    found
}

/// `now` and `then` are the value before the save and after it.
fn differing_at<'v>(
    field: &Field,
    (now, then): (Option<&'v Value>, Option<&'v Value>),
    posted: &Value,
    path: &str,
    found: &mut Vec<String>,
) {
    if let (FieldKind::Object, Value::Object(members)) = (field.kind, posted) {
        for (key, posted) in members {
            let path = format!("{path}.{key}");
            let of = |value: Option<&'v Value>| value?.get(key);
            match field.fields.iter().find(|member| member.key == *key) {
                Some(member) => {
                    differing_at(member, (of(now), of(then)), posted, &path, found);
                }
                None => found.push(path),
            }
        }
    } else if normal_value(field, now) != normal_value(field, then) {
        found.push(path.to_owned());
    }
}

#[cfg(test)]
mod tests;
