//! What is shown where nothing is.

use leptos::prelude::*;
use leptos_meta::Title;

/// The page for unknown addresses; answers 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text="Not found"/>
        <main id="main"><h1>"Nothing here"</h1></main>
    }
}
