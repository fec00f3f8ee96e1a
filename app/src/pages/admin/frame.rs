//! The frame of all admin pages: sidebar with the slot `admin:sidebar`.

use leptos::prelude::*;
use leptos_meta::Title;

use portico_sdk::slot::{SidebarContext, slots};

use crate::layout::{AdminLayout, LayoutData, NavGroup, NavItem, Place, org_name};
use crate::page::{PageContext, page};
use crate::slot::{PluginSlot, SlotLook};

/// The part of the admin panel a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdminPlace {
    /// `/admin`
    Dashboard,
    /// `/admin/orders`, with `--demo` only.
    Orders,
    /// `/admin/payments`, with `--demo` only.
    Payments,
    /// `/admin/plugins`
    Plugins,
    /// `/admin/audit`
    Audit,
}

/// A page of the admin panel.
#[component]
pub fn AdminFrame(
    /// Title of the page.
    #[prop(into)]
    title: String,
    /// Where the page belongs.
    place: AdminPlace,
    /// The page.
    children: Children,
) -> impl IntoView {
    let page = page();
    let data = LayoutData::of(&page, Place::Admin);
    let path = page.pathname.clone();
    let org = admin_org_name(&page);
    let slot = move || {
        let context = SidebarContext { path: path.clone() };
        view! { <PluginSlot r#slot=slots::SIDEBAR context look=SlotLook::Sidebar/> }
    };
    view! {
        <Title text=format!("{title} · {org}")/>
        <AdminLayout data sidebar=sidebar(&page, place) plugins=slot>{children()}</AdminLayout>
    }
}

fn sidebar(page: &PageContext, place: AdminPlace) -> Vec<NavGroup> {
    let nav = &page.locale.text().nav;
    let (plugins, audit) = (address(page, "plugins"), address(page, "audit"));
    let items = [
        (true, AdminPlace::Dashboard, nav.dashboard, "/admin"),
        (page.demo, AdminPlace::Orders, nav.orders, "/admin/orders"),
        (
            page.demo,
            AdminPlace::Payments,
            nav.payment_methods,
            "/admin/payments",
        ),
        (true, AdminPlace::Plugins, nav.plugins, plugins.as_str()),
        (true, AdminPlace::Audit, nav.audit, audit.as_str()),
    ]
    .into_iter()
    .filter(|(shown, ..)| *shown)
    .map(|(_, at, label, href)| NavItem::new(label, href).current(at == place))
    .collect();
    vec![NavGroup {
        label: String::new(),
        items,
    }]
}

/// Where plugins are decided about and the log is read: an organisation's admin does so here, a host member in the console.
fn address(page: &PageContext, place: &str) -> String {
    match &page.session {
        Some(session) if session.host_member => format!("/console/hosts/{}/{place}", session.host),
        _ => format!("/admin/{place}"),
    }
}

/// The organisation the page is about, as a name; the host's name in a host member's session.
pub fn admin_org_name(page: &PageContext) -> String {
    let org = page
        .session
        .as_ref()
        .and_then(|session| session.admin_orgs().next().map(org_name));
    org.or_else(|| page.host.as_ref().map(|host| host.name.clone()))
        .unwrap_or_default()
}
