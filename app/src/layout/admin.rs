//! The frame of the pages for organisation admins, with navigation at the side.

use leptos::prelude::*;

use super::data::{LayoutData, NavGroup};
use super::footer::Footer;
use super::nav_list::NavList;
use super::site::{Start, Toasts};
use crate::ui::{Icon, IconName};

/// Bar, sidebar, content, and what plugins add to the sidebar.
#[component]
pub fn AdminLayout(
    /// What the frame shows.
    data: LayoutData,
    /// Links of the sidebar.
    sidebar: Vec<NavGroup>,
    /// What plugins add to the sidebar (slot `admin:sidebar`), in its own landmark, so that an empty slot leaves none
    /// behind. In the document it comes after the content, so that on narrow screens it does not stand before it.
    #[prop(optional, into)]
    plugins: Option<ViewFn>,
    /// Content of `main`.
    children: Children,
) -> AnyView {
    let locale = data.locale;
    view! {
        <Start data=data.clone() />
        <div class="frame">
            <Sidebar groups=sidebar label=locale.text().nav.side_label menu=locale.text().nav.menu />
            <Toasts data=data.clone() />
            <main id="main" class="page" tabindex="-1">
                <div class="frame-inner">{children()}</div>
            </main>
            {plugins.map(|plugins| plugins.run())}
        </div>
        <Footer data=data />
    }.into_any()
}

/// The navigation at the side; on narrow screens a line that names the current page and opens the rest.
#[component]
fn Sidebar(
    /// Links.
    groups: Vec<NavGroup>,
    /// Name of the navigation.
    label: &'static str,
    /// Shown on the line when no link is current.
    menu: &'static str,
) -> AnyView {
    let here = groups
        .iter()
        .flat_map(|group| &group.items)
        .find(|item| item.current)
        .map_or(menu, |item| &item.label)
        .to_owned();
    let wide: Vec<_> = groups.clone().into_iter().map(nav_group).collect();
    let folded: Vec<_> = groups.into_iter().map(nav_group).collect();
    view! {
        <div class="sidebar">
            <nav class="side-nav" aria-label=label>{wide}</nav>
            <details class="sidebar-fold">
                <summary>
                    <span>{here}</span>
                    <Icon name=IconName::Chevron />
                </summary>
                <nav class="side-nav" aria-label=label>{folded}</nav>
            </details>
        </div>
    }
    .into_any()
}

fn nav_group(group: NavGroup) -> impl IntoView {
    view! {
        <div class="side-nav-group">
            {(!group.label.is_empty()).then(|| view! { <p class="eyebrow">{group.label.clone()}</p> })}
            <NavList items=group.items />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::NavItem;

    fn frame(slot: Option<ViewFn>) -> String {
        let sidebar = vec![NavGroup {
            label: String::new(),
            items: vec![
                NavItem::new("Dashboard", "/admin"),
                NavItem::new("Plugins", "/admin/plugins").current(true),
            ],
        }];
        view! { <AdminLayout data=LayoutData::default() sidebar=sidebar nostrip:plugins=slot>"content"</AdminLayout> }.to_html()
    }

    #[test]
    fn a_slot_appears_once_and_after_the_content() {
        let html = frame(Some((|| "a slot").into()));
        assert_eq!(html.matches("a slot").count(), 1, "{html}");
        assert!(html.find("content") < html.find("a slot"), "{html}");
    }

    #[test]
    fn an_empty_slot_leaves_no_trace_and_the_line_names_the_current_page() {
        let html = frame(None);
        assert!(!html.contains("sidebar-slot"), "{html}");
        assert!(html.contains("<summary><span>Plugins</span>"), "{html}");
    }
}
