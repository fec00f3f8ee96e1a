//! The frame of store, installed, shop, sign-in and error pages.

use leptos::prelude::*;

use super::data::{LayoutData, PageWidth};
use super::footer::Footer;
use super::topbar::Topbar;
use crate::ui::{Banner, Toast, ToastForm, ToastRegion};

/// Bar, content, footer, and the place for toasts.
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
        <main id="main" class=width.class() tabindex="-1">
            {children()}
        </main>
        <Footer data=data.clone() />
        <Toasts data=data />
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
        {data.banner.clone().map(|banner| view! { <Banner label=data.locale.text().nav.banner>{banner}</Banner> })}
        <Topbar data=data />
    }
    .into_any()
}

/// The place for toasts, with the one about what just happened.
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
