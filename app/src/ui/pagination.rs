//! The way through a list that has more than one page.

use leptos::prelude::*;

use super::{ButtonKind, ButtonSize, Icon, IconName, button_class};
use crate::i18n::Locale;

/// Links to the previous and the next page; nothing when there is only one.
#[component]
pub fn Pagination(
    /// Language.
    locale: Locale,
    /// What is shown: "1–24 of 48".
    #[prop(optional, into)]
    summary: String,
    /// Address of the previous page.
    #[prop(optional_no_strip)]
    previous: Option<String>,
    /// Address of the next page.
    #[prop(optional_no_strip)]
    next: Option<String>,
) -> AnyView {
    let text = &locale.text().common;
    let class = button_class(ButtonKind::Secondary, ButtonSize::Small);
    (previous.is_some() || next.is_some()).then(|| {
        let previous = previous.map(|href| {
            view! { <a class=class.clone() rel="prev" href=href><Icon name=IconName::ChevronStart />{text.previous}</a> }
        });
        let next = next.map(|href| {
            view! { <a class=class rel="next" href=href>{text.next}<Icon name=IconName::ChevronEnd /></a> }
        });
        view! {
            <nav class="pagination" aria-label=text.pages_label>
                <span>{summary}</span>
                <span class="actions">{previous}{next}</span>
            </nav>
        }
    }).into_any()
}
