//! What stands beside the controls of a schema form, and how its numbers are written.

use leptos::prelude::*;
use portico_app::backend::{FormRefusal, FormState};
use portico_app::i18n::Locale;
use portico_app::slot::PluginSlot;
use portico_sdk::condition::Condition;
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use portico_sdk::settings::Values;
use portico_sdk::slot::{PaymentSettingsContext, slots};
use serde_json::{Value, json};

use crate::support::{Page, all_kinds, form, ids, tag_with};

fn slot() -> impl IntoView {
    let context = PaymentSettingsContext {
        payment_method_id: "pm-1".to_owned(),
        provider: "acme-pay".to_owned(),
    };
    view! { <PluginSlot r#slot=slots::PAYMENT_SETTINGS context=context /> }
}

fn page(fields: Vec<Field>) -> Page {
    let schema = FormSchema {
        fields,
        ..all_kinds()
    };
    Page::with([form("settings", schema)])
}

#[tokio::test]
async fn forms_7_what_a_field_depends_on_is_in_the_description_of_its_control() {
    let when = Some(Condition::equals("on", true));
    let field = |key: &str, kind| Field {
        visible_when: when.clone(),
        ..Field::new(key, kind)
    };
    let group = Field {
        fields: vec![Field::new("host", FieldKind::Text)],
        ..field("smtp", FieldKind::Object)
    };
    let fields = vec![
        Field::new("on", FieldKind::Toggle),
        field("name", FieldKind::Text),
        group,
    ];
    let html = page(fields).html(slot).await;
    for control in [r#"name="name""#, "<fieldset"] {
        let tag = tag_with(&html, control);
        let (_, described) = tag.split_once("aria-describedby=\"").unwrap();
        let described: Vec<&str> = described.split('"').next().unwrap().split(' ').collect();
        let when = described.iter().find(|id| id.ends_with("--when"));
        let when = when.unwrap_or_else(|| panic!("{tag}"));
        assert!(ids(&html).contains(when), "{html}");
        assert!(
            tag_with(&html, &format!("id=\"{when}\"")).starts_with("<p"),
            "{html}"
        );
    }
    assert!(
        !tag_with(&html, r#"name="on""#).contains("--when"),
        "{html}"
    );
}

#[tokio::test]
async fn i18n_the_numbers_beside_a_slider_are_written_as_the_language_writes_them() {
    let slider = Field {
        min: Some(0.5),
        max: Some(2.5),
        step: Some(0.5),
        ..Field::new("zoom", FieldKind::Range)
    };
    let state = FormState {
        values: Values::from([("zoom".to_owned(), json!(1.5))]),
        ..FormState::default()
    };
    let html = page(vec![slider])
        .state("settings", state)
        .locale(Locale::De)
        .html(slot)
        .await;
    for shown in [">0,5</span>", ">1,5</span>", ">2,5</span>"] {
        assert!(html.contains(shown), "{shown}: {html}");
    }
    let control = tag_with(&html, r#"type="range""#);
    for machine in [r#"value="1.5""#, r#"min="0.5""#, r#"max="2.5""#] {
        assert!(control.contains(machine), "{control}");
    }
    let output = tag_with(&html, "data-form-output");
    assert!(output.contains(r#"data-form-output=",""#), "{output}");
}

#[tokio::test]
async fn i18n_numbers_and_days_in_the_words_of_a_condition_follow_the_language() {
    let dependent = |key: &str, on: &str, value: Value| Field {
        visible_when: Some(Condition::equals(on, value)),
        ..Field::new(key, FieldKind::Text)
    };
    let fields = vec![
        Field::new("weight", FieldKind::Number),
        Field::new("day", FieldKind::Date),
        dependent("a", "weight", json!(2000.0)),
        dependent("b", "weight", json!(2.5)),
        dependent("c", "day", json!("2026-12-31")),
    ];
    let html = page(fields).locale(Locale::De).html(slot).await;
    for words in [
        "„weight“ 2000 ist",
        "„weight“ 2,5 ist",
        "„day“ 31.\u{a0}Dezember\u{a0}2026 ist",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
}

#[tokio::test]
async fn forms_6_the_tick_at_clear_comes_back_only_where_it_was_set() {
    let key = Field::new("api_key", FieldKind::Password);
    for (value, ticked) in [(Some(Value::Null), true), (None, false)] {
        let state = FormState {
            secrets_set: vec!["api_key".to_owned()],
            ..FormState::default()
        };
        let values = value.map(|value| ("api_key".to_owned(), value));
        let refusal = FormRefusal {
            extension: "settings".to_owned(),
            values: values.into_iter().collect(),
            ..FormRefusal::default()
        };
        let html = page(vec![key.clone()])
            .state("settings", state)
            .refusal(refusal)
            .html(slot)
            .await;
        let tick = tag_with(&html, "api_key:clear");
        assert_eq!(tick.contains(" checked"), ticked, "{tick}");
    }
}
