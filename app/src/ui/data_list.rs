//! Facts by name, and sums.

use leptos::prelude::*;

use super::Phrase;

/// Facts by name.
#[component]
pub fn Facts(
    /// [`Fact`]s.
    children: Children,
) -> AnyView {
    view! { <dl class="facts">{children()}</dl> }.into_any()
}

/// One fact.
#[component]
pub fn Fact(
    /// Its name.
    #[prop(into)]
    term: String,
    /// Its value.
    children: Children,
) -> AnyView {
    view! {
        <dt>{term}</dt>
        <dd>{children()}</dd>
    }
    .into_any()
}

/// Amounts that add up, such as an order.
#[component]
pub fn Sum(
    /// [`SumLine`]s, the total last.
    children: Children,
) -> AnyView {
    view! { <dl class="sum">{children()}</dl> }.into_any()
}

/// One line of a sum.
#[component]
pub fn SumLine(
    /// What it is for.
    #[prop(into)]
    term: Phrase,
    /// This is the total.
    #[prop(optional)]
    total: bool,
    /// The amount.
    children: Children,
) -> AnyView {
    view! {
        <div class=total.then_some("sum-total")>
            <dt>{term.view()}</dt>
            <dd>{children()}</dd>
        </div>
    }
    .into_any()
}
