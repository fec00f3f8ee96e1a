//! The decisions around a save, without any input or output: what is in effect, what is wrong, what to write.

use std::collections::BTreeSet;

use portico_sdk::plugin::SettingProblem;
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
use portico_sdk::settings::{
    FieldError, Values, is_writable, redact, validate_values, with_defaults,
};
use serde_json::{Value, json};

use crate::storage::settings::Stored;

/// What is stored on the level that is edited, and on the host's above it (empty when that is the one edited).
#[derive(Debug)]
pub struct Levels {
    /// Which level is edited.
    pub level: Level,
    /// What is stored on it.
    pub own: Stored,
    /// What it inherits.
    pub host: Stored,
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
    /// The values were made from older ones; these keys would change something that changed meanwhile.
    Stale(Vec<String>),
}

/// The values in effect, as an editor sees them.
pub fn shown(schema: &FormSchema, levels: &Levels) -> Values {
    let secrets = secrets_set(levels);
    redact(schema, &in_effect(schema, levels), &secrets)
}

/// What to write so that `posted` takes effect.
pub fn plan(
    schema: &FormSchema,
    levels: &Levels,
    posted: &Values,
    stale: bool,
) -> Result<Vec<Write>, Refused> {
    let in_effect = in_effect(schema, levels);
    if stale {
        let differing = posted
            .iter()
            .filter(|(key, value)| differs(schema, &in_effect, key, value))
            .map(|(key, _)| key.clone())
            .collect();
        return Err(Refused::Stale(differing));
    }
    let merged = merged(schema, levels, &in_effect, posted);
    let valid = validate_values(schema, &merged, levels.level, &secrets_set(levels))
        .map_err(Refused::Invalid)?;
    Ok(schema
        .fields
        .iter()
        .filter_map(|field| {
            write(
                field,
                levels,
                posted.get(&field.key)?,
                valid.get(&field.key),
            )
        })
        .collect())
}

/// All values as they would be in effect after the save, without secrets.
pub fn after(schema: &FormSchema, levels: &Levels, posted: &Values) -> Values {
    let mut values = in_effect(schema, levels);
    values.extend(merged(schema, levels, &values, posted));
    let secret = |key: &str| {
        let mut fields = schema.fields.iter();
        fields.any(|field| field.key == key && field.kind == FieldKind::Password)
    };
    values.retain(|key, value| !value.is_null() && !secret(key));
    values
}

/// The host's values, overlaid by the own ones where the field is the organisation's, defaults filled in. No secrets.
fn in_effect(schema: &FormSchema, levels: &Levels) -> Values {
    let mut values = levels.host.values.clone();
    for field in &schema.fields {
        if let Some(own) = levels.own.values.get(&field.key)
            && is_writable(field.level, levels.level)
        {
            values.insert(field.key.clone(), own.clone());
        }
    }
    with_defaults(schema, &values)
}

fn secrets_set(levels: &Levels) -> BTreeSet<String> {
    levels
        .own
        .secrets
        .keys()
        .chain(levels.host.secrets.keys())
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
        match field.filter(|_| value.is_null()) {
            Some(field) => match inherited(field, levels) {
                Some(inherited) => {
                    merged.insert(key.clone(), inherited);
                }
                None if field.kind == FieldKind::Password => {
                    merged.insert(key.clone(), Value::Null);
                }
                None => {
                    merged.remove(key);
                }
            },
            None => {
                merged.insert(key.clone(), value.clone());
            }
        }
    }
    merged
}

/// What counts for a field once its own value is cleared: the host's, else the default. An inherited secret is told apart
/// only as being set.
fn inherited(field: &Field, levels: &Levels) -> Option<Value> {
    if field.kind == FieldKind::Password {
        return levels
            .host
            .secrets
            .contains_key(&field.key)
            .then(|| json!({ "is_set": true }));
    }
    levels
        .host
        .values
        .get(&field.key)
        .or(field.default.as_ref())
        .cloned()
}

/// `None`: nothing to do for this field. What equals the inherited value is not stored, so that it goes on being
/// inherited when a form posts all its fields.
fn write(field: &Field, levels: &Levels, posted: &Value, valid: Option<&Value>) -> Option<Write> {
    let key = field.key.clone();
    if field.kind == FieldKind::Password {
        let was_set = levels.own.secrets.contains_key(&key);
        let action = match valid {
            Some(Value::String(secret)) => Action::SetSecret(secret.clone()),
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
    let own = levels.own.values.get(&key);
    let value = valid.filter(|value| !value.is_null() && !posted.is_null());
    let action = match (value, own) {
        (None, Some(_)) => Action::Clear,
        (None, None) => return None,
        (Some(value), Some(own)) if value == own => return None,
        (Some(value), None) if inherited(field, levels).as_ref() == Some(value) => return None,
        (Some(value), _) => Action::Set(value.clone()),
    };
    Some(Write {
        key,
        action,
        before: own.cloned().unwrap_or(Value::Null),
    })
}

/// Whether posting this changes what is there now. A secret that is typed in always may.
fn differs(schema: &FormSchema, in_effect: &Values, key: &str, value: &Value) -> bool {
    let is_secret = schema
        .fields
        .iter()
        .any(|field| field.key == *key && field.kind == FieldKind::Password);
    if is_secret {
        return value.is_null() || value.as_str().is_some_and(|text| !text.is_empty());
    }
    in_effect.get(key).unwrap_or(&Value::Null) != value
}

#[cfg(test)]
mod tests {
    use portico_sdk::settings::FieldErrorCode;

    use super::*;

    fn schema() -> FormSchema {
        serde_json::from_value(json!({ "fields": [
            { "key": "mode", "type": "select", "required": true, "default": "test",
              "options": [{ "value": "test" }, { "value": "live" }] },
            { "key": "note", "type": "text", "max_length": 5 },
            { "key": "key", "type": "password" },
            { "key": "on", "type": "toggle" },
            { "key": "region", "type": "text", "level": "host" },
            { "key": "token", "type": "password", "required": true, "level": "host" }
        ] }))
        .unwrap()
    }

    fn values(value: Value) -> Values {
        serde_json::from_value(value).unwrap()
    }

    fn stored(plain: Value, secrets: &[&str]) -> Stored {
        Stored {
            values: values(plain),
            secrets: secrets
                .iter()
                .map(|key| ((*key).to_owned(), "sealed".to_owned()))
                .collect(),
        }
    }

    fn nothing() -> Levels {
        Levels {
            level: Level::Org,
            own: Stored::default(),
            host: Stored::default(),
        }
    }

    fn org(levels: &Levels, posted: Value) -> Result<Vec<(String, Action)>, Refused> {
        let writes = plan(&schema(), levels, &values(posted), false)?;
        Ok(writes
            .into_iter()
            .map(|write| (write.key, write.action))
            .collect())
    }

    fn errors(answer: Result<Vec<(String, Action)>, Refused>) -> Vec<(String, FieldErrorCode)> {
        match answer {
            Err(Refused::Invalid(errors)) => errors
                .into_iter()
                .map(|error| (error.field, error.code))
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn absent_is_unchanged_null_clears_and_a_blank_secret_keeps() {
        let levels = Levels {
            own: stored(json!({ "note": "a", "on": true }), &["key"]),
            ..nothing()
        };
        assert_eq!(org(&levels, json!({})).unwrap(), []);
        assert_eq!(org(&levels, json!({ "key": "" })).unwrap(), []);
        assert_eq!(
            org(&levels, json!({ "key": { "is_set": true } })).unwrap(),
            []
        );
        assert_eq!(
            org(&levels, json!({ "note": null, "key": null, "on": false })).unwrap(),
            [
                ("note".to_owned(), Action::Clear),
                ("key".to_owned(), Action::Clear),
                ("on".to_owned(), Action::Set(json!(false)))
            ]
        );
        assert_eq!(
            org(&levels, json!({ "key": "new" })).unwrap(),
            [("key".to_owned(), Action::SetSecret("new".to_owned()))]
        );
    }

    #[test]
    fn parity_25_every_wrong_field_is_named_and_nothing_is_written() {
        let posted = json!({ "mode": "other", "note": "too long", "on": 1, "region": "eu", "__proto__": {} });
        assert_eq!(
            errors(org(&nothing(), posted)),
            [
                ("mode".to_owned(), FieldErrorCode::NotAnOption),
                ("note".to_owned(), FieldErrorCode::TooLong { max: 5 }),
                ("on".to_owned(), FieldErrorCode::WrongType),
                ("region".to_owned(), FieldErrorCode::ReadOnly),
                ("__proto__".to_owned(), FieldErrorCode::UnknownField),
            ]
        );
    }

    #[test]
    fn an_inherited_value_stays_inherited_when_a_form_posts_it_back() {
        let levels = Levels {
            host: stored(json!({ "note": "host", "mode": "live" }), &["key"]),
            ..nothing()
        };
        assert_eq!(shown(&schema(), &levels)["mode"], json!("live"));
        assert_eq!(shown(&schema(), &levels)["key"], json!({ "is_set": true }));
        assert_eq!(
            org(&levels, json!({ "note": "host", "mode": "live" })).unwrap(),
            []
        );
        assert_eq!(
            org(&levels, json!({ "mode": "test" })).unwrap(),
            [("mode".to_owned(), Action::Set(json!("test")))]
        );
        let own = Levels {
            own: stored(json!({ "mode": "test" }), &[]),
            ..levels
        };
        assert_eq!(
            org(&own, json!({ "mode": null })).unwrap(),
            [("mode".to_owned(), Action::Clear)]
        );
    }

    #[test]
    fn the_host_writes_every_field_and_an_organisation_never_overrides_the_host_s() {
        let host = Levels {
            level: Level::Host,
            ..nothing()
        };
        let refused = plan(&schema(), &host, &values(json!({ "region": "eu" })), false);
        assert!(matches!(refused, Err(Refused::Invalid(errors)) if errors[0].field == "token"));
        let posted = values(json!({ "region": "eu", "token": "t", "note": "n" }));
        assert_eq!(plan(&schema(), &host, &posted, false).unwrap().len(), 3);

        let levels = Levels {
            own: stored(json!({ "region": "smuggled" }), &[]),
            ..nothing()
        };
        assert_eq!(shown(&schema(), &levels).get("region"), None);
    }

    #[test]
    fn a_stale_save_names_what_it_would_change_and_no_more() {
        let levels = Levels {
            own: stored(json!({ "note": "theirs", "on": true }), &["key"]),
            ..nothing()
        };
        let posted = values(json!({ "note": "mine", "on": true, "key": "", "mode": "test" }));
        let refused = plan(&schema(), &levels, &posted, true);
        assert_eq!(refused, Err(Refused::Stale(vec!["note".to_owned()])));
    }

    #[test]
    fn threat_46_no_secret_is_shown_in_debug_output_or_kept_as_the_state_before() {
        let writes = plan(
            &schema(),
            &nothing(),
            &values(json!({ "key": "canary" })),
            false,
        );
        assert!(!format!("{writes:?}").contains("canary"));
    }
}
