//! The frames of the console's pages, and loading what all of them need: the account and its hosts.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::access::SignInCard;
use super::form::titled;
use crate::backend::{Answer, ConsoleAccount, ConsoleBackend, ConsoleHost, backend};
use crate::error::AppError;
use crate::i18n::Text;
use crate::layout::{
    ConsoleLayout, ConsoleTopLayout, LayoutData, NavGroup, NavItem, PageWidth, Place,
};
use crate::page::{page, text};
use crate::pages::failed::{FailedPage, set_status};
use crate::ui::{Breadcrumbs, Crumb, Phrase};

/// What a page of one host is drawn from.
pub(super) struct HostPage<T> {
    /// The frame around it.
    pub frame: HostFrameData,
    /// Its own data.
    pub data: T,
}

/// What the frame of a host's page shows.
#[derive(Clone)]
pub(super) struct HostFrameData {
    /// The signed-in account.
    pub account: ConsoleAccount,
    /// The host of the page.
    pub host: ConsoleHost,
    /// All hosts of the account.
    hosts: Vec<ConsoleHost>,
}

/// The backend of the console.
pub(super) fn console() -> Answer<Arc<dyn ConsoleBackend>> {
    backend::<dyn ConsoleBackend>()
}

/// Loads a page of the console. Signed out it becomes the form to sign in, which leads back here.
pub(super) fn load_console<T, V>(
    data: impl Future<Output = Answer<T>> + Send + 'static,
    draw: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    Suspend::new(async move {
        match data.await {
            Ok(loaded) => draw(loaded).into_any(),
            Err(error) if error.status == 401 => {
                set_status(401);
                let needs_setup = match console() {
                    Ok(console) => console.needs_setup().await.unwrap_or(false),
                    Err(_) => false,
                };
                let next = page().path.clone();
                view! { <SignInCard next needs_setup lead=text().console.access.sign_in_to_go_on/> }
                    .into_any()
            }
            Err(error) => view! { <FailedPage error/> }.into_any(),
        }
    })
}

/// The signed-in account; 401 when signed out.
pub(super) async fn account(console: &Arc<dyn ConsoleBackend>) -> Answer<ConsoleAccount> {
    console.account().await?.ok_or_else(AppError::unauthorized)
}

/// Loads a page of the host in the address.
pub(super) fn load_host<T, V, Load, Data>(
    load: Load,
    draw: impl FnOnce(HostPage<T>) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
    Load: FnOnce(Arc<dyn ConsoleBackend>, String) -> Data + Send + 'static,
    Data: Future<Output = Answer<T>> + Send + 'static,
{
    let id = use_params_map().get_untracked().get("host");
    let id = id.unwrap_or_default();
    let data = async move {
        let console = console()?;
        let account = account(&console).await?;
        let hosts = console.hosts().await?;
        let host = hosts.iter().find(|host| host.id == id).cloned();
        let frame = HostFrameData {
            account,
            host: host.ok_or_else(AppError::not_found)?,
            hosts,
        };
        let data = load(console, id).await?;
        Ok(HostPage { frame, data })
    };
    load_console(data, draw)
}

/// The address of a page of a host.
pub(super) fn host_href(host: &str, place: HostPlace) -> String {
    format!("/console/hosts/{host}{}", place.path())
}

/// The pages of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HostPlace {
    /// First page.
    Overview,
    /// Plugins, and below them one plugin's settings.
    Plugins,
    /// The order of extensions in their slots.
    Slots,
    /// Host keys.
    Keys,
    /// Origins.
    Origins,
    /// API tokens.
    Tokens,
    /// Members and invitations.
    Members,
    /// Settings.
    Settings,
    /// Audit log.
    Audit,
}

impl HostPlace {
    fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Plugins => "/plugins",
            Self::Slots => "/slots",
            Self::Keys => "/keys",
            Self::Origins => "/origins",
            Self::Tokens => "/tokens",
            Self::Members => "/members",
            Self::Settings => "/settings",
            Self::Audit => "/audit",
        }
    }

    fn label(self, text: &'static Text) -> &'static str {
        let words = &text.console;
        match self {
            Self::Overview => words.overview_title,
            Self::Plugins => words.plugins.title,
            Self::Slots => text.inspector.slots_title,
            Self::Keys => words.keys.title,
            Self::Origins => words.keys.origins_title,
            Self::Tokens => words.people.tokens_title,
            Self::Members => words.people.members_title,
            Self::Settings => words.settings.title,
            Self::Audit => text.audit.title,
        }
    }
}

/// A page of one host: bar with the switch between hosts, sidebar, the way here.
#[component]
pub(super) fn HostFrame(
    /// What the frame shows.
    frame: HostFrameData,
    /// Where the page belongs.
    place: HostPlace,
    /// Title of a page below `place`.
    #[prop(optional, into)]
    below: Option<Phrase>,
    /// The page.
    children: Children,
) -> AnyView {
    let page = page();
    let words = page.locale.text();
    let host = &frame.host;
    let mut data = LayoutData::of(&page, Place::Console);
    data.hosts = frame
        .hosts
        .iter()
        .map(|other| {
            NavItem::new(&other.name, host_href(&other.id, place)).current(other.id == host.id)
        })
        .collect();
    let at = place.label(words);
    let title = match &below {
        Some(below) => format!("{} · {at} · {}", below.text(), host.name),
        None => format!("{at} · {}", host.name),
    };
    let title = titled(&title);
    let crumbs = crumbs(host, place, below, words);
    view! {
        <Title text=title/>
        <ConsoleLayout data sidebar=sidebar(&host.id, place, words)>
            <Breadcrumbs locale=page.locale items=crumbs/>
            {children()}
        </ConsoleLayout>
    }
    .into_any()
}

fn crumbs(
    host: &ConsoleHost,
    place: HostPlace,
    below: Option<Phrase>,
    text: &'static Text,
) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::link(text.console.hosts_title, "/console")];
    if place == HostPlace::Overview {
        crumbs.push(Crumb::here(Phrase::data(&host.name)));
        return crumbs;
    }
    crumbs.push(Crumb::link(
        Phrase::data(&host.name),
        host_href(&host.id, HostPlace::Overview),
    ));
    match below {
        None => crumbs.push(Crumb::here(place.label(text))),
        Some(title) => {
            crumbs.push(Crumb::link(place.label(text), host_href(&host.id, place)));
            crumbs.push(Crumb::here(title));
        }
    }
    crumbs
}

fn sidebar(host: &str, here: HostPlace, text: &'static Text) -> Vec<NavGroup> {
    use HostPlace::{Audit, Keys, Members, Origins, Overview, Plugins, Settings, Slots, Tokens};
    let words = &text.console;
    [
        ("", [Overview, Plugins, Slots].as_slice()),
        (words.connection, &[Keys, Origins, Tokens]),
        (words.host, &[Members, Settings, Audit]),
    ]
    .into_iter()
    .map(|(label, places)| NavGroup {
        label: label.to_owned(),
        items: places
            .iter()
            .map(|place| {
                NavItem::new(place.label(text), host_href(host, *place)).current(*place == here)
            })
            .collect(),
    })
    .collect()
}

/// A page above the hosts.
#[component]
pub(super) fn TopFrame(
    /// Title of the page.
    #[prop(into)]
    title: String,
    /// How wide the content is.
    #[prop(optional)]
    width: PageWidth,
    /// The page.
    children: Children,
) -> AnyView {
    let data = LayoutData::of(&page(), Place::Console);
    view! {
        <Title text=titled(&format!("{title} · Portico"))/>
        <ConsoleTopLayout data width>{children()}</ConsoleTopLayout>
    }
    .into_any()
}
