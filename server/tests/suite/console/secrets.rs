//! What never shows a secret.

use portico_app::backend::HostRole;
use portico_server::services::console::{self, NewHost, members};
use portico_server::services::{accounts, sessions};

use super::host_session::operator;
use super::world::{CLI, PASSWORD, World, address};
use crate::support::logged;

#[tokio::test]
async fn threat_46_debug_shows_neither_secrets_nor_tokens_nor_hashes() {
    let world = World::new().await;
    let state = &world.server.state;
    let new = NewHost {
        id: "lab".to_owned(),
        name: "Lab".to_owned(),
    };
    let created = console::create(state, &CLI, &new).await.unwrap();
    assert!(!format!("{created:?}").contains(&created.1.secret));
    let invited = members::invite(state, &CLI, "lab", "x@example.com", HostRole::Owner)
        .await
        .unwrap();
    assert!(!format!("{invited:?}").contains("token="));
    let token = console::tokens::create(state, &CLI, "lab", "ci")
        .await
        .unwrap();
    assert!(!format!("{token:?}").contains(&token.token));
    let signed_in = accounts::sign_in(state, "op@example.com", PASSWORD, &address())
        .await
        .unwrap();
    assert!(!format!("{signed_in:?}").contains(&signed_in.cookie));
    let caller = operator(&world).await;
    let opened = sessions::open_host_member(state, &caller, "lab", None)
        .await
        .unwrap();
    assert!(!format!("{opened:?}").contains(&opened.cookie));
    let row = portico_server::storage::accounts::by_email(&mut &state.db, "op@example.com")
        .await
        .unwrap()
        .unwrap();
    assert!(!format!("{row:?}").contains(&row.password_hash));
    for row in portico_server::storage::host_keys::of_host(&mut &state.db, "lab")
        .await
        .unwrap()
    {
        assert!(
            !format!("{row:?}").contains("v1."),
            "not even the ciphertext"
        );
    }
}

#[tokio::test]
async fn threat_46_the_log_has_no_password_secret_link_or_cookie() {
    let world = World::new().await;
    let typed = "a wrong guess at it";
    let mut secrets = vec![typed.to_owned(), PASSWORD.to_owned()];
    let made = async {
        let post = async |page: &str, fields: &[(&str, &str)]| {
            world.post(&world.operator, page, fields).await
        };
        let fields = [("email", "op@example.com"), ("password", typed)];
        post("/console/sign-in", &fields).await;
        let fields = [("email", "op@example.com"), ("password", PASSWORD)];
        let signed_in = post("/console/sign-in", &fields).await;
        let cookie = signed_in.cookie("portico_console").unwrap();
        secrets.push(cookie.split_once('=').unwrap().1.to_owned());
        let keys = "/console/hosts/zoo/keys";
        post(keys, &[("do", "create"), ("password", PASSWORD)]).await;
        let key = world.data("/api/v1/hosts/zoo/keys").await[0]["id"].clone();
        let key = key.as_str().unwrap();
        for password in [typed, PASSWORD] {
            let fields = [("do", "reveal"), ("key", key), ("password", password)];
            post(keys, &fields).await;
        }
        let fields = [
            ("do", "invite"),
            ("email", "n@example.com"),
            ("role", "owner"),
            ("password", PASSWORD),
        ];
        post("/console/hosts/zoo/members", &fields).await;
        let fields = [("do", "create"), ("name", "ci"), ("password", PASSWORD)];
        post("/console/hosts/zoo/tokens", &fields).await;
        let fields = [("token", "pset_guess"), ("password", typed)];
        post("/console/set-up?token=pset_guess", &fields).await;
    };
    let log = logged(made).await;
    assert!(log.contains("/console/sign-in"), "something was logged");
    for secret in &secrets {
        assert!(!log.contains(secret), "{secret}");
    }
    for prefix in ["psk_", "pat_", "pinv_", "pset_", "pcs_"] {
        assert!(!log.contains(prefix), "{prefix} in {log}");
    }
}

#[tokio::test]
async fn threat_46_a_refused_form_comes_back_without_its_secrets() {
    let world = World::new().await;
    let canary = "canary canary canary";
    for (page, fields) in [
        (
            "/console/sign-in",
            vec![("email", "kept@example.com"), ("password", canary)],
        ),
        (
            "/console/account",
            vec![("do", "password"), ("current", canary), ("new", canary)],
        ),
        (
            "/console/hosts/zoo/keys",
            vec![("do", "register"), ("jwk", canary)],
        ),
        (
            "/console/hosts/zoo/keys",
            vec![("do", "reveal"), ("key", "x"), ("password", canary)],
        ),
        (
            "/console/set-up",
            vec![("token", canary), ("email", "x"), ("password", canary)],
        ),
        (
            "/console/invitation?token=x",
            vec![("name", "x"), ("password", canary)],
        ),
    ] {
        let answer = world.post(&world.operator, page, &fields).await;
        assert!(answer.status.is_client_error(), "{page}: {}", answer.status);
        assert!(!answer.body.contains("canary"), "{page}");
        if fields[0].1 == "kept@example.com" {
            assert!(answer.body.contains("kept@example.com"), "{page}");
        }
    }
}
