//! The island around one sandbox.

use leptos::prelude::*;

use super::props::SandboxProps;
use crate::slot::loading::{Phase, place};

/// Loads and mounts one sandbox in the browser.
#[island(lazy)]
pub fn SandboxLoader(
    /// What to load, and the words around it.
    item: SandboxProps,
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
