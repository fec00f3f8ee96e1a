//! `/`: where to go from here.

use leptos::prelude::*;
use leptos_meta::Title;

/// The start page.
#[component]
pub fn HomePage() -> impl IntoView {
    view! {
        <Title text="Portico"/>
        <main id="main"><h1>"Portico"</h1></main>
    }
}
