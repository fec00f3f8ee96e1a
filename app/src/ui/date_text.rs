//! A point in time.

use leptos::prelude::*;

use crate::i18n::{Locale, format_date, format_date_time, format_day_month, iso_date_time};

/// How much of a point in time is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateStyle {
    /// "12 Nov 2025"
    #[default]
    Date,
    /// "12 Nov"
    DayMonth,
    /// "12 Nov 2025, 14:03 UTC"
    DateTime,
}

/// A `<time>` element; the exact time is in its title and its machine-readable attribute.
#[component]
pub fn DateText(
    /// Milliseconds since the epoch.
    ms: i64,
    /// Language.
    locale: Locale,
    /// How much is shown.
    #[prop(optional)]
    style: DateStyle,
) -> AnyView {
    let shown = match style {
        DateStyle::Date => format_date(ms, locale),
        DateStyle::DayMonth => format_day_month(ms, locale),
        DateStyle::DateTime => format_date_time(ms, locale),
    };
    view! {
        <time class="nowrap" datetime=iso_date_time(ms) title=format_date_time(ms, locale)>
            {shown}
        </time>
    }
    .into_any()
}
