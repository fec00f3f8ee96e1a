//! Draws one field: label, help, error, control, wired for assistive technology.

use leptos::prelude::*;
use portico_sdk::settings::clear_name;

use super::view::{ControlView, FieldView};
use super::words::Words;
use crate::i18n::{Locale, fill};
use crate::ui::EscapedTextarea;

/// A field.
#[component]
pub fn FieldMarkup(
    /// What to draw.
    field: FieldView,
    /// Language of the page.
    locale: Locale,
) -> impl IntoView {
    let toggle = matches!(field.control, ControlView::Toggle { .. });
    let key = field.key.clone();
    if toggle {
        view! {
            <div class="field" data-field=key>
                <div class="choice">
                    {control(&field)}
                    {label(&field, locale)}
                </div>
                {notes(&field)}
            </div>
        }
        .into_any()
    } else {
        view! {
            <div class="field" data-field=key>
                {label(&field, locale)}
                {notes(&field)}
                {control(&field)}
                {clear(&field, locale)}
            </div>
        }
        .into_any()
    }
}

fn label(field: &FieldView, locale: Locale) -> impl IntoView + use<> {
    let Words { text, lang, dir } = field.label.clone();
    let mark = field.required.then(|| locale.text().common.required);
    view! {
        <label class="field-label" for=field.id.clone()>
            <span lang=lang dir=dir>{text}</span>
            {mark.map(|mark| view! { <span class="field-mark">{mark}</span> })}
        </label>
    }
}

/// Help, state and error. The error's element is always there for the island to fill in.
fn notes(field: &FieldView) -> impl IntoView + use<> {
    let help = field.help.clone().map(|words| {
        view! { <p class="field-help" id=field.help_id() lang=words.lang dir=words.dir>{words.text}</p> }
    });
    let state = field.state.clone().map(|state| {
        view! { <p class="field-help" id=field.state_id() hidden=!state.shown data-form-state="">{state.text}</p> }
    });
    let error = field.error.clone();
    let hidden = error.is_none();
    view! {
        {help}
        {state}
        <p class="field-error" id=field.error_id() hidden=hidden data-form-error="">{error}</p>
    }
}

fn control(field: &FieldView) -> AnyView {
    match &field.control {
        ControlView::Text {
            value,
            placeholder,
            max_length,
        } => input(field, "text", value, placeholder, *max_length, None).into_any(),
        // "new-password": a key of a third party is never the reader's own password for this site.
        ControlView::Password {
            placeholder,
            max_length,
            ..
        } => input(
            field,
            "password",
            "",
            placeholder,
            *max_length,
            Some("new-password"),
        )
        .into_any(),
        ControlView::Number {
            value,
            placeholder,
            min,
            max,
            step,
        } => number(
            field,
            value,
            placeholder,
            [min.as_deref(), max.as_deref(), Some(step)],
        )
        .into_any(),
        ControlView::Textarea {
            value,
            placeholder,
            max_length,
        } => view! {
            <EscapedTextarea
                id=field.id.clone()
                name=field.key.clone()
                value=value.clone()
                nostrip:placeholder=filled(placeholder)
                nostrip:maxlength=*max_length
                required=field.required
                readonly=field.locked
                disabled=field.disabled
                described_by=Some(field.described_by())
                invalid=aria_invalid(field)
            />
        }
        .into_any(),
        ControlView::Toggle { on } => toggle(field, *on).into_any(),
        ControlView::Select {
            value,
            empty,
            options,
        } => select(field, value, empty.as_ref(), options).into_any(),
    }
}

fn input(
    field: &FieldView,
    kind: &'static str,
    value: &str,
    placeholder: &str,
    max_length: Option<u32>,
    autocomplete: Option<&'static str>,
) -> impl IntoView + use<> {
    view! {
        <input
            class="input"
            type=kind
            id=field.id.clone()
            name=field.key.clone()
            value=value.to_owned()
            placeholder=filled(placeholder)
            maxlength=max_length
            autocomplete=autocomplete
            required=field.required
            readonly=field.locked
            disabled=field.disabled
            aria-describedby=field.described_by()
            aria-invalid=aria_invalid(field)
        />
    }
}

/// `bounds` are `min`, `max` and `step`.
fn number(
    field: &FieldView,
    value: &str,
    placeholder: &str,
    bounds: [Option<&str>; 3],
) -> impl IntoView + use<> {
    let [min, max, step] = bounds.map(|bound| bound.map(ToOwned::to_owned));
    view! {
        <input
            class="input input-short"
            type="number"
            id=field.id.clone()
            name=field.key.clone()
            value=value.to_owned()
            placeholder=filled(placeholder)
            min=min
            max=max
            step=step
            required=field.required
            readonly=field.locked
            disabled=field.disabled
            aria-describedby=field.described_by()
            aria-invalid=aria_invalid(field)
        />
    }
}

/// HTML knows no read-only checkbox and no read-only select: they are disabled instead.
fn toggle(field: &FieldView, on: bool) -> impl IntoView + use<> {
    view! {
        <input
            type="checkbox"
            id=field.id.clone()
            name=field.key.clone()
            value="true"
            checked=on
            required=field.required
            disabled=field.disabled || field.locked
            aria-describedby=field.described_by()
            aria-invalid=aria_invalid(field)
        />
    }
}

fn select(
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
            name=field.key.clone()
            required=field.required
            disabled=field.disabled || field.locked
            aria-describedby=field.described_by()
            aria-invalid=aria_invalid(field)
        >
            {options}
        </select>
    }
}

/// Deletes a stored secret: blank keeps it, so there has to be a way to say "none".
fn clear(field: &FieldView, locale: Locale) -> impl IntoView + use<> {
    let ControlView::Password {
        clear: Some(shown), ..
    } = field.control
    else {
        return None;
    };
    let text = fill(
        locale.text().forms.secret_clear,
        &[("label", &field.label.text)],
    );
    Some(view! {
        <label class="choice choice-small" hidden=!shown data-form-clear="">
            <input type="checkbox" name=clear_name(&field.key) value="true" disabled=field.disabled />
            <span class="choice-text">{text}</span>
        </label>
    })
}

fn aria_invalid(field: &FieldView) -> Option<&'static str> {
    field.error.is_some().then_some("true")
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
