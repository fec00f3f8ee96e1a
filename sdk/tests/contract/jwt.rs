//! Host JWTs through the public API (CONTRACT "Host secret and JWT").

use portico_sdk::OrgRoles;
use portico_sdk::jwt::{HostSecret, Key, KeyMaterial, NewClaims, make_jwt_at, peek, verify};

const NOW_MS: i64 = 1_800_000_000_000;

#[test]
fn a_made_token_verifies_and_says_what_was_put_in() {
    let secret = HostSecret::generate().unwrap();
    let claims = NewClaims {
        uid: "user-7",
        stripe_customer: Some("cus_1"),
        orgs: [("acme", OrgRoles::ADMIN), ("other", OrgRoles::MEMBER)].into(),
        org: Some("acme"),
        expires_in: Some(60),
    };
    let token = make_jwt_at(&secret, &claims, NOW_MS).unwrap();
    assert_eq!(
        peek(&token).unwrap().key_id.as_deref(),
        Some(secret.key_id())
    );

    let keys = [Key {
        id: secret.key_id().to_owned(),
        material: KeyMaterial::Secret(secret.clone()),
    }];
    let verified = verify(&token, "acme-shop", &keys, NOW_MS).unwrap();
    assert_eq!(verified.identity.uid, "user-7");
    assert_eq!(verified.identity.stripe_customer.as_deref(), Some("cus_1"));
    assert_eq!(verified.identity.role("acme"), Some(OrgRoles::ADMIN));
    assert_eq!(verified.identity.org.as_deref(), Some("acme"));
    assert_eq!(verified.expires_at, NOW_MS + 60_000);
    assert_eq!(verified.key_id, secret.key_id());
    assert!(verified.token_id.is_some());
}
