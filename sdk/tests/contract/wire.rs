//! The JSON of the contract, read and written (CONTRACT "Extension", "Manifest API", "Slots").

use portico_sdk::claims::{Identity, OrgRole};
use portico_sdk::manifest::{Manifest, ManifestItem};
use portico_sdk::policy::{Decision, PluginState, PolicyLevel, Reason, ReasonCode, Selector};
use portico_sdk::schema::Level;
use portico_sdk::slot::{
    AfterOrderContext, CheckoutContext, DashboardContext, PaymentSettingsContext, SidebarContext,
    SlotKey, Surface, declared_context, nearest, slots,
};
use portico_sdk::{Extension, ExtensionKind, FieldKind, OrgRoles};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads the value and expects to write it again.
#[track_caller]
fn round_trip<T: Serialize + DeserializeOwned>(json: &Value) -> T {
    let read: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(&serde_json::to_value(&read).unwrap(), json);
    read
}

#[test]
fn the_schema_example_of_the_contract() {
    let json = json!({
        "id": "acme_pay_settings", "slot": "admin:payment:settings", "type": "schema",
        "schema": { "title": {"en": "…"}, "description": {"en": "d"}, "submit_label": {"en": "s"},
            "success_message": {"en": "m"},
            "fields": [ { "key": "mode", "type": "select", "label": {"en": "Mode", "de": "Modus"},
                "placeholder": {"en": "p"}, "help_text": {"en": "h"}, "required": true,
                "options": [ {"value": "test", "label": {"en": "Test"}} ] } ],
            "submit_url": "/api/v1/admin/plugins/acme-pay/settings",
            "load_url": "/api/v1/admin/plugins/acme-pay/settings" } });
    let extension: Extension = round_trip(&json);
    assert_eq!(extension.kind.name(), "schema");
    let ExtensionKind::Schema { schema } = extension.kind else {
        panic!("a schema")
    };
    assert_eq!(schema.fields[0].kind, FieldKind::Select);
    assert!(schema.fields[0].required);
    assert_eq!(schema.fields[0].level, Level::Org);
}

#[test]
fn the_example_of_the_original_documentation() {
    // Its Go field names become these JSON names; what it leaves out may be left out.
    let json = json!({
        "id": "myplugin_settings", "slot": "admin:payment:settings", "type": "schema",
        "schema": { "fields": [
            {"key": "api_key", "type": "password", "label": {"en": "API Key", "de": "API-Schlüssel"}},
            {"key": "mode", "type": "select", "label": {"en": "Mode", "de": "Modus"}, "options": [
                {"value": "test", "label": {"en": "Test"}}, {"value": "live", "label": {"en": "Live"}}]}],
            "submit_url": "/api/v1/admin/plugins/myplugin/settings",
            "load_url": "/api/v1/admin/plugins/myplugin/settings" } });
    round_trip::<Extension>(&json);
    let empty: Extension = serde_json::from_value(
        json!({"id": "e", "slot": "admin:sidebar", "type": "schema", "schema": {}}),
    )
    .unwrap();
    assert!(matches!(empty.kind, ExtensionKind::Schema { schema } if schema.fields.is_empty()));
    // Empty texts of the contract's example are the same as absent ones.
    let with_empty = json!({"id": "e", "slot": "admin:sidebar", "type": "schema",
        "schema": {"title": {}, "description": {}, "submit_label": {}, "success_message": {}}});
    assert!(serde_json::from_value::<Extension>(with_empty).is_ok());
}

#[test]
fn the_component_example_of_the_contract() {
    let extension: Extension = round_trip(&json!({
        "id": "c", "slot": "storefront:checkout:payment", "type": "component",
        "component": { "tag_name": "stoa-acmepay-checkout", "script_url": "/plugins/acmepay/assets/checkout.js",
            "integrity": "sha384-…", "external_scripts": ["https://js.example.com/v3/"], "style_url": "/s.css" } }));
    assert_eq!(extension.kind.name(), "component");
    let least = json!({"id": "c", "slot": "admin:sidebar", "type": "component",
        "component": {"tag_name": "stoa-a-b", "script_url": "/plugins/a/assets/b.js"}});
    round_trip::<Extension>(&least);
}

#[test]
fn the_sandbox_example_of_the_contract() {
    let extension: Extension = round_trip(&json!({
        "id": "s", "slot": "storefront:product:reviews", "type": "sandbox",
        "sandbox": { "entry": "/plugins/reviews/assets/main.js", "digest": "sha384-…", "frame_url": "/sandbox/x",
            "capabilities": { "props": ["productId"], "callbacks": ["onRate"], "host_components": ["Button"],
                "network": ["https://api.example.com"] } } }));
    assert_eq!(extension.kind.name(), "sandbox");
    let least = json!({"id": "s", "slot": "admin:sidebar", "type": "sandbox", "sandbox": {"entry": "/x.js"}});
    let least: Extension = serde_json::from_value(least).unwrap();
    assert!(
        matches!(least.kind, ExtensionKind::Sandbox { sandbox } if sandbox.capabilities.network.is_empty())
    );
}

#[test]
fn an_extension_of_an_unknown_type_or_without_its_body_is_not_read() {
    for json in [
        json!({"id": "x", "slot": "admin:sidebar", "type": "iframe", "iframe": {}}),
        json!({"id": "x", "slot": "admin:sidebar", "type": "Schema", "schema": {}}),
        json!({"id": "x", "slot": "admin:sidebar", "type": "schema"}),
        json!({"id": "x", "slot": "admin:sidebar", "type": "component", "schema": {}}),
        json!({"id": "x", "slot": "admin:sidebar", "schema": {}}),
        json!({"slot": "admin:sidebar", "type": "schema", "schema": {}}),
    ] {
        assert!(
            serde_json::from_value::<Extension>(json.clone()).is_err(),
            "{json}"
        );
    }
}

#[test]
fn title_and_priority_are_written_only_when_set() {
    let json = json!({"id": "e", "slot": "admin:sidebar", "title": {"en": "T"}, "priority": -3,
        "type": "schema", "schema": {"fields": []}});
    assert_eq!(round_trip::<Extension>(&json).priority, -3);
    let field = json!({"id": "e", "slot": "admin:sidebar", "type": "schema", "schema": {"fields": [
        {"key": "k", "type": "number", "default": 2, "min": 0.0, "max": 5.5, "step": 0.5, "level": "host"},
        {"key": "t", "type": "text", "min_length": 1, "max_length": 9}], "context": ["orderId"]}});
    round_trip::<Extension>(&field);
}

#[test]
fn a_manifest_is_flat_and_in_snake_case() {
    let json = json!({"extensions": [
        {"id": "a", "slot": "admin:sidebar", "type": "schema", "schema": {"fields": []}, "plugin": "acme-pay",
            "version": "1.2.3", "org": null, "title": {"en": "A"}, "order": 0},
        {"id": "b", "slot": "admin:dashboard:widget", "type": "sandbox",
            "sandbox": {"entry": "/plugins/b/assets/~x/m.js", "digest": "sha384-x", "frame_url": "/sandbox/g",
                "capabilities": {"props": [], "callbacks": [], "host_components": [], "network": []}},
            "plugin": "b", "version": "0.1.0", "org": "globex", "title": {}, "order": 1, "digest": "sha384-x"}]});
    let manifest: Manifest = round_trip(&json);
    assert_eq!(
        manifest
            .slot("admin:sidebar")
            .map(|item| item.id.as_str())
            .collect::<Vec<_>>(),
        ["a"]
    );
    assert_eq!(manifest.slot("admin:other").count(), 0);
    assert!(manifest.only(Surface::Admin) && !manifest.only(Surface::Storefront));
    let item: ManifestItem = manifest.extensions[0].clone();
    let mixed = Manifest {
        extensions: vec![
            item.clone(),
            ManifestItem {
                slot: "storefront:x".to_owned(),
                ..item
            },
        ],
    };
    assert!(!mixed.only(Surface::Admin) && !mixed.only(Surface::Storefront));
    assert!(Manifest::default().only(Surface::Admin));
}

#[test]
fn the_built_in_slots_are_those_of_the_contract() {
    assert_eq!(
        slots::ALL,
        [
            "storefront:checkout:payment",
            "storefront:checkout:after_order",
            "admin:payment:settings",
            "admin:plugin:settings",
            "admin:sidebar",
            "admin:dashboard:widget"
        ]
    );
    assert!(
        slots::ALL
            .iter()
            .all(|key| portico_sdk::names::is_slot_key(key))
    );
    let copy = slots::SIDEBAR;
    #[expect(clippy::clone_on_copy, reason = "both are implemented by hand")]
    let clone = copy.clone();
    assert_eq!((copy.key, clone.key), ("admin:sidebar", "admin:sidebar"));
}

#[test]
fn a_surface_is_the_prefix_of_a_slot() {
    assert_eq!(
        Surface::of("storefront:checkout:payment"),
        Some(Surface::Storefront)
    );
    assert_eq!(Surface::of("admin:sidebar"), Some(Surface::Admin));
    for slot in ["", "admin", "Admin:x", "storefrontx:y", "x:admin:"] {
        assert_eq!(Surface::of(slot), None, "{slot}");
    }
    assert_eq!(
        (
            Surface::Storefront.api_segment(),
            Surface::Admin.api_segment()
        ),
        ("store", "admin")
    );
    assert_eq!(Surface::Storefront.prefix(), "storefront:");
}

/// The type of a slot's context follows from its key.
fn context_json<C: Serialize>(_: SlotKey<C>, context: C) -> Value {
    serde_json::to_value(context).unwrap()
}

#[test]
fn contexts_have_the_keys_of_the_contract() {
    let checkout = CheckoutContext {
        payment_method_id: "pm".to_owned(),
        amount: 1290,
        currency: "EUR".to_owned(),
        email: None,
        billing_details: None,
        order_id: None,
        order_number: None,
    };
    let json = context_json(slots::CHECKOUT_PAYMENT, checkout.clone());
    assert_eq!(
        json,
        json!({"paymentMethodId": "pm", "amount": 1290, "currency": "EUR"})
    );
    let full = CheckoutContext {
        email: Some("a@b.example".to_owned()),
        billing_details: Some(json!({"name": "A"})),
        order_id: Some("o".to_owned()),
        order_number: Some("1001".to_owned()),
        ..checkout
    };
    let json = context_json(slots::CHECKOUT_PAYMENT, full);
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "amount",
            "billingDetails",
            "currency",
            "email",
            "orderId",
            "orderNumber",
            "paymentMethodId"
        ]
    );
    let after = AfterOrderContext {
        order_id: "o".to_owned(),
        order_number: "1001".to_owned(),
        amount: 5,
        currency: "EUR".to_owned(),
    };
    let json = context_json(slots::CHECKOUT_AFTER_ORDER, after);
    assert_eq!(
        json,
        json!({"orderId": "o", "orderNumber": "1001", "amount": 5, "currency": "EUR"})
    );
    let settings = PaymentSettingsContext {
        payment_method_id: "pm".to_owned(),
        provider: "acme".to_owned(),
    };
    let json = context_json(slots::PAYMENT_SETTINGS, settings);
    assert_eq!(json, json!({"paymentMethodId": "pm", "provider": "acme"}));
    let json = context_json(
        slots::SIDEBAR,
        SidebarContext {
            path: "/admin".to_owned(),
        },
    );
    assert_eq!(json, json!({"path": "/admin"}));
    let json = context_json(
        slots::DASHBOARD_WIDGET,
        DashboardContext {
            range: "7d".to_owned(),
        },
    );
    assert_eq!(json, json!({"range": "7d"}));
}

#[test]
fn forms_13_only_what_a_slot_declares_is_passed_on() {
    let contexts = [
        json!({"paymentMethodId": "pm", "amount": 1290, "currency": "EUR", "billingDetails": {"name": "A"}}),
        json!({"orderId": "o", "orderNumber": "1001", "amount": 5, "currency": "EUR"}),
        json!({"paymentMethodId": "pm", "provider": "acme"}),
        json!({"plugin": "acme"}),
        json!({"path": "/admin"}),
        json!({"range": "7d"}),
    ];
    // A slot that is added without a context here fails this test.
    assert_eq!(contexts.len(), slots::ALL.len());
    for (slot, declared) in slots::ALL.into_iter().zip(contexts) {
        assert_eq!(declared_context(slot, &declared).as_ref(), Some(&declared));
        let mut more = declared.clone();
        more["token"] = json!("canary");
        more["__proto__"] = json!({"isAdmin": true});
        assert_eq!(declared_context(slot, &more), Some(declared), "{slot}");
        for wrong in [json!({}), json!(null), json!([]), json!("7d")] {
            assert_eq!(declared_context(slot, &wrong), None, "{slot} {wrong}");
        }
    }
    assert_eq!(declared_context("admin:unknown", &json!({"a": 1})), None);
}

#[test]
fn the_nearest_slot_is_similar_or_none() {
    let near = |key| nearest(key, slots::ALL);
    assert_eq!(near("admin:sidebr"), Some("admin:sidebar"));
    assert_eq!(
        near("storefront:checkout:afterorder"),
        Some("storefront:checkout:after_order")
    );
    assert_eq!(near("admin:sidebar"), Some("admin:sidebar"));
    assert_eq!(near("admin:zzzzzzz"), None);
    assert_eq!(near(""), None);
    assert_eq!(nearest("a", []), None);
    assert_eq!(nearest("abc", ["abd", "xbc", "ab"]), Some("abd"));
}

#[test]
fn roles_are_those_of_the_original() {
    assert_eq!(
        (OrgRoles::ADMIN, OrgRoles::MEMBER),
        (OrgRole::Admin, OrgRole::Member)
    );
    assert_eq!(
        json!([OrgRoles::ADMIN, OrgRoles::MEMBER]),
        json!(["ADMIN", "MEMBER"])
    );
    assert_eq!(
        format!("{} {}", OrgRoles::ADMIN, OrgRoles::MEMBER),
        "ADMIN MEMBER"
    );
    assert!(serde_json::from_value::<OrgRole>(json!("admin")).is_err());
}

#[test]
fn an_identity_says_which_organisations_take_part() {
    let json = json!({"uid": "u", "orgs": {"a": "ADMIN", "b": "MEMBER"}});
    let mut identity: Identity = round_trip(&json);
    assert_eq!(
        identity.effective_orgs().collect::<Vec<_>>(),
        [("a", OrgRole::Admin), ("b", OrgRole::Member)]
    );
    identity.org = Some("b".to_owned());
    assert_eq!(
        identity.effective_orgs().collect::<Vec<_>>(),
        [("b", OrgRole::Member)]
    );
    assert_eq!(
        (identity.role("b"), identity.role("c")),
        (Some(OrgRole::Member), None)
    );
    // THREATS 42: with an active organisation the others take no part, whatever the role in them.
    assert_eq!(identity.role("a"), None);
}

#[test]
fn decisions_and_policies_have_stable_names() {
    let decision = Decision {
        plugin: "acme-pay".to_owned(),
        state: PluginState::OnForOrg,
        org: Some("globex".to_owned()),
        reasons: vec![
            Reason {
                code: ReasonCode::OrgForced,
                org: Some("globex".to_owned()),
                by: Some("boss".to_owned()),
                at: Some(5),
                note: "needed".to_owned(),
            },
            Reason {
                code: ReasonCode::Approved,
                org: None,
                by: None,
                at: None,
                note: String::new(),
            },
        ],
    };
    let json = serde_json::to_value(&decision).unwrap();
    assert_eq!(
        json,
        json!({"plugin": "acme-pay", "state": "on_for_org", "org": "globex", "reasons": [
            {"code": "org_forced", "org": "globex", "by": "boss", "at": 5, "note": "needed"}, {"code": "approved"}]})
    );
    assert_eq!(serde_json::from_value::<Decision>(json).unwrap(), decision);
    assert_eq!(
        json!(Selector::Plugin("a".to_owned())),
        json!({"kind": "plugin", "value": "a"})
    );
    assert_eq!(json!(Selector::Any), json!({"kind": "any"}));
    assert_eq!(
        json!(PolicyLevel::Org("a".to_owned())),
        json!({"level": "org", "org": "a"})
    );
    assert_eq!(json!(PolicyLevel::Host), json!({"level": "host"}));
}

#[test]
fn forms_1_field_kinds_are_the_six_of_the_original_and_nine_more() {
    assert_eq!(
        FieldKind::ALL.map(FieldKind::name),
        [
            "text",
            "password",
            "number",
            "textarea",
            "toggle",
            "select",
            "url",
            "email",
            "date",
            "color",
            "range",
            "radio",
            "multiselect",
            "list",
            "object",
        ]
    );
    for kind in FieldKind::ALL {
        assert_eq!(json!(kind), kind.name());
    }
}
