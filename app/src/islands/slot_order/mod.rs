//! Moving the rows of an ordered list: without JavaScript each button is a form that posts to the page; with it a row moves at
//! once, where it went is said, and the focus stays on the button.

#[cfg(feature = "hydrate")]
mod browser;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the buttons say. In the sentences stands `{what}` for what moved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderWords {
    /// Toast: it is at `{position}` of `{count}` now.
    pub moved: String,
    /// Toast: nothing was changed.
    pub failed: String,
    /// Toast: the server was not reached.
    pub offline: String,
}

/// Takes over the forms ([`crate::ui::OrderButtons`]) among its children. What moves is the nearest element with:
///
/// - `data-order-item`: what it is called,
/// - `data-order-list`: which list it is in; the items of a list stand beside each other.
///
/// `url` takes the fields of the form as JSON.
#[island(lazy)]
pub fn SlotOrder(
    /// The API's route.
    url: String,
    /// What it says.
    words: OrderWords,
    /// The lists, in whatever surrounds them.
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let press = browser::moves(url, words);
    #[cfg(not(feature = "hydrate"))]
    let press = {
        let _ = (url, words);
        |_: leptos::ev::SubmitEvent| ()
    };
    view! { <div class="slot-order" on:submit=press>{children()}</div> }
}
