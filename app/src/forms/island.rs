//! The island around a drawn form. Without it the form posts to its page; with it the form is checked before it is sent,
//! sent as typed values, and answered in place.

use leptos::prelude::*;

use super::config::FormConfig;

/// Takes over the form among its children.
#[island(lazy)]
pub fn FormIsland(
    /// Schema, revision and sentences.
    config: FormConfig,
    /// The form as drawn by the server.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    super::browser::start(config, place);
    #[cfg(not(feature = "hydrate"))]
    let _ = config;
    view! { <div class="form-island" node_ref=place>{children()}</div> }
}
