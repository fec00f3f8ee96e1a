//! Load → draw: what all pages that need data have in common.

use leptos::prelude::*;

use super::failed::FailedPage;
use crate::backend::Answer;

/// Awaits the data of a page, then draws it; a failure becomes a page with its status and sentence.
pub fn load<T, V>(
    data: impl Future<Output = Answer<T>> + Send + 'static,
    draw: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    Suspend::new(async move {
        match data.await {
            Ok(loaded) => draw(loaded).into_any(),
            Err(error) => view! { <FailedPage error/> }.into_any(),
        }
    })
}
