//! What is decided on the way of a request, and what is checked at the door: the policy resolution, the URL rule, tokens.
#![allow(
    clippy::unwrap_used,
    reason = "a benchmark ends when something is not as expected"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use portico_sdk::OrgRole;
use portico_sdk::claims::Identity;
use portico_sdk::jwt::{HostSecret, Key, KeyMaterial, NewClaims, make_jwt_at, verify};
use portico_sdk::policy::{
    Facts, HostModes, Mode, PluginFacts, Policy, PolicyLevel, Selector, Viewer, resolve,
};
use portico_sdk::url_rule::{check_url, route_prefixes};

const ORGS: [&str; 3] = ["globex", "initech", "umbrella"];
const NOW: i64 = 1_767_225_600_000;

/// 50 plugins, all approved, a third of them on in each of a user's three organisations.
fn resolution(criterion: &mut Criterion) {
    let plugins: Vec<PluginFacts> = (0..50)
        .map(|number| PluginFacts {
            name: format!("plugin-{number:02}"),
            categories: vec!["payments".to_owned()],
            version: "1.0.0".to_owned(),
        })
        .collect();
    let policies: Vec<Policy> = plugins
        .iter()
        .enumerate()
        .map(|(number, plugin)| Policy {
            level: PolicyLevel::Org(ORGS[number % ORGS.len()].to_owned()),
            selector: Selector::Plugin(plugin.name.clone()),
            mode: Mode::Forced,
            set_by: "mara".to_owned(),
            set_at: NOW,
            note: String::new(),
        })
        .collect();
    let facts = Facts {
        modes: HostModes::default(),
        approved: plugins
            .iter()
            .map(|plugin| plugin.name.as_str())
            .collect::<BTreeSet<_>>(),
        policies: &policies,
        installs: BTreeMap::new(),
        suspensions: &[],
    };
    let identity = Identity {
        uid: "user".to_owned(),
        stripe_customer: None,
        orgs: ORGS
            .iter()
            .map(|org| ((*org).to_owned(), OrgRole::Member))
            .collect(),
        org: None,
    };
    criterion.bench_function("resolve 50 plugins over 3 organisations", |bench| {
        bench.iter(|| resolve(Viewer::User(&identity), black_box(&plugins), &facts));
    });
}

fn urls(criterion: &mut Criterion) {
    let prefixes = route_prefixes("acme-pay");
    criterion.bench_function("URL rule: accepted", |bench| {
        bench.iter(|| {
            check_url(
                black_box("/api/v1/plugins/acme-pay/intents?method=card"),
                &prefixes,
            )
        });
    });
    criterion.bench_function("URL rule: refused", |bench| {
        bench.iter(|| check_url(black_box("/api/v1/plugins/acme-pay/..%2fother"), &prefixes));
    });
}

fn tokens(criterion: &mut Criterion) {
    let secret = HostSecret::generate().unwrap();
    let claims = NewClaims {
        uid: "user",
        orgs: ORGS.iter().map(|org| (*org, OrgRole::Member)).collect(),
        ..NewClaims::default()
    };
    let token = make_jwt_at(&secret, &claims, NOW).unwrap();
    let keys = [Key {
        id: secret.key_id().to_owned(),
        material: KeyMaterial::Secret(secret.clone()),
    }];
    criterion.bench_function("check a host's token", |bench| {
        bench.iter(|| verify(black_box(&token), "acme-shop", &keys, NOW).unwrap());
    });
}

criterion_group!(decisions, resolution, urls, tokens);
criterion_main!(decisions);
