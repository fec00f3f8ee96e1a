//! Events that a plugin did not take in the end, for those who set it up.

use leptos::prelude::*;

use crate::backend::FailedDelivery;
use crate::i18n::format_count;
use crate::page::{page, text};
use crate::ui::{Cell, Column, DateStyle, DateText, Row, RowHead, Table, TableCard};

/// The latest of them; nothing when there are none.
#[component]
pub(super) fn DeliveryFailures(
    /// Newest first.
    failures: Vec<FailedDelivery>,
) -> impl IntoView {
    let (words, locale) = (&text().admin_plugins, page().locale);
    if failures.is_empty() {
        return ().into_any();
    }
    let columns = vec![
        Column::new(words.failed_event),
        Column::new(words.failed_at),
        Column::numeric(words.failed_attempts),
        Column::new(words.failed_reason),
    ];
    let rows: Vec<_> = failures
        .into_iter()
        .map(|failure| {
            let attempts = format_count(failure.attempts, locale);
            view! {
                <Row>
                    <RowHead><code>{failure.event}</code></RowHead>
                    <Cell label=words.failed_at><DateText ms=failure.at locale style=DateStyle::DateTime/></Cell>
                    <Cell label=words.failed_attempts numeric=true>{attempts}</Cell>
                    // What the plugin says about itself is in English.
                    <Cell label=words.failed_reason><span lang="en">{failure.reason}</span></Cell>
                </Row>
            }
        })
        .collect();
    view! {
        <section class="stack console-part" aria-labelledby="failed-deliveries">
            <h2 id="failed-deliveries">{words.failed_title}</h2>
            <p class="muted">{words.failed_text}</p>
            <TableCard><Table caption=words.failed_title columns>{rows}</Table></TableCard>
        </section>
    }
    .into_any()
}
