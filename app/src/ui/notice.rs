//! A sentence about the page as a whole.

use leptos::prelude::*;

use super::{Icon, IconName, Tone};

/// A notice at the place it is about. Not for what just happened: that is a [`super::Toast`].
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// `status` or `alert`, when it appeared because of something the reader did.
    #[prop(optional, into)]
    role: Option<String>,
    /// What can be done about it: a button beside the sentence.
    #[prop(optional, into)]
    action: Option<ViewFn>,
    /// The sentence, and perhaps a link.
    children: Children,
) -> AnyView {
    let icon = match tone {
        Tone::Neutral | Tone::Accent => IconName::Info,
        Tone::Good => IconName::Check,
        Tone::Warn | Tone::Bad => IconName::Warning,
    };
    view! {
        <div class=tone.class("notice") role=role>
            <Icon name=icon />
            <div class="notice-text">{children()}</div>
            {action.map(|action| action.run())}
        </div>
    }
    .into_any()
}

/// A line across the whole page: test mode, safe mode, an audited session.
#[component]
pub fn Banner(
    /// What kind of line it is, for assistive technology.
    #[prop(into)]
    label: String,
    /// The sentence, and perhaps a link.
    children: Children,
) -> AnyView {
    view! { <aside class="banner" aria-label=label>{children()}</aside> }.into_any()
}
