//! Getting in: signing in, setting up, accepting an invitation; and one's own account.

use portico_app::backend::{HostRole, InvitationOffer};
use portico_app::error::AppError;

use super::world::World;
use crate::support::tag_with;

fn signed_out() -> World {
    World {
        account: None,
        ..World::full(HostRole::Owner)
    }
}

fn at_field(field: &str, code: &str) -> AppError {
    let mut error = AppError::new(400, code, "Not like this.");
    error.fields = [(field.to_owned(), error.message.clone())].into();
    error
}

#[tokio::test]
async fn signed_out_every_page_is_the_way_to_sign_in_and_back_to_it() {
    for (path, next) in [
        ("/console", "/console"),
        ("/console/account", "/console/account"),
        (
            "/console/hosts/acme-shop/keys?a=b",
            "/console/hosts/acme-shop/keys?a=b",
        ),
    ] {
        let html = signed_out().html(path).await;
        assert!(html.contains(r#"action="/console/sign-in""#), "{html}");
        let field = format!(r#"name="next" value="{next}""#);
        assert!(html.contains(&field), "{path}: {html}");
        assert!(!html.contains("9f3k2m7q"), "nothing of the host: {html}");
    }
}

#[tokio::test]
async fn a_new_server_says_where_it_is_set_up() {
    let new = World {
        needs_setup: true,
        ..signed_out()
    };
    let html = new.html("/console/sign-in").await;
    assert!(html.contains(r#"href="/console/set-up""#), "{html}");
    let html = signed_out().html("/console/sign-in").await;
    assert!(!html.contains("/console/set-up"), "{html}");
}

#[tokio::test]
async fn a_refused_sign_in_keeps_the_address_and_the_way_on_but_no_password() {
    let refused = signed_out().refusing(
        "",
        &[("email", "ada@example.com"), ("next", "/console/account")],
        AppError::new(401, "sign_in_failed", "Address and password …"),
    );
    let html = refused.clone().html("/console/sign-in").await;
    assert!(html.contains("Email or password is wrong."), "{html}");
    assert!(html.contains("<title>Error: Sign in"), "{html}");
    let email = tag_with(&html, r#"name="email""#);
    assert!(email.contains(r#"value="ada@example.com""#), "{email}");
    assert!(
        html.contains(r#"name="next" value="/console/account""#),
        "{html}"
    );
    let password = tag_with(&html, r#"name="password""#);
    assert!(password.contains(r#"value="""#), "{password}");
    let german = refused.in_german().html("/console/sign-in").await;
    assert!(
        german.contains("E-Mail oder Passwort ist falsch."),
        "{german}"
    );
    assert!(german.contains("<title>Fehler: "), "{german}");
}

#[tokio::test]
async fn the_set_up_has_the_token_of_its_address_until_there_is_an_account() {
    let new = World {
        needs_setup: true,
        ..signed_out()
    };
    let html = new.clone().html("/console/set-up?token=pset_x").await;
    let token = tag_with(&html, r#"name="token""#);
    assert!(token.contains(r#"value="pset_x""#), "{token}");
    let refused = new.refusing(
        "",
        &[("email", "ada@example.com"), ("name", "Ada")],
        at_field("password", "password_too_short"),
    );
    let html = refused.html("/console/set-up?token=pset_x").await;
    assert!(html.contains("Use at least 12 characters."), "{html}");
    assert!(tag_with(&html, r#"name="name""#).contains(r#"value="Ada""#));
    assert!(tag_with(&html, r#"name="token""#).contains(r#"value="pset_x""#));
    let done = signed_out().html("/console/set-up").await;
    assert!(
        !done.contains("<form method=\"post\" action=\"/console/set-up"),
        "{done}"
    );
    assert!(done.contains(r#"href="/console/sign-in""#), "{done}");
}

#[tokio::test]
async fn an_invitation_is_accepted_by_one_form_with_or_without_an_account() {
    let path = "/console/invitation?token=pinv_x";
    let invited = World {
        offer: Some(InvitationOffer {
            host_name: "Acme Shop".to_owned(),
            email: "kim@example.com".to_owned(),
            role: HostRole::Developer,
            invited_by: "ada@example.com".to_owned(),
        }),
        ..signed_out()
    };
    let html = invited.html(path).await;
    assert!(
        html.contains("ada@example.com invited kim@example.com as Developer."),
        "{html}"
    );
    let name = tag_with(&html, r#"name="name""#);
    assert!(!name.contains("required"), "{name}");
    let password = tag_with(&html, r#"name="password""#);
    assert!(password.contains("required"), "{password}");
    assert!(
        html.contains(r#"action="/console/invitation?token=pinv_x""#),
        "{html}"
    );
    let gone = signed_out().html(path).await;
    assert!(gone.contains("no longer valid"), "{gone}");
    assert!(
        !gone.contains("<form method=\"post\" action=\"/console/inv"),
        "{gone}"
    );
}

#[tokio::test]
async fn an_account_changes_its_password_and_signs_out_of_the_console() {
    let html = World::empty().html("/console/account").await;
    assert!(
        html.contains("Ada Lovelace") && html.contains("Runs this server"),
        "{html}"
    );
    assert!(html.contains(r#"name="do" value="password""#), "{html}");
    let signs_out = r#"<input type="hidden" name="do" value="sign_out">"#;
    assert_eq!(html.matches(signs_out).count(), 2, "the menu, too: {html}");
    let refused = World::empty().refusing("password", &[], at_field("current", "password_wrong"));
    let html = refused.html("/console/account").await;
    assert!(html.contains(r##"href="#password-current""##), "{html}");
    assert!(tag_with(&html, r#"name="current""#).contains(r#"aria-invalid="true""#));
    assert!(!tag_with(&html, r#"name="new""#).contains("aria-invalid"));
}

#[tokio::test]
async fn the_console_carries_the_servers_name_not_a_hosts() {
    let html = World::full(HostRole::Owner).html("/console").await;
    assert!(
        html.contains(r#"<span class="brand-name"><bdi>Portico</bdi></span>"#),
        "{html}"
    );
    assert!(!html.contains(r#"href="/store""#), "{html}");
}
