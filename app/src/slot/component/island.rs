//! The island around one web component: a place for the element, what is shown while it loads, the card when it fails.

use leptos::prelude::*;

use super::props::LoaderProps;
use crate::ui::FailureCard;

/// How far a component has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "on the server every component is loading")
)]
pub(super) enum Phase {
    /// Its files are being loaded.
    Loading,
    /// They still are, after a while.
    StillLoading,
    /// It is in the page.
    Ready,
    /// It is not, and why.
    Failed(Failure),
}

/// Why a component is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only a browser finds out")
)]
pub(super) enum Failure {
    /// A file could not be loaded.
    Network,
    /// A file is not the one that was reviewed.
    Integrity,
    /// Too slow.
    Timeout,
    /// Its script did not define its element.
    Undefined,
    /// It threw.
    Crashed,
}

/// Loads and mounts one component in the browser.
#[island(lazy)]
pub fn ComponentLoader(
    /// What to load, and the words around it.
    item: LoaderProps,
) -> impl IntoView {
    let phase = RwSignal::new(Phase::Loading);
    let place = NodeRef::<leptos::html::Div>::new();
    let texts = StoredValue::new(item.texts.clone());
    #[cfg(feature = "hydrate")]
    let retry = super::browser::start(item, place, phase);
    #[cfg(not(feature = "hydrate"))]
    let retry = || ();

    let below = move || match phase.get() {
        Phase::Loading => {
            waiting(texts.with_value(|texts| texts.loading.clone()), false).into_any()
        }
        Phase::StillLoading => {
            waiting(texts.with_value(|texts| texts.still_loading.clone()), true).into_any()
        }
        Phase::Ready => ().into_any(),
        Phase::Failed(failure) => {
            let texts = texts.get_value();
            let why = match failure {
                Failure::Network => texts.why_network,
                Failure::Integrity => texts.why_integrity,
                Failure::Timeout => texts.why_timeout,
                Failure::Undefined => texts.why_undefined,
                Failure::Crashed => texts.why_crashed,
            };
            view! {
                <FailureCard title=texts.failed why_label=texts.why why=why>
                    <button type="button" class="button button-secondary button-small" on:click=move |_| retry()>
                        {texts.retry}
                    </button>
                </FailureCard>
            }
            .into_any()
        }
    };
    let busy =
        move || matches!(phase.get(), Phase::Loading | Phase::StillLoading).then_some("true");
    view! {
        <div class="plugin-mount" node_ref=place aria-busy=busy></div>
        {below}
    }
}

/// Reserves the space. The sentence is announced; after a while it is seen, too.
fn waiting(sentence: String, seen: bool) -> impl IntoView {
    view! {
        <div class="plugin-waiting" role="status">
            <p class=if seen { "small muted" } else { "visually-hidden" }>{sentence}</p>
            <div class="skeleton"><div class="skeleton-block"></div></div>
        </div>
    }
}

/// What stands in the component's place without JavaScript.
#[cfg(feature = "ssr")]
#[component]
pub fn NoScript(
    /// Title of the plugin.
    plugin: String,
) -> impl IntoView {
    let slot = &crate::page::text().slot;
    let failed = crate::i18n::fill(slot.failed, &[("plugin", &plugin)]);
    let sentence = format!("{failed}. {}", slot.why_no_script);
    view! { <noscript><p class="failure">{sentence}</p></noscript> }
}
