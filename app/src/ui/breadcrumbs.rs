//! Where a page is.

use leptos::prelude::*;

use super::{Icon, IconName, Phrase};
use crate::i18n::Locale;

/// One step of [`Breadcrumbs`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crumb {
    /// Shown.
    pub label: Phrase,
    /// Where it leads; empty for the current page.
    pub href: String,
}

impl Crumb {
    /// A step that leads somewhere.
    pub fn link(label: impl Into<Phrase>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
        }
    }

    /// The current page.
    pub fn here(label: impl Into<Phrase>) -> Self {
        Self {
            label: label.into(),
            href: String::new(),
        }
    }
}

/// The steps from the top to the current page.
#[component]
pub fn Breadcrumbs(
    /// Language.
    locale: Locale,
    /// The steps, the current page last.
    items: Vec<Crumb>,
) -> AnyView {
    let steps: Vec<_> = items
        .into_iter()
        .enumerate()
        .map(|(index, crumb)| step(index, crumb))
        .collect();
    view! {
        <nav aria-label=locale.text().common.breadcrumbs_label>
            <ol class="breadcrumbs">{steps}</ol>
        </nav>
    }
    .into_any()
}

fn step(index: usize, crumb: Crumb) -> impl IntoView {
    let label = if crumb.href.is_empty() {
        view! { <span aria-current="page">{crumb.label.view()}</span> }.into_any()
    } else {
        view! { <a href=crumb.href>{crumb.label.view()}</a> }.into_any()
    };
    view! {
        <li>
            {(index > 0).then(|| view! { <Icon name=IconName::ChevronEnd /> })}
            {label}
        </li>
    }
}
