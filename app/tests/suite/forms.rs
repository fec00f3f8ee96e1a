//! Schema forms as the server draws them.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_meta::Title;
use portico_app::backend::{FormRefusal, FormState, SettingsForm};
use portico_app::forms::SchemaForm;
use portico_app::i18n::Locale;
use portico_app::slot::PluginSlot;
use portico_sdk::i18n::LocaleText;
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
use portico_sdk::settings::{FieldError, FieldErrorCode, Values};
use portico_sdk::slot::{PaymentSettingsContext, slots};
use serde_json::json;

use crate::support::{Page, all_kinds, form, island_props, tag_with};

fn slot() -> impl IntoView {
    let context = PaymentSettingsContext {
        payment_method_id: "pm-1".to_owned(),
        provider: "acme-pay".to_owned(),
    };
    view! {
        <Title text="Acme Pay" />
        <PluginSlot r#slot=slots::PAYMENT_SETTINGS context=context />
    }
}

fn stored() -> FormState {
    FormState {
        values: Values::from([
            ("name".to_owned(), json!("Acme \"& Sons\"")),
            ("weight".to_owned(), json!(2.5)),
            (
                "note".to_owned(),
                json!("</textarea><script>alert(1)</script>"),
            ),
            ("active".to_owned(), json!(true)),
            ("mode".to_owned(), json!("live")),
        ]),
        secrets_set: vec!["api_key".to_owned()],
        rev: "r7".to_owned(),
        load_failed: false,
        unsaved: false,
    }
}

async fn html_of(schema: FormSchema, state: FormState) -> String {
    Page::with([form("settings", schema)])
        .state("settings", state)
        .html(slot)
        .await
}

#[tokio::test]
async fn every_kind_shows_its_value() {
    let html = html_of(all_kinds(), stored()).await;
    assert!(
        tag_with(&html, r#"name="name""#).contains(r#"value="Acme &quot;&amp; Sons&quot;""#),
        "{html}"
    );
    let number = tag_with(&html, r#"name="weight""#);
    assert!(
        number.contains(r#"type="number""#) && number.contains(r#"value="2.5""#),
        "{number}"
    );
    assert!(
        number.contains(r#"min="1""#)
            && number.contains(r#"max="9.5""#)
            && number.contains(r#"step="0.5""#),
        "{number}"
    );
    assert!(
        tag_with(&html, r#"name="active""#).contains(" checked"),
        "{html}"
    );
    assert!(
        html.contains(r#"<option value="live" selected>Live mode"#),
        "{html}"
    );
    assert_eq!(html.matches(" selected").count(), 1, "{html}");
    assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;"), "{html}");
    assert!(!html.contains("<script>alert"), "{html}");
}

#[tokio::test]
async fn a_form_posts_to_its_own_page_with_its_plugin_and_revision() {
    let html = Page::with([form("settings", all_kinds())])
        .state("settings", stored())
        .path("/admin/payments/acme-pay?tab=a&saved=other")
        .html(slot)
        .await;
    let form = tag_with(&html, r#"method="post""#);
    assert!(
        form.contains(r#"action="/admin/payments/acme-pay?tab=a""#),
        "{form}"
    );
    assert!(
        html.contains(r#"name="portico_form" value="settings""#),
        "{html}"
    );
    assert!(
        html.contains(r#"name="portico_plugin" value="acme-pay""#),
        "{html}"
    );
    assert!(html.contains(r#"name="portico_rev" value="r7""#), "{html}");
    assert!(!html.contains("portico_context"), "{html}");
}

#[tokio::test]
async fn parity_06_a_form_without_fields_is_an_action_button() {
    let action = FormSchema {
        submit_label: LocaleText::en("Reindex"),
        submit_url: "/plugins/search/reindex".to_owned(),
        ..FormSchema::default()
    };
    let html = html_of(action.clone(), FormState::default()).await;
    assert!(html.contains(">Reindex</button>"), "{html}");
    assert!(!html.contains("class=\"field\""), "{html}");
    let unnamed = FormSchema {
        submit_label: LocaleText::default(),
        ..action
    };
    assert!(
        html_of(unnamed, FormState::default())
            .await
            .contains(">Run</button>")
    );
}

#[tokio::test]
async fn without_a_submit_url_there_is_no_button() {
    let html = html_of(
        FormSchema {
            submit_url: String::new(),
            ..all_kinds()
        },
        stored(),
    )
    .await;
    assert!(!html.contains("<button"), "{html}");
}

#[tokio::test]
async fn parity_06_after_a_save_the_success_message_is_shown_once() {
    let schema = FormSchema {
        success_message: LocaleText::en("Keys stored"),
        ..all_kinds()
    };
    let page = Page::with([form("settings", schema), form("other", all_kinds())]);
    let html = page.path("/admin?saved=settings").html(slot).await;
    assert_eq!(html.matches(">Keys stored</p>").count(), 1, "{html}");
    assert!(!html.contains(">Saved<"), "{html}");
}

#[tokio::test]
async fn parity_21_a_failed_load_disables_save_and_offers_retry() {
    let failed = FormState {
        load_failed: true,
        ..FormState::default()
    };
    let html = html_of(all_kinds(), failed).await;
    assert!(
        tag_with(&html, "data-form-submit").contains(" disabled"),
        "{html}"
    );
    assert!(
        tag_with(&html, r#"name="name""#).contains(" disabled"),
        "{html}"
    );
    assert!(html.contains("The settings could not be loaded"), "{html}");
    // Nothing by which a blank form could be taken for the real one, with or without JavaScript.
    assert!(!html.contains("portico_form"), "{html}");
    assert_eq!(
        island_props(&html)[0]["config"]["schema"]["submit_url"],
        json!(null)
    );
    let retry = html
        .split(">Try again")
        .next()
        .unwrap()
        .rsplit('<')
        .next()
        .unwrap();
    assert!(
        retry.contains(r#"href="/admin/payments/acme-pay""#),
        "{retry}"
    );
}

#[tokio::test]
async fn parity_23_context_travels_only_where_the_schema_asks_for_it() {
    let asking = FormSchema {
        context: vec!["provider".to_owned()],
        ..all_kinds()
    };
    let html = html_of(asking, stored()).await;
    let hidden = tag_with(&html, "portico_context");
    assert!(
        hidden.contains("provider") && !hidden.contains("pm-1"),
        "{hidden}"
    );
    assert_eq!(
        island_props(&html)[0]["config"]["context"],
        json!({ "provider": "acme-pay" })
    );
    let silent = html_of(all_kinds(), stored()).await;
    assert_eq!(island_props(&silent)[0]["config"]["context"], json!({}));
}

#[tokio::test]
async fn parity_24_a_secret_that_is_set_is_neither_shown_nor_asked_for_again() {
    let html = html_of(all_kinds(), stored()).await;
    let secret = tag_with(&html, r#"name="api_key""#);
    assert!(
        secret.contains(r#"type="password""#) && !secret.contains(" required"),
        "{secret}"
    );
    assert!(!secret.contains("value=\"Acme"), "{secret}");
    let state = tag_with(&html, "data-form-state");
    assert!(!state.contains(" hidden"), "{state}");
    // It is required, so it cannot be cleared.
    assert!(!html.contains("api_key:clear"), "{html}");

    let fresh = html_of(all_kinds(), FormState::default()).await;
    assert!(
        tag_with(&fresh, r#"name="api_key""#).contains(" required"),
        "{fresh}"
    );
    let state = tag_with(&fresh, "data-form-state");
    assert!(state.contains(" hidden"), "{state}");
    // Hidden text that describes a control is read all the same.
    for (html, described) in [(&html, true), (&fresh, false)] {
        let secret = tag_with(html, r#"name="api_key""#);
        assert_eq!(secret.contains("-api_key--state"), described, "{secret}");
    }
}

#[tokio::test]
async fn parity_24_an_optional_secret_can_be_cleared() {
    let mut schema = all_kinds();
    schema.fields[1].required = false;
    let html = html_of(schema.clone(), stored()).await;
    assert!(
        html.contains(r#"name="api_key:clear" value="true""#),
        "{html}"
    );
    assert!(
        !tag_with(&html, "data-form-clear").contains(" hidden"),
        "{html}"
    );
    assert!(html.contains("Clear Label of api_key"), "{html}");
    let unset = html_of(schema, FormState::default()).await;
    assert!(
        tag_with(&unset, "data-form-clear").contains(" hidden"),
        "{unset}"
    );
}

#[tokio::test]
async fn parity_24_required_counts_for_toggles() {
    let schema = FormSchema {
        fields: vec![Field::new("terms", FieldKind::Toggle).required()],
        ..all_kinds()
    };
    let html = html_of(schema, FormState::default()).await;
    assert!(
        tag_with(&html, r#"name="terms""#).contains(" required"),
        "{html}"
    );
}

fn refusal() -> FormRefusal {
    FormRefusal {
        extension: "settings".to_owned(),
        values: Values::from([
            ("name".to_owned(), json!(null)),
            ("weight".to_owned(), json!("12a")),
            ("active".to_owned(), json!(false)),
            ("mode".to_owned(), json!("test")),
            ("note".to_owned(), json!("typed")),
        ]),
        errors: vec![
            FieldError {
                field: "weight".to_owned(),
                code: FieldErrorCode::WrongType,
            },
            FieldError {
                field: "name".to_owned(),
                code: FieldErrorCode::Required,
            },
        ],
        messages: BTreeMap::from([
            ("mode".to_owned(), "Live needs a contract.".to_owned()),
            ("elsewhere".to_owned(), "And that is wrong, too.".to_owned()),
        ]),
        summary: Some("Nothing was saved.".to_owned()),
        ..FormRefusal::default()
    }
}

#[tokio::test]
async fn parity_25_every_error_is_at_its_field_and_in_the_summary() {
    let html = Page::with([form("settings", all_kinds())])
        .state("settings", stored())
        .refusal(refusal())
        .html(slot)
        .await;
    assert!(html.contains("There are 5 problems"), "{html}");
    let id = "acme-pay-settings";
    for (key, sentence) in [
        ("name", "Fill in Label of name."),
        ("weight", "Label of weight has the wrong form."),
        ("mode", "Live needs a contract."),
    ] {
        assert!(
            html.contains(&format!("<a href=\"#{id}-{key}\">{sentence}</a>")),
            "{html}"
        );
        let error = tag_with(&html, &format!("id=\"{id}-{key}--error\""));
        assert!(
            !error.contains(" hidden") && html.contains(&format!("{error}{sentence}</p>")),
            "{error}"
        );
        let control = tag_with(&html, &format!("id=\"{id}-{key}\""));
        assert!(control.contains(r#"aria-invalid="true""#), "{control}");
        assert!(
            control.contains(&format!(
                "aria-describedby=\"{id}-{key}--error {id}-{key}--help"
            )),
            "{control}"
        );
    }
    assert!(html.contains("<li>Nothing was saved.</li>"), "{html}");
    assert!(html.contains("<li>And that is wrong, too.</li>"), "{html}");
    assert!(
        html.find("#acme-pay-settings-name") < html.find("#acme-pay-settings-weight"),
        "{html}"
    );
    let summary = tag_with(&html, "data-form-summary");
    assert!(
        summary.contains("role=\"alert\"") && summary.contains(" autofocus"),
        "{summary}"
    );
    assert!(html.contains("<title>Error: Acme Pay</title>"), "{html}");
}

#[tokio::test]
async fn a_refusal_keeps_what_was_typed() {
    let html = Page::with([form("settings", all_kinds())])
        .state("settings", stored())
        .refusal(refusal())
        .html(slot)
        .await;
    assert!(
        tag_with(&html, r#"name="name""#).contains(r#"value="""#),
        "{html}"
    );
    assert!(
        tag_with(&html, r#"name="weight""#).contains(r#"value="12a""#),
        "{html}"
    );
    assert!(
        !tag_with(&html, r#"name="active""#).contains(" checked"),
        "{html}"
    );
    assert!(html.contains(r#"<option value="test" selected>"#), "{html}");
    assert!(html.contains(">typed</textarea>"), "{html}");
}

#[tokio::test]
async fn a_refused_colour_stays_as_it_was_typed_and_the_picker_beside_it_holds_one() {
    let schema = FormSchema {
        fields: vec![Field::new("accent", FieldKind::Color)],
        ..all_kinds()
    };
    for (typed, picked) in [("blue", "#000000"), ("#12AB9f", "#12AB9f")] {
        let refusal = FormRefusal {
            values: Values::from([("accent".to_owned(), json!(typed))]),
            ..refusal()
        };
        let html = Page::with([form("settings", schema.clone())])
            .refusal(refusal)
            .html(slot)
            .await;
        let value = |mark| tag_with(&html, mark).to_owned();
        let (control, picker) = (value(r#"name="accent""#), value("data-form-pick"));
        assert!(
            control.contains(&format!(r#"value="{typed}""#)),
            "{control}"
        );
        assert!(picker.contains(&format!(r#"value="{picked}""#)), "{picker}");
    }
}

#[tokio::test]
async fn a_refusal_of_another_form_changes_nothing_here() {
    let html = Page::with([form("one", all_kinds())])
        .state("one", stored())
        .refusal(refusal())
        .path("/admin?saved=one")
        .html(slot)
        .await;
    assert!(
        tag_with(&html, "data-form-summary").contains(" hidden"),
        "{html}"
    );
    assert!(!html.contains("aria-invalid"), "{html}");
    assert!(html.contains("<title>Acme Pay</title>"), "{html}");
    assert!(html.contains(">Saved</p>"), "{html}");
}

#[tokio::test]
async fn errors_are_in_the_language_of_the_page() {
    let html = Page::with([form("settings", all_kinds())])
        .refusal(refusal())
        .locale(Locale::De)
        .html(slot)
        .await;
    assert!(html.contains("Füllen Sie „Name von name“ aus."), "{html}");
    assert!(html.contains("<title>Fehler: Acme Pay</title>"), "{html}");
}

#[tokio::test]
async fn settings_of_the_host_are_read_only_for_organisations() {
    let mut schema = all_kinds();
    for field in &mut schema.fields {
        field.level = Level::Host;
    }
    let settings = SettingsForm {
        plugin: "acme-pay".to_owned(),
        title: "Acme Pay".to_owned(),
        title_lang: String::new(),
        schema,
        state: stored(),
        level: Level::Org,
        org: Some("globex".to_owned()),
    };
    let html = Page::default()
        .html(move || view! { <SchemaForm form=settings.clone() /> })
        .await;
    assert_eq!(html.matches("Set by Acme Shop").count(), 6, "{html}");
    for key in ["name", "weight", "note", "api_key"] {
        assert!(
            tag_with(&html, &format!("name=\"{key}\"")).contains(" readonly"),
            "{key}"
        );
    }
    for key in ["active", "mode"] {
        assert!(
            tag_with(&html, &format!("name=\"{key}\"")).contains(" disabled"),
            "{key}"
        );
    }
    assert!(!html.contains(" required"), "{html}");
    assert!(
        html.contains(r#"name="portico_form" value="@settings""#),
        "{html}"
    );
}

#[tokio::test]
async fn a_saved_settings_page_says_so_however_the_mark_is_encoded() {
    for path in [
        "/admin/plugins/acme-pay?saved=@settings",
        "/admin/plugins/acme-pay?saved=%40settings",
    ] {
        let settings = SettingsForm {
            plugin: "acme-pay".to_owned(),
            title: "Acme Pay".to_owned(),
            title_lang: String::new(),
            schema: all_kinds(),
            state: stored(),
            level: Level::Org,
            org: None,
        };
        let html = Page::default()
            .path(path)
            .html(move || view! { <SchemaForm form=settings.clone() /> })
            .await;
        assert!(html.contains(">Saved</p>"), "{html}");
    }
}

#[tokio::test]
async fn the_island_gets_no_text_it_does_not_say() {
    let html = html_of(all_kinds(), stored()).await;
    let config = &island_props(&html)[0]["config"];
    let schema = config["schema"].to_string();
    assert!(
        !schema.contains("Help for") && !schema.contains("Test mode"),
        "{schema}"
    );
    assert_eq!(
        config["messages"]["templates"]["too_large"],
        "{label} must be {bound} or less."
    );
    // This form has no day, so nothing is said about days.
    assert_eq!(config["messages"]["templates"]["not_a_date"], json!(null));
    assert_eq!(config["rev"], "r7");
    assert_eq!(config["secrets_set"], json!(["api_key"]));
}

#[tokio::test]
async fn an_optional_select_starts_with_an_empty_choice_and_a_decided_one_that_is_required_does_not()
 {
    let mut schema = all_kinds();
    let fresh = html_of(schema.clone(), FormState::default()).await;
    assert!(
        fresh.contains(r#"<option value="" selected>Choose"#),
        "{fresh}"
    );
    schema.fields[5].required = true;
    let decided = html_of(schema, stored()).await;
    assert!(!decided.contains(r#"<option value="""#), "{decided}");
}

#[tokio::test]
async fn the_island_names_the_organisation_to_the_standard_settings_and_to_no_other_address() {
    let settings = "/api/v1/admin/plugins/acme-pay/settings";
    let own = "/api/v1/admin/plugins/acme-pay/take";
    for (org, url, expected) in [
        (Some("globex"), settings, format!("{settings}?org=globex")),
        (None, settings, settings.to_owned()),
        (Some("globex"), own, own.to_owned()),
    ] {
        let mut item = form(
            "settings",
            FormSchema {
                submit_url: url.to_owned(),
                load_url: url.to_owned(),
                ..all_kinds()
            },
        );
        item.org = org.map(ToOwned::to_owned);
        let html = Page::with([item]).html(slot).await;
        let schema = &island_props(&html)[0]["config"]["schema"];
        assert_eq!(schema["submit_url"], expected);
        assert_eq!(schema["load_url"], expected);
        let scope = org.map_or_else(|| "org".to_owned(), |org| format!("org:{org}"));
        assert!(
            html.contains(&format!(r#"name="portico_scope" value="{scope}""#)),
            "{html}"
        );
    }
}
