//! The frame of the console, for operators and host developers.

use leptos::prelude::*;

use super::admin::AdminLayout;
use super::data::{LayoutData, NavGroup};

/// Bar, sidebar, content. The console belongs to the server, not to a host, so it carries Portico's own name.
#[component]
pub fn ConsoleLayout(
    /// What the frame shows; its host is replaced by Portico.
    data: LayoutData,
    /// Links of the sidebar.
    sidebar: Vec<NavGroup>,
    /// Content of `main`.
    children: Children,
) -> AnyView {
    let mut data = data;
    data.host = None;
    data.orgs.clear();
    view! { <AdminLayout data=data sidebar=sidebar>{children()}</AdminLayout> }.into_any()
}
