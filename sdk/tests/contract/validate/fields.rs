//! Schema forms: URLs, keys, choices, bounds, defaults.

use portico_sdk::extension::Extension;
use portico_sdk::schema::Level;
use portico_sdk::{Field, FieldKind, FormSchema, LocaleText, Rule, SelectOption};
use serde_json::{Value, json};

use super::{field, fields, form, kept, skipped};

#[test]
fn parity_15_and_threat_06_forms_load_from_and_post_to_own_routes_only() {
    let with = |submit: &str, load: &str| {
        form(FormSchema {
            submit_url: submit.to_owned(),
            load_url: load.to_owned(),
            ..FormSchema::default()
        })
    };
    let own = "/api/v1/admin/plugins/acme-pay/settings";
    kept(with("", ""), &[]);
    kept(with(own, own), &[]);
    kept(
        with("/api/v1/store/acme-pay/x", "/plugins/acme-pay/x?y=1"),
        &[],
    );
    for (url, rule) in [
        ("/\\evil/x", Rule::ForbiddenCharacter),
        ("/\t/evil/x", Rule::ForbiddenCharacter),
        (
            "/plugins/%2e%2e/api/v1/admin/users",
            Rule::ForbiddenEncoding,
        ),
        ("/api/v1/admin/users", Rule::ForeignPrefix),
        ("javascript:alert(1)", Rule::NotRelative),
    ] {
        skipped(with(url, own), &[("schema.submit_url", rule)]);
        skipped(with(own, url), &[("schema.load_url", rule)]);
        skipped(
            with(url, url),
            &[("schema.submit_url", rule), ("schema.load_url", rule)],
        );
    }
}

#[test]
fn field_keys_and_context_keys_are_names() {
    let keyed = |key: &str| {
        fields([Field {
            key: key.to_owned(),
            ..field(FieldKind::Text)
        }])
    };
    for key in [
        "",
        "1a",
        "_a",
        "a-b",
        "a.b",
        "a b",
        "é",
        "__proto__",
        "constructor",
        "prototype",
        "portico_rev",
        &"a".repeat(65),
    ] {
        skipped(keyed(key), &[("schema.fields[0].key", Rule::FieldKey)]);
    }
    for key in ["a", "apiKey", "api_key_2", "A", &"a".repeat(64)] {
        kept(keyed(key), &[]);
    }
    let context = |keys: &[&str]| {
        form(FormSchema {
            context: keys.iter().map(|key| (*key).to_owned()).collect(),
            ..FormSchema::default()
        })
    };
    kept(context(&["paymentMethodId", "provider"]), &[]);
    skipped(
        context(&["a", "a", "__proto__"]),
        &[
            ("schema.context[1]", Rule::FieldKey),
            ("schema.context[2]", Rule::FieldKey),
        ],
    );
}

#[test]
fn parity_23_no_field_is_called_like_the_context_that_goes_with_it() {
    let schema = |context: &[&str]| FormSchema {
        fields: vec![Field {
            key: "context".to_owned(),
            ..field(FieldKind::Text)
        }],
        context: context.iter().map(|key| (*key).to_owned()).collect(),
        ..FormSchema::default()
    };
    kept(form(schema(&[])), &[]);
    skipped(
        form(schema(&["orderId"])),
        &[("schema.fields[0].key", Rule::DuplicateField)],
    );
}

#[test]
fn a_field_without_label_and_odd_texts_are_warnings() {
    kept(
        fields([Field::new("f", FieldKind::Text)]),
        &[("schema.fields[0].label", Rule::LabelMissing)],
    );
    let odd = LocaleText::en("ok")
        .with("not a tag", "x")
        .with("de", "a\u{202e}b");
    let titled = Extension {
        title: odd.clone(),
        ..fields([])
    };
    kept(titled, &[("title", Rule::Text), ("title", Rule::Text)]);
    let schema = FormSchema {
        title: odd.clone(),
        description: LocaleText::en("two\nlines"),
        success_message: LocaleText::en("bell\u{7}"),
        fields: vec![Field {
            help_text: LocaleText::en("tab\t"),
            options: vec![SelectOption {
                value: "v".to_owned(),
                label: LocaleText::en("\u{2066}"),
            }],
            ..field(FieldKind::Select)
        }],
        ..FormSchema::default()
    };
    kept(
        form(schema),
        &[
            ("schema.title", Rule::Text),
            ("schema.title", Rule::Text),
            ("schema.success_message", Rule::Text),
            ("schema.fields[0].help_text", Rule::Text),
            ("schema.fields[0].options[0].label", Rule::Text),
        ],
    );
}

/// A field of a kind with what the kind cannot be without, but options.
fn valid_field(kind: FieldKind) -> Field {
    let is_range = kind == FieldKind::Range;
    Field {
        fields: if kind.is_nested() {
            vec![field(FieldKind::Text)]
        } else {
            Vec::new()
        },
        min: is_range.then_some(0.0),
        max: is_range.then_some(10.0),
        default: is_range.then(|| json!(5)),
        ..field(kind)
    }
}

fn options(values: &[&str]) -> Vec<SelectOption> {
    values
        .iter()
        .map(|value| SelectOption {
            value: (*value).to_owned(),
            label: LocaleText::default(),
        })
        .collect()
}

#[test]
fn options_belong_to_choices_and_have_unique_values() {
    let select = |values: &[&str]| {
        fields([Field {
            options: options(values),
            ..field(FieldKind::Select)
        }])
    };
    kept(select(&["a"]), &[]);
    kept(select(&["", "a"]), &[]);
    skipped(
        select(&[]),
        &[("schema.fields[0].options", Rule::FieldShape)],
    );
    skipped(
        select(&["a", "b", "a"]),
        &[("schema.fields[0].options[2].value", Rule::FieldShape)],
    );
    for kind in FieldKind::ALL.into_iter().filter(|kind| !kind.is_choice()) {
        let with_options = Field {
            options: options(&["a"]),
            ..valid_field(kind)
        };
        skipped(
            fields([with_options]),
            &[("schema.fields[0].options", Rule::FieldShape)],
        );
    }
    for kind in [FieldKind::Radio, FieldKind::Multiselect] {
        let empty = Field {
            options: options(&["a", ""]),
            ..field(kind)
        };
        skipped(
            fields([empty]),
            &[("schema.fields[0].options[1].value", Rule::FieldShape)],
        );
    }
    let many: Vec<String> = (0..1_001).map(|index| index.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    kept(select(&many[..1_000]), &[]);
    skipped(
        select(&many),
        &[("schema.fields[0].options", Rule::TooMany)],
    );
}

#[test]
fn bounds_belong_to_their_kinds_and_do_not_contradict_each_other() {
    let number = |min, max, step| {
        fields([Field {
            min,
            max,
            step,
            ..field(FieldKind::Number)
        }])
    };
    kept(number(Some(1.0), Some(1.0), Some(0.5)), &[]);
    skipped(
        number(Some(2.0), Some(1.0), None),
        &[("schema.fields[0].min", Rule::FieldShape)],
    );
    skipped(
        number(None, None, Some(0.0)),
        &[("schema.fields[0].step", Rule::FieldShape)],
    );
    skipped(
        number(None, None, Some(-1.0)),
        &[("schema.fields[0].step", Rule::FieldShape)],
    );
    skipped(
        number(Some(f64::NAN), None, None),
        &[("schema.fields[0].min", Rule::FieldShape)],
    );
    skipped(
        number(None, Some(f64::INFINITY), None),
        &[("schema.fields[0].max", Rule::FieldShape)],
    );
    for kind in [FieldKind::Text, FieldKind::Textarea, FieldKind::Password] {
        let text = |min_length, max_length| {
            fields([Field {
                min_length,
                max_length,
                ..field(kind)
            }])
        };
        kept(text(Some(2), Some(2)), &[]);
        kept(text(None, Some(65_536)), &[]);
        skipped(
            text(Some(3), Some(2)),
            &[("schema.fields[0].min_length", Rule::FieldShape)],
        );
        skipped(
            text(None, Some(65_537)),
            &[("schema.fields[0].max_length", Rule::FieldShape)],
        );
        let misplaced = Field {
            min: Some(1.0),
            step: Some(1.0),
            ..field(kind)
        };
        skipped(
            fields([misplaced]),
            &[
                ("schema.fields[0].min", Rule::FieldShape),
                ("schema.fields[0].step", Rule::FieldShape),
            ],
        );
    }
    for kind in [FieldKind::Number, FieldKind::Toggle] {
        let misplaced = Field {
            max_length: Some(1),
            ..field(kind)
        };
        skipped(
            fields([misplaced]),
            &[("schema.fields[0].max_length", Rule::FieldShape)],
        );
    }
}

#[test]
fn a_default_is_a_value_of_its_field_and_never_a_secret() {
    let with = |default: Value, field: Field| {
        fields([Field {
            default: Some(default),
            ..field
        }])
    };
    let at = [("schema.fields[0].default", Rule::FieldShape)];
    let select = Field {
        options: options(&["a"]),
        ..field(FieldKind::Select)
    };
    for (default, field) in [
        (json!("x"), field(FieldKind::Text)),
        (json!(""), field(FieldKind::Text).required()),
        (
            json!(5),
            Field {
                min: Some(5.0),
                ..field(FieldKind::Number)
            },
        ),
        (json!(false), field(FieldKind::Toggle).required()),
        (json!("a"), select.clone()),
        (
            json!("x"),
            Field {
                level: Level::Host,
                ..field(FieldKind::Text)
            },
        ),
    ] {
        kept(with(default, field), &[]);
    }
    for (default, field) in [
        (json!(1), field(FieldKind::Text)),
        (
            json!(4),
            Field {
                min: Some(5.0),
                ..field(FieldKind::Number)
            },
        ),
        (json!("on"), field(FieldKind::Toggle)),
        (json!("b"), select),
        (json!("geheim"), field(FieldKind::Password)),
        (json!(""), field(FieldKind::Password)),
        (Value::Null, field(FieldKind::Password)),
    ] {
        skipped(with(default, field), &at);
    }
}
