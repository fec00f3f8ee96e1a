//! The pages of the store and of an organisation's plugins as the server draws them.

use std::sync::Arc;

use leptos::prelude::*;
use portico_app::backend::{
    Answer, AppActions, AppCard, AppDetail, AppPage, AppQuery, CategoryCount, FailedDelivery,
    HostAuditEntry, HostAuditPage, OrgBackend, OrgMembership, OrgPlugin, OrgSwitch, SessionView,
    StoreBackend,
};
use portico_app::error::AppError;
use portico_app::page::{HostBrand, PageContext, PageFacts};
use portico_app::routes::App;
use portico_sdk::claims::OrgRole;
use portico_sdk::policy::{PluginState, Reason, ReasonCode};
use serde_json::json;

use crate::support::{Page, tag_with};

/// A host with these plugins; `fails`: its database does not answer.
#[derive(Clone, Default)]
struct Host {
    cards: Vec<AppCard>,
    plugins: Vec<OrgPlugin>,
    orgs: Vec<&'static str>,
    audit: HostAuditPage,
    fails: bool,
}

#[async_trait::async_trait]
impl StoreBackend for Host {
    async fn search(&self, query: &AppQuery) -> Answer<AppPage> {
        if self.fails {
            return Err(AppError::internal());
        }
        let found: Vec<_> = self
            .cards
            .iter()
            .filter(|card| card.title.to_lowercase().contains(&query.q))
            .cloned()
            .collect();
        let categories = (!found.is_empty()).then(|| CategoryCount {
            category: "payments".to_owned(),
            count: 1_204,
        });
        Ok(AppPage {
            total: u32::try_from(found.len()).unwrap_or(0),
            matching: u32::try_from(self.cards.len()).unwrap_or(0),
            apps: found,
            categories: categories.into_iter().collect(),
            similar: false,
            next: Some("abc".to_owned()),
        })
    }

    async fn app(&self, plugin: &str) -> Answer<AppDetail> {
        let card = self.cards.iter().find(|card| card.name == plugin).cloned();
        Ok(AppDetail {
            card: card.ok_or_else(AppError::not_found)?,
            about: Vec::new(),
            about_lang: String::new(),
            extensions: Vec::new(),
        })
    }

    async fn installed(&self) -> Answer<Vec<AppCard>> {
        Ok(self.cards.clone())
    }

    async fn install(&self, _plugin: &str) -> Answer<AppCard> {
        Err(AppError::not_found())
    }

    async fn uninstall(&self, _plugin: &str) -> Answer<AppCard> {
        Err(AppError::not_found())
    }
    async fn lift_suspension(&self, _plugin: &str) -> Answer<AppCard> {
        Err(AppError::not_found())
    }
}

#[async_trait::async_trait]
impl OrgBackend for Host {
    async fn org_plugins(&self, _org: &str) -> Answer<Vec<OrgPlugin>> {
        Ok(self.plugins.clone())
    }

    async fn set_org_plugin(
        &self,
        _org: &str,
        _plugin: &str,
        _switch: OrgSwitch,
    ) -> Answer<OrgPlugin> {
        Err(AppError::not_found())
    }

    async fn audit(&self, _: &str, _: Option<&str>) -> Answer<HostAuditPage> {
        Ok(self.audit.clone())
    }

    async fn failed_deliveries(&self, _: &str, _: &str) -> Answer<Vec<FailedDelivery>> {
        Ok(vec![FailedDelivery {
            event: "order.placed".to_owned(),
            at: 1_700_000_000_000,
            attempts: 8,
            reason: "no <b>connection</b>".to_owned(),
        }])
    }
}

impl Host {
    async fn html(self, path: &'static str) -> String {
        let page = Page::default().path(path);
        page.html(move || {
            let host = Arc::new(self.clone());
            let facts = expect_context::<PageContext>();
            let orgs = self.orgs.iter().map(|org| OrgMembership {
                id: (*org).to_owned(),
                role: OrgRole::Admin,
            });
            let session = (!self.orgs.is_empty()).then(|| SessionView {
                host: "acme-shop".to_owned(),
                uid: "mara".to_owned(),
                orgs: orgs.collect(),
                org: None,
                host_member: false,
            });
            provide_context(PageContext(Arc::new(PageFacts {
                session,
                ..(*facts.0).clone()
            })));
            provide_context::<Arc<dyn StoreBackend>>(host.clone());
            provide_context::<Arc<dyn OrgBackend>>(host);
            view! { <App/> }
        })
        .await
    }
}

fn card(title: &str, state: PluginState, code: ReasonCode) -> AppCard {
    AppCard {
        name: title.to_lowercase().replace(' ', "-"),
        title: title.to_owned(),
        summary: "Does one thing.".to_owned(),
        langs: portico_app::backend::TextLangs::default(),
        publisher: "Portico".to_owned(),
        icon: String::new(),
        tile: String::new(),
        categories: vec!["payments".to_owned()],
        version: "1.0.0".to_owned(),
        state,
        org: None,
        reasons: vec![Reason {
            code,
            org: None,
            by: None,
            at: None,
            note: String::new(),
        }],
        actions: AppActions::default(),
    }
}

fn blocked() -> OrgPlugin {
    OrgPlugin {
        name: "mail-blaster".to_owned(),
        title: "Mail Blaster".to_owned(),
        title_lang: String::new(),
        icon: String::new(),
        tile: String::new(),
        version: "1.0.0".to_owned(),
        slots: vec!["admin:sidebar".to_owned()],
        enabled: false,
        mode: None,
        locked_by: Some("host".to_owned()),
        note: "data protection".to_owned(),
        set_by: None,
        set_at: None,
        suspended_at: None,
        has_settings: false,
    }
}

#[tokio::test]
async fn an_empty_store_a_search_without_match_and_a_failure_say_different_things() {
    let empty = Host::default().html("/store").await;
    assert!(empty.contains("No plugins yet"), "{empty}");

    let host = Host {
        cards: vec![card(
            "Acme Pay",
            PluginState::Available,
            ReasonCode::NotEnabled,
        )],
        ..Host::default()
    };
    let no_match = host.clone().html("/store?q=zzz").await;
    assert!(no_match.contains("No plugin matches"), "{no_match}");
    assert!(no_match.contains("Clear filters"), "{no_match}");
    assert!(!no_match.contains("No plugins yet"), "{no_match}");

    let failed = Host {
        fails: true,
        ..host
    };
    let failed = failed.html("/store?q=pay").await;
    assert!(failed.contains("The store could not be loaded"), "{failed}");
    assert!(failed.contains(r#"href="/store?q=pay""#), "{failed}");
}

#[tokio::test]
async fn the_list_keeps_its_state_in_its_links() {
    let host = Host {
        cards: vec![card(
            "Acme Pay",
            PluginState::Installed,
            ReasonCode::OwnInstall,
        )],
        ..Host::default()
    };
    let html = host.html("/store?q=pay&sort=name").await;
    for link in [
        r#"href="/store?q=pay&amp;category=payments&amp;sort=name""#,
        r#"href="/store?q=pay&amp;sort=name&amp;cursor=abc""#,
        r#"href="/store/acme-pay""#,
    ] {
        assert!(html.contains(link), "{link} in {html}");
    }
    assert!(html.contains("Installed"), "{html}");
    assert!(tag_with(&html, "Payments").contains("span"));
}

#[tokio::test]
async fn a_category_says_how_many_plugins_there_are_beside_it() {
    let host = Host {
        cards: ["Acme Pay", "Paysafe"]
            .map(|title| card(title, PluginState::Installed, ReasonCode::OwnInstall))
            .to_vec(),
        ..Host::default()
    };
    let html = host.html("/store?q=acme&category=payments").await;
    assert!(
        html.contains(r#"<span>All</span><span class="count">2</span>"#)
            && html.contains(r#"<span class="count">1,204</span>"#),
        "{html}"
    );
}

#[tokio::test]
async fn only_what_can_be_installed_has_the_button() {
    let mut available = card("Acme Pay", PluginState::Available, ReasonCode::NotEnabled);
    available.actions.install = true;
    let blocked = card(
        "Mail Blaster",
        PluginState::Blocked,
        ReasonCode::HostBlocked,
    );
    let host = Host {
        cards: vec![available, blocked],
        orgs: vec!["globex"],
        ..Host::default()
    };
    let html = host.clone().html("/store/acme-pay").await;
    assert!(
        html.contains(r#"action="/store/acme-pay/install""#),
        "{html}"
    );
    let html = host.html("/store/mail-blaster").await;
    assert!(!html.contains("/install\""), "{html}");
    assert!(html.contains("Blocked by Acme Shop"), "{html}");
}

#[tokio::test]
async fn what_the_host_locked_cannot_be_switched_and_says_why() {
    let host = Host {
        plugins: vec![blocked()],
        orgs: vec!["globex"],
        ..Host::default()
    };
    let html = host.html("/admin/plugins").await;
    let switch = tag_with(&html, r#"role="switch""#);
    assert!(switch.contains("disabled"), "{switch}");
    assert!(
        switch.contains(r#"aria-describedby="mail-blaster-reason""#),
        "{switch}"
    );
    assert!(
        html.contains("Blocked by Acme Shop: data protection"),
        "{html}"
    );
}

#[tokio::test]
async fn the_switches_are_forms_that_an_island_takes_over() {
    let mut chart = blocked();
    chart.name = "sales-chart".to_owned();
    chart.title = "Sales \"Chart\"".to_owned();
    chart.locked_by = None;
    chart.mode = Some("default_on".to_owned());
    let host = Host {
        plugins: vec![chart, blocked()],
        orgs: vec!["globex"],
        ..Host::default()
    };
    for path in ["/admin/plugins", "/admin/plugins/sales-chart"] {
        let html = host.clone().html(path).await;
        let island = html.find("data-component=\"OrgSwitches_");
        let form = html.find(r#"action="/admin/plugins/sales-chart/switch""#);
        assert!(island.is_some() && form > island, "{html}");
        // What the island reads, and what the form posts without it.
        let switch = tag_with(&html, r#"data-switch="sales-chart""#);
        for attribute in [
            "data-title=\"Sales &quot;Chart&quot;\"",
            r#"data-decision="default_on""#,
            r#"data-org="globex""#,
        ] {
            assert!(switch.contains(attribute), "{attribute} in {switch}");
        }
        assert!(html.contains(r#"name="to" value="true""#), "{html}");
        for id in ["sales-chart-status", "sales-chart-reason"] {
            assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{html}");
        }
    }
    let html = host.html("/admin/plugins").await;
    let count = tag_with(&html, r#"data-count="off""#);
    assert!(
        count.contains(r#"data-n="2""#) && count.contains(r#"data-text="Off {n}""#),
        "{count}"
    );
    assert_eq!(html.matches("data-count=").count(), 2, "{html}");
}

#[tokio::test]
async fn every_row_that_names_a_plugin_leads_to_why_it_is_there() {
    let host = Host {
        cards: vec![card(
            "Reviews",
            PluginState::Installed,
            ReasonCode::OwnInstall,
        )],
        plugins: vec![blocked()],
        orgs: vec!["globex"],
        ..Host::default()
    };
    for (path, plugin) in [
        ("/installed", "reviews"),
        ("/admin/plugins", "mail-blaster"),
        ("/admin/plugins/mail-blaster", "mail-blaster"),
    ] {
        let html = host.clone().html(path).await;
        let why = format!(r#"href="/store/{plugin}#why" class="why-link">Why do I see this?"#);
        assert!(html.contains(&why), "{path}: {html}");
    }
    // Within the fold, so that a link to it opens it.
    let html = host.html("/store/reviews").await;
    let fold = html.split("<details class=\"why\"").nth(1);
    let fold = fold.and_then(|rest| rest.split("</details>").next());
    assert!(
        fold.is_some_and(|fold| fold.contains("id=\"why\"")),
        "{html}"
    );
}

#[tokio::test]
async fn events_that_a_plugin_did_not_take_are_shown_to_its_admin() {
    let host = Host {
        plugins: vec![blocked()],
        orgs: vec!["globex"],
        ..Host::default()
    };
    let html = host.html("/admin/plugins/mail-blaster").await;
    for shown in [
        "Events that did not arrive",
        "order.placed",
        "14\u{a0}Nov\u{a0}2023",
        "no &lt;b&gt;connection&lt;/b&gt;",
    ] {
        assert!(html.contains(shown), "{shown} in {html}");
    }
}

#[tokio::test]
async fn an_admin_of_several_organisations_chooses_one_first() {
    let host = Host {
        plugins: vec![blocked()],
        orgs: vec!["globex", "initech"],
        ..Host::default()
    };
    let html = host.html("/admin/plugins").await;
    assert!(html.contains("Choose an organisation"), "{html}");
    assert!(html.contains(r#"name="org" value="initech""#), "{html}");
    assert!(!html.contains("Mail Blaster"), "{html}");
}

#[tokio::test]
async fn a_user_of_the_host_is_not_offered_the_console() {
    let user = Host {
        orgs: vec!["globex"],
        ..Host::default()
    };
    let html = user.html("/").await;
    assert!(!html.contains("/console"), "{html}");
    let nobody = Host::default().html("/").await;
    assert!(nobody.contains(r#"href="/console""#), "{nobody}");
    let sign_in = Host::default().html("/sign-in").await;
    assert!(sign_in.contains(r#"href="/console""#), "{sign_in}");
}

#[tokio::test]
async fn the_hosts_own_sign_in_is_told_the_way_back() {
    const HOST: &str = "https://shop.example.com/in?shop=2";
    let link = async |path: &'static str, sign_in_url: &'static str| {
        let html = Page::default().path(path).html(move || {
            let facts = expect_context::<PageContext>();
            provide_context(PageContext(Arc::new(PageFacts {
                host: facts.host.clone().map(|host| HostBrand {
                    site_url: "https://shop.example.com/".to_owned(),
                    sign_in_url: sign_in_url.to_owned(),
                    ..host
                }),
                ..(*facts.0).clone()
            })));
            view! { <App/> }
        });
        // The bar leads to the site, the page to where one signs in.
        let html = html.await;
        let (_, main) = html.split_once("<main").unwrap();
        let (_, rest) = main
            .split_once(r#"href="https://shop.example.com/"#)
            .unwrap();
        let (path, _) = rest.split_once('"').unwrap();
        format!("https://shop.example.com/{}", path.replace("&amp;", "&"))
    };
    let back = "https://shop.example.com/in?shop=2&next=/admin/plugins%3Fq%3Da%2520b";
    let to_page = link("/sign-in?next=%2Fadmin%2Fplugins%3Fq%3Da%2520b", HOST).await;
    assert_eq!(to_page, back);
    // Nowhere to come back to, a place that is not ours, or no address that expects it.
    for (path, address, href) in [
        ("/sign-in", HOST, HOST),
        ("/sign-in?next=//evil.example", HOST, HOST),
        ("/sign-in?next=https://evil.example/", HOST, HOST),
        ("/sign-in?next=/admin", "", "https://shop.example.com/"),
    ] {
        assert_eq!(link(path, address).await, href, "{path}");
    }
}

#[tokio::test]
async fn an_admin_reads_who_decided_what_for_the_organisation_in_words() {
    let entry = |action: &str, before, after| HostAuditEntry {
        seq: 7,
        at: 1_795_276_800_000,
        org: "globex".to_owned(),
        actor: "mara".to_owned(),
        via: "user".to_owned(),
        action: action.to_owned(),
        subject: "acme-pay".to_owned(),
        before,
        after,
    };
    let host = Host {
        orgs: vec!["globex"],
        audit: HostAuditPage {
            entries: vec![
                entry("org_plugin.set", json!(null), json!({"mode": "forced"})),
                entry(
                    "settings.save",
                    json!({"mode": "test", "api_key": {"is_set": true}}),
                    json!({"mode": "live", "api_key": {"is_set": true}}),
                ),
            ],
            next: Some("6".to_owned()),
        },
        ..Host::default()
    };
    let html = host.clone().html("/admin/audit").await;
    for words in [
        "Turned a plugin on for everyone",
        "Saved a plugin’s settings",
        "from test to live",
        "replaced, not shown",
        ">mara<",
        "Globex",
        r#"href="/admin/audit?cursor=6""#,
        r#"datetime="2026-"#,
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(
        !html.contains("is_set") && !html.contains("at Globex"),
        "{html}"
    );
    // The sidebar leads here, and says that one is here.
    let link = tag_with(&html, r#"href="/admin/audit""#);
    assert!(link.contains(r#"aria-current="page""#), "{link}");
    let empty = Host {
        orgs: vec!["globex"],
        ..Host::default()
    };
    let empty = empty.html("/admin/audit").await;
    assert!(empty.contains("Nothing recorded yet"), "{empty}");
    assert!(empty.contains(r#"href="/admin/plugins""#), "{empty}");
    // With several organisations one is chosen first.
    let several = Host {
        orgs: vec!["globex", "initech"],
        ..host
    };
    let several = several.html("/admin/audit").await;
    assert!(
        several.contains(r#"name="org" value="initech""#),
        "{several}"
    );
    assert!(!several.contains("Turned a plugin on"), "{several}");
}
