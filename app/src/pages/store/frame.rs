//! The frame of the store's pages, and the small forms they share.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::islands::{InPlace, InPlaceWords};
use crate::layout::{LayoutData, PageWidth, Place, SiteLayout};
use crate::page::{page, text};
use crate::ui::{Button, ButtonKind, ButtonSize, Tone};

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

/// What a press will make of a plugin, shown before the server has answered.
#[derive(Clone)]
pub(super) struct Then {
    /// The button.
    pub label: &'static str,
    /// The status.
    pub tone: Tone,
    /// Its word.
    pub word: &'static str,
}

/// The id of what holds the status chip of a plugin.
pub(super) fn status_id(plugin: &str) -> String {
    format!("{plugin}-status")
}

/// One button that posts for a plugin and comes back to this page; with JavaScript the page stays ([`ActsInPlace`]).
#[component]
pub(super) fn PostButton(
    /// Where it posts.
    action: String,
    /// Text of the button.
    label: &'static str,
    /// The plugin's name, from which the id of its status follows: [`status_id`].
    plugin: String,
    /// What it will make of the plugin, where that is known.
    #[prop(optional, into)]
    then: Option<Then>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// How high it is.
    #[prop(optional)]
    size: ButtonSize,
) -> impl IntoView {
    let label_then = then.as_ref().map(|then| then.label);
    let chip_then = then.as_ref().map(|then| then.tone.class("chip"));
    let word_then = then.map(|then| then.word);
    view! {
        <form
            method="post"
            action=action
            data-key=plugin
            data-then-label=label_then
            data-then-chip=chip_then
            data-then-word=word_then
        >
            <input type="hidden" name="next" value=page().path.clone()/>
            <Button kind size>{label}</Button>
        </form>
    }
}

/// A part of a page in which plugins are turned on and off at once.
#[component]
pub(super) fn ActsInPlace(
    /// Id of the part.
    id: &'static str,
    /// The part.
    children: Children,
) -> impl IntoView {
    let words = InPlaceWords {
        offline: text().store.no_answer_toast.to_owned(),
        failed: text().store.change_failed_toast.to_owned(),
    };
    view! {
        <InPlace words>
            <div class="stack" id=id data-region="" tabindex="-1">{children()}</div>
        </InPlace>
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
