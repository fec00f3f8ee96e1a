//! The frame of all admin pages: sidebar with the slot `admin:sidebar`.

use leptos::prelude::*;
use leptos_meta::Title;

use portico_sdk::slot::{SidebarContext, slots};

use crate::backend::SessionView;
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
    /// `/admin/inspector`
    Inspector,
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
        (
            true,
            AdminPlace::Inspector,
            nav.inspector,
            "/admin/inspector",
        ),
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
    host_session(page).map_or_else(
        || format!("/admin/{place}"),
        |host| format!("/console/hosts/{host}/{place}"),
    )
}

/// The host's id, in the session of a host member.
pub(super) fn host_session(page: &PageContext) -> Option<String> {
    let session = page
        .session
        .as_ref()
        .filter(|session| session.host_member)?;
    Some(session.host.clone())
}

/// The organisation the page is about, as a name; the host's name in a host member's session, and as long as it is not
/// chosen which of several it is.
pub fn admin_org_name(page: &PageContext) -> String {
    let mut orgs = page.session.iter().flat_map(SessionView::admin_orgs);
    let org = match (orgs.next(), orgs.next()) {
        (Some(only), None) => Some(org_name(only)),
        _ => None,
    };
    org.or_else(|| page.host.as_ref().map(|host| host.name.clone()))
        .unwrap_or_default()
}
