//! The frame of store, installed, shop, sign-in and error pages.

use leptos::prelude::*;

use super::data::{LayoutData, NavItem, PageWidth};
use super::footer::Footer;
use super::topbar::Topbar;
use crate::i18n::nav::NavText;
use crate::ui::{Banner, Toast, ToastForm, ToastRegion};

/// Bar, the place for toasts, content, footer.
#[component]
pub fn SiteLayout(
    /// What the frame shows.
    data: LayoutData,
    /// How wide the content is.
    #[prop(optional)]
    width: PageWidth,
    /// Content of `main`.
    children: Children,
) -> AnyView {
    view! {
        <Start data=data.clone() />
        <Toasts data=data.clone() />
        <main id="main" class=width.class() tabindex="-1">
            {children()}
        </main>
        <Footer data=data />
    }
    .into_any()
}

/// Skip link, banner and bar: the start of every frame.
#[component]
pub(super) fn Start(
    /// What the frame shows.
    data: LayoutData,
) -> AnyView {
    view! {
        <a class="skip-link" href="#main">{data.locale.text().nav.skip}</a>
        {data.safe_mode.clone().map(|back| view! { <SafeMode back words=&data.locale.text().nav /> })}
        {data.banner.clone().map(|banner| view! { <Banner label=data.locale.text().nav.banner>{banner}</Banner> })}
        <Topbar data=data />
    }
    .into_any()
}

/// Says that plugins are off for this page, and leads back to it with them.
#[component]
fn SafeMode(
    /// The way back.
    back: NavItem,
    /// The texts of the frame.
    words: &'static NavText,
) -> AnyView {
    view! {
        <Banner label=words.safe_mode_label>
            {words.safe_mode}" "<a href=back.href>{back.label}</a>
        </Banner>
    }
    .into_any()
}

/// The place for toasts, with the one about what just happened. Every frame has it right before its content: what was
/// done is read first, and the content after it.
#[component]
pub(super) fn Toasts(
    /// What the frame shows.
    data: LayoutData,
) -> AnyView {
    let undo_label = data.locale.text().common.undo;
    let toast = data.toast.map(|toast| {
        let undo = toast.undo.map(
            |undo| view! { <ToastForm action=undo.action label=undo_label hidden=undo.fields /> },
        );
        view! { <Toast message=toast.message>{undo}</Toast> }
    });
    view! { <ToastRegion>{toast}</ToastRegion> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::ToastData;

    fn frame() -> String {
        let data = LayoutData {
            nav: vec![NavItem::new("Store", "/store")],
            toast: Some(ToastData {
                message: "Saved".to_owned(),
                undo: None,
            }),
            ..LayoutData::default()
        };
        view! { <SiteLayout data>"content"</SiteLayout> }.to_html()
    }

    #[test]
    fn what_just_happened_takes_the_focus_and_the_content_comes_next() {
        let html = frame();
        let toast = r#"<div tabindex="-1" autofocus class="toast">"#;
        assert!(html.contains(toast), "{html}");
        assert!(html.find("Saved") < html.find("<main"), "{html}");
    }

    #[test]
    fn the_folded_menu_stands_in_the_document_where_it_is_seen_first() {
        let html = frame();
        let menu = html.find("topbar-fold");
        assert!(
            menu.is_some() && menu < html.find("class=\"brand\""),
            "{html}"
        );
    }
}
