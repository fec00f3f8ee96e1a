//! Members, invitations and API tokens.

use portico_app::backend::{ApiToken, HostInvitation, HostRole, NewApiToken, NewInvitation};
use portico_app::error::AppError;
use portico_app::pages::refused::ShownOnce;

use super::world::{NOW, World};
use crate::support::tag_with;

const MEMBERS: &str = "/console/hosts/acme-shop/members";
const TOKENS: &str = "/console/hosts/acme-shop/tokens";

#[tokio::test]
async fn a_developer_sees_members_and_may_only_leave() {
    let mut world = World::full(HostRole::Developer);
    world.members.reverse();
    let html = world.html(MEMBERS).await;
    assert!(
        html.contains("Grace Hopper") && html.contains("kim@example.com"),
        "{html}"
    );
    for form in ["invite", "withdraw", "role"] {
        assert!(
            !html.contains(&format!(r#"name="do" value="{form}""#)),
            "{form}: {html}"
        );
    }
    assert_eq!(
        html.matches(r#"name="do" value="remove""#).count(),
        1,
        "{html}"
    );
    assert!(html.contains("Leave Acme Shop?"), "{html}");
}

#[tokio::test]
async fn an_owner_invites_changes_roles_and_removes_but_not_the_own_role() {
    let html = World::full(HostRole::Owner).html(MEMBERS).await;
    for form in ["invite", "withdraw", "role"] {
        assert_eq!(
            html.matches(&format!(r#"name="do" value="{form}""#))
                .count(),
            1,
            "{form}: {html}"
        );
    }
    assert_eq!(
        html.matches(r#"name="do" value="remove""#).count(),
        2,
        "{html}"
    );
    assert!(
        html.contains("Remove Grace Hopper?") && html.contains("Leave Acme Shop?"),
        "{html}"
    );
    assert!(
        html.contains(r#"id="role-m2""#) && !html.contains(r#"id="role-m1""#),
        "{html}"
    );
}

#[tokio::test]
async fn a_host_without_members_says_how_to_get_them() {
    let operator = World {
        account: World::empty().account,
        ..World::bare(HostRole::Owner)
    };
    let html = operator.html(MEMBERS).await;
    assert!(html.contains("No members yet"), "{html}");
    assert!(html.contains(r#"name="do" value="invite""#), "{html}");
}

#[tokio::test]
async fn threat_46_a_new_link_is_shown_once_with_whom_it_is_for() {
    let link = "https://plugins.example.com/console/invitation?token=pinv_x";
    let invitation = HostInvitation {
        id: "i9".to_owned(),
        email: "kim@example.com".to_owned(),
        role: HostRole::Developer,
        invited_by: "ada@example.com".to_owned(),
        created_at: NOW,
        expires_at: NOW + 7 * 86_400_000,
    };
    let shown = ShownOnce::Invitation(NewInvitation {
        invitation,
        link: link.to_owned(),
    });
    let html = World::full(HostRole::Owner)
        .showing(shown)
        .html(MEMBERS)
        .await;
    assert_eq!(html.matches(link).count(), 1, "{html}");
    assert!(
        html.contains("Pass this link on to kim@example.com"),
        "{html}"
    );
    assert!(html.contains("until 19\u{a0}Nov\u{a0}2025"), "{html}");
}

#[tokio::test]
async fn the_last_owner_is_told_why_the_button_did_nothing() {
    let refused = World::full(HostRole::Owner).refusing(
        "remove",
        &[("id", "m1")],
        AppError::new(409, "last_owner", "A host needs an owner."),
    );
    let html = refused.clone().html(MEMBERS).await;
    assert!(
        html.contains("Make somebody else an owner first."),
        "{html}"
    );
    let html = refused.in_german().html(MEMBERS).await;
    assert!(
        html.contains("Machen Sie zuerst jemand anderen dazu."),
        "{html}"
    );
}

#[tokio::test]
async fn a_refused_invitation_keeps_address_and_role() {
    let refused = World::full(HostRole::Owner).refusing(
        "invite",
        &[("email", "grace@example.com"), ("role", "owner")],
        AppError::new(409, "already_member", "Somebody …"),
    );
    let html = refused.html(MEMBERS).await;
    let email = tag_with(&html, r#"id="invite-email""#);
    assert!(email.contains(r#"value="grace@example.com""#), "{email}");
    assert!(email.contains(r#"aria-invalid="true""#), "{email}");
    let role = html.split(r#"id="invite-role""#).nth(1).unwrap_or_default();
    let role = role.split("</select>").next().unwrap_or_default();
    assert!(role.contains(r#"value="owner" selected"#), "{role}");
}

#[tokio::test]
async fn tokens_are_listed_without_themselves_and_a_new_one_is_shown_once() {
    let empty = World::bare(HostRole::Developer).html(TOKENS).await;
    assert!(empty.contains("No API tokens"), "{empty}");
    let facts = ApiToken {
        id: "t9".to_owned(),
        name: "Checks".to_owned(),
        created_by: "ada@example.com".to_owned(),
        created_at: NOW,
        last_used_at: None,
    };
    let token = "pat_7hQ2xV9mB4kT1sR6".to_owned();
    let shown = ShownOnce::Token(NewApiToken { facts, token });
    let html = World::full(HostRole::Developer)
        .showing(shown)
        .html(TOKENS)
        .await;
    assert_eq!(html.matches("pat_7hQ2xV9mB4kT1sR6").count(), 1, "{html}");
    assert!(html.contains("Your new token “Checks”"), "{html}");
    assert!(
        html.contains("Nightly deployment") && html.contains(r#"id="revoke-t1""#),
        "{html}"
    );
    let later = World::full(HostRole::Developer).html(TOKENS).await;
    assert!(!later.contains("pat_"), "{later}");
}
