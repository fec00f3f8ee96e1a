//! A host's settings and its audit log.

use portico_app::backend::{HostAuditPage, HostRole};
use portico_app::error::AppError;

use super::world::World;
use crate::support::tag_with;

const AUDIT: &str = "/console/hosts/acme-shop/audit";

#[tokio::test]
async fn the_settings_show_what_is_saved_and_how_the_colour_looks() {
    let html = World::full(HostRole::Developer)
        .html("/console/hosts/north-wind/settings")
        .await;
    assert!(tag_with(&html, r#"name="name""#).contains(r#"value="North Wind""#));
    assert!(tag_with(&html, r#"name="accent""#).contains(r##"value="#c02a7a""##));
    assert_eq!(
        html.matches(r#"class="preview-theme""#).count(),
        2,
        "{html}"
    );
    assert!(
        html.contains(r##"fill="#c02a7a""##),
        "it can be read on white as it is: {html}"
    );
    assert!(tag_with(&html, r#"name="org_plugins""#).contains("checked"));
    assert!(!tag_with(&html, r#"name="purchases""#).contains("checked"));
    let plain = World::full(HostRole::Developer)
        .html("/console/hosts/acme-shop/settings")
        .await;
    assert!(
        !plain.contains("preview-theme"),
        "no colour, no preview: {plain}"
    );
}

#[tokio::test]
async fn refused_settings_keep_every_field_and_switches_that_were_turned_off() {
    let mut error = AppError::new(400, "settings_invalid", "Use a colour as #rrggbb.");
    error.fields = [
        ("accent".to_owned(), "Use a colour as #rrggbb.".to_owned()),
        ("site_url".to_owned(), "Use an address.".to_owned()),
    ]
    .into();
    let typed = [
        ("name", "Renamed"),
        ("accent", "pink"),
        ("site_url", "ftp://x"),
        ("purchases", "true"),
    ];
    let world = World::full(HostRole::Developer).refusing("", &typed, error);
    let html = world
        .clone()
        .html("/console/hosts/acme-shop/settings")
        .await;
    assert!(tag_with(&html, r#"name="name""#).contains(r#"value="Renamed""#));
    assert!(tag_with(&html, r#"name="accent""#).contains(r#"value="pink""#));
    assert!(!tag_with(&html, r#"name="org_plugins""#).contains("checked"));
    assert!(tag_with(&html, r#"name="purchases""#).contains("checked"));
    assert!(html.contains("There are 2 problems"), "{html}");
    assert!(html.contains(r##"href="#accent""##), "{html}");
    let html = world
        .in_german()
        .html("/console/hosts/acme-shop/settings")
        .await;
    assert!(
        html.contains("Geben Sie eine Farbe als #rrggbb ein"),
        "{html}"
    );
}

#[tokio::test]
async fn the_log_says_in_words_what_changed_and_leads_to_what_is_older() {
    let html = World::full(HostRole::Developer).html(AUDIT).await;
    assert!(
        html.contains("Changed settings") && html.contains("Showed a secret"),
        "{html}"
    );
    assert!(
        html.contains("from empty to #c02a7a"),
        "said as a sentence: {html}"
    );
    assert!(
        html.contains("<del><bdi>no</bdi></del> → <ins><bdi>yes</bdi></ins>"),
        "{html}"
    );
    assert!(
        html.contains("Turned a plugin on for everyone at Globex"),
        "{html}"
    );
    assert!(
        html.contains("12\u{a0}Nov\u{a0}2025") || html.contains("Nov\u{a0}2025"),
        "{html}"
    );
    assert!(
        html.contains(r#"href="/console/hosts/acme-shop/audit?cursor=5""#),
        "{html}"
    );
    assert!(!html.contains(">Newest<"), "{html}");
    let later = World {
        audit: HostAuditPage {
            next: None,
            ..World::full(HostRole::Developer).audit
        },
        ..World::full(HostRole::Developer)
    };
    let later = later.html("/console/hosts/acme-shop/audit?cursor=5").await;
    assert!(
        later.contains(">Newest<") && !later.contains(">Older<"),
        "{later}"
    );
}

#[tokio::test]
async fn an_empty_log_says_what_would_be_in_it_in_both_languages() {
    let html = World::bare(HostRole::Developer).html(AUDIT).await;
    assert!(html.contains("Nothing recorded yet"), "{html}");
    let html = World::bare(HostRole::Developer)
        .in_german()
        .html(AUDIT)
        .await;
    assert!(html.contains("Noch nichts aufgezeichnet"), "{html}");
}
