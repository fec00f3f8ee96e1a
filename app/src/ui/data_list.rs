//! Facts by name, and sums.

use leptos::prelude::*;

/// Facts by name.
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One fact.
#[component]
pub fn Fact(
    /// Its name.
    #[prop(into)]
    term: String,
    /// Its value.
    children: Children,
) -> impl IntoView {
    view! {
        <dt>{term}</dt>
        <dd>{children()}</dd>
    }
}

/// Amounts that add up, such as an order.
#[component]
pub fn Sum(
    /// [`SumLine`]s, the total last.
    children: Children,
) -> impl IntoView {
    view! { <dl class="sum">{children()}</dl> }
}

/// One line of a sum.
#[component]
pub fn SumLine(
    /// What it is for.
    #[prop(into)]
    term: String,
    /// This is the total.
    #[prop(optional)]
    total: bool,
    /// The amount.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=total.then_some("sum-total")>
            <dt>{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
