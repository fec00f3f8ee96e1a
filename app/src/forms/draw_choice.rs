//! Draws choices: a menu, radio buttons, checkboxes.

use leptos::prelude::*;

use super::draw_field::aria_invalid;
use super::view::FieldView;
use super::words::Words;

/// HTML knows no read-only menu: it is disabled instead.
pub(super) fn select(
    field: &FieldView,
    value: &str,
    empty: Option<&Words>,
    options: &[(String, Words)],
) -> impl IntoView + use<> {
    let none = (String::new(), empty.cloned().unwrap_or_default());
    let options: Vec<_> = empty
        .map(|_| &none)
        .into_iter()
        .chain(options)
        .map(|(option, words)| {
            let Words { text, lang, dir } = words.clone();
            view! { <option value=option.clone() selected=option == value lang=lang dir=dir>{text}</option> }
        })
        .collect();
    view! {
        <select
            class="input"
            id=field.id.clone()
            name=field.path.clone()
            required=field.required
            disabled=field.disabled || field.locked
            aria-describedby=field.described_by()
            aria-invalid=aria_invalid(field)
        >
            {options}
        </select>
    }
}

/// Where nothing has to be chosen, the last button says so: a chosen one cannot be taken back otherwise.
pub(super) fn radio(
    field: &FieldView,
    value: &str,
    none: Option<&str>,
    options: &[(String, Words)],
) -> impl IntoView + use<> {
    let nothing = none.map(|none| (String::new(), Words::ours(none)));
    let buttons: Vec<_> = options
        .iter()
        .chain(&nothing)
        .map(|(option, words)| {
            let checked = option == value && (none.is_some() || !option.is_empty());
            choice(field, "radio", option, words, checked)
        })
        .collect();
    view! { <div class="choices">{buttons}</div> }
}

pub(super) fn multiselect(
    field: &FieldView,
    values: &[String],
    options: &[(String, Words)],
) -> impl IntoView + use<> {
    let boxes: Vec<_> = options
        .iter()
        .map(|(option, words)| choice(field, "checkbox", option, words, values.contains(option)))
        .collect();
    view! { <div class="choices">{boxes}</div> }
}

fn choice(
    field: &FieldView,
    kind: &'static str,
    option: &str,
    words: &Words,
    checked: bool,
) -> impl IntoView + use<> {
    let Words { text, lang, dir } = words.clone();
    let required = kind == "radio" && field.required;
    view! {
        <label class="choice">
            <input
                type=kind
                name=field.path.clone()
                value=option.to_owned()
                checked=checked
                required=required
                disabled=field.disabled || field.locked
            />
            <span class="choice-text" lang=lang dir=dir>{text}</span>
        </label>
    }
}
