//! `/plugins/{name}/assets/*` over the real router.

use http::{Method, Request, StatusCode};

use crate::support::sample::Sample;
use crate::support::{TestDb, TestServer};

const SCRIPT: &str = "/* a script that is long enough to be worth compressing */ export const answer = 42; // 42 42 42 42";

async fn server() -> TestServer {
    let plugin = Sample::new("acme")
        .asset("checkout.js", SCRIPT.as_bytes())
        .asset("img/logo.png", b"\x89PNG");
    TestServer::with_plugins(TestDb::sqlite().await, vec![plugin.build()]).await
}

fn immutable(server: &TestServer, path: &str) -> String {
    let registry = server.state.registry.now();
    let digest = &registry.get("acme").unwrap().assets[path].digest;
    format!("/plugins/acme/assets/~{digest}/{path}")
}

#[tokio::test]
async fn parity_03_assets_are_served_with_their_type_and_cached_by_address() {
    let server = server().await;
    let plain = server.get("/plugins/acme/assets/checkout.js", &[]).await;
    assert_eq!(plain.status, StatusCode::OK);
    assert_eq!(plain.body, SCRIPT);
    assert_eq!(
        plain.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(plain.header("cache-control"), "public, no-cache");

    let pinned = server.get(&immutable(&server, "checkout.js"), &[]).await;
    assert_eq!(pinned.body, SCRIPT);
    assert_eq!(
        pinned.header("cache-control"),
        "public, max-age=31536000, immutable"
    );

    let etag = plain.header("etag");
    let again = server
        .get(
            "/plugins/acme/assets/checkout.js",
            &[("if-none-match", etag)],
        )
        .await;
    assert_eq!(
        (again.status, again.body.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    assert_eq!(again.header("etag"), etag);
}

#[tokio::test]
async fn threat_08_an_asset_opened_as_a_page_has_no_rights() {
    let server = server().await;
    for path in [
        "/plugins/acme/assets/checkout.js".to_owned(),
        immutable(&server, "img/logo.png"),
    ] {
        let answer = server.get(&path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(
            answer.header("content-security-policy"),
            "sandbox; default-src 'none'"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn threat_08_what_is_not_in_the_digest_table_is_not_there() {
    let server = server().await;
    let other_digest = immutable(&server, "checkout.js").replace("checkout.js", "img/logo.png");
    for path in [
        "/plugins/acme/assets/",
        "/plugins/acme/assets/missing.js",
        "/plugins/acme/assets/../assets/checkout.js",
        "/plugins/acme/assets/..%2fassets%2fcheckout.js",
        "/plugins/acme/assets/img/%2e%2e/checkout.js",
        "/plugins/acme/assets/img/../checkout.js",
        "/plugins/acme/assets/%63heckout.js",
        "/plugins/acme/assets/checkout.js%00",
        "/plugins/acme/assets/checkout.js%00.png",
        "/plugins/acme/assets//checkout.js",
        "/plugins/acme/assets/checkout.js/",
        "/plugins/acme/assets/%2fetc%2fpasswd",
        "/plugins/acme/assets/%c0%ae%c0%ae/checkout.js",
        "/plugins/acme/assets/~/checkout.js",
        "/plugins/acme/assets/~00/checkout.js",
        "/plugins/other/assets/checkout.js",
        "/plugins/ACME/assets/checkout.js",
        &other_digest,
    ] {
        let answer = server.get(path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.contains("answer = 42"), "{path}");
    }
}

#[tokio::test]
async fn text_is_compressed_for_clients_that_take_brotli() {
    let server = server().await;
    let path = "/plugins/acme/assets/checkout.js";
    let plain = server.get(path, &[]).await;
    let compressed = server
        .get(path, &[("accept-encoding", "gzip, br;q=0.9")])
        .await;
    assert_eq!(compressed.header("content-encoding"), "br");
    assert_eq!(compressed.header("vary"), "accept-encoding");
    assert_ne!(compressed.header("etag"), plain.header("etag"));
    for refusing in ["gzip", "br;q=0", "brotli"] {
        let answer = server.get(path, &[("accept-encoding", refusing)]).await;
        assert_eq!(answer.header("content-encoding"), "", "{refusing}");
        assert_eq!(answer.body, SCRIPT);
    }
}

#[tokio::test]
async fn a_head_request_gets_the_headers_alone_and_other_methods_nothing() {
    let server = server().await;
    let send = async |method: Method| {
        let request = Request::builder()
            .method(method)
            .uri("/plugins/acme/assets/checkout.js")
            .body(axum::body::Body::empty())
            .unwrap();
        server.send(request).await
    };
    let head = send(Method::HEAD).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(head.header("content-length"), SCRIPT.len().to_string());
    assert_eq!(
        send(Method::POST).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}
