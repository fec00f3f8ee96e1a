//! Draws what holds other fields: objects, and lists with their rows.
//!
//! The buttons of a list send the form without JavaScript: the page comes again with a row more, a row less, or two rows in
//! another order, and nothing saved ([`wire::ROWS`]). With JavaScript the island does the same in place.

use leptos::prelude::*;
use portico_sdk::settings::row_name;

use super::draw_field::FieldMarkup;
use super::view::{FieldView, ListView, RowView};
use super::wire;
use crate::i18n::{Locale, fill};
use crate::ui::{Icon, IconName};

pub(super) fn object(fields: &[FieldView], locale: Locale) -> impl IntoView + use<> {
    let fields: Vec<_> = fields
        .iter()
        .map(|field| view! { <FieldMarkup field=field.clone() locale /> })
        .collect();
    view! { <div class="form">{fields}</div> }
}

pub(super) fn list(field: &FieldView, list: &ListView, locale: Locale) -> impl IntoView + use<> {
    let rows: Vec<_> = list
        .rows
        .iter()
        .map(|drawn| row(field, drawn, locale))
        .collect();
    let empty = list.rows.is_empty();
    let usable = !field.locked && !field.disabled;
    let add = usable.then(|| {
        let words = list.add.clone();
        view! {
            <div>
                <button
                    class="button button-secondary button-small"
                    name=wire::ROWS
                    value=wire::row_action("add", &field.path)
                    formnovalidate=true
                    disabled=list.full
                    lang=words.lang
                    dir=words.dir
                    data-form-add=""
                >
                    <Icon name=IconName::Plus />
                    {words.text}
                </button>
            </div>
        }
    });
    let template = usable.then(|| {
        let drawn = row(field, &list.template, locale);
        let number = list.template.number.clone();
        view! { <template data-form-template=number>{drawn}</template> }
    });
    view! {
        <div class="form-rows" data-form-rows=field.path.clone()>
            <p class="muted small" hidden=!empty data-form-empty="">{locale.text().forms.no_rows}</p>
            {rows}
            {template}
        </div>
        {add}
    }
}

fn row(field: &FieldView, row: &RowView, locale: Locale) -> impl IntoView + use<> {
    let text = &locale.text().forms;
    let path = format!("{}.{}", field.path, row.number);
    let title_id = format!("{}-{}--title", field.id, row.number);
    let fields: Vec<_> = row
        .fields
        .iter()
        .map(|field| view! { <FieldMarkup field=field.clone() locale /> })
        .collect();
    let usable = !field.locked && !field.disabled;
    let buttons = usable.then(|| {
        [
            ("up", text.row_up, IconName::ArrowUp),
            ("down", text.row_down, IconName::ArrowDown),
            ("remove", text.remove_row, IconName::Trash),
        ]
        .map(|(action, label, icon)| {
            let label = fill(label, &[("row", &row.title)]);
            view! {
                <button
                    class="button button-quiet button-icon button-small"
                    name=wire::ROWS
                    value=wire::row_action(action, &path)
                    formnovalidate=true
                    aria-label=label
                    data-form-row-action=action
                >
                    <Icon name=icon />
                </button>
            }
        })
        .into_iter()
        .collect::<Vec<_>>()
    });
    let labelled_by = title_id.clone();
    view! {
        <div class="form-row" role="group" aria-labelledby=labelled_by data-form-row=row.number.clone()>
            <input type="hidden" name=row_name(&field.path) value=row.number.clone() />
            <div class="form-row-head">
                <p class="strong small" id=title_id data-form-row-title="">{row.title.clone()}</p>
                <div class="form-row-buttons">{buttons}</div>
            </div>
            <div class="form">{fields}</div>
        </div>
    }
}
