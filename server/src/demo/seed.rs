//! Fills in the demo host, once: what people change in the demo stays.

use portico_sdk::policy::{Mode, Policy, PolicyLevel, Selector};

use super::{goods, past_orders};
use crate::epochs::{Change, Subject};
use crate::error::ServiceResult;
use crate::services::hosts::{NewHost, create};
use crate::state::AppState;
use crate::storage::shop::ProductRow;
use crate::storage::{audit, hosts, policies, shop};
use portico_app::demo::{GLOBEX, INITECH};

/// The demo's host.
pub const DEMO_HOST: &str = "acme-shop";
const BY: &str = "demo";

/// Plugins that an organisation of the demo has on from the start.
const ON_AT_FIRST: [(&str, &[&str]); 2] = [
    (GLOBEX, &["sales-chart", "link-list", "after-order-survey"]),
    (INITECH, &["sales-chart"]),
];
/// Plugins that the host has on for everyone, so that the checkout works for visitors who are not signed in.
const ON_FOR_EVERYONE: [&str; 1] = ["acme-pay"];

/// Adds the demo host with its goods, approvals, first policies and past orders. When it exists, only plugins that the
/// server has got since are approved.
pub async fn seed(state: &AppState) -> ServiceResult<()> {
    let now = state.clock.now_ms();
    let mut change = state.change().await?;
    if hosts::get(&mut change, DEMO_HOST).await?.is_some() {
        return approve_new(state, change, now).await;
    }
    create(
        &mut change,
        &state.cipher,
        now,
        NewHost {
            id: DEMO_HOST,
            name: "Acme Shop",
        },
        BY,
    )
    .await?;
    hosts::set_site_url(
        &mut change,
        DEMO_HOST,
        &format!("{}/shop", state.public_url.origin()),
    )
    .await?;
    for plugin in &state.registry.now().plugins {
        policies::approve(&mut change, DEMO_HOST, &plugin.name, BY, now).await?;
    }
    first_policies(state, &mut change, now).await?;
    let products: Vec<ProductRow> = goods::products().collect();
    for (position, product) in (0_i64..).zip(&products) {
        shop::insert_product(&mut change, DEMO_HOST, product, position).await?;
    }
    for (position, method) in (0_i64..).zip(goods::payment_methods()) {
        shop::insert_method(&mut change, DEMO_HOST, &method, position).await?;
    }
    for (order, items) in past_orders::past_orders(&products, now) {
        shop::insert_order(&mut change, DEMO_HOST, &order, &items).await?;
    }
    change.touch(DEMO_HOST, Subject::Host);
    change.commit().await?;
    Ok(())
}

/// Plugins that nobody has decided about yet: those whose approval was withdrawn are named in the audit log.
async fn approve_new(state: &AppState, mut change: Change<'_>, now: i64) -> ServiceResult<()> {
    let approved = policies::approved(&mut change, DEMO_HOST).await?;
    let mut added = false;
    for plugin in &state.registry.now().plugins {
        // Packages are approved by whoever installs them.
        if !plugin.digest.is_empty()
            || approved.contains_key(&plugin.name)
            || audit::names(&mut change, DEMO_HOST, "plugin.unapprove", &plugin.name).await?
        {
            continue;
        }
        policies::approve(&mut change, DEMO_HOST, &plugin.name, BY, now).await?;
        added = true;
    }
    if added {
        change.touch(DEMO_HOST, Subject::Host);
        change.commit().await?;
    }
    Ok(())
}

async fn first_policies(state: &AppState, change: &mut Change<'_>, now: i64) -> ServiceResult<()> {
    let org_wide = ON_AT_FIRST.iter().flat_map(|(org, plugins)| {
        plugins
            .iter()
            .map(|plugin| (PolicyLevel::Org((*org).to_owned()), *plugin, Mode::Forced))
    });
    let host_wide = ON_FOR_EVERYONE
        .iter()
        .map(|plugin| (PolicyLevel::Host, *plugin, Mode::DefaultOn));
    for (level, plugin, mode) in org_wide.chain(host_wide) {
        if state.registry.get(plugin).is_none() {
            continue;
        }
        let set_by = if level == PolicyLevel::Host {
            BY
        } else {
            "org-admin"
        }
        .to_owned();
        let selector = Selector::Plugin(plugin.to_owned());
        let policy = Policy {
            level,
            selector,
            mode,
            set_by,
            set_at: now,
            note: String::new(),
        };
        policies::set(change, DEMO_HOST, &policy).await?;
    }
    Ok(())
}
