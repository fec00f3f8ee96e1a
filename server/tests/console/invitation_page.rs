//! Accepting an invitation by the form of its page.

use http::StatusCode;
use portico_app::backend::HostRole;
use portico_server::services::console::members;

use crate::world::{CLI, PASSWORD, World, token_of};

async fn invite(world: &World, email: &str) -> String {
    let state = &world.server.state;
    let made = members::invite(state, &CLI, "zoo", email, HostRole::Developer).await;
    format!(
        "/console/invitation?token={}",
        token_of(&made.unwrap().link)
    )
}

fn fields<'a>(name: &'a str, password: &'a str) -> [(&'a str, &'a str); 2] {
    [("name", name), ("password", password)]
}

#[tokio::test]
async fn a_new_account_is_made_becomes_a_member_and_is_signed_in() {
    for world in World::each().await {
        let page = invite(&world, "new@example.com").await;
        let short = world.post("", &page, &fields("New", "short")).await;
        assert_eq!(short.status, StatusCode::BAD_REQUEST);
        let done = world.post("", &page, &fields("New", PASSWORD)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(done.header("location"), "/console/hosts/zoo");
        let cookie = done.cookie("portico_console").unwrap();
        let host = world.page(&cookie, "/api/v1/hosts/zoo").await;
        assert_eq!(host.json()["data"]["role"], "developer");
        let again = world.post("", &page, &fields("New", PASSWORD)).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn threat_44_tokens_of_invitations_are_not_guessed() {
    let world = World::new().await;
    let mut last = StatusCode::OK;
    for number in 0..60 {
        let page = format!("/console/invitation?token=pinv_{number}");
        last = world.post("", &page, &fields("X", PASSWORD)).await.status;
        assert!(matches!(last.as_u16(), 404 | 429), "{last}");
        if last == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn threat_44_the_invited_address_needs_its_own_password() {
    let world = World::new().await;
    let page = invite(&world, "farmer@example.com").await;
    let wrong = world
        .post("", &page, &fields("", "guess guess guess"))
        .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.cookie("portico_console").is_none());
    let zoo = world.page(&world.farmer, "/api/v1/hosts/zoo").await;
    assert_eq!(zoo.status, StatusCode::NOT_FOUND);
    let right = world.post("", &page, &fields("", PASSWORD)).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
}
