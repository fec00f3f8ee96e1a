//! The frames of the console, for operators and host developers. The console belongs to the server, not to a host, so
//! it carries Portico's own name.

use leptos::prelude::*;

use super::admin::AdminLayout;
use super::data::{LayoutData, NavGroup, PageWidth};
use super::site::SiteLayout;

/// Bar, sidebar, content: the pages of one host.
#[component]
pub fn ConsoleLayout(
    /// What the frame shows; its host is replaced by Portico.
    data: LayoutData,
    /// Links of the sidebar.
    sidebar: Vec<NavGroup>,
    /// Content of `main`.
    children: Children,
) -> AnyView {
    view! { <AdminLayout data=of_server(data) sidebar=sidebar>{children()}</AdminLayout> }
        .into_any()
}

/// Bar and content: the pages above the hosts, and those on which nobody is signed in.
#[component]
pub fn ConsoleTopLayout(
    /// What the frame shows; its host is replaced by Portico.
    data: LayoutData,
    /// How wide the content is.
    #[prop(optional)]
    width: PageWidth,
    /// Content of `main`.
    children: Children,
) -> AnyView {
    view! { <SiteLayout data=of_server(data) width=width>{children()}</SiteLayout> }.into_any()
}

/// Without what belongs to a host: its name, its organisations, where it signs in, its sessions.
fn of_server(data: LayoutData) -> LayoutData {
    LayoutData {
        host: None,
        orgs: Vec::new(),
        sign_in_href: None,
        banner: None,
        ..data
    }
}
