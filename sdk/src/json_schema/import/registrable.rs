//! Forms that came out of a schema but that no plugin may declare.

use super::ImportProblem;
use super::words::at;
use crate::extension::{Extension, ExtensionKind};
use crate::i18n::LocaleText;
use crate::problem::Severity;
use crate::schema::{Field, FieldKind, FormSchema};
use crate::validate::{Context, PluginDeclaration, Shipping, validate_plugin};

/// What registration would say, where it stands in the schema.
pub(super) fn problems(form: &FormSchema) -> Vec<ImportProblem> {
    let declaration = PluginDeclaration {
        name: "import",
        extensions: vec![Extension {
            id: "form".to_owned(),
            slot: "admin:sidebar".to_owned(),
            kind: ExtensionKind::Schema {
                schema: form.clone(),
            },
            title: LocaleText::default(),
            priority: 0,
        }],
        assets: std::collections::BTreeMap::default(),
        shipping: Shipping::CompiledIn,
    };
    let found = validate_plugin(&declaration, &Context::default()).problems;
    found
        .into_iter()
        .filter(|problem| problem.severity() == Severity::Error)
        .map(|problem| ImportProblem {
            path: pointer(form, &problem.path),
            problem: problem.fix,
        })
        .collect()
}

/// `schema.fields[0].fields[1].default` → `/properties/links/items/properties/url/default`.
fn pointer(form: &FormSchema, path: &str) -> String {
    let mut pointer = String::new();
    let mut fields: &[Field] = &form.fields;
    let mut holder = None;
    for step in path.split('.').skip(1) {
        let index = step
            .strip_prefix("fields[")
            .and_then(|rest| rest.strip_suffix(']')?.parse::<usize>().ok());
        let Some(field) = index.and_then(|index| fields.get(index)) else {
            if let "default" | "pattern" = step {
                pointer = at(&pointer, step);
            }
            break;
        };
        if holder == Some(FieldKind::List) {
            pointer = at(&pointer, "items");
        }
        pointer = at(&at(&pointer, "properties"), &field.key);
        holder = Some(field.kind);
        fields = &field.fields;
    }
    pointer
}
