//! Host keys and origins.

use portico_app::backend::{HostRole, KeyState, ShownSecret};
use portico_app::error::AppError;
use portico_app::pages::refused::ShownOnce;

use super::world::{World, key};
use crate::support::{island_props, tag_with};

const KEYS: &str = "/console/hosts/acme-shop/keys";
const ORIGINS: &str = "/console/hosts/acme-shop/origins";

fn at_field(field: &str, code: &str) -> AppError {
    let mut error = AppError::new(400, code, "Not like this.");
    error.fields = [(field.to_owned(), error.message.clone())].into();
    error
}

#[tokio::test]
async fn each_key_says_its_state_and_offers_what_can_be_done_with_it() {
    let one = |state, algorithm: &str| World {
        keys: vec![key("k1", algorithm, state)],
        ..World::bare(HostRole::Developer)
    };
    let active = one(KeyState::Active, "HS256").html(KEYS).await;
    assert!(active.contains(r#"id="reveal-k1""#) && active.contains(r#"id="revoke-k1""#));
    assert!(
        active.contains("Last used") && active.contains("12\u{a0}Nov\u{a0}2025, 14:03 UTC"),
        "{active}"
    );
    assert!(
        active.contains(">9\u{a0}Nov\u{a0}2025</time> by ada@example.com"),
        "{active}"
    );
    let retiring = one(KeyState::Retiring, "HS256").html(KEYS).await;
    assert!(
        retiring.contains("until 13\u{a0}Nov\u{a0}2025, 14:03 UTC"),
        "{retiring}"
    );
    let public = one(KeyState::Active, "EdDSA").html(KEYS).await;
    assert!(public.contains("Public key, EdDSA"), "{public}");
    assert!(
        !public.contains("reveal-k1"),
        "a public key has no secret: {public}"
    );
    let revoked = one(KeyState::Revoked, "HS256").html(KEYS).await;
    assert!(
        !revoked.contains("reveal-k1") && !revoked.contains("revoke-k1"),
        "{revoked}"
    );
    assert!(revoked.contains("Never"), "{revoked}");
}

#[tokio::test]
async fn rotating_is_offered_where_there_is_a_secret_in_use() {
    let none = World::bare(HostRole::Developer).html(KEYS).await;
    assert!(none.contains("No keys"), "{none}");
    assert!(
        none.contains(r#"value="create""#) && !none.contains(r#"value="rotate""#),
        "{none}"
    );
    let full = World::full(HostRole::Developer).html(KEYS).await;
    assert!(full.contains(r#"name="do" value="rotate""#), "{full}");
    assert!(
        full.contains(r#"<option value="24" selected>24 hours"#),
        "{full}"
    );
    assert!(full.contains(r#"name="do" value="register""#), "{full}");
}

#[tokio::test]
async fn threat_46_a_shown_secret_stands_in_the_page_once_and_in_no_script_data() {
    let secret = "psk_k1_T0sQ2dM4vW8yB1nK6xR3jH9pL5cF7gZ0aE2uI4oS8wY";
    let world = World {
        keys: vec![key("k1", "HS256", KeyState::Active)],
        ..World::bare(HostRole::Developer)
    }
    .showing(ShownOnce::Secret(ShownSecret {
        host: "acme-shop".to_owned(),
        key_id: "k1".to_owned(),
        secret: secret.to_owned(),
    }));
    let html = world.html(KEYS).await;
    assert_eq!(html.matches(secret).count(), 1, "{html}");
    assert!(tag_with(&html, r#"id="secret-value""#).starts_with("<code"));
    let copies = island_props(&html);
    assert!(
        copies.iter().any(|props| props["target"] == "secret-value"),
        "{copies:?}"
    );
    assert!(
        html.contains("PORTICO_HOST_SECRET"),
        "where to keep it: {html}"
    );
    let later = World::full(HostRole::Developer).html(KEYS).await;
    assert!(!later.contains("secret-value"), "{later}");
    assert!(!later.contains("It was shown once"), "{later}");
}

#[tokio::test]
async fn a_wrong_password_asks_again_on_the_page_and_shows_nothing() {
    let refused = World::full(HostRole::Developer).refusing(
        "reveal",
        &[("key", "9f3k2m7q")],
        at_field("password", "password_wrong"),
    );
    let html = refused.html(KEYS).await;
    let form = html
        .split(r#"id="reveal-again""#)
        .nth(1)
        .unwrap_or_default();
    assert!(form.contains("This is not your password."), "{html}");
    assert!(form.contains(r#"name="key" value="9f3k2m7q""#), "{html}");
    assert!(html.contains(r##"href="#reveal-password""##), "{html}");
    assert!(!html.contains("secret-value"), "{html}");
}

#[tokio::test]
async fn a_refused_key_says_what_is_wrong_with_it() {
    let refused =
        World::full(HostRole::Developer).refusing("register", &[], at_field("jwk", "jwk_use"));
    for (world, sentence) in [
        (refused.clone(), "Its use is not sig."),
        (refused.in_german(), "Seine use ist nicht sig."),
    ] {
        let html = world.html(KEYS).await;
        let said = html.matches(sentence).count();
        assert_eq!(said, 2, "summary and field: {html}");
    }
    // A button in a row has no place of its own, so the top of the page says it.
    let gone = World::full(HostRole::Developer)
        .refusing("revoke", &[("key", "x")], AppError::not_found())
        .html(KEYS)
        .await;
    assert!(gone.contains("It is not there any more."), "{gone}");
}

#[tokio::test]
async fn origins_are_added_and_removed_and_a_refused_one_is_kept() {
    let empty = World::bare(HostRole::Developer).html(ORIGINS).await;
    assert!(empty.contains("No origins yet"), "{empty}");
    let full = World::full(HostRole::Developer).html(ORIGINS).await;
    assert!(full.contains("Remove https://shop.example.com?"), "{full}");
    assert!(
        full.contains(r#"name="origin" value="https://shop.example.com""#),
        "{full}"
    );
    let refused = World::full(HostRole::Developer)
        .refusing(
            "add",
            &[("origin", "shop.example.com/<b>")],
            at_field("origin", "origin_invalid"),
        )
        .in_german()
        .html(ORIGINS)
        .await;
    assert!(refused.contains("Geben Sie eine Origin wie"), "{refused}");
    let field = tag_with(&refused, r#"id="add-origin""#);
    assert!(field.contains("shop.example.com/&lt;b&gt;"), "{field}");
    assert!(!refused.contains("</b>"), "{refused}");
}
