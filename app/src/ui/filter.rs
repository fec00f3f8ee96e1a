//! The column of filters beside a list; on narrow screens it folds into one line.

use leptos::prelude::*;

use super::{Icon, IconName};
use crate::i18n::Locale;
use crate::i18n::format_count;

/// A column of [`FilterGroup`]s. The filters are in the document once; on narrow screens a button of CSS alone (a
/// checkbox) shows and hides them.
#[component]
pub fn FilterColumn(
    /// Text of the button: "Filters".
    #[prop(into)]
    toggle: String,
    /// [`FilterGroup`]s.
    children: Children,
) -> AnyView {
    view! {
        <div class="filter-column">
            <label class="filter-toggle">
                <input type="checkbox" class="visually-hidden" aria-controls="filters" />
                <Icon name=IconName::Filter />
                {toggle}
                <Icon name=IconName::Chevron />
            </label>
            <div class="filter-groups" id="filters">{children()}</div>
        </div>
    }
    .into_any()
}

/// Filters that answer one question.
#[component]
pub fn FilterGroup(
    /// The question: "Category".
    #[prop(into)]
    label: String,
    /// [`FilterLink`]s, or checkboxes of a form.
    children: Children,
) -> AnyView {
    view! {
        <div class="filter-group" role="group" aria-label=label.clone()>
            <p class="eyebrow" aria-hidden="true">{label.clone()}</p>
            {children()}
        </div>
    }
    .into_any()
}

/// A filter that is a link.
#[component]
pub fn FilterLink(
    /// What it leaves.
    #[prop(into)]
    label: String,
    /// Address with the filter applied.
    #[prop(into)]
    href: String,
    /// How many things it leaves.
    count: u64,
    /// Language of the count.
    locale: Locale,
    /// This filter is applied.
    #[prop(optional)]
    current: bool,
) -> AnyView {
    view! {
        <a class="filter-link" href=href aria-current=current.then_some("true")>
            <span>{label}</span>
            <span class="count">{format_count(count, locale)}</span>
        </a>
    }
    .into_any()
}
