//! Console accounts under attack and in change: wrong passwords, members who leave, and how much one host may have.

use http::StatusCode;
use portico_app::backend::HostRole;
use portico_sdk::plugin::Clock as _;
use portico_server::error::{ServiceError, ServiceResult};
use portico_server::services::accounts::{self, Accept, NewAccount, SignedIn};
use portico_server::services::console::{audit, keys, members, tokens};
use portico_server::session::{ClientAddress, ConsoleCaller};
use portico_server::storage::{accounts as rows, sql};
use serde_json::json;

use super::world::{HOST, World, code};
use crate::support::databases;

const PASSWORD: &str = "correct horse battery";
const OWNER: &str = "owner@example.com";
const CLI: ConsoleCaller = ConsoleCaller::Cli;

fn at(address: &str) -> ClientAddress {
    ClientAddress(address.to_owned())
}

/// The code of a refusal; empty for none.
fn refusal<T>(result: ServiceResult<T>) -> String {
    match result {
        Err(ServiceError::Refused(error)) => error.code,
        Err(other) => panic!("{other}"),
        Ok(_) => String::new(),
    }
}

/// The token of an invitation's link.
fn token_of(link: &str) -> String {
    link.split_once("token=").unwrap().1.to_owned()
}

async fn accept(world: &World, token: String) -> ServiceResult<SignedIn> {
    let accept = Accept {
        token,
        name: "Member".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let address = at("192.0.2.1");
    let accepted = accounts::accept(&world.server.state, &accept, &address).await;
    accepted.map(|(signed_in, _)| signed_in)
}

/// Makes somebody a member; answers how he calls.
async fn join(world: &World, email: &str, role: HostRole) -> ConsoleCaller {
    let state = &world.server.state;
    let invited = members::invite(state, &CLI, HOST, email, role)
        .await
        .unwrap();
    accept(world, token_of(&invited.link)).await.unwrap();
    sign_in(world, email).await
}

async fn sign_in(world: &World, email: &str) -> ConsoleCaller {
    let state = &world.server.state;
    let signed_in = accounts::sign_in(state, email, PASSWORD, &at("192.0.2.1"))
        .await
        .unwrap();
    let session = portico_server::crypto::hash_token(&signed_in.cookie);
    let account = rows::by_session(&mut &state.db, &session, world.server.clock.now_ms())
        .await
        .unwrap()
        .unwrap();
    ConsoleCaller::Account {
        account: account.into(),
        session,
        confirmed: true,
    }
}

fn id_of(caller: &ConsoleCaller) -> &str {
    caller.account_id().unwrap()
}

#[tokio::test]
async fn threat_44_who_guesses_a_password_keeps_himself_out_and_not_the_owner() {
    let world = World::start().await;
    let state = &world.server.state;
    join(&world, OWNER, HostRole::Owner).await;
    let attempt = async |password: &str, address: &str| {
        refusal(accounts::sign_in(state, OWNER, password, &at(address)).await)
    };
    for _ in 0..10 {
        assert_eq!(
            attempt("a wrong guess", "198.51.100.1").await,
            "sign_in_failed"
        );
    }
    assert_eq!(
        attempt("a wrong guess", "198.51.100.1").await,
        "too_many_attempts"
    );
    assert_eq!(attempt(PASSWORD, "198.51.100.1").await, "too_many_attempts");
    // The owner is elsewhere, and signing in often is no guessing.
    for _ in 0..12 {
        assert_eq!(attempt(PASSWORD, "192.0.2.1").await, "");
    }
    // Guesses from everywhere end, too, though much later.
    for _ in 0..190 {
        state.limits.account_anywhere.check(OWNER).unwrap();
    }
    assert_eq!(
        attempt("a wrong guess", "203.0.113.1").await,
        "too_many_attempts"
    );
}

#[tokio::test]
async fn threat_44_wrong_passwords_in_one_session_count_for_that_session() {
    let world = World::start().await;
    let state = &world.server.state;
    let stolen = join(&world, OWNER, HostRole::Owner).await;
    let own = sign_in(&world, OWNER).await;
    let reveal = async |caller: &ConsoleCaller, password: &str| {
        let key = world.secret.key_id();
        let ConsoleCaller::Account {
            account, session, ..
        } = caller.clone()
        else {
            unreachable!()
        };
        let unconfirmed = ConsoleCaller::Account {
            account,
            session,
            confirmed: false,
        };
        match accounts::with_password(state, unconfirmed, password).await {
            Ok(caller) => refusal(keys::reveal(state, &caller, HOST, key).await),
            refused => refusal(refused),
        }
    };
    for _ in 0..10 {
        assert_eq!(reveal(&stolen, "a wrong guess").await, "password_wrong");
    }
    assert_eq!(reveal(&stolen, PASSWORD).await, "too_many_attempts");
    for _ in 0..12 {
        assert_eq!(reveal(&own, PASSWORD).await, "");
    }
    sign_in(&world, OWNER).await;
}

#[tokio::test]
async fn threat_42_a_member_who_leaves_leaves_no_token_and_no_invitation_behind() {
    for database in databases().await {
        let world = World::over(database).await;
        let state = &world.server.state;
        let owner = join(&world, OWNER, HostRole::Owner).await;
        let leaver = join(&world, "leaver@example.com", HostRole::Owner).await;
        let works = async |token: &str| {
            let answer = world.bearer(&format!("/api/v1/hosts/{HOST}"), token).await;
            answer.status == StatusCode::OK
        };
        let own = tokens::create(state, &owner, HOST, "stays")
            .await
            .unwrap()
            .token;
        let left = tokens::create(state, &leaver, HOST, "ends")
            .await
            .unwrap()
            .token;
        let cli = tokens::create(state, &CLI, HOST, "machine")
            .await
            .unwrap()
            .token;
        let invited = members::invite(state, &leaver, HOST, "friend@example.com", HostRole::Owner)
            .await
            .unwrap();
        assert!(works(&own).await && works(&left).await && works(&cli).await);

        members::remove(state, &owner, HOST, id_of(&leaver))
            .await
            .unwrap();
        assert!(!works(&left).await, "the token of who left");
        assert!(works(&own).await && works(&cli).await, "others' tokens");
        let late = accept(&world, token_of(&invited.link)).await;
        assert_eq!(refusal(late), "invitation_invalid");
        let log = audit::page(state, &owner, HOST, None, 1).await.unwrap();
        assert_eq!(
            log.entries[0].after,
            json!({ "api_tokens_revoked": 1, "invitations_withdrawn": 1 })
        );

        // Coming back does not bring it back.
        let back = members::invite(
            state,
            &owner,
            HOST,
            "leaver@example.com",
            HostRole::Developer,
        )
        .await
        .unwrap();
        accept(&world, token_of(&back.link)).await.unwrap();
        assert!(!works(&left).await);
    }
}

#[tokio::test]
async fn threat_42_an_owner_no_more_invites_no_more_and_a_disabled_account_does_nothing() {
    for database in databases().await {
        let world = World::over(database).await;
        let state = &world.server.state;
        let owner = join(&world, OWNER, HostRole::Owner).await;
        let other = join(&world, "other@example.com", HostRole::Owner).await;
        let token = tokens::create(state, &other, HOST, "ci")
            .await
            .unwrap()
            .token;
        let invite = async |caller: &ConsoleCaller, email: &str| {
            let made = members::invite(state, caller, HOST, email, HostRole::Owner).await;
            token_of(&made.unwrap().link)
        };
        let works = async || world.bearer(&format!("/api/v1/hosts/{HOST}"), &token).await;

        let before = invite(&other, "one@example.com").await;
        members::set_role(state, &owner, HOST, id_of(&other), HostRole::Developer)
            .await
            .unwrap();
        assert_eq!(refusal(accept(&world, before).await), "invitation_invalid");
        assert_eq!(works().await.status, StatusCode::OK, "a developer's token");

        let before = invite(&owner, "two@example.com").await;
        let rejoin = invite(&owner, "three@example.com").await;
        accept(&world, rejoin).await.unwrap();
        sql("update accounts set disabled_at = 1 where email <> $1")
            .bind("three@example.com")
            .execute(&mut &state.db)
            .await
            .unwrap();
        assert_eq!(refusal(accept(&world, before).await), "invitation_invalid");
        let ended = works().await;
        assert_eq!(
            (ended.status, code(&ended).as_str()),
            (StatusCode::UNAUTHORIZED, "api_token_invalid")
        );
    }
}

#[tokio::test]
async fn a_host_has_at_most_ten_keys_and_a_rotation_after_a_leak_always_works() {
    for database in databases().await {
        let world = World::over(database).await;
        let state = &world.server.state;
        for _ in 0..9 {
            keys::create(state, &CLI, HOST).await.unwrap();
        }
        let jwk =
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let create = async || refusal(keys::create(state, &CLI, HOST).await);
        let register = async || refusal(keys::register_public(state, &CLI, HOST, jwk).await);
        assert_eq!(create().await, "too_many_keys");
        assert_eq!(register().await, "too_many_keys");
        // Those that end in an hour are in use for that hour.
        let slowly = keys::rotate(state, &CLI, HOST, 3_600_000).await;
        assert_eq!(refusal(slowly), "too_many_keys");
        let listed = keys::list(state, &CLI, HOST).await.unwrap();
        assert!(
            listed.iter().all(|key| key.retire_at.is_none()),
            "nothing half-applied"
        );
        keys::rotate(state, &CLI, HOST, 0).await.unwrap();
        assert_eq!(register().await, "");
        assert_eq!(create().await, "");
    }
}

#[tokio::test]
async fn open_invitations_and_api_tokens_have_an_end() {
    let world = World::start().await;
    let state = &world.server.state;
    let invite = async |index: usize| {
        let email = format!("guest-{index}@example.com");
        members::invite(state, &CLI, HOST, &email, HostRole::Developer).await
    };
    for index in 0..49 {
        invite(index).await.unwrap();
    }
    let last = invite(49).await.unwrap();
    assert_eq!(refusal(invite(50).await), "too_many_invitations");
    members::withdraw(state, &CLI, HOST, &last.invitation.id)
        .await
        .unwrap();
    invite(51).await.unwrap();

    for _ in 0..99 {
        tokens::create(state, &CLI, HOST, "ci").await.unwrap();
    }
    let last = tokens::create(state, &CLI, HOST, "ci").await.unwrap();
    let more = async || refusal(tokens::create(state, &CLI, HOST, "ci").await);
    assert_eq!(more().await, "too_many_tokens");
    tokens::revoke(state, &CLI, HOST, &last.facts.id)
        .await
        .unwrap();
    assert_eq!(more().await, "");
}

#[tokio::test]
async fn good_links_do_not_count_as_guesses() {
    let world = World::start().await;
    let state = &world.server.state;
    let invited = members::invite(state, &CLI, HOST, OWNER, HostRole::Owner)
        .await
        .unwrap();
    let token = token_of(&invited.link);
    let look = async |token: &str| refusal(accounts::offer(state, token, &at("192.0.2.1")).await);
    for _ in 0..60 {
        assert_eq!(look(&token).await, "");
    }
    for _ in 0..50 {
        assert_eq!(look("pinv_guess").await, "invitation_invalid");
    }
    assert_eq!(look("pinv_guess").await, "too_many_attempts");
}

#[tokio::test]
async fn threat_44_an_account_that_does_not_exist_is_limited_like_one_that_does() {
    let world = World::start().await;
    let state = &world.server.state;
    let new = NewAccount {
        email: OWNER,
        name: "Owner",
        password: PASSWORD,
    };
    accounts::create_operator(state, &CLI, &new).await.unwrap();
    for email in [OWNER, "nobody@example.com"] {
        let guess = async || {
            refusal(accounts::sign_in(state, email, "a wrong guess", &at("198.51.100.1")).await)
        };
        for _ in 0..10 {
            assert_eq!(guess().await, "sign_in_failed", "{email}");
        }
        assert_eq!(guess().await, "too_many_attempts", "{email}");
    }
}
