//! The place of an extension with code in the page: room for it, what is shown while it loads, the card when it fails.

use leptos::html::Div;
use leptos::prelude::*;

use super::phase::{Failure, Phase};
use super::props::{LoaderTexts, Shown};
use crate::slot::report::StopReason;
use crate::ui::FailureCard;

/// What stands in the place beside the element; while it stays the same, nothing is drawn anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Waiting,
    Nothing,
    Card(Failure),
}

/// The place. What is mounted goes into `mount`; `retry` is what the button of the card does.
pub fn place(
    shown: Shown,
    phase: RwSignal<Phase>,
    mount: NodeRef<Div>,
    retry: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let reserved = format!(
        "--reserved: {}px; --reserved-narrow: {}px",
        shown.min_height, shown.min_height_narrow
    );
    let texts = StoredValue::new(shown.texts);
    let said = move || match phase.get() {
        Phase::Loading => texts.with_value(|texts| texts.loading.clone()),
        Phase::StillLoading => texts.with_value(|texts| texts.still_loading.clone()),
        Phase::Ready => String::new(),
        Phase::Failed(failure) => texts.with_value(|texts| heading(failure, texts).to_owned()),
    };
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
            let title = heading(failure, &texts).to_owned();
            let (why, again) = if failure == Failure::Suspended {
                (texts.why_suspended, texts.turn_on_again)
            } else {
                let why = format!("{} {}", reason(failure, &texts), texts.reported);
                (why, texts.retry)
            };
            view! {
                <FailureCard title=title why_label=texts.why why=why>
                    <button type="button" class="button button-secondary button-small" on:click=move |_| retry()>
                        {again}
                    </button>
                </FailureCard>
            }
            .into_any()
        }
    };
    let busy = move || (beside.get() == Beside::Waiting).then_some("true");
    view! {
        <div class="plugin-place" style=reserved>
            // Stays, whatever comes and goes beside it: only what changes in a status that is there already is announced.
            <p class="visually-hidden" role="status">{said}</p>
            <div class="plugin-mount" node_ref=mount aria-busy=busy></div>
            {drawn}
        </div>
    }
}

/// What became of it, as a heading.
fn heading(failure: Failure, texts: &LoaderTexts) -> &str {
    match failure {
        Failure::Stopped(_) => &texts.stopped,
        Failure::Suspended => &texts.suspended,
        _ => &texts.failed,
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
        Failure::Stopped(StopReason::Unresponsive) => &texts.why_unresponsive,
        Failure::Stopped(StopReason::Limit) => &texts.why_limit,
        Failure::Stopped(StopReason::Protocol) => &texts.why_protocol,
        Failure::Stopped(StopReason::Navigated) => &texts.why_navigated,
        Failure::Suspended => &texts.why_suspended,
    }
}

/// Fills the reserved space. After a while a sentence is seen on top of the shape, so that nothing moves.
fn waiting(texts: StoredValue<LoaderTexts>, phase: RwSignal<Phase>) -> impl IntoView {
    let is_slow = Memo::new(move |_| phase.get() == Phase::StillLoading);
    view! {
        <div class="plugin-waiting">
            <div class="skeleton" aria-hidden="true">
                <div class="skeleton-line"></div>
                <div class="skeleton-block"></div>
            </div>
            <p class="plugin-slow" aria-hidden="true" hidden=move || !is_slow.get()>
                {texts.with_value(|texts| texts.still_loading.clone())}
            </p>
        </div>
    }
}

/// What stands in the place without JavaScript.
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
