//! Secrets are write-only: a browser learns only whether one is set (FORMS 4).

use serde_json::{Value, json};

use super::{Values, known};
use crate::schema::{FieldKind, FormSchema};

/// The values as a browser may see them: each `password` becomes `{"is_set": …}`, and what the schema does not know
/// is left out ([`known`]), because an older version of the plugin may have declared them as secrets.
pub fn redact(schema: &FormSchema, values: &Values, stored_secrets: &[String]) -> Values {
    let mut shown = known(&schema.fields, values);
    for field in &schema.fields {
        if field.kind == FieldKind::Password {
            let set =
                stored_secrets.contains(&field.key) || values.get(&field.key).is_some_and(is_text);
            shown.insert(field.key.clone(), json!({ "is_set": set }));
        }
    }
    shown
}

/// What [`redact`] wrote for a secret, coming back unchanged.
pub(super) fn is_unchanged(value: &Value) -> bool {
    value.as_object().is_some_and(|object| {
        object.len() == 1 && object.get("is_set").is_some_and(Value::is_boolean)
    })
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}
