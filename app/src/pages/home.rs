//! `/`: where to go from here, for whoever asks.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::i18n::{Text, fill};
use crate::layout::{LayoutData, PageWidth, Place, SiteLayout};
use crate::page::{PageContext, page};
use crate::ui::{ButtonKind, EmptyState, Icon, IconName, LinkButton, PageHeader};

/// A way on: icon, title, what is there, address.
struct Way {
    icon: IconName,
    title: String,
    text: &'static str,
    href: &'static str,
}

/// The start page.
#[component]
pub fn HomePage() -> impl IntoView {
    let page = page();
    let text = page.locale.text();
    let title = page.host.as_ref().map_or_else(
        || "Portico".to_owned(),
        |host| fill(text.home.title, &[("host", &host.name)]),
    );
    let named = match page.host {
        Some(_) => format!("{title} · Portico"),
        None => title.clone(),
    };
    view! {
        <Title text=named/>
        <SiteLayout data=LayoutData::of(&page, Place::Elsewhere) width=PageWidth::Narrow>
            {if page.host.is_some() {
                view! { <Start title/> }.into_any()
            } else {
                view! { <NoHostYet/> }.into_any()
            }}
        </SiteLayout>
    }
}

#[component]
fn Start(title: String) -> impl IntoView {
    let page = page();
    let text = page.locale.text();
    // Somebody else's session is a click away in the demo only.
    let switch = (page.demo && page.session.is_some())
        .then(|| view! { <LinkButton href="/sign-in">{text.home.switch_person}</LinkButton> });
    view! {
        <PageHeader title lead=text.home.lead>{switch}</PageHeader>
        <Ways ways=ways(&page, text)/>
        <h2>{text.home.for_developers}</h2>
        <Ways ways=ways_of_developers(&page, text) nested=true/>
    }
}

#[component]
fn Ways(
    ways: Vec<Way>,
    /// They stand below the heading of a section.
    #[prop(optional)]
    nested: bool,
) -> impl IntoView {
    let cards: Vec<_> = ways
        .into_iter()
        .map(|way| {
            let link = view! { <a class="cover-link" href=way.href>{way.title}</a> };
            let heading = if nested {
                view! { <h3 class="item-title">{link}</h3> }.into_any()
            } else {
                view! { <h2 class="item-title">{link}</h2> }.into_any()
            };
            view! {
                <li class="way card">
                    <Icon name=way.icon/>
                    {heading}
                    <p class="small muted">{way.text}</p>
                </li>
            }
        })
        .collect();
    view! { <ul class="ways" role="list">{cards}</ul> }
}

#[component]
fn NoHostYet() -> impl IntoView {
    let text = page().locale.text();
    view! {
        <h1 class="visually-hidden"><bdi>"Portico"</bdi></h1>
        <EmptyState icon=IconName::Building title=text.errors.no_host_title text=text.errors.no_host_text>
            <LinkButton href="/console" kind=ButtonKind::Primary>{text.errors.to_console}</LinkButton>
        </EmptyState>
    }
}

/// What is there for this visitor; a page that would refuse is not offered.
fn ways(page: &PageContext, text: &'static Text) -> Vec<Way> {
    let (nav, home) = (&text.nav, &text.home);
    let session = page.session.as_ref();
    let is_admin =
        session.is_some_and(|session| session.host_member || session.admin_orgs().next().is_some());
    shown([
        (true, IconName::Store, nav.store, home.store_text, "/store"),
        (
            session.is_some(),
            IconName::Installed,
            nav.installed,
            home.installed_text,
            "/installed",
        ),
        (
            is_admin,
            IconName::Admin,
            nav.admin,
            home.admin_text,
            "/admin",
        ),
        (page.demo, IconName::Shop, nav.shop, home.shop_text, "/shop"),
        (
            session.is_none(),
            IconName::User,
            text.sign_in.title,
            home.sign_in_text,
            "/sign-in",
        ),
    ])
}

/// What is there for those who build with it.
fn ways_of_developers(page: &PageContext, text: &'static Text) -> Vec<Way> {
    let (nav, home) = (&text.nav, &text.home);
    shown([
        // Users of the host have no business there; somebody signed out may run it.
        (
            page.account.is_some() || page.session.is_none() || page.demo,
            IconName::Key,
            nav.console,
            home.console_text,
            "/console",
        ),
        (
            true,
            IconName::Code,
            home.api_title,
            home.api_text,
            "/api/docs",
        ),
    ])
}

/// Shown or not, icon, title, what is there, address.
type Offer = (bool, IconName, &'static str, &'static str, &'static str);

fn shown<const N: usize>(all: [Offer; N]) -> Vec<Way> {
    all.into_iter()
        .filter(|(shown, ..)| *shown)
        .map(|(_, icon, title, text, href)| Way {
            icon,
            title: title.to_owned(),
            text,
            href,
        })
        .collect()
}
