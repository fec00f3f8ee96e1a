//! Accepting an invitation by the form of its page.

use http::StatusCode;
use portico_app::backend::HostRole;
use portico_server::services::console::members;
use portico_server::storage::sql;

use super::world::{CLI, PASSWORD, World, join, token_of};
use crate::support::Answer;

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
async fn threat_44_an_invitation_does_not_tell_whether_its_address_has_an_account() {
    for world in World::each().await {
        let known = invite(&world, "farmer@example.com").await;
        let disabled = {
            join(
                &world.server,
                "farm",
                "gone@example.com",
                HostRole::Developer,
            )
            .await;
            sql("update accounts set disabled_at = 1 where email = $1")
                .bind("gone@example.com")
                .execute(&mut &world.server.state.db)
                .await
                .unwrap();
            invite(&world, "gone@example.com").await
        };
        let new = invite(&world, "new@example.com").await;
        // What the page says, but for the address itself and the token of the link.
        let seen = |link: &str, answer: Answer| {
            let (_, rest) = answer.body.split_once("<main").unwrap();
            let (page, _) = rest.split_once("</main>").unwrap();
            let (_, token) = link.split_once("token=").unwrap();
            let names = [
                "farmer@example.com",
                "gone@example.com",
                "new@example.com",
                token,
            ];
            let page = names
                .iter()
                .fold(page.to_owned(), |page, name| page.replace(name, "…"));
            (answer.status, page)
        };
        let looks = async |link: &str| seen(link, world.page("", link).await);
        assert_eq!(looks(&known).await, looks(&new).await);
        assert_eq!(looks(&disabled).await, looks(&new).await);
        // What costs nothing to try says nothing either.
        let (long_name, long) = ("x".repeat(101), "x".repeat(1025));
        for (name, password) in [
            ("", ""),
            ("X", "short"),
            ("X", long.as_str()),
            (long_name.as_str(), "guess guess guess"),
        ] {
            let tried =
                async |link: &str| seen(link, world.post("", link, &fields(name, password)).await);
            let answer = tried(&new).await;
            assert_eq!(answer.0, StatusCode::BAD_REQUEST, "{name} {password}");
            assert_eq!(tried(&known).await, answer, "{name} {password}");
            assert_eq!(tried(&disabled).await, answer, "{name} {password}");
        }
        let wrong = async |link: &str| {
            seen(
                link,
                world.post("", link, &fields("", "guess guess guess")).await,
            )
        };
        assert_eq!(wrong(&known).await, wrong(&disabled).await);
        let right = world.post("", &disabled, &fields("", PASSWORD)).await;
        assert_eq!(right.status, StatusCode::NOT_FOUND, "it does nothing");
        // A name is not needed, the address stands for it.
        let made = world.post("", &new, &fields("", PASSWORD)).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
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
