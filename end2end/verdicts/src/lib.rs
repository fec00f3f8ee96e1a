//! One validator, native and wasm (FORMS 2): generates forms with values from a number, and writes down what the validator says
//! of them. Built natively (`main.rs`) and for wasm (`compare.mjs` runs it in Node), it has to write the same both times.

mod form;
mod random;
mod values;

use portico_sdk::condition::field_states;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::i18n::LocaleText;
use portico_sdk::schema::{FieldKind, FormSchema, Level};
use portico_sdk::settings::{Values, parse_form, validate_values};
use portico_sdk::slot::slots;
use portico_sdk::validate::{Context, PluginDeclaration, Shipping, validate_plugin};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

use random::Random;

/// A form that could be registered, and values that somebody might send for it.
struct Pair {
    schema: FormSchema,
    values: Values,
    level: Level,
    secrets: Vec<String>,
}

/// What the validator says of the pairs from number `from` on, one line of JSON each: the verdict on the values (`ok` with what
/// is stored, or `errors`), the state of every field that has a condition, and the same values read from a form post.
#[wasm_bindgen]
pub fn verdicts(from: u32, count: u32) -> String {
    let lines: Vec<String> = (from..from.saturating_add(count)).map(verdict).collect();
    lines.join("\n")
}

/// The pair with this number as JSON, for whoever looks into a difference.
#[wasm_bindgen]
pub fn pair(number: u32) -> String {
    let pair = generate(number);
    json!({
        "schema": pair.schema, "values": pair.values, "level": pair.level, "secrets": pair.secrets,
    })
    .to_string()
}

/// The kinds of field in a pair, for whoever counts what the generator covers.
pub fn kinds(number: u32) -> Vec<FieldKind> {
    fn collect(fields: &[portico_sdk::schema::Field], found: &mut Vec<FieldKind>) {
        for field in fields {
            found.push(field.kind);
            collect(&field.fields, found);
        }
    }
    let mut found = Vec::new();
    collect(&generate(number).schema.fields, &mut found);
    found
}

fn verdict(number: u32) -> String {
    let Pair {
        schema,
        values,
        level,
        secrets,
    } = generate(number);
    let of = |values: &Values| match validate_values(&schema, values, level, &secrets) {
        Ok(valid) => json!({ "ok": valid }),
        Err(errors) => json!({ "errors": errors }),
    };
    let states: Vec<Value> = field_states(&schema.fields, &values, level, &secrets)
        .into_iter()
        .map(|state| json!([state.path, state.visible, state.required]))
        .collect();
    let posted = parse_form(&schema, level, values::pairs(&values));
    json!({ "verdict": of(&values), "states": states, "posted": of(&posted) }).to_string()
}

/// What could not be registered is no form: then the next attempt counts. Which one it is, is the same everywhere.
fn generate(number: u32) -> Pair {
    let mut random = Random::new(number);
    loop {
        let schema = form::form(&mut random);
        if is_valid(&schema) {
            let (values, secrets) = values::of(&mut random, &schema.fields);
            return Pair {
                level: if random.one_in(4) {
                    Level::Host
                } else {
                    Level::Org
                },
                schema,
                values,
                secrets,
            };
        }
    }
}

fn is_valid(schema: &FormSchema) -> bool {
    let extension = Extension {
        id: "form".to_owned(),
        slot: slots::SIDEBAR.key.to_owned(),
        kind: ExtensionKind::Schema {
            schema: schema.clone(),
        },
        title: LocaleText::en("Form"),
        priority: 0,
    };
    let plugin = PluginDeclaration {
        name: "verdicts",
        extensions: vec![extension],
        assets: std::collections::BTreeMap::new(),
        shipping: Shipping::CompiledIn,
    };
    !validate_plugin(&plugin, &Context::default())
        .extensions
        .is_empty()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A comparison of verdicts is worth what is compared: all kinds, both verdicts, every way of being wrong.
    #[test]
    fn forms_2_the_generator_reaches_every_kind_and_every_error() {
        let mut of_kind = BTreeMap::new();
        let mut codes: BTreeMap<String, u32> = BTreeMap::new();
        let (mut accepted, mut hidden) = (0, 0);
        for number in 0..10_000 {
            for kind in kinds(number) {
                *of_kind.entry(kind.name()).or_insert(0) += 1;
            }
            let line: Value = serde_json::from_str(&verdict(number)).unwrap();
            for said in [&line["verdict"], &line["posted"]] {
                accepted += u32::from(said["ok"].is_object());
                for error in said["errors"].as_array().into_iter().flatten() {
                    let code = error["code"].as_str().unwrap().to_owned();
                    *codes.entry(code).or_insert(0) += 1;
                }
            }
            let states = line["states"].as_array().unwrap();
            hidden += states
                .iter()
                .filter(|state| state[1] == json!(false))
                .count();
        }
        let seen = format!("{of_kind:?} {codes:?} accepted {accepted}, hidden {hidden}");
        assert!(
            FieldKind::ALL.iter().all(|kind| of_kind[kind.name()] > 100),
            "{seen}"
        );
        assert_eq!(codes.len(), 20, "{seen}");
        assert!(codes.values().all(|times| *times > 5), "{seen}");
        assert!((4_000..16_000).contains(&accepted), "{seen}");
        assert!(hidden > 500, "{seen}");
    }

    #[test]
    fn a_number_stands_for_one_pair() {
        assert_eq!(verdicts(7, 3), verdicts(7, 3));
        assert_eq!(verdicts(7, 3).lines().count(), 3);
        assert_ne!(pair(1), pair(2));
    }
}
