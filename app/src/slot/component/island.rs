//! The island around one web component: a place for the element, what is shown while it loads, the card when it fails.

use leptos::prelude::*;

use super::props::{LoaderProps, LoaderTexts};
#[cfg(feature = "hydrate")]
use crate::slot::report::Outcome;
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
    /// Its script defined what exists already.
    Twice,
    /// It put too much into the page.
    Flooded,
}

#[cfg(feature = "hydrate")]
impl Failure {
    /// As it is reported.
    pub(super) fn outcome(self) -> Outcome {
        match self {
            Self::Network => Outcome::Network,
            Self::Integrity => Outcome::Integrity,
            Self::Timeout => Outcome::Timeout,
            Self::Undefined => Outcome::Undefined,
            Self::Crashed => Outcome::Crashed,
            Self::Twice => Outcome::Twice,
            Self::Flooded => Outcome::Flooded,
        }
    }
}

/// What stands in the place beside the element; while it stays the same, nothing is drawn anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Waiting,
    Nothing,
    Card(Failure),
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
    let reserved = format!(
        "--reserved: {}px; --reserved-narrow: {}px",
        item.min_height, item.min_height_narrow
    );
    #[cfg(feature = "hydrate")]
    let retry = super::browser::start(item, place, phase);
    #[cfg(not(feature = "hydrate"))]
    let retry = || ();

    let beside = Memo::new(move |_| match phase.get() {
        Phase::Loading | Phase::StillLoading => Beside::Waiting,
        Phase::Ready => Beside::Nothing,
        Phase::Failed(failure) => Beside::Card(failure),
    });
    let drawn = move || match beside.get() {
        Beside::Waiting => waiting(texts, phase).into_any(),
        Beside::Nothing => ().into_any(),
        Beside::Card(failure) => {
            let texts = texts.get_value();
            let why = format!("{} {}", reason(failure, &texts), texts.reported);
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
    let busy = move || (beside.get() == Beside::Waiting).then_some("true");
    view! {
        <div class="plugin-place" style=reserved>
            <div class="plugin-mount" node_ref=place aria-busy=busy></div>
            {drawn}
        </div>
    }
}

fn reason(failure: Failure, texts: &LoaderTexts) -> &str {
    match failure {
        Failure::Network => &texts.why_network,
        Failure::Integrity => &texts.why_integrity,
        Failure::Timeout => &texts.why_timeout,
        Failure::Undefined => &texts.why_undefined,
        Failure::Crashed => &texts.why_crashed,
        Failure::Twice => &texts.why_twice,
        Failure::Flooded => &texts.why_flooded,
    }
}

/// Fills the reserved space. The sentence is announced; after a while it is seen, too, on top of the shape, so that nothing
/// moves.
fn waiting(texts: StoredValue<LoaderTexts>, phase: RwSignal<Phase>) -> impl IntoView {
    let is_slow = Memo::new(move |_| phase.get() == Phase::StillLoading);
    let sentence = move || {
        texts.with_value(|texts| {
            if is_slow.get() {
                texts.still_loading.clone()
            } else {
                texts.loading.clone()
            }
        })
    };
    view! {
        <div class="plugin-waiting">
            <div class="skeleton" aria-hidden="true">
                <div class="skeleton-line"></div>
                <div class="skeleton-block"></div>
            </div>
            <p class="visually-hidden" role="status">{sentence}</p>
            <p class="plugin-slow" aria-hidden="true" hidden=move || !is_slow.get()>{sentence}</p>
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
