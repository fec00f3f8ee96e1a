//! The host a page of the console is about, and the way to another one.

use leptos::prelude::*;

use super::data::NavItem;
use crate::i18n::Locale;
use crate::ui::{Data, Icon, IconName, Phrase};

/// Nothing without hosts, a name with one, a menu with several.
#[component]
pub(super) fn HostSwitcher(
    /// The hosts, each leading to its first page.
    hosts: Vec<NavItem>,
    /// Language.
    locale: Locale,
) -> AnyView {
    let text = &locale.text().console;
    let current = hosts
        .iter()
        .find(|host| host.current)
        .map_or_else(|| text.all_hosts.into(), |host| Phrase::data(&host.label));
    match hosts.len() {
        0 => ().into_any(),
        1 => view! { <span class="topbar-org clip">{current.view()}</span> }.into_any(),
        _ => view! {
            <button type="button" class="topbar-trigger" popovertarget="host-menu">
                <span class="visually-hidden">{text.switch_host}": "</span>
                <span class="clip">{current.view()}</span>
                <Icon name=IconName::Chevron />
            </button>
            <HostMenu hosts=hosts locale=locale />
        }
        .into_any(),
    }
}

#[component]
fn HostMenu(hosts: Vec<NavItem>, locale: Locale) -> AnyView {
    let text = &locale.text().console;
    let links: Vec<_> = hosts.into_iter().map(host_link).collect();
    view! {
        <div class="menu" id="host-menu" popover="auto">
            <nav class="menu-group" aria-label=text.hosts_title>
                <p class="eyebrow" aria-hidden="true">{text.hosts_title}</p>
                {links}
            </nav>
            <div class="menu-group">
                <a class="menu-item" href="/console"><Icon name=IconName::List />{text.all_hosts}</a>
            </div>
        </div>
    }
    .into_any()
}

fn host_link(host: NavItem) -> impl IntoView {
    view! {
        <a class="menu-item" href=host.href aria-current=host.current.then_some("true")>
            <Icon name=IconName::Globe />
            <span class="clip"><Data text=host.label/></span>
            {host.current.then(|| view! { <Icon name=IconName::Check /> })}
        </a>
    }
}
