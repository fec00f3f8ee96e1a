//! The list of hosts, adding one, and a host at a glance.

use portico_app::backend::{HostRole, KeyState};
use portico_app::error::AppError;

use super::world::{World, key};
use crate::support::{island_props, tag_with};

#[tokio::test]
async fn the_list_shows_hosts_with_role_and_numbers() {
    let html = World::full(HostRole::Owner).html("/console").await;
    assert!(
        html.contains(r#"href="/console/hosts/acme-shop""#),
        "{html}"
    );
    assert!(
        html.contains("Acme Shop") && html.contains("North Wind"),
        "{html}"
    );
    assert!(
        html.contains("Owner") && html.contains("Developer"),
        "{html}"
    );
    // Three usable keys, two origins, two approved plugins.
    for number in [">3</td>", ">2</td>"] {
        assert!(html.contains(number), "{number}: {html}");
    }
}

#[tokio::test]
async fn only_operators_are_offered_to_add_a_host() {
    let member = World::full(HostRole::Owner).html("/console").await;
    assert!(!member.contains(r#"value="create""#), "{member}");
    let operator = World::empty().html("/console").await;
    assert!(
        operator.contains(r#"name="do" value="create""#),
        "{operator}"
    );
    let nobody = World {
        hosts: Vec::new(),
        ..World::bare(HostRole::Owner)
    };
    let html = nobody.html("/console").await;
    assert!(html.contains("once their owner invites you"), "{html}");
    assert!(!html.contains(r#"value="create""#), "{html}");
}

#[tokio::test]
async fn a_refused_host_keeps_what_was_typed_and_says_where_it_is_wrong() {
    let refused = World::empty().refusing(
        "create",
        &[("name", "Acme"), ("id", "acme-shop")],
        AppError::new(409, "host_exists", "There is a host acme-shop already."),
    );
    let html = refused.html("/console").await;
    let id = tag_with(&html, r#"name="id""#);
    assert!(
        id.contains(r#"value="acme-shop""#) && id.contains(r#"aria-invalid="true""#),
        "{id}"
    );
    assert!(tag_with(&html, r#"name="name""#).contains(r#"value="Acme""#));
    assert_eq!(
        html.matches("There is a host with this id already.")
            .count(),
        2,
        "{html}"
    );
}

#[tokio::test]
async fn the_first_steps_name_this_server_and_this_host_and_tick_what_is_done() {
    let new = World::bare(HostRole::Developer)
        .html("/console/hosts/acme-shop")
        .await;
    assert!(new.contains("https://plugins.example.com/session"), "{new}");
    assert!(
        new.contains("name=\"host\" value=\"acme-shop\"") || new.contains("acme-shop"),
        "{new}"
    );
    assert!(
        new.contains("PORTICO_HOST_SECRET") && new.contains("@portico/server"),
        "{new}"
    );
    assert_eq!(new.matches(">Done<").count(), 0, "{new}");
    assert!(new.contains("This host has no active secret."), "{new}");
    let full = World::full(HostRole::Developer)
        .html("/console/hosts/acme-shop")
        .await;
    assert_eq!(full.matches("</svg>Done").count(), 3, "{full}");
    assert!(
        full.contains("Last token checked 12\u{a0}Nov\u{a0}2025, 14:03 UTC"),
        "{full}"
    );
    assert!(full.contains("2 active, 1 retiring"), "{full}");
    assert!(full.contains("2 of 4 approved"), "{full}");
}

#[tokio::test]
async fn a_snippet_is_copied_from_the_page_and_not_written_into_it_twice() {
    let html = World::full(HostRole::Owner)
        .html("/console/hosts/acme-shop")
        .await;
    let targets: Vec<_> = island_props(&html)
        .into_iter()
        .filter_map(|props| props.get("target")?.as_str().map(ToOwned::to_owned))
        .collect();
    assert_eq!(targets, ["server-snippet-code", "page-snippet-code"]);
    for target in targets {
        assert!(html.contains(&format!(r#"id="{target}""#)), "{html}");
    }
    assert_eq!(html.matches("makeJWT(process.env").count(), 1, "{html}");
}

#[tokio::test]
async fn the_admin_pages_open_after_a_word_about_the_record() {
    let html = World::bare(HostRole::Developer)
        .html("/console/hosts/acme-shop")
        .await;
    assert!(html.contains(r#"name="do" value="open_admin""#), "{html}");
    assert!(html.contains("What you do there is recorded."), "{html}");
}

#[tokio::test]
async fn several_hosts_can_be_switched_and_one_is_only_named() {
    let several = World::full(HostRole::Owner)
        .html("/console/hosts/acme-shop/keys")
        .await;
    assert!(
        several.contains(r#"popovertarget="host-menu""#),
        "{several}"
    );
    assert!(
        several.contains(r#"href="/console/hosts/north-wind/keys""#),
        "{several}"
    );
    let one = World::bare(HostRole::Owner)
        .html("/console/hosts/acme-shop/keys")
        .await;
    assert!(!one.contains("host-menu"), "{one}");
}

#[tokio::test]
async fn every_page_of_a_host_is_in_the_sidebar_and_the_current_one_is_marked() {
    let world = World {
        keys: vec![key("k1", "HS256", KeyState::Active)],
        ..World::bare(HostRole::Developer)
    };
    for page in [
        "",
        "/plugins",
        "/slots",
        "/keys",
        "/origins",
        "/tokens",
        "/members",
        "/settings",
        "/audit",
    ] {
        let path: &'static str = format!("/console/hosts/acme-shop{page}").leak();
        let html = world.clone().html(path).await;
        let current = format!(r#"<a href="{path}" aria-current="page""#);
        // Once beside the page, once folded for narrow screens.
        assert_eq!(html.matches(&current).count(), 2, "{path}: {html}");
        assert!(html.contains("Acme Shop"), "{path}");
    }
}

#[tokio::test]
async fn a_host_of_others_is_not_there() {
    let html = World::full(HostRole::Owner)
        .html("/console/hosts/other/keys")
        .await;
    assert!(html.contains("This page is not there for you"), "{html}");
    assert!(html.contains(r#"href="/console""#), "{html}");
    assert!(!html.contains("9f3k2m7q"), "{html}");
}
