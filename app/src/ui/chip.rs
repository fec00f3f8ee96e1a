//! Chips: a status as a word on a ground; the colour only helps.

use leptos::prelude::*;

use super::Phrase;

/// What a colour means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Off, past, without consequence.
    #[default]
    Neutral,
    /// Selected, or on for the organisation.
    Accent,
    /// On, done.
    Good,
    /// Needs you, test mode.
    Warn,
    /// Error, blocked.
    Bad,
}

impl Tone {
    /// The class that colours `base` (`chip`, `notice`) in this tone.
    pub(crate) fn class(self, base: &str) -> String {
        let tone = match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        };
        format!("{base} {base}-{tone}")
    }
}

/// A status chip.
#[component]
pub fn Chip(
    /// What the colour means.
    #[prop(optional)]
    tone: Tone,
    /// The word, and perhaps an icon before it.
    children: Children,
) -> AnyView {
    view! { <span class=tone.class("chip")>{children()}</span> }.into_any()
}

/// A chip that filters what is below it.
#[component]
pub fn FilterChip(
    /// Address with the filter applied.
    #[prop(into)]
    href: String,
    /// This filter is the one applied.
    #[prop(optional)]
    current: bool,
    /// Word and count.
    children: Children,
) -> AnyView {
    view! { <a class="chip" href=href aria-current=current.then_some("true")>{children()}</a> }
        .into_any()
}

/// A chip with the reason beside it, in muted small text.
#[component]
pub fn Status(
    /// What the colour means.
    #[prop(optional)]
    tone: Tone,
    /// The word.
    #[prop(into)]
    word: String,
    /// Why, by whom, since when.
    #[prop(optional, into)]
    reason: Option<Phrase>,
) -> AnyView {
    view! {
        <span class="status">
            <Chip tone=tone>{word}</Chip>
            {reason.map(|reason| view! { <span class="small muted">{reason.view()}</span> })}
        </span>
    }
    .into_any()
}
