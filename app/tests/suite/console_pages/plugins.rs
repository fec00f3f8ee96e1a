//! The plugins of a host: approval, the host's decision, start-up warnings, settings.

use portico_app::backend::{Asked, HostPlugin, HostRole};
use portico_app::error::AppError;
use portico_sdk::extension::Capabilities;

use super::world::{World, plugin};
use crate::support::tag_with;

const PLUGINS: &str = "/console/hosts/acme-shop/plugins";

fn row<'h>(html: &'h str, name: &str) -> &'h str {
    let start = html
        .find(&format!(r#"id="plugin-{name}""#))
        .unwrap_or(html.len());
    let end = html[start..]
        .find("</tr>")
        .map_or(html.len(), |end| start + end);
    &html[start..end]
}

#[tokio::test]
async fn what_is_not_approved_can_be_approved_and_the_other_way_round() {
    let html = World::full(HostRole::Developer).html(PLUGINS).await;
    let approved = row(&html, "acme-pay");
    assert!(
        approved.contains(r#"name="do" value="withdraw""#),
        "{approved}"
    );
    assert!(
        !approved.contains(r#"name="do" value="approve""#),
        "{approved}"
    );
    assert!(
        approved.contains("3\u{a0}Nov\u{a0}2025 by ada@example.com"),
        "{approved}"
    );
    assert!(
        approved.contains(r#"href="/console/hosts/acme-shop/plugins/acme-pay""#),
        "{approved}"
    );
    let waiting = row(&html, "size-finder");
    assert!(
        waiting.contains(r#"name="do" value="approve""#),
        "{waiting}"
    );
    assert!(!waiting.contains(r#"value="withdraw""#), "{waiting}");
    assert!(
        !waiting.contains("Settings of Size Finder"),
        "settings come with approval: {waiting}"
    );
}

#[tokio::test]
async fn threat_k_what_a_sandbox_asks_for_is_said_before_it_is_approved() {
    let mut world = World::full(HostRole::Developer);
    let mut notes = plugin("My Notes", "note", "green", false);
    notes.asks = vec![Asked {
        extension: "my_notes".to_owned(),
        slot: "admin:sidebar".to_owned(),
        capabilities: Capabilities {
            props: vec!["path".to_owned()],
            network: vec!["https://api.example.com".to_owned()],
            user: true,
            ..Capabilities::default()
        },
    }];
    world.plugins.push(notes.clone());
    let html = world.html(PLUGINS).await;
    let waiting = row(&html, "my-notes");
    let question = waiting
        .find(r#"id="approve-my-notes""#)
        .map(|at| &waiting[at..]);
    let question = question.unwrap_or_default();
    for said in [
        "Approve My Notes 1.4.0?",
        "Learns from the page",
        "https://api.example.com",
        "Learns who uses it",
        r#"name="do" value="approve""#,
    ] {
        assert!(question.contains(said), "{said}: {waiting}");
    }
    assert!(!question.contains("Uses parts of the page"), "{waiting}");
    // What nobody sandboxed is approved by one press.
    assert!(!row(&html, "size-finder").contains("approve-size-finder"));

    let mut world = World::full(HostRole::Developer);
    world.plugins.push(HostPlugin {
        approved: true,
        ..notes
    });
    let html = world
        .html("/console/hosts/acme-shop/plugins/my-notes")
        .await;
    assert!(html.contains("What it may do"), "{html}");
    assert!(html.contains("https://api.example.com"), "{html}");
}

#[tokio::test]
async fn the_decision_is_shown_with_its_reason_and_forcing_needs_approval() {
    let html = World::full(HostRole::Developer).html(PLUGINS).await;
    let blocked = row(&html, "mail-blaster");
    assert!(
        blocked.contains("Blocked") && blocked.contains("Data protection"),
        "{blocked}"
    );
    assert!(
        tag_with(blocked, r#"value="block""#).contains("checked"),
        "{blocked}"
    );
    let force = tag_with(blocked, r#"value="force""#);
    assert!(force.contains("disabled"), "not approved: {force}");
    let forced = row(&html, "sales-chart");
    assert!(
        tag_with(forced, r#"value="force""#).contains("checked"),
        "{forced}"
    );
    assert!(
        !tag_with(forced, r#"value="force""#).contains("disabled"),
        "{forced}"
    );
    let open = row(&html, "acme-pay");
    assert!(
        tag_with(open, r#"value="inherit""#).contains("checked"),
        "{open}"
    );
    // The choice is the form's `do`; a hidden one beside it would say two things.
    let form = open
        .split(r#"id="decide-acme-pay""#)
        .nth(1)
        .unwrap_or_default();
    let form = form.split("</form>").next().unwrap_or_default();
    assert!(!form.contains(r#"type="hidden" name="do""#), "{form}");
}

#[tokio::test]
async fn a_default_is_named_in_words_and_kept_by_a_form_that_is_saved_as_it_stands() {
    let mut world = World::bare(HostRole::Developer);
    let mut chart = plugin("Sales Chart", "bars-chart", "blue", true);
    chart.mode = Some("default_on".to_owned());
    world.plugins = vec![chart];
    let html = world.html(PLUGINS).await;
    assert!(
        html.contains("On unless turned off") && !html.contains("default_on"),
        "{html}"
    );
    let chart = row(&html, "sales-chart");
    let offered = tag_with(chart, r#"value="default""#);
    assert!(offered.contains("checked"), "{offered}");
}

#[tokio::test]
async fn a_mode_that_only_the_api_sets_leaves_the_choice_to_the_reader() {
    let mut world = World::bare(HostRole::Developer);
    let mut chart = plugin("Sales Chart", "bars-chart", "blue", true);
    chart.mode = Some("request".to_owned());
    world.plugins = vec![chart];
    let html = world.html(PLUGINS).await;
    assert!(html.contains("On request"), "{html}");
    for choice in ["inherit", "default", "force", "block"] {
        let card = tag_with(&html, &format!(r#"value="{choice}""#));
        assert!(card.contains("required"), "{card}");
        assert!(!card.contains("checked"), "{card}");
    }
}

#[tokio::test]
async fn the_forms_of_a_plugins_page_are_those_of_the_list_and_lead_back() {
    let html = World::full(HostRole::Developer)
        .html("/console/hosts/acme-shop/plugins/sales-chart")
        .await;
    for form in ["decide-sales-chart", "withdraw-sales-chart"] {
        let form = html.split(&format!(r#"id="{form}""#)).nth(1);
        let form = form.and_then(|rest| rest.split("</form>").next());
        let form = form.unwrap_or_default();
        assert!(
            form.contains(r#"action="/console/hosts/acme-shop/plugins""#),
            "{form}"
        );
        assert!(form.contains(r#"name="at" value="plugin""#), "{form}");
    }
}

#[tokio::test]
async fn the_list_is_narrowed_by_links_with_their_numbers() {
    let waiting = World::full(HostRole::Developer)
        .html("/console/hosts/acme-shop/plugins?show=waiting")
        .await;
    assert!(
        waiting.contains("Size Finder") && !waiting.contains("Acme Pay"),
        "{waiting}"
    );
    assert!(
        waiting.contains("Approved 2") && waiting.contains("Not approved 2"),
        "{waiting}"
    );
    let none = World {
        plugins: vec![plugin("Acme Pay", "card", "violet", true)],
        ..World::bare(HostRole::Developer)
    };
    let none = none
        .html("/console/hosts/acme-shop/plugins?show=waiting")
        .await;
    assert!(
        none.contains("No plugin here") && none.contains("Show all"),
        "{none}"
    );
    let empty = World::bare(HostRole::Developer).html(PLUGINS).await;
    assert!(empty.contains("This server has no plugins"), "{empty}");
    assert!(!empty.contains("Start-up warnings"), "{empty}");
}

#[tokio::test]
async fn start_up_warnings_name_place_rule_and_remedy() {
    let html = World::full(HostRole::Developer).html(PLUGINS).await;
    for part in [
        "Start-up warnings",
        "The server found 1 problem",
        "size_finder_form",
        "schema.fields[2].options",
        "options_missing",
        "Give a select at least one option.",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[tokio::test]
async fn a_refused_decision_is_asked_again_with_what_was_chosen_and_typed() {
    let mut error = AppError::new(400, "note_invalid", "Use at most 200 characters.");
    error.fields = [("note".to_owned(), error.message.clone())].into();
    let html = World::full(HostRole::Developer)
        .refusing(
            "block",
            &[("plugin", "acme-pay"), ("note", "too long")],
            error,
        )
        .html(PLUGINS)
        .await;
    let card = html
        .split(r#"id="decide-again""#)
        .nth(1)
        .unwrap_or_default();
    let card = card.split("</form>").next().unwrap_or_default();
    assert!(card.contains(r#"value="too long""#), "{card}");
    assert!(
        tag_with(card, r#"value="block""#).contains("checked"),
        "{card}"
    );
    assert!(card.contains(r#"name="plugin" value="acme-pay""#), "{card}");
}

#[tokio::test]
async fn host_settings_are_a_form_and_a_plugin_without_them_says_so() {
    let path = "/console/hosts/acme-shop/plugins/acme-pay";
    let html = World::full(HostRole::Developer).html(path).await;
    assert!(
        html.contains("Label of name") && html.contains(r#"name="name""#),
        "{html}"
    );
    let without = World {
        settings: None,
        ..World::full(HostRole::Developer)
    };
    assert!(without.html(path).await.contains("Nothing to set up"));
    let missing = World::full(HostRole::Developer)
        .html("/console/hosts/acme-shop/plugins/made-up")
        .await;
    assert!(
        missing.contains("This page is not there for you"),
        "{missing}"
    );
}
