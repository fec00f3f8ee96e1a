//! An amount of money.

use leptos::prelude::*;

use crate::i18n::{Locale, format_money};

/// An amount as the language writes it; it never breaks across lines.
#[component]
pub fn Money(
    /// Amount in minor units.
    amount: i64,
    /// ISO 4217, upper case.
    #[prop(into)]
    currency: String,
    /// Language.
    locale: Locale,
) -> AnyView {
    view! { <bdi class="nowrap">{format_money(amount, &currency, locale)}</bdi> }.into_any()
}
