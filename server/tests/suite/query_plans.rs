//! Every query of a hot path finds its rows by an index, on both engines: a table that has grown is not read from end to end.

use std::collections::BTreeMap;

use crate::support::{TestDb, databases};
use portico_sdk::claims::Identity;
use portico_sdk::plugin::{HostEvent, Scope};
use portico_sdk::policy::{PolicyLevel, Selector};
use portico_server::epochs::Subject;
use portico_server::storage::deliveries::Delivery;
use portico_server::storage::{
    Engine, Query, Row, Runner, StorageError, UnitOfWork, accounts, api_tokens, audit, deliveries,
    epochs, host_keys, hosts, keys, members, packages, plugin_kv, plugin_records, policies,
    reports, sessions, settings, shop, slot_orders, sql, suspensions,
};

/// Runs queries and keeps the plan of each.
struct Explained {
    work: UnitOfWork,
    /// PostgreSQL: index → its first column.
    leading: BTreeMap<String, String>,
    plans: Vec<(String, Vec<String>)>,
}

impl Explained {
    async fn on(test: &TestDb) -> Self {
        let mut work = test.db.begin().await.unwrap();
        if test.engine() == Engine::Postgres {
            // Tables are empty here, and an empty one is soonest read as a whole. Without that way out, a sequential scan means
            // that no index would do.
            for off in ["seqscan", "bitmapscan"] {
                let setting: &'static str =
                    Box::leak(format!("set local enable_{off} = off").into_boxed_str());
                sql(setting).execute(&mut work).await.unwrap();
            }
        }
        let leading = leading_columns(&mut work).await;
        Self {
            work,
            leading,
            plans: Vec::new(),
        }
    }

    async fn look(&mut self, query: &Query) -> Result<(), StorageError> {
        let engine = self.work.engine();
        let column = match engine {
            Engine::Sqlite => "detail",
            Engine::Postgres => "QUERY PLAN",
        };
        let rows = self.work.rows(query.explain(engine)).await?;
        let plan: Result<Vec<String>, _> = rows.iter().map(|row| row.text(column)).collect();
        self.plans.push((query.text().to_owned(), plan?));
        Ok(())
    }

    /// What is wrong with a plan: a table, or a whole index, read from end to end.
    fn complaint(&self, plan: &[String]) -> Option<String> {
        match self.work.engine() {
            Engine::Sqlite => plan
                .iter()
                .find(|step| {
                    let scanned = step.strip_prefix("SCAN ");
                    scanned.is_some_and(|what| !what.starts_with("CONSTANT") && !makes(plan, what))
                })
                .cloned(),
            Engine::Postgres => plan.iter().enumerate().find_map(|(number, step)| {
                let used = step.split_once(" using ").map(|(_, rest)| rest);
                let index = used.and_then(|rest| rest.split(' ').next());
                let bad = match index {
                    // Only a condition on its first column narrows an index down.
                    Some(index) => !plan[number..].get(1).is_some_and(|condition| {
                        condition.trim_start().starts_with("Index Cond:")
                            && words(condition).any(|word| Some(word) == self.leads(index))
                    }),
                    None => step.contains(" Scan ") && !step.contains("Subquery Scan "),
                };
                bad.then(|| step.clone())
            }),
        }
    }

    /// The first column of an index.
    fn leads(&self, index: &str) -> Option<&str> {
        self.leading.get(index).map(String::as_str)
    }
}

impl Runner for Explained {
    async fn rows(&mut self, query: Query) -> Result<Vec<Row>, StorageError> {
        self.look(&query).await?;
        self.work.rows(query).await
    }

    async fn execute(&mut self, query: Query) -> Result<u64, StorageError> {
        self.look(&query).await?;
        self.work.execute(query).await
    }
}

/// True for rows that the plan itself has found before: it goes through all of them, not through a table.
fn makes(plan: &[String], what: &str) -> bool {
    plan.iter().any(|step| {
        let made = step.strip_prefix("CO-ROUTINE ");
        made.or_else(|| step.strip_prefix("MATERIALIZE ")) == Some(what)
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

/// The queries of requests that every user makes, of the policy resolution, and of what runs in the background.
async fn hot(on: &mut Explained) -> Result<(), StorageError> {
    let (host, org, uid, hash, now) = ("acme", "globex", "user-7", "hash", 1_000);
    // Who asks.
    sessions::live(on, hash, now).await?;
    sessions::set_identity(on, hash, &identity(uid)).await?;
    sessions::delete(on, hash).await?;
    sessions::delete_of_key(on, host, "key").await?;
    sessions::surplus(on, host, uid, 19).await?;
    sessions::purge(on, now).await?;
    keys::usable(on, host, now).await?;
    keys::owners(on, "key", now).await?;
    keys::newest_secret(on, host).await?;
    host_keys::of_host(on, host).await?;
    host_keys::get(on, host, "key").await?;
    accounts::by_session(on, hash, now).await?;
    accounts::by_email(on, "a@b.example").await?;
    accounts::delete_session(on, hash).await?;
    accounts::delete_sessions(on, uid, hash).await?;
    accounts::purge_sessions(on, now).await?;
    accounts::hold(on, "account", hash).await?;
    api_tokens::live(on, hash).await?;
    api_tokens::touch(on, "token", now).await?;
    api_tokens::revoke_of_account(on, host, "account", now).await?;
    members::role_of(on, host, "account").await?;
    members::hosts_of(on, "account").await?;
    members::of_host(on, host).await?;
    members::open_invitation(on, hash, now).await?;
    members::withdraw_of_account(on, host, "account").await?;
    // The host, its origins and its facts.
    hosts::get(on, host).await?;
    hosts::origins(on, host).await?;
    hosts::any_has_origin(on, "https://a.example").await?;
    policies::of_host(on, host).await?;
    policies::of_org(on, host, org).await?;
    policies::of_orgs(on, host, &[org, "initech"]).await?;
    policies::approved(on, host).await?;
    policies::approvals(on, host).await?;
    packages::files(on, "alpha", "1.0.0").await?;
    packages::version(on, "alpha", "1.0.0").await?;
    packages::hosts_that_approved(on, "alpha").await?;
    packages::hosts_that_approved_otherwise(on, "alpha", "sha256-x").await?;
    policies::installs(on, host, uid).await?;
    policies::install_counts(on, host).await?;
    policies::uninstall(on, host, uid, "alpha").await?;
    let level = PolicyLevel::Org(org.to_owned());
    let about = Selector::Plugin("alpha".to_owned());
    policies::remove(on, host, &level, &about).await?;
    for subject in [
        Subject::Host,
        Subject::Org(org.into()),
        Subject::User(uid.into()),
    ] {
        epochs::get(on, host, &subject).await?;
    }
    epochs::of_orgs(on, host, &[org, "initech"]).await?;
    epochs::newer_than(on, 5).await?;
    epochs::last(on).await?;
    // Settings and storage of plugins.
    let place = settings::Place {
        host,
        plugin: "alpha",
        org,
    };
    settings::stored(on, place).await?;
    settings::rev(on, place).await?;
    let place = plugin_kv::Place {
        host,
        plugin: "alpha",
        org,
    };
    plugin_kv::get(on, place, "key").await?;
    plugin_kv::list(on, place, "prefix", 10).await?;
    let shelf = plugin_records::Shelf {
        place,
        uid,
        shared: false,
    };
    plugin_records::get(on, shelf, "key").await?;
    plugin_records::list(on, shelf, "prefix", 10).await?;
    plugin_records::shared(on, place, "prefix", 10).await?;
    // The outbox.
    deliveries::plugins_due(on, now).await?;
    deliveries::due(on, "alpha", now, 20).await?;
    deliveries::failures(on, host, 20).await?;
    deliveries::prune(on, now, now).await?;
    deliveries::claim(on, &delivery(), now).await?;
    // What browsers report, and the order of slots.
    reports::since(on, host, 20_000).await?;
    reports::purge(on, 20_000).await?;
    // What had to be ended.
    let version = suspensions::Version {
        host,
        plugin: "alpha",
        version: "1.0.0",
    };
    suspensions::stops_since(on, version, uid, (0, now)).await?;
    suspensions::of_user(on, host, uid).await?;
    suspensions::of_orgs(on, host, &[org, "initech"]).await?;
    suspensions::suspended_users(on, version, org, 5).await?;
    suspensions::users_by_version(on, host, Some(org)).await?;
    suspensions::users_by_version(on, host, None).await?;
    suspensions::readers(on, host, org).await?;
    suspensions::lift_for_user(on, host, "alpha", uid, now).await?;
    suspensions::lift_for_org(on, host, "alpha", org).await?;
    suspensions::purge(on, now, 20_000, now).await?;
    slot_orders::of(on, host, &PolicyLevel::Host).await?;
    slot_orders::of(on, host, &level).await?;
    slot_orders::of_orgs(on, host, &[org, "initech"]).await?;
    slot_orders::remove(on, host, &level, "admin:sidebar").await?;
    // Pages of the audit log.
    audit::page(on, host, None, None, 50).await?;
    audit::page(on, host, Some(org), Some(7), 50).await?;
    audit::chain(on, 1, 50).await?;
    // The demo's shop.
    shop::products(on, host).await?;
    shop::product(on, host, "lamp").await?;
    shop::cart(on, host, "cart").await?;
    shop::methods(on, host, org).await?;
    shop::order(on, host, "order").await?;
    shop::order_items(on, "order").await?;
    shop::orders(on, host, org, 20, 40).await?;
    shop::order_count(on, host, org).await?;
    shop::day_sums(on, host, org, now).await?;
    shop::is_paid_with(on, host, "reference").await?;
    Ok(())
}

async fn leading_columns(work: &mut UnitOfWork) -> BTreeMap<String, String> {
    if work.engine() == Engine::Sqlite {
        return BTreeMap::new();
    }
    let rows = work
        .rows(sql(
            "select c.relname::text as index, a.attname::text as first from pg_index i \
             join pg_class c on c.oid = i.indexrelid \
             join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] \
             where c.relnamespace = current_schema()::regnamespace",
        ))
        .await
        .unwrap();
    rows.iter()
        .map(|row| (row.text("index").unwrap(), row.text("first").unwrap()))
        .collect()
}

fn identity(uid: &str) -> Identity {
    Identity {
        uid: uid.to_owned(),
        stripe_customer: None,
        orgs: BTreeMap::new(),
        org: None,
    }
}

fn delivery() -> Delivery {
    Delivery {
        id: "event/alpha".to_owned(),
        plugin: "alpha".to_owned(),
        event: HostEvent {
            name: "order.placed".to_owned(),
            id: "event".to_owned(),
            scope: Scope {
                host: "acme".to_owned(),
                org: None,
            },
            at: 0,
            payload: serde_json::Value::Null,
        },
        state: "waiting".to_owned(),
        attempts: 0,
        next_at: 0,
        last_error: String::new(),
        created_at: 0,
    }
}

#[tokio::test]
async fn every_hot_query_finds_its_rows_by_an_index() {
    for test in databases().await {
        let engine = test.engine();
        let mut on = Explained::on(&test).await;
        hot(&mut on).await.unwrap();
        assert!(on.plans.len() > 50);
        for (query, plan) in &on.plans {
            if let Some(complaint) = on.complaint(plan) {
                panic!("{engine:?}: {complaint}\n{query}\n{}", plan.join("\n"));
            }
        }
    }
}

#[tokio::test]
async fn pages_come_in_the_order_of_an_index_and_are_not_sorted() {
    for test in databases().await {
        let engine = test.engine();
        let mut on = Explained::on(&test).await;
        audit::page(&mut on, "acme", None, None, 50).await.unwrap();
        audit::page(&mut on, "acme", Some("globex"), Some(7), 50)
            .await
            .unwrap();
        deliveries::failures(&mut on, "acme", 20).await.unwrap();
        epochs::newer_than(&mut on, 5).await.unwrap();
        hosts::first(&mut on).await.unwrap();
        let place = plugin_kv::Place {
            host: "acme",
            plugin: "alpha",
            org: "globex",
        };
        let shelf = plugin_records::Shelf {
            place,
            uid: "user-7",
            shared: false,
        };
        plugin_records::list(&mut on, shelf, "prefix", 10)
            .await
            .unwrap();
        plugin_records::shared(&mut on, place, "prefix", 10)
            .await
            .unwrap();
        shop::orders(&mut on, "acme", "globex", 20, 40)
            .await
            .unwrap();
        for (query, plan) in &on.plans {
            let sorted = plan.iter().any(|step| {
                step.contains("TEMP B-TREE")
                    || step.trim_start_matches(['-', '>', ' ']).starts_with("Sort")
            });
            assert!(!sorted, "{engine:?}: {query}\n{}", plan.join("\n"));
        }
    }
}

#[tokio::test]
async fn a_query_without_an_index_is_found_out() {
    for test in databases().await {
        let engine = test.engine();
        for unindexed in [
            "select * from sessions where uid = $1",
            "select * from policies where org_id = $1",
        ] {
            let mut on = Explained::on(&test).await;
            on.rows(sql(unindexed).bind("x")).await.unwrap();
            let (_, plan) = &on.plans[0];
            assert!(on.complaint(plan).is_some(), "{engine:?} {plan:?}");
        }
    }
}
