//! A server with accounts, hosts and all that belongs to them, as the console's pages find it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use portico_app::backend::{
    Answer, ApiToken, ConsoleAccount, ConsoleBackend, ConsoleHost, HostAuditEntry, HostAuditPage,
    HostInvitation, HostKey, HostMember, HostOverview, HostPlugin, HostRole, HostSlot,
    InvitationOffer, KeyState, PluginProblem, SettingsForm,
};
use portico_app::error::AppError;
use portico_app::i18n::Locale;
use portico_app::page::{PageContext, PageFacts};
use portico_app::pages::refused::{RefusedForm, ShownOnce};
use portico_app::routes::App;
use serde_json::json;

use crate::support::{Page, all_kinds};

/// 12 November 2025, 14:03 UTC.
pub const NOW: i64 = 1_762_956_180_000;
const DAY: i64 = 86_400_000;

/// What the backend answers, and how the page was asked for.
#[derive(Clone)]
pub struct World {
    pub account: Option<ConsoleAccount>,
    pub needs_setup: bool,
    pub hosts: Vec<ConsoleHost>,
    pub keys: Vec<HostKey>,
    pub origins: Vec<String>,
    pub plugins: Vec<HostPlugin>,
    pub problems: Vec<PluginProblem>,
    pub members: Vec<HostMember>,
    pub invitations: Vec<HostInvitation>,
    pub tokens: Vec<ApiToken>,
    pub audit: HostAuditPage,
    pub settings: Option<SettingsForm>,
    pub offer: Option<InvitationOffer>,
    pub refused: Option<RefusedForm>,
    pub shown: Option<ShownOnce>,
    pub locale: Locale,
}

impl World {
    /// An operator's view of an empty server.
    pub fn empty() -> Self {
        Self {
            account: Some(account("ada@example.com", true)),
            needs_setup: false,
            hosts: Vec::new(),
            keys: Vec::new(),
            origins: Vec::new(),
            plugins: Vec::new(),
            problems: Vec::new(),
            members: Vec::new(),
            invitations: Vec::new(),
            tokens: Vec::new(),
            audit: HostAuditPage::default(),
            settings: None,
            offer: None,
            refused: None,
            shown: None,
            locale: Locale::En,
        }
    }

    /// One host with nothing in it, seen with this role.
    pub fn bare(role: HostRole) -> Self {
        Self {
            account: Some(account("ada@example.com", false)),
            hosts: vec![host("acme-shop", "Acme Shop", role)],
            ..Self::empty()
        }
    }

    /// Two hosts with something of everything, seen with this role.
    pub fn full(role: HostRole) -> Self {
        let mut north = host("north-wind", "North Wind", HostRole::Developer);
        north.accent = "#c02a7a".into();
        Self {
            hosts: vec![host("acme-shop", "Acme Shop", role), north],
            keys: keys(),
            origins: vec![
                "https://admin.shop.example.com".to_owned(),
                "https://shop.example.com".to_owned(),
            ],
            plugins: plugins(),
            problems: vec![PluginProblem {
                plugin: "size-finder".to_owned(),
                extension: "size_finder_form".to_owned(),
                path: "schema.fields[2].options".to_owned(),
                rule: "options_missing".to_owned(),
                fix: "Give a select at least one option.".to_owned(),
                left_out: true,
            }],
            members: members(),
            invitations: vec![HostInvitation {
                id: "i1".to_owned(),
                email: "kim@example.com".to_owned(),
                role: HostRole::Developer,
                invited_by: "ada@example.com".to_owned(),
                created_at: NOW - DAY,
                expires_at: NOW + 6 * DAY,
            }],
            tokens: vec![ApiToken {
                id: "t1".to_owned(),
                name: "Nightly deployment".to_owned(),
                created_by: "ada@example.com".to_owned(),
                created_at: NOW - 20 * DAY,
                last_used_at: Some(NOW),
            }],
            audit: audit(),
            settings: Some(SettingsForm {
                plugin: "acme-pay".to_owned(),
                title: "Acme Pay".to_owned(),
                title_lang: String::new(),
                schema: all_kinds(),
                state: portico_app::backend::FormState::default(),
                level: portico_sdk::schema::Level::Host,
                org: None,
            }),
            ..Self::bare(role)
        }
    }

    /// The page answers a refused form.
    pub fn refusing(mut self, form: &str, values: &[(&str, &str)], error: AppError) -> Self {
        let values: BTreeMap<String, String> = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        self.refused = Some(RefusedForm {
            form: form.to_owned(),
            values,
            error,
        });
        self
    }

    /// The page answers a form that made this.
    pub fn showing(mut self, shown: ShownOnce) -> Self {
        self.shown = Some(shown);
        self
    }

    /// The reader's language is German.
    pub fn in_german(mut self) -> Self {
        self.locale = Locale::De;
        self
    }

    /// The page at `path`.
    pub async fn html(self, path: &'static str) -> String {
        let page = Page::default().path(path).locale(self.locale);
        page.html(move || {
            let facts = expect_context::<PageContext>();
            provide_context(PageContext(Arc::new(PageFacts {
                account: self.account.as_ref().map(|account| account.email.clone()),
                ..(*facts.0).clone()
            })));
            provide_context::<Arc<dyn ConsoleBackend>>(Arc::new(self.clone()));
            if let Some(refused) = &self.refused {
                provide_context(refused.clone());
            }
            if let Some(shown) = &self.shown {
                provide_context(shown.clone());
            }
            view! { <App/> }
        })
        .await
    }

    fn known(&self, host: &str) -> Answer<ConsoleHost> {
        let found = self.hosts.iter().find(|known| known.id == host);
        found.cloned().ok_or_else(AppError::not_found)
    }
}

#[async_trait::async_trait]
impl ConsoleBackend for World {
    async fn account(&self) -> Answer<Option<ConsoleAccount>> {
        // A real backend waits for its database.
        tokio::task::yield_now().await;
        Ok(self.account.clone())
    }

    async fn needs_setup(&self) -> Answer<bool> {
        Ok(self.needs_setup)
    }

    async fn hosts(&self) -> Answer<Vec<ConsoleHost>> {
        Ok(self.hosts.clone())
    }

    async fn host(&self, host: &str) -> Answer<ConsoleHost> {
        self.known(host)
    }

    async fn overview(&self, host: &str) -> Answer<HostOverview> {
        let usable = |key: &&HostKey| key.state != KeyState::Revoked;
        Ok(HostOverview {
            host: self.known(host)?,
            keys: self.keys.iter().filter(usable).cloned().collect(),
            origins: self.origins.clone(),
            approved: self.plugins.iter().filter(|plugin| plugin.approved).count(),
            plugins: self.plugins.len(),
            public_origin: "https://plugins.example.com".to_owned(),
        })
    }

    async fn keys(&self, host: &str) -> Answer<Vec<HostKey>> {
        self.known(host).map(|_| self.keys.clone())
    }

    async fn origins(&self, host: &str) -> Answer<Vec<String>> {
        self.known(host).map(|_| self.origins.clone())
    }

    async fn plugins(&self, host: &str) -> Answer<Vec<HostPlugin>> {
        self.known(host).map(|_| self.plugins.clone())
    }

    async fn slots(&self, _: &str) -> Answer<Vec<HostSlot>> {
        Ok(Vec::new())
    }
    async fn problems(&self, host: &str) -> Answer<Vec<PluginProblem>> {
        self.known(host).map(|_| self.problems.clone())
    }

    async fn members(&self, host: &str) -> Answer<Vec<HostMember>> {
        self.known(host).map(|_| self.members.clone())
    }

    async fn invitations(&self, host: &str) -> Answer<Vec<HostInvitation>> {
        self.known(host).map(|_| self.invitations.clone())
    }

    async fn tokens(&self, host: &str) -> Answer<Vec<ApiToken>> {
        self.known(host).map(|_| self.tokens.clone())
    }

    async fn plugin_settings(&self, host: &str, plugin: &str) -> Answer<Option<SettingsForm>> {
        self.known(host)?;
        let settings = self.settings.clone();
        Ok(settings.filter(|settings| settings.plugin == plugin))
    }

    async fn invitation(&self, _token: &str) -> Answer<InvitationOffer> {
        let gone = || AppError::new(404, "invitation_invalid", "Ask for a new one.");
        self.offer.clone().ok_or_else(gone)
    }

    async fn audit(&self, host: &str, _cursor: Option<&str>) -> Answer<HostAuditPage> {
        self.known(host).map(|_| self.audit.clone())
    }
}

pub fn account(email: &str, is_operator: bool) -> ConsoleAccount {
    ConsoleAccount {
        email: email.to_owned(),
        name: "Ada Lovelace".to_owned(),
        is_operator,
    }
}

pub fn host(id: &str, name: &str, role: HostRole) -> ConsoleHost {
    ConsoleHost {
        id: id.to_owned(),
        name: name.to_owned(),
        role,
        logo_url: String::new(),
        accent: String::new(),
        site_url: "https://shop.example.com/".to_owned(),
        sign_in_url: "https://shop.example.com/sign-in".to_owned(),
        org_plugins: true,
        user_installs: true,
        purchases: false,
        created_at: NOW - 40 * DAY,
    }
}

pub fn key(id: &str, algorithm: &str, state: KeyState) -> HostKey {
    HostKey {
        id: id.to_owned(),
        algorithm: algorithm.to_owned(),
        state,
        retire_at: (state == KeyState::Retiring).then_some(NOW + DAY),
        last_used_at: (state != KeyState::Revoked).then_some(NOW),
        created_by: "ada@example.com".to_owned(),
        created_at: NOW - 3 * DAY,
    }
}

fn keys() -> Vec<HostKey> {
    vec![
        key("9f3k2m7q", "HS256", KeyState::Active),
        key("4b8x1c6t", "HS256", KeyState::Retiring),
        key("2026-edge", "EdDSA", KeyState::Active),
        key("1a5v0d3n", "HS256", KeyState::Revoked),
    ]
}

pub fn plugin(title: &str, icon: &str, colour: &str, approved: bool) -> HostPlugin {
    HostPlugin {
        name: title.to_lowercase().replace(' ', "-"),
        title: title.to_owned(),
        summary: "Revenue, orders and returns on your dashboard.".to_owned(),
        langs: portico_app::backend::TextLangs::default(),
        version: "1.4.0".to_owned(),
        icon: icon.to_owned(),
        tile: colour.to_owned(),
        slots: vec!["admin:dashboard:widget".to_owned()],
        kinds: vec!["schema".to_owned()],
        contents: String::new(),
        asks: Vec::new(),
        has_settings: true,
        approved,
        approved_by: approved.then(|| "ada@example.com".to_owned()),
        approved_at: approved.then_some(NOW - 9 * DAY),
        mode: None,
        note: String::new(),
        set_by: None,
        set_at: None,
    }
}

fn plugins() -> Vec<HostPlugin> {
    let mut pay = plugin("Acme Pay", "card", "violet", true);
    pay.summary = "Cards and wallets in the checkout, with test mode.".into();
    let mut blocked = plugin("Mail Blaster", "mail", "grey", false);
    blocked.summary = "Sends offers to everybody who ever bought something.".into();
    blocked.mode = Some("blocked".to_owned());
    blocked.note = "Data protection".into();
    let mut forced = plugin("Sales Chart", "bars-chart", "blue", true);
    forced.mode = Some("forced".to_owned());
    forced.set_by = Some("ada@example.com".to_owned());
    forced.set_at = Some(NOW - 2 * DAY);
    let mut sizes = plugin("Size Finder", "ruler", "green", false);
    sizes.summary = "Fewer returns: three questions, one size.".into();
    vec![pay, blocked, forced, sizes]
}

fn members() -> Vec<HostMember> {
    let member = |id: &str, email: &str, name: &str, role| HostMember {
        id: id.to_owned(),
        email: email.to_owned(),
        name: name.to_owned(),
        role,
        created_at: NOW - 40 * DAY,
    };
    vec![
        member("m1", "ada@example.com", "Ada Lovelace", HostRole::Owner),
        member(
            "m2",
            "grace@example.com",
            "Grace Hopper",
            HostRole::Developer,
        ),
    ]
}

fn audit() -> HostAuditPage {
    let entry = |seq: i64, action: &str, subject: &str, before, after| HostAuditEntry {
        seq,
        at: NOW - (20 - seq) * DAY / 7,
        org: String::new(),
        actor: "ada@example.com".to_owned(),
        via: "console".to_owned(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        before,
        after,
    };
    let mut by_org = entry(
        5,
        "org_plugin.set",
        "sales-chart",
        json!(null),
        json!("forced"),
    );
    by_org.org = "globex".into();
    by_org.actor = "org-admin".into();
    by_org.via = "user".into();
    HostAuditPage {
        entries: vec![
            entry(
                9,
                "host.update",
                "acme-shop",
                json!({"accent": "", "purchases": false}),
                json!({"accent": "#c02a7a", "purchases": true}),
            ),
            entry(8, "host_key.reveal", "9f3k2m7q", json!(null), json!(null)),
            entry(
                7,
                "host_policy.set",
                "mail-blaster",
                json!(null),
                json!({"mode": "blocked", "note": "Data protection"}),
            ),
            entry(
                6,
                "host_origin.add",
                "https://shop.example.com",
                json!(null),
                json!(true),
            ),
            by_org,
        ],
        next: Some("5".to_owned()),
    }
}
