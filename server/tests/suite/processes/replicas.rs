//! Several processes over one database: what one changes shows there at the next request, and at the others within a second.

use std::time::{Duration, Instant};

use http::{Method, StatusCode};
use portico_sdk::OrgRoles;
use serde_json::Value;

use super::makers::{User, rust_token};
use super::process::{Host, Installation, Server, until};
use super::session::Session;
use crate::support::TestDb;

/// What DESIGN promises for every other process.
const SECOND: Duration = Duration::from_secs(1);
const PLUGIN: &str = "acme-pay";

async fn sees(server: &Server, token: &str) -> bool {
    let plugins = server.plugins("store", Some(token)).await;
    plugins.iter().any(|plugin| plugin == PLUGIN)
}

fn tokens(host: &Host) -> (String, String) {
    let admin = User::of("globex", OrgRoles::ADMIN).named("boss");
    let member = User::of("globex", OrgRoles::MEMBER).named("worker");
    (rust_token(host, &admin), rust_token(host, &member))
}

#[tokio::test]
async fn two_servers_on_one_postgres_show_a_change_at_once_and_within_a_second() {
    let Some(database) = TestDb::empty_postgres().await else {
        return;
    };
    let installation = Installation::postgres(database.url.clone());
    installation.ok(&["migrate"]);
    let host = installation.host("two-servers", &[PLUGIN]);
    let (one, other) = (installation.serve(), installation.serve());
    let (admin, member) = tokens(&host);
    // Both have an answer in their memory that the change has to outdate.
    assert!(!sees(&one, &member).await);
    assert!(!sees(&other, &member).await);
    let mut longest = Duration::ZERO;
    for round in 0..10 {
        let enabled = round % 2 == 0;
        let (here, there) = if round % 4 < 2 {
            (&one, &other)
        } else {
            (&other, &one)
        };
        let status = here.switch("globex", PLUGIN, &admin, enabled).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(
            sees(here, &member).await,
            enabled,
            "round {round}: the process that took the change shows it at the next request"
        );
        let took = until(SECOND, "the other process shows the change", async || {
            sees(there, &member).await == enabled
        })
        .await;
        longest = longest.max(took);
    }
    assert!(longest < SECOND);
}

#[tokio::test]
async fn a_session_that_one_server_ends_or_changes_is_so_at_the_other_within_a_second() {
    let Some(database) = TestDb::empty_postgres().await else {
        return;
    };
    let installation = Installation::postgres(database.url.clone());
    installation.ok(&["migrate"]);
    let host = installation.host("two-sessions", &[PLUGIN]);
    let (one, other) = (installation.serve(), installation.serve());
    let user = User::of("globex", OrgRoles::ADMIN).named("boss");
    let session = Session::open(&one, &host, &rust_token(&host, &user)).await;
    let me = async |server: &Server| session.send(server, Method::GET, "/api/v1/me", "").await;
    let active = async |server: &Server| {
        let (_, body) = me(server).await;
        let body: Value = serde_json::from_str(&body).unwrap();
        body["data"]["org"] == "globex"
    };
    // Longer than anything is remembered without a look at the epochs.
    let end = Instant::now() + Duration::from_millis(1_200);
    while Instant::now() < end {
        assert!(!active(&one).await && !active(&other).await);
    }
    let (status, _) = session
        .send(&one, Method::POST, "/session/org", "org=globex")
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(active(&one).await, "at the next request here");
    until(
        SECOND,
        "the other server knows the organisation",
        async || active(&other).await,
    )
    .await;
    let (status, _) = session.send(&other, Method::POST, "/session/end", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(me(&other).await.0, StatusCode::UNAUTHORIZED);
    until(
        SECOND,
        "the session is over at the first server",
        async || me(&one).await.0 == StatusCode::UNAUTHORIZED,
    )
    .await;
}

#[tokio::test]
async fn what_the_command_line_decides_on_sqlite_a_running_server_shows_within_a_second() {
    let installation = Installation::sqlite();
    let host = installation.host("with-cli", &[PLUGIN]);
    let server = installation.serve();
    let (admin, member) = tokens(&host);
    assert_eq!(
        server.switch("globex", PLUGIN, &admin, true).await,
        StatusCode::OK
    );
    assert!(sees(&server, &member).await);

    for _ in 0..3 {
        // Withdrawn approval takes it from everybody; approved again, the organisation's decision counts again.
        installation.ok(&["host", "unapprove", PLUGIN, "--host", &host.id]);
        until(SECOND, "withdrawn by the command line", async || {
            !sees(&server, &member).await
        })
        .await;
        assert_eq!(
            server.switch("globex", PLUGIN, &admin, true).await,
            StatusCode::CONFLICT
        );
        installation.ok(&["host", "approve", PLUGIN, "--host", &host.id]);
        until(SECOND, "approved by the command line", async || {
            sees(&server, &member).await
        })
        .await;
    }
    installation.ok(&["host", "policy", PLUGIN, "blocked", "--host", &host.id]);
    until(SECOND, "blocked by the command line", async || {
        !sees(&server, &member).await
    })
    .await;
    let listed = installation.ok(&["host", "plugins", "--host", &host.id]);
    assert!(
        listed.contains(&format!("{PLUGIN}\tapproved\tblocked")),
        "{listed}"
    );
}

#[tokio::test]
async fn a_key_that_the_command_line_revokes_is_worth_nothing_to_a_running_server() {
    let installation = Installation::sqlite();
    let host = installation.host("revoked", &[PLUGIN]);
    let server = installation.serve();
    let (admin, _) = tokens(&host);
    assert_eq!(
        server.get("/api/v1/me", Some(&admin)).await.0,
        StatusCode::OK
    );
    installation.ok(&["host", "revoke", &host.key_id, "--host", &host.id]);
    until(SECOND * 2, "tokens of a revoked key", async || {
        server.get("/api/v1/me", Some(&admin)).await.0 == StatusCode::UNAUTHORIZED
    })
    .await;
}

#[tokio::test]
async fn a_package_that_the_command_line_installs_is_at_a_running_server_within_a_second() {
    let mut installations = vec![Installation::sqlite()];
    if let Some(database) = TestDb::empty_postgres().await {
        installations.push(Installation::postgres(database.url.clone()));
    }
    for installation in installations {
        installation.ok(&["migrate"]);
        let host = installation.host("shop", &[]);
        let server = installation.serve();
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("my-notes");
        let dir = dir.to_str().unwrap();
        installation.ok(&["plugin", "new", "my-notes", "--dir", dir]);
        std::fs::create_dir_all(format!("{dir}/assets")).unwrap();
        std::fs::write(format!("{dir}/assets/main.js"), "1").unwrap();
        let admin = rust_token(&host, &User::of("globex", OrgRoles::ADMIN).named("boss"));
        let sees = async || {
            let plugins = server.plugins("admin", Some(&admin)).await;
            plugins.iter().any(|plugin| plugin == "my-notes")
        };
        assert!(!sees().await);
        installation.ok(&["plugin", "install", dir, "--host", "shop"]);
        installation.ok(&[
            "org", "set", "--host", "shop", "--org", "globex", "--plugin", "my-notes", "on",
        ]);
        until(SECOND, "the plugin is on", sees).await;
        installation.ok(&["plugin", "remove", "my-notes"]);
        until(SECOND, "the plugin is gone", async || !sees().await).await;
    }
}
