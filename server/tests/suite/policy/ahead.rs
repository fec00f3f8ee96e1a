//! Pages that a browser fetches ahead because the pointer rests on a link.

use http::StatusCode;
use portico_sdk::OrgRoles;

use super::world::World;

const AHEAD: (&str, &str) = ("sec-purpose", "prefetch");

#[tokio::test]
async fn a_page_that_nobody_asked_for_yet_remembers_nothing_and_uses_nothing_up() {
    let world = World::start().await;
    let cookie = world.sign_in(&world.token("user-7", &[])).await;
    let installed = world
        .server
        .form(
            "/store/alpha/install",
            &[("cookie", &cookie)],
            &[("next", "/store/alpha")],
        )
        .await;
    assert_eq!(installed.status, StatusCode::SEE_OTHER);
    let both = format!("{cookie}; {}", installed.cookie("portico_flash").unwrap());
    let said = "The alpha is installed";

    let ahead = [("cookie", both.as_str()), AHEAD];
    let answer = world.server.get("/store/alpha?lang=de", &ahead).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.headers.contains_key("set-cookie"));
    assert!(!answer.body.contains("class=\"toast\""), "{}", answer.body);

    let asked = [("cookie", both.as_str())];
    let answer = world.server.get("/store/alpha", &asked).await;
    assert!(answer.body.contains(said), "{}", answer.body);
    assert!(answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn what_was_fetched_ahead_is_forgotten_when_something_changes() {
    let world = World::start().await;
    let token = world.token("user-7", &[("globex", OrgRoles::ADMIN)]);
    let cookie = world.sign_in(&token).await;
    let send = async |site: &str| {
        let origin = ("origin", "http://127.0.0.1:3000");
        let headers = [
            ("cookie", cookie.as_str()),
            origin,
            ("sec-fetch-site", site),
        ];
        let fields = [("org", "globex"), ("to", "on")];
        let path = "/admin/plugins/alpha/switch";
        world.server.form(path, &headers, &fields).await
    };
    let own = send("same-origin").await;
    assert_eq!(own.header("clear-site-data"), "\"prefetchCache\"");
    assert!(!send("none").await.headers.contains_key("clear-site-data"));
    let read = [
        ("cookie", cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
    ];
    let page = world.server.get("/store", &read).await;
    assert!(!page.headers.contains_key("clear-site-data"));
}

#[tokio::test]
async fn the_rules_for_fetching_ahead_run_under_the_pages_nonce() {
    let world = World::start().await;
    let page = world.server.get("/store", &[]).await;
    let policy = page.header("content-security-policy");
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    let tag = format!("<script type=\"speculationrules\" nonce=\"{nonce}\">");
    assert_eq!(page.body.matches(&tag).count(), 1, "{}", page.body);
    let rules = page
        .body
        .split(&tag)
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let rules: serde_json::Value = serde_json::from_str(rules).unwrap();
    // Fetched, never run: a page that runs unseen would tell plugins of a visit that is none.
    assert!(rules.get("prerender").is_none());
    assert!(rules["prefetch"].is_array());
}
