//! The switches of an organisation's plugins: without JavaScript each is a form that posts to the page; with it a switch
//! acts at once, says how it went, and offers the way back.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(any(feature = "hydrate", test))]
mod toggle;
mod words;

use leptos::prelude::*;

pub use words::{RefusalWords, StateWords, SwitchWords};

/// Takes over the switches among its children. Each is the form of a [`crate::ui::Switch`] inside an element with:
///
/// - `data-switch`: name of the plugin, from which the ids `{name}-status` and `{name}-reason` follow,
/// - `data-title`: its title,
/// - `data-decision`: the organisation's own decision: `on`, `off`, `inherit`, or anything else,
/// - `data-org`: the organisation.
///
/// Texts with `data-count` (`on` or `off`), `data-n` (a number) and `data-text` (with `{n}`) count along.
#[island(lazy)]
pub fn OrgSwitches(
    /// What they say.
    words: SwitchWords,
    /// The switches, in whatever surrounds them.
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let press = browser::switches(words);
    #[cfg(not(feature = "hydrate"))]
    let press = {
        let _ = words;
        |_: leptos::ev::SubmitEvent| ()
    };
    view! { <div class="org-switches" on:submit=press>{children()}</div> }
}
