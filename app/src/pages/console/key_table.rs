//! The table of a host's keys: state, use, and what can be done with each.

use leptos::prelude::*;

use super::form::{ConsoleForm, PostForm};
use super::key_forms::RevealFields;
use super::people_forms::By;
use crate::backend::{HostKey, KeyState};
use crate::i18n::{fill, format_date_time};
use crate::page::{page, text};
use crate::ui::{
    Ask, AskActions, ButtonKind, Cell, Column, DateStyle, DateText, Row, RowHead, Status, Table,
    TableCard, Tone,
};

/// All keys.
#[component]
pub(super) fn KeyTable(
    /// The newest first.
    keys: Vec<HostKey>,
) -> impl IntoView {
    let words = &text().console.keys;
    let columns = vec![
        Column::new(words.column_key),
        Column::new(words.column_state),
        Column::new(words.column_used),
        Column::new(words.column_created),
        Column::actions(text().console.actions),
    ];
    let rows: Vec<_> = keys
        .into_iter()
        .map(|key| view! { <KeyRow key/> })
        .collect();
    view! {
        <TableCard><Table caption=words.title columns tall=true>{rows}</Table></TableCard>
    }
}

#[component]
fn KeyRow(key: HostKey) -> impl IntoView {
    let (words, locale) = (&text().console.keys, page().locale);
    let kind = if key.is_secret() {
        words.kind_secret.to_owned()
    } else {
        fill(words.kind_public, &[("algorithm", &key.algorithm)])
    };
    let used = match key.last_used_at {
        Some(ms) => view! { <DateText ms locale style=DateStyle::DateTime/> }.into_any(),
        None => words.never_used.into_any(),
    };
    let actions = (key.state != KeyState::Revoked).then(|| {
        let key = key.clone();
        view! {
            {key.is_secret().then(|| view! { <Reveal key=key.clone()/> })}
            <Revoke key=key.clone()/>
        }
    });
    let state = view! { <KeyStatus key=key.clone()/> };
    view! {
        <Row>
            <RowHead>
                <p><code>{key.id}</code></p>
                <p class="small muted">{kind}</p>
            </RowHead>
            <Cell>{state}</Cell>
            <Cell label=words.column_used><span class="muted">{used}</span></Cell>
            <Cell label=words.column_created>
                <By ms=key.created_at who=key.created_by/>
            </Cell>
            <Cell><div class="row-actions">{actions}</div></Cell>
        </Row>
    }
}

#[component]
fn KeyStatus(key: HostKey) -> impl IntoView {
    let (words, locale) = (&text().console.keys, page().locale);
    let (tone, word) = match key.state {
        KeyState::Active => (Tone::Good, words.active),
        KeyState::Retiring => (Tone::Warn, words.retiring),
        KeyState::Revoked => (Tone::Neutral, words.revoked),
    };
    let until = key
        .retire_at
        .filter(|_| key.state == KeyState::Retiring)
        .map(|at| fill(words.until, &[("date", &format_date_time(at, locale))]));
    view! { <Status tone word nostrip:reason=until/> }
}

#[component]
fn Reveal(key: HostKey) -> impl IntoView {
    let (words, common) = (&text().console.keys, &text().common);
    let title = fill(words.reveal_title, &[("key", &key.id)]);
    let id = format!("reveal-{}", key.id);
    let field = format!("password-{}", key.id);
    view! {
        <Ask
            id=id.clone()
            label=words.reveal
            about=key.id.clone()
            title
            close_label=common.close
        >
            <PostForm form=ConsoleForm::fresh("reveal") hidden=vec![("key", key.id)]>
                <RevealFields field_id=field/>
                <AskActions id cancel=common.cancel submit=words.reveal kind=ButtonKind::Primary/>
            </PostForm>
        </Ask>
    }
}

#[component]
fn Revoke(key: HostKey) -> impl IntoView {
    let (words, common, locale) = (&text().console.keys, &text().common, page().locale);
    let title = fill(words.revoke_title, &[("key", &key.id)]);
    let used = key.last_used_at.map(|at| {
        let sentence = fill(
            words.revoke_used,
            &[("date", &format_date_time(at, locale))],
        );
        view! { <p class="strong">{sentence}</p> }
    });
    let id = format!("revoke-{}", key.id);
    view! {
        <Ask id=id.clone() label=words.revoke about=key.id.clone() title close_label=common.close>
            <PostForm form=ConsoleForm::fresh("revoke") hidden=vec![("key", key.id)]>
                <p class="muted">{words.revoke_text}</p>
                {used}
                <AskActions id cancel=common.cancel submit=words.revoke_submit/>
            </PostForm>
        </Ask>
    }
}
