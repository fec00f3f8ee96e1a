//! The island around one web component.

use leptos::prelude::*;

use super::props::LoaderProps;
use crate::slot::loading::{Phase, place};

/// Loads and mounts one component in the browser.
#[island(lazy)]
pub fn ComponentLoader(
    /// What to load, and the words around it.
    item: LoaderProps,
) -> impl IntoView {
    let phase = RwSignal::new(Phase::Loading);
    let mount = NodeRef::<leptos::html::Div>::new();
    let shown = item.shown.clone();
    #[cfg(feature = "hydrate")]
    let retry = super::browser::start(item, mount, phase);
    #[cfg(not(feature = "hydrate"))]
    let retry = || ();
    place(shown, phase, mount, retry)
}
