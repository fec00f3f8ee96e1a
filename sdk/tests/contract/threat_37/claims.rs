//! For whom a token is, and of whom it speaks.

use serde_json::json;

use super::{claims, refused_claim, with};
use crate::tokens::{HOST, NOW};

#[test]
fn threat_37_wrong_audience() {
    for aud in [
        json!("porticO"),
        json!(""),
        json!(null),
        json!(1),
        json!([]),
        json!(["other"]),
        json!(["portico", "other"]),
        json!([["portico"]]),
        json!({"portico": true}),
    ] {
        refused_claim(&with("aud", aud), "aud");
    }
    assert!(claims(&with("aud", json!("portico"))).is_ok());
}

#[test]
fn threat_37_wrong_issuer() {
    for iss in [
        json!("other-host"),
        json!(""),
        json!(null),
        json!([HOST]),
        json!("ACME-SHOP"),
    ] {
        refused_claim(&with("iss", iss), "iss");
    }
    assert!(claims(&with("iss", json!(HOST))).is_ok());
}

#[test]
fn threat_37_uid_missing_empty_numeric_or_over_255_bytes() {
    refused_claim(&json!({"exp": NOW + 60}), "uid");
    for uid in [
        json!(""),
        json!(7),
        json!(null),
        json!(["u"]),
        json!("x".repeat(256)),
        json!("a\u{0}b"),
        json!("a\nb"),
    ] {
        refused_claim(&with("uid", uid), "uid");
    }
    // Bytes, not characters.
    refused_claim(&with("uid", json!("é".repeat(128))), "uid");
    assert!(claims(&with("uid", json!(format!("x{}", "é".repeat(127))))).is_ok());
}

#[test]
fn threat_37_stripe_customer_not_a_string() {
    for customer in [
        json!(1),
        json!(null),
        json!({"id": "cus_1"}),
        json!(""),
        json!("a\tb"),
    ] {
        refused_claim(&with("stripeCustomer", customer), "stripeCustomer");
    }
}

#[test]
fn threat_37_orgs_not_a_map_of_roles() {
    for orgs in [
        json!(["acme"]),
        json!("acme"),
        json!(null),
        json!({"acme": "admin"}),
        json!({"acme": "OWNER"}),
        json!({"acme": true}),
        json!({"acme": null}),
        json!({"acme": ["ADMIN"]}),
        json!({"": "ADMIN"}),
        json!({"a\u{7f}": "ADMIN"}),
        json!({"__proto__": "ADMIN"}),
        json!({"a": "ADMIN", "x".repeat(256): "ADMIN"}),
    ] {
        refused_claim(&with("orgs", orgs), "orgs");
    }
    assert!(
        claims(&with("orgs", json!({})))
            .unwrap()
            .identity
            .orgs
            .is_empty()
    );
}

#[test]
fn threat_37_org_not_among_orgs() {
    refused_claim(&with("org", json!("acme")), "org");
    for org in [
        json!("acm"),
        json!("ACME"),
        json!(""),
        json!(null),
        json!(["acme"]),
    ] {
        let payload = json!({"uid": "u", "exp": NOW + 60, "orgs": {"acme": "MEMBER"}, "org": org});
        refused_claim(&payload, "org");
    }
}

#[test]
fn threat_37_jti_not_an_id() {
    for jti in [
        json!(7),
        json!(null),
        json!(""),
        json!("a\nb"),
        json!("x".repeat(256)),
    ] {
        refused_claim(&with("jti", jti), "jti");
    }
}
