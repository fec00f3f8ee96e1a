//! The bar at the top of every page.

use leptos::prelude::*;

use super::account_menu::AccountMenu;
use super::data::{LayoutData, NavItem};
use super::host_switcher::HostSwitcher;
use super::nav_list::NavList;
use super::org_switcher::OrgSwitcher;
use crate::page::HostBrand;
use crate::ui::{ButtonKind, ButtonSize, Icon, IconName, LinkButton, Logo};

/// Brand, main navigation (folded on narrow screens), organisation, person.
#[component]
pub(super) fn Topbar(
    /// What the frame shows.
    data: LayoutData,
) -> AnyView {
    let text = &data.locale.text().nav;
    let sign_in = data
        .viewer
        .is_none()
        .then(|| data.sign_in_href.clone())
        .flatten();
    view! {
        <header class="topbar">
            <FoldedNav data=data.clone() />
            {brand(data.host.as_ref())}
            <nav class="topnav" aria-label=text.main_label>
                <NavList items=data.nav.clone() />
            </nav>
            <div class="topbar-end">
                <OrgSwitcher data=data.clone() />
                <HostSwitcher hosts=data.hosts.clone() locale=data.locale />
                {data.cart.clone().map(cart)}
                {sign_in.map(|href| view! {
                    <LinkButton href=href kind=ButtonKind::Quiet size=ButtonSize::Small>{text.sign_in}</LinkButton>
                })}
                <AccountMenu data=data />
            </div>
        </header>
    }.into_any()
}

/// The host's mark leads to its store; Portico's own, in the console, to the start.
fn brand(host: Option<&HostBrand>) -> impl IntoView + use<> {
    let (name, href, src) = match host {
        Some(host) => (host.name.clone(), "/store", Some(host.logo_url.clone())),
        None => ("Portico".to_owned(), "/", None),
    };
    view! { <Logo name=name href=href src=src.filter(|src| !src.is_empty()) /> }
}

/// At hand at every width, unlike the main navigation.
fn cart(item: NavItem) -> impl IntoView {
    let count = item
        .count
        .map(|count| view! { <span class="count">{count}</span> });
    view! {
        <a class="topbar-cart" href=item.href aria-current=item.current.then_some("page")>
            <Icon name=IconName::Cart />
            <span class="visually-hidden">{item.label} " "</span>
            {count}
        </a>
    }
}

/// The main navigation of narrow screens. It stands first, so that the order of the keyboard is the order of the eye.
#[component]
fn FoldedNav(
    /// What the frame shows.
    data: LayoutData,
) -> AnyView {
    let text = &data.locale.text().nav;
    (!data.nav.is_empty())
        .then(|| {
            view! {
                <details class="topbar-fold">
                    <summary aria-label=text.menu>
                        <Icon name=IconName::Menu class="icon-open" />
                        <Icon name=IconName::X class="icon-close" />
                    </summary>
                    <nav class="side-nav" aria-label=text.main_label>
                        <NavList items=data.nav />
                    </nav>
                </details>
            }
        })
        .into_any()
}
