//! Members and invitations.

use http::StatusCode;
use portico_app::backend::HostRole;
use portico_server::services::accounts::{self, Accept};
use portico_server::services::console::members;
use serde_json::json;

use super::world::{CLI, PASSWORD, World, address, join, sign_in, token_of};

#[tokio::test]
async fn an_invitation_is_used_once_ends_after_a_week_and_a_host_keeps_an_owner() {
    let world = World::new().await;
    let state = &world.server.state;
    let owner = join(&world.server, "farm", "owner@example.com", HostRole::Owner).await;
    let invite = |email: &str| {
        let body = json!({"email": email, "role": "developer", "password": PASSWORD});
        let (world, owner) = (&world, owner.clone());
        async move {
            world
                .call(&owner, "POST", "/api/v1/hosts/farm/invitations", body)
                .await
        }
    };
    let again = invite("FARMER@example.com").await;
    assert_eq!(
        (again.status, again.code().as_str()),
        (StatusCode::CONFLICT, "already_member")
    );

    let made = invite("new@example.com").await.json();
    let token = token_of(made["data"]["link"].as_str().unwrap());
    let accept = Accept {
        token,
        name: "New".to_owned(),
        password: PASSWORD.to_owned(),
    };
    accounts::accept(state, &accept, &address()).await.unwrap();
    let error = accounts::accept(state, &accept, &address())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("invitation_invalid"));

    let made = invite("late@example.com").await.json();
    let token = token_of(made["data"]["link"].as_str().unwrap());
    world.server.clock.advance_ms(7 * 24 * 3_600_000);
    let late = Accept {
        token,
        name: "Late".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let error = accounts::accept(state, &late, &address())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("invitation_invalid"));

    let owner = sign_in(&world.server, "owner@example.com").await;
    let members = world
        .call(&owner, "GET", "/api/v1/hosts/farm/members", json!({}))
        .await
        .json();
    let id = members["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|member| member["role"] == "owner")
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/api/v1/hosts/farm/members/{id}");
    for (method, body) in [("DELETE", json!({})), ("PUT", json!({"role": "developer"}))] {
        let kept = world.call(&owner, method, &path, body).await;
        assert_eq!(
            (kept.status, kept.code().as_str()),
            (StatusCode::CONFLICT, "last_owner")
        );
    }
}

#[tokio::test]
async fn threat_44_an_invitation_for_a_known_address_needs_that_accounts_password() {
    let world = World::new().await;
    let invited = members::invite(
        &world.server.state,
        &CLI,
        "zoo",
        "farmer@example.com",
        HostRole::Owner,
    )
    .await
    .unwrap();
    let mut accept = Accept {
        token: token_of(&invited.link),
        name: "Somebody else".to_owned(),
        password: "a password of my own".to_owned(),
    };
    let error = accounts::accept(&world.server.state, &accept, &address())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("password_wrong"));
    accept.password = PASSWORD.to_owned();
    accounts::accept(&world.server.state, &accept, &address())
        .await
        .unwrap();
    let zoo = world
        .call(&world.farmer, "GET", "/api/v1/hosts/zoo", json!({}))
        .await;
    assert_eq!(zoo.json()["data"]["role"], "owner");
}
