//! What is shown where nothing is.

use leptos::prelude::*;

use super::failed::FailedPage;
use crate::error::AppError;

/// The page for unknown addresses; answers 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <FailedPage error=AppError::not_found()/> }
}
