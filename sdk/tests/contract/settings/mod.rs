//! The form validator: every kind of field, secrets, levels, and the path without JavaScript.

mod conditions;
mod form_post;
mod kinds;
mod nested;
mod secrets;
mod shape;
mod texts;
mod whole_form;

use portico_sdk::schema::Level;
use portico_sdk::settings::{FieldErrorCode, Values, validate_values};
use portico_sdk::{Field, FieldKind, FormSchema, LocaleText, SelectOption};
use serde_json::{Value, json};

fn form(fields: impl Into<Vec<Field>>) -> FormSchema {
    FormSchema {
        fields: fields.into(),
        ..FormSchema::default()
    }
}

fn field(kind: FieldKind) -> Field {
    let options = if kind.is_choice() {
        ["test", "live"]
            .map(|value| SelectOption {
                value: value.to_owned(),
                label: LocaleText::default(),
            })
            .into()
    } else {
        Vec::new()
    };
    let fields = if kind.is_nested() {
        vec![Field::new("name", FieldKind::Text)]
    } else {
        Vec::new()
    };
    Field {
        options,
        fields,
        ..Field::new("f", kind)
    }
}

fn values(value: Value) -> Values {
    serde_json::from_value(value).unwrap()
}

fn check(field: &Field, value: Value) -> Result<Value, FieldErrorCode> {
    let result = validate_values(
        &form([field.clone()]),
        &values(json!({ "f": value })),
        Level::Org,
        &[],
    );
    match result {
        Ok(mut valid) => Ok(valid.remove("f").unwrap_or(json!("absent"))),
        Err(errors) => {
            assert_eq!((errors.len(), errors[0].field.as_str()), (1, "f"));
            Err(errors[0].code.clone())
        }
    }
}

fn stored() -> Vec<String> {
    vec!["f".to_owned()]
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn every_kind() -> FormSchema {
    form(FieldKind::ALL.map(|kind| Field {
        key: kind.name().to_owned(),
        ..field(kind)
    }))
}

fn named(key: &str, field: Field) -> Field {
    Field {
        key: key.to_owned(),
        ..field
    }
}
