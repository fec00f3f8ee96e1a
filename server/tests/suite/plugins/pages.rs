//! What plugins put into the pages of a host: the five slots, and what each answer's policy lets them load.

use std::collections::BTreeSet;

use http::StatusCode;
use portico_app::routes::PAGE_SLOTS;
use portico_sdk::slot::slots;
use serde_json::json;

use crate::support::sample::Sample;
use crate::support::{Answer, TestServer};

/// The plugin of the demo that is on for everyone; here it has a component in every slot.
const PLUGIN: &str = "acme-pay";
const EXTERNAL: &str = "https://js.example.com";

struct Visit {
    server: TestServer,
    cookies: Vec<String>,
}

impl Visit {
    async fn new() -> Self {
        let sample = Sample::new(PLUGIN).asset("a.js", b"1");
        let everywhere = slots::ALL.iter().fold(sample, |sample, slot| {
            sample.extension(json!({
                "id": id(slot), "slot": slot, "type": "component",
                "component": {
                    "tag_name": "stoa-acme-pay-x", "script_url": "/plugins/acme-pay/assets/a.js",
                    "external_scripts": [format!("{EXTERNAL}/v3/")]
                }
            }))
        });
        Self {
            server: TestServer::demo(vec![everywhere.build()]).await,
            cookies: Vec::new(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        let cookies = self.cookies.join("; ");
        let answer = self.server.get(path, &[("cookie", &cookies)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let cookies = self.cookies.join("; ");
        let answer = self
            .server
            .form(path, &[("cookie", &cookies)], fields)
            .await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{path}: {}",
            answer.body
        );
        for name in ["portico_cart", "portico"] {
            self.cookies.extend(answer.cookie(name));
        }
        answer
    }

    async fn sign_in_as_admin(&mut self) {
        let fields = [("uid", "org-admin"), ("next", "/admin")];
        self.post("/demo/sign-in", &fields).await;
    }
}

fn id(slot: &str) -> String {
    format!("at-{}", slot.replace(':', "-"))
}

/// The slots that a page really drew an extension in.
fn drawn(answer: &Answer) -> Vec<&'static str> {
    let is_there = |slot: &&str| {
        answer
            .body
            .contains(&format!("data-extension=\"{}\"", id(slot)))
    };
    slots::ALL.into_iter().filter(is_there).collect()
}

fn directive<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let policy = answer.header("content-security-policy");
    let found = policy
        .split("; ")
        .find(|part| part.split(' ').next() == Some(name));
    found.unwrap_or_default()
}

fn nonce(answer: &Answer) -> &str {
    let scripts = directive(answer, "script-src");
    let found = scripts
        .split('\'')
        .find_map(|part| part.strip_prefix("nonce-"));
    found.unwrap_or_else(|| panic!("no nonce in {scripts:?}"))
}

#[tokio::test]
async fn parity_08_all_five_slots_are_mounted_in_real_pages() {
    let mut visit = Visit::new().await;
    visit
        .post("/shop/cart", &[("product", "linen-shirt"), ("add", "1")])
        .await;
    // Only once a method is chosen, and for the method that a plugin provides.
    for path in ["/shop/checkout", "/shop/checkout?method=invoice"] {
        assert_eq!(drawn(&visit.get(path).await), [""; 0], "{path}");
    }
    let checkout = visit.get("/shop/checkout?method=acme-pay").await;
    assert_eq!(drawn(&checkout), [slots::CHECKOUT_PAYMENT.key]);

    let fields = [
        ("method", "invoice"),
        ("email", "ada@example.com"),
        ("payment_reference", ""),
    ];
    let placed = visit.post("/shop/checkout", &fields).await;
    let confirmation = visit.get(placed.header("location")).await;
    assert_eq!(drawn(&confirmation), [slots::CHECKOUT_AFTER_ORDER.key]);

    visit.sign_in_as_admin().await;
    for (path, expected) in [
        ("/admin", [slots::SIDEBAR.key, slots::DASHBOARD_WIDGET.key]),
        (
            "/admin/payments/acme-pay",
            [slots::PAYMENT_SETTINGS.key, slots::SIDEBAR.key],
        ),
    ] {
        let mut drawn = drawn(&visit.get(path).await);
        let mut expected = expected.to_vec();
        drawn.sort_unstable();
        expected.sort_unstable();
        assert_eq!(drawn, expected, "{path}");
    }
}

/// The policy of a page is made of [`PAGE_SLOTS`]: a slot that is missing there loses what its plugins load, one too many
/// lets in what nobody needs.
#[tokio::test]
async fn parity_08_every_page_mounts_exactly_the_slots_that_its_policy_is_made_for() {
    let mut visit = Visit::new().await;
    let cart = [("product", "linen-shirt"), ("add", "1")];
    visit.post("/shop/cart", &cart).await;
    let order = [
        ("method", "invoice"),
        ("email", "ada@example.com"),
        ("payment_reference", ""),
    ];
    let placed = visit.post("/shop/checkout", &order).await;
    let confirmation = placed.header("location").to_owned();
    visit.post("/shop/cart", &cart).await;
    visit.sign_in_as_admin().await;
    let mut pages: Vec<(String, Vec<&str>)> = PAGE_SLOTS
        .iter()
        .map(|page| {
            let path = match page.path {
                "/shop/checkout" => "/shop/checkout?method=acme-pay".to_owned(),
                "/shop/orders/:id" => confirmation.clone(),
                other => other.replace(":plugin", PLUGIN).replace(":id", PLUGIN),
            };
            (path, page.slots.to_vec())
        })
        .collect();
    pages.extend(WITHOUT_SLOTS.map(|(_, path)| (path.to_owned(), Vec::new())));
    for (path, mut expected) in pages {
        let mut drawn = drawn(&visit.get(&path).await);
        drawn.sort_unstable();
        expected.sort_unstable();
        assert_eq!(drawn, expected, "{path}");
    }
}

/// Every other page of a host, as in the router and with an address of it.
const WITHOUT_SLOTS: [(&str, &str); 9] = [
    ("/", "/"),
    ("/api/docs", "/api/docs"),
    ("/sign-in", "/sign-in"),
    ("/store", "/store"),
    ("/store/:plugin", "/store/acme-pay"),
    ("/installed", "/installed"),
    ("/shop", "/shop"),
    ("/shop/cart", "/shop/cart"),
    ("/shop/products/:id", "/shop/products/linen-shirt"),
];

#[test]
fn forms_14_a_slot_that_is_declared_is_mounted_and_one_that_is_mounted_is_declared() {
    let mounted: BTreeSet<&str> = PAGE_SLOTS
        .iter()
        .flat_map(|page| page.slots)
        .copied()
        .collect();
    assert_eq!(
        mounted,
        BTreeSet::from(slots::ALL),
        "see the test above for what pages really draw"
    );
    // So that the test above sees every page of a host. The console has no slots: it belongs to no host.
    let source = include_str!("../../../../app/src/routes.rs");
    let declared: BTreeSet<&str> = source
        .split("path=path!(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|path| !path.starts_with("/console"))
        .collect();
    let visited: BTreeSet<&str> = PAGE_SLOTS
        .iter()
        .map(|page| page.path)
        .chain(WITHOUT_SLOTS.map(|(route, _)| route))
        .collect();
    assert_eq!(declared, visited);
}

#[tokio::test]
async fn parity_05_the_policy_of_a_page_has_the_origins_of_its_plugins_and_a_nonce_of_its_own() {
    let mut visit = Visit::new().await;
    visit.sign_in_as_admin().await;
    let (first, second) = (visit.get("/admin").await, visit.get("/admin").await);
    for name in ["script-src", "frame-src", "connect-src"] {
        let allowed: Vec<&str> = directive(&first, name).split(' ').collect();
        assert!(allowed.contains(&EXTERNAL), "{name}: {allowed:?}");
    }
    // A page without slots lets none of it in.
    let store = visit.get("/store").await;
    let policy = store.header("content-security-policy");
    assert!(!policy.contains("example.com"), "{policy}");

    assert_ne!(nonce(&first), nonce(&second));
    assert!(nonce(&first).len() >= 22, "{}", nonce(&first));
    for answer in [&first, &second, &store] {
        let nonce = nonce(answer);
        let tags: Vec<&str> = answer.body.split("<script").skip(1).collect();
        assert!(!tags.is_empty(), "{}", answer.body);
        for tag in tags {
            let tag = tag.split('>').next().unwrap_or_default();
            let inert = tag.contains("type=\"application/json\"");
            assert!(
                inert || tag.contains(&format!("nonce=\"{nonce}\"")),
                "<script{tag}>"
            );
        }
    }
}
