//! The shape of what is still loading. It appears after 150 ms, so that quick answers do not flicker.

use leptos::prelude::*;

/// Lines, or one block, of the final size.
#[component]
pub fn Skeleton(
    /// What is loading, announced to assistive technology.
    #[prop(into)]
    label: String,
    /// Number of lines; 0 is one block.
    #[prop(default = 3)]
    lines: usize,
) -> AnyView {
    let shape: Vec<_> = if lines == 0 {
        vec![view! { <div class="skeleton-block"></div> }]
    } else {
        (0..lines)
            .map(|_| view! { <div class="skeleton-line"></div> })
            .collect()
    };
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{label}</span>
            {shape}
        </div>
    }
    .into_any()
}
