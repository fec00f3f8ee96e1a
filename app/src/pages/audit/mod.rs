//! Audit logs as they are drawn, of a host in the console and of an organisation in the admin panel.

mod entry;
mod value;

use leptos::prelude::*;

use crate::backend::{HostAuditEntry, HostAuditPage};
use crate::i18n::fill;
use crate::layout::encode_value;
use crate::page::{page, text};
use crate::ui::{
    Cell, Column, Data, DateStyle, DateText, Icon, IconName, LinkButton, Row, RowHead, Table,
    TableCard, VisuallyHidden,
};

use entry::{Change, changes, subject, via, what};

/// The lines of a log, and the way to older ones.
#[component]
pub fn AuditLog(
    /// The lines.
    log: HostAuditPage,
    /// These are not the newest.
    is_later: bool,
    /// It is an organisation's own log, which need not name it in each line.
    #[prop(optional)]
    of_org: bool,
) -> impl IntoView {
    let words = &text().audit;
    let columns = vec![
        Column::new(words.column_what),
        Column::new(words.column_changes),
        Column::new(words.column_who),
        Column::new(words.column_when),
    ];
    let rows: Vec<_> = log
        .entries
        .into_iter()
        .map(|entry| view! { <EntryRow entry of_org/> })
        .collect();
    view! {
        <TableCard><Table caption=words.title columns>{rows}</Table></TableCard>
        <Pages next=log.next is_later/>
    }
}

/// The log is read from the newest on, so the way back is to its start.
#[component]
fn Pages(next: Option<String>, is_later: bool) -> impl IntoView {
    if next.is_none() && !is_later {
        return ().into_any();
    }
    let (words, path) = (&text().audit, page().pathname.clone());
    let newest =
        is_later.then(|| view! { <LinkButton href=path.clone()>{words.newest}</LinkButton> });
    let older = next.map(|cursor| {
        let href = format!("{path}?cursor={}", encode_value(&cursor));
        view! { <LinkButton href>{words.older}<Icon name=IconName::ChevronEnd/></LinkButton> }
    });
    view! {
        <nav class="pagination" aria-label=text().common.pages_label>
            <span class="actions">{newest}</span>
            <span class="actions">{older}</span>
        </nav>
    }
    .into_any()
}

#[component]
fn EntryRow(entry: HostAuditEntry, of_org: bool) -> impl IntoView {
    let (words, locale) = (&text().audit, page().locale);
    let subject = subject(&entry)
        .map(|subject| view! { <p><code class="plain-code">{subject.to_owned()}</code></p> });
    let list: Vec<_> = changes(&entry, locale)
        .into_iter()
        .map(|change| view! { <ChangeLine change/> })
        .collect();
    let list = (!list.is_empty()).then(|| view! { <ul class="changes">{list}</ul> });
    let (what, via) = (what(&entry, of_org, locale), via(&entry, locale));
    let HostAuditEntry { actor, at, .. } = entry;
    view! {
        <Row>
            <RowHead>
                <p class="strong">{what}</p>
                {subject}
            </RowHead>
            <Cell>{list}</Cell>
            <Cell label=words.column_who>
                <div class="inline-block">
                    // What the server did by itself nobody did.
                    {(!actor.is_empty()).then(|| view! { <p><Data text=actor/></p> })}
                    <p class="muted">{via}</p>
                </div>
            </Cell>
            <Cell label=words.column_when>
                <span class="muted"><DateText ms=at locale style=DateStyle::DateTime/></span>
            </Cell>
        </Row>
    }
}

/// "accent: #2563eb → #c02a7a"; what only came or only went has one side.
#[component]
fn ChangeLine(change: Change) -> impl IntoView {
    let words = &text().audit;
    let Change {
        name,
        before,
        after,
    } = change;
    let shown = |value: &String| {
        if value.is_empty() {
            words.nothing.to_owned()
        } else {
            value.clone()
        }
    };
    let name = (!name.is_empty()).then(|| view! { <span class="muted">{name}": "</span> });
    let values = match (before.as_ref().map(shown), after.as_ref().map(shown)) {
        (Some(from), Some(to)) => {
            // No letter turns it: it points where the reader goes on.
            let arrow = match page().locale.dir() {
                "rtl" => " ← ",
                _ => " → ",
            };
            let spoken = fill(words.from_to, &[("from", &from), ("to", &to)]);
            view! {
                <VisuallyHidden>{spoken}</VisuallyHidden>
                <span aria-hidden="true"><del><bdi>{from}</bdi></del>{arrow}<ins><bdi>{to}</bdi></ins></span>
            }
            .into_any()
        }
        (Some(gone), None) => view! { <del><bdi>{gone}</bdi></del> }.into_any(),
        (None, Some(new)) => view! { <ins><bdi>{new}</bdi></ins> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! { <li>{name}{values}</li> }
}
