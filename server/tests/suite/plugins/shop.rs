//! The demo shop with plugins: payments, and what plugins are told of orders.

use std::sync::Arc;

use http::StatusCode;
use portico_app::backend::Checkout;
use portico_sdk::claims::{Identity, OrgRole, OrgRoles};
use portico_sdk::i18n::LocaleText;
use portico_sdk::plugin::{PluginError, Scope};
use portico_sdk::policy::Mode;
use portico_server::plugins::HostDataSource as _;
use portico_server::services::policy::HostFacts;
use portico_server::services::shop::days::DAY_MS;
use portico_server::services::shop::host_data::{DailyOrdersSource, OrderExistsSource};
use portico_server::services::shop::{admin, checkout, storefront};
use portico_server::session::{Caller, Via};
use portico_server::storage::shop::{self, MethodRow, OrderRow, ProductRow};
use serde_json::{Value, json};

use super::world::{HOST, World};
use crate::support::{TestDb, databases};

type Orgs = &'static [(&'static str, OrgRole)];

const MEMBER: Orgs = &[("globex", OrgRoles::MEMBER)];

/// A shop with one product, one way to pay, and Acme Pay turned on by the host for everyone.
async fn shop_on(database: TestDb) -> World {
    let world = World::over(database, vec![portico_plugin_acme_pay::plugin()]).await;
    world.host_policy("acme-pay", Mode::Forced).await;
    let on = &mut &world.server.state.db;
    let shirt = ProductRow {
        id: "shirt".to_owned(),
        title: LocaleText::en("Shirt"),
        description: LocaleText::default(),
        image: String::new(),
        price: 5_900,
        currency: "EUR".to_owned(),
    };
    shop::insert_product(on, HOST, &shirt, 0).await.unwrap();
    let card = MethodRow {
        id: "card".to_owned(),
        title: LocaleText::en("Card"),
        hint: LocaleText::default(),
        provider: "acme-pay".to_owned(),
        enabled: true,
    };
    shop::insert_method(on, HOST, &card, 0).await.unwrap();
    world
}

async fn caller(world: &World, uid: &str, orgs: Orgs) -> Caller {
    let state = &world.server.state;
    let facts = HostFacts::of(state, HOST).await.unwrap().unwrap();
    if uid.is_empty() {
        return Caller::anonymous(state, &facts, "en");
    }
    let identity = Identity {
        uid: uid.to_owned(),
        stripe_customer: None,
        orgs: orgs
            .iter()
            .map(|(org, role)| ((*org).to_owned(), *role))
            .collect(),
        org: None,
    };
    Caller::user(state, &facts, Arc::new(identity), Via::Bearer, "en")
}

/// Pays as the page does, over the plugin's routes; answers the reference.
async fn pay(world: &World, bearer: &str, amount: i64) -> String {
    let ask = json!({"amount": amount, "currency": "EUR", "payment_method_id": "card"});
    let path = "/api/v1/store/acme-pay/payment-intent";
    let made = world.post(bearer, path, &ask).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let card = json!({"method": "card", "last4": "4242", "brand": "visa"});
    let paid = world
        .post(bearer, &format!("{path}/{id}/confirm"), &card)
        .await;
    assert_eq!(paid.status, StatusCode::OK, "{}", paid.body);
    id
}

fn with(reference: &str) -> Checkout {
    Checkout {
        method: "card".to_owned(),
        email: "a@b.example".to_owned(),
        payment_reference: reference.to_owned(),
    }
}

#[tokio::test]
async fn a_payment_made_in_the_page_is_found_at_the_checkout_whoever_pays() {
    const TWO: Orgs = &[("globex", OrgRoles::MEMBER), ("initech", OrgRoles::MEMBER)];
    for database in databases().await {
        let world = shop_on(database).await;
        let state = &world.server.state;
        for (uid, orgs) in [
            ("member", MEMBER),
            ("both", TWO),
            ("consumer", &[] as Orgs),
            ("", &[]),
        ] {
            let caller = caller(&world, uid, orgs).await;
            let cart = format!("cart-of-{uid}");
            storefront::add(state, &caller, &cart, "shirt", 1)
                .await
                .unwrap();
            let total = storefront::cart(state, &caller, Some(&cart))
                .await
                .unwrap()
                .total;
            let bearer = match uid {
                "" => String::new(),
                uid => world.bearer(uid, orgs),
            };
            let paid = pay(&world, &bearer, total).await;
            let order = checkout::place(state, &caller, &cart, &with(&paid)).await;
            assert_eq!(order.map(|order| order.amount).ok(), Some(total), "{uid}");
        }
    }
}

#[tokio::test]
async fn a_made_up_or_foreign_payment_pays_nothing() {
    let world = shop_on(TestDb::sqlite().await).await;
    let state = &world.server.state;
    let caller = caller(&world, "member", MEMBER).await;
    storefront::add(state, &caller, "c", "shirt", 1)
        .await
        .unwrap();
    let total = storefront::cart(state, &caller, Some("c"))
        .await
        .unwrap()
        .total;
    let of_another = pay(&world, &world.bearer("other", MEMBER), total).await;
    let too_little = pay(&world, &world.bearer("member", MEMBER), total - 1).await;
    for reference in [
        "made-up",
        "../settings",
        "a?b",
        "0198c5b2a0b07d3a8f0f2b7c9d1e3f50",
        &of_another,
        &too_little,
    ] {
        let placed = checkout::place(state, &caller, "c", &with(reference)).await;
        assert!(placed.is_err(), "{reference}");
    }
}

#[tokio::test]
async fn pieces_beyond_counting_fill_the_cart_to_its_limit() {
    let world = shop_on(TestDb::sqlite().await).await;
    let state = &world.server.state;
    let caller = caller(&world, "", &[]).await;
    for pieces in [1, i64::MAX, i64::MIN, 5] {
        storefront::add(state, &caller, "c", "shirt", pieces)
            .await
            .unwrap();
    }
    let cart = storefront::cart(state, &caller, Some("c")).await.unwrap();
    assert_eq!(cart.lines[0].quantity, 20);
    assert!(
        storefront::set(state, &caller, "c", "shirt", i64::MAX)
            .await
            .is_err()
    );
}

const ADMIN: Orgs = &[("globex", OrgRoles::ADMIN)];

/// An order of Globex.
async fn order_at(world: &World, number: i64, created_at: i64) {
    let order = OrderRow {
        id: format!("{number:04}"),
        cart_id: "c".to_owned(),
        number: format!("A-{number}"),
        uid: "member".to_owned(),
        org_id: "globex".to_owned(),
        email: "a@b.example".to_owned(),
        payment_method: "card".to_owned(),
        payment_reference: String::new(),
        amount: 10 + number,
        currency: "EUR".to_owned(),
        created_at,
    };
    shop::insert_order(&mut &world.server.state.db, HOST, &order, &[])
        .await
        .unwrap();
}

#[tokio::test]
async fn the_dashboard_counts_the_days_that_plugins_are_told_of() {
    for database in databases().await {
        let world = shop_on(database).await;
        let state = &world.server.state;
        let now = state.clock.now_ms();
        let today = now.div_euclid(DAY_MS) * DAY_MS;
        // On both sides of every edge that a range of 7 days and the one before it have.
        let edges = [
            today,
            today - 6 * DAY_MS,
            today - 13 * DAY_MS,
            now - 7 * DAY_MS,
        ];
        for (number, at) in (0..).zip(edges.iter().flat_map(|edge| [edge - 1, *edge])) {
            order_at(&world, number, at).await;
        }
        let admin = caller(&world, "org-admin", ADMIN).await;
        let source = DailyOrdersSource {
            db: state.db.clone(),
            clock: Arc::clone(&state.clock),
        };
        let scope = Scope {
            host: HOST.to_owned(),
            org: Some("globex".to_owned()),
        };
        let daily = async |days: u32| {
            let daily = source.read(&scope, &json!({ "days": days })).await.unwrap();
            let sum = |key: &str| -> i64 {
                let days = daily.as_array().unwrap().iter();
                days.map(|day| day[key].as_i64().unwrap()).sum()
            };
            (sum("orders"), sum("revenue"))
        };
        let numbers = admin::dashboard(state, &admin, 7).await.unwrap();
        assert_eq!((numbers.orders, numbers.revenue), daily(7).await);
        let both = (
            numbers.orders + numbers.orders_before,
            numbers.revenue + numbers.revenue_before,
        );
        assert_eq!(both, daily(14).await);
    }
}

#[tokio::test]
async fn every_order_is_on_one_page_and_pages_beyond_the_last_are_the_last() {
    for database in databases().await {
        let world = shop_on(database).await;
        let state = &world.server.state;
        let admin = caller(&world, "org-admin", ADMIN).await;
        let none = admin::orders(state, &admin, 3).await.unwrap();
        assert_eq!((none.page, none.pages, none.total), (1, 1, 0));
        // Two at a time were placed in the same millisecond.
        for number in 0..60 {
            order_at(&world, number, number / 2).await;
        }
        let mut seen = Vec::new();
        for page in 1..=3 {
            let found = admin::orders(state, &admin, page).await.unwrap();
            assert_eq!((found.page, found.pages, found.total), (page, 3, 60));
            assert_eq!(found.before as usize, seen.len());
            seen.extend(found.orders.into_iter().map(|order| order.number));
        }
        let wanted: Vec<String> = (0..60).rev().map(|number| format!("A-{number}")).collect();
        assert_eq!(seen, wanted);
        for beyond in [4, u32::MAX] {
            assert_eq!(admin::orders(state, &admin, beyond).await.unwrap().page, 3);
        }
        assert_eq!(admin::orders(state, &admin, 0).await.unwrap().page, 1);
        let member = caller(&world, "member", MEMBER).await;
        assert!(admin::orders(state, &member, 1).await.is_err());
    }
}

#[tokio::test]
async fn a_way_to_pay_names_its_plugin_by_title() {
    let world = shop_on(TestDb::sqlite().await).await;
    let state = &world.server.state;
    let admin = caller(&world, "org-admin", ADMIN).await;
    let method = admin::payment_method(state, &admin, "card").await.unwrap();
    assert_eq!(method.provider_title, "Acme Pay");
    assert_eq!(method.plugin(), Some("acme-pay"));
}

#[tokio::test]
async fn threat_42_plugins_learn_of_an_order_only_for_its_buyer() {
    for database in databases().await {
        let world = shop_on(database).await;
        let db = &world.server.state.db;
        for (id, uid, org) in [
            ("of-globex", "member", "globex"),
            ("private", "member", ""),
            ("guest", "", ""),
        ] {
            let order = OrderRow {
                id: id.to_owned(),
                cart_id: "c".to_owned(),
                number: format!("A-{id}"),
                uid: uid.to_owned(),
                org_id: org.to_owned(),
                email: "a@b.example".to_owned(),
                payment_method: "card".to_owned(),
                payment_reference: String::new(),
                amount: 1,
                currency: "EUR".to_owned(),
                created_at: 0,
            };
            shop::insert_order(&mut &*db, HOST, &order, &[])
                .await
                .unwrap();
        }
        let source = OrderExistsSource { db: db.clone() };
        let ask = async |host: &str, org: Option<&str>, id: &str, uid: Option<&str>| {
            let scope = Scope {
                host: host.to_owned(),
                org: org.map(str::to_owned),
            };
            source
                .read(&scope, &json!({"id": id, "uid": uid}))
                .await
                .unwrap()
        };
        let (member, stranger) = (Some("member"), Some("stranger"));
        for (org, id, uid) in [
            (Some("globex"), "of-globex", member),
            (None, "of-globex", member),
            (Some("globex"), "private", member),
            (None, "guest", None),
            (Some("globex"), "guest", stranger),
        ] {
            let found = ask(HOST, org, id, uid).await;
            assert_eq!(found, json!({"exists": true, "number": format!("A-{id}")}));
        }
        for (host, org, id, uid) in [
            (HOST, None, "made-up", member),
            (HOST, Some("globex"), "of-globex", stranger),
            (HOST, Some("globex"), "of-globex", None),
            (HOST, Some("initech"), "of-globex", member),
            ("elsewhere", Some("globex"), "of-globex", member),
        ] {
            let found = ask(host, org, id, uid).await;
            assert_eq!(
                found,
                json!({"exists": false}),
                "{host} {org:?} {id} {uid:?}"
            );
        }
        let nothing = source
            .read(
                &Scope {
                    host: HOST.to_owned(),
                    org: None,
                },
                &Value::Null,
            )
            .await;
        assert!(matches!(nothing, Err(PluginError::BadRequest(_))));
    }
}

#[tokio::test]
async fn a_way_to_pay_is_switched_for_the_own_organisation_only() {
    const OTHER: Orgs = &[("initech", OrgRoles::ADMIN)];
    for database in databases().await {
        let world = shop_on(database).await;
        let state = &world.server.state;
        let offered = async |uid: &str, orgs: Orgs| {
            let caller = caller(&world, uid, orgs).await;
            let methods = storefront::payment_methods(state, &caller).await.unwrap();
            methods.len()
        };
        let globex = caller(&world, "org-admin", ADMIN).await;
        let initech = caller(&world, "other-admin", OTHER).await;
        admin::enable_method(state, &globex, "card", false)
            .await
            .unwrap();
        assert_eq!(offered("member", MEMBER).await, 0);
        assert_eq!(offered("other-admin", OTHER).await, 1);
        assert_eq!(offered("consumer", &[]).await, 1);
        assert_eq!(offered("", &[]).await, 1);
        let shown = async |caller: &Caller| {
            let method = admin::payment_method(state, caller, "card").await;
            method.unwrap().enabled
        };
        assert!(!shown(&globex).await && shown(&initech).await);
        // What is not offered cannot be paid with either.
        let buyer = caller(&world, "member", MEMBER).await;
        storefront::add(state, &buyer, "c", "shirt", 1)
            .await
            .unwrap();
        let total = storefront::cart(state, &buyer, Some("c"))
            .await
            .unwrap()
            .total;
        let paid = pay(&world, &world.bearer("member", MEMBER), total).await;
        let placed = checkout::place(state, &buyer, "c", &with(&paid)).await;
        assert!(placed.is_err());

        // The shop's own choice counts for those who have not decided.
        let on = &mut &state.db;
        shop::enable_method(on, HOST, "", "card", false)
            .await
            .unwrap();
        admin::enable_method(state, &globex, "card", true)
            .await
            .unwrap();
        assert_eq!(offered("member", MEMBER).await, 1);
        assert_eq!(offered("other-admin", OTHER).await, 0);
        assert_eq!(offered("", &[]).await, 0);
        let unknown = admin::enable_method(state, &globex, "cheque", true).await;
        assert!(unknown.is_err());
    }
}
