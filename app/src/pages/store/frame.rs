//! The frame of the store's pages, and the small forms they share.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::layout::{LayoutData, PageWidth, Place, SiteLayout};
use crate::page::page;
use crate::ui::{Button, ButtonKind, ButtonSize};

/// A page of the store.
#[component]
pub(super) fn StoreFrame(
    /// Title of the page.
    #[prop(into)]
    title: String,
    /// Where the page belongs.
    place: Place,
    /// How wide the content is.
    #[prop(optional)]
    width: PageWidth,
    /// The page.
    children: Children,
) -> impl IntoView {
    let page = page();
    let data = LayoutData::of(&page, place);
    view! {
        <Title text=format!("{title} · {}", host_name())/>
        <SiteLayout data width>{children()}</SiteLayout>
    }
}

/// One button that posts for a plugin and comes back to this page.
#[component]
pub(super) fn PostButton(
    /// Where it posts.
    action: String,
    /// Text of the button.
    label: &'static str,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// How high it is.
    #[prop(optional)]
    size: ButtonSize,
) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <input type="hidden" name="next" value=page().path.clone()/>
            <Button kind size>{label}</Button>
        </form>
    }
}

/// The host's name.
pub(super) fn host_name() -> String {
    page()
        .host
        .as_ref()
        .map(|host| host.name.clone())
        .unwrap_or_default()
}

/// The reader's uid; empty when nobody is signed in.
pub(super) fn my_uid() -> String {
    page()
        .session
        .as_ref()
        .map(|session| session.uid.clone())
        .unwrap_or_default()
}
