//! Draws one field: label, help, error, control, wired for assistive technology.
//!
//! Every field is an element with `data-field`, its place among the values; around it stands what says whether it is there
//! (`data-off`). One control has a label; several (radio buttons, checkboxes, the members of an object, the rows of a list) are
//! a fieldset with a legend.

use leptos::prelude::*;
use portico_sdk::settings::{clear_name, is_color};

use super::draw_choice::{multiselect, radio, select};
use super::draw_nested::{list, object};
use super::view::{ClearView, ControlView, FieldView, LineView};
use super::wire;
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
) -> AnyView {
    let body = match &field.control {
        ControlView::Radio { .. } | ControlView::Multiselect { .. } => {
            fieldset(&field, locale, "", choices(&field))
        }
        ControlView::Object { fields } => fieldset(
            &field,
            locale,
            "field-group",
            object(fields, locale).into_any(),
        ),
        ControlView::List(rows) => fieldset(
            &field,
            locale,
            "field-group",
            list(&field, rows, locale).into_any(),
        ),
        ControlView::Toggle { on } => view! {
            <div class="choice">
                {toggle(&field, *on)}
                {label(&field, locale)}
            </div>
            {notes(&field)}
        }
        .into_any(),
        _ => view! {
            {label(&field, locale)}
            {notes(&field)}
            {control(&field)}
            {clear(&field, locale)}
        }
        .into_any(),
    };
    let off = (!field.visible).then_some("");
    view! {
        <div class="field" data-field=field.path.clone() data-off=off>
            {body}
            {was_shown(&field)}
        </div>
    }
    .into_any()
}

/// What posts nothing while it is off or empty says that it was there: read for another organisation, absence alone would not
/// tell it from a control that could not be used.
fn was_shown(field: &FieldView) -> impl IntoView + use<> {
    let may_be_silent = matches!(
        field.control,
        ControlView::Toggle { .. }
            | ControlView::Multiselect { .. }
            | ControlView::Object { .. }
            | ControlView::List(_)
    );
    let is_usable = !field.locked && !field.disabled;
    (may_be_silent && is_usable && !field.path.contains('.')).then(|| {
        view! { <input type="hidden" name=wire::shown_name(&field.path) /> }
    })
}

fn choices(field: &FieldView) -> AnyView {
    match &field.control {
        ControlView::Radio {
            value,
            none,
            options,
        } => radio(field, value, none.as_deref(), options).into_any(),
        ControlView::Multiselect { values, options } => {
            multiselect(field, values, options).into_any()
        }
        _ => ().into_any(),
    }
}

/// Several controls that answer one question. Errors lead to the fieldset, so it can be focused.
fn fieldset(field: &FieldView, locale: Locale, class: &'static str, inside: AnyView) -> AnyView {
    let Words { text, lang, dir } = field.label.clone();
    let is_radio = matches!(field.control, ControlView::Radio { .. });
    let role = is_radio.then_some("radiogroup");
    let required = (is_radio && field.required).then_some("true");
    let invalid = is_radio.then(|| aria_invalid(field)).flatten();
    view! {
        <fieldset
            class=class
            id=field.id.clone()
            tabindex="-1"
            role=role
            aria-required=required
            aria-invalid=invalid
            aria-describedby=field.described_by()
        >
            <legend class="field-label">
                <span lang=lang dir=dir data-form-label="">{text}</span>
                {mark(field, locale)}
            </legend>
            {notes(field)}
            {inside}
        </fieldset>
    }
    .into_any()
}

fn label(field: &FieldView, locale: Locale) -> impl IntoView + use<> {
    let Words { text, lang, dir } = field.label.clone();
    view! {
        <label class="field-label" for=field.id.clone()>
            <span lang=lang dir=dir data-form-label="">{text}</span>
            {mark(field, locale)}
        </label>
    }
}

/// "Required"; hidden where that depends on other fields and is not so now.
fn mark(field: &FieldView, locale: Locale) -> impl IntoView + use<> {
    let shown = field.required;
    (shown || field.may_be_required).then(|| {
        let mark = locale.text().common.required;
        view! { <span class="field-mark" hidden=!shown data-form-required="">{mark}</span> }
    })
}

/// When it applies, help, state and error. The error's element is always there for the island to fill in.
fn notes(field: &FieldView) -> impl IntoView + use<> {
    let when = field.only_when.clone().map(|when| {
        view! { <p class="field-help without-script" id=field.when_id()>{when}</p> }
    });
    let help = field.help.clone().map(|words| {
        view! { <p class="field-help" id=field.help_id() lang=words.lang dir=words.dir>{words.text}</p> }
    });
    let state = field.state.clone().map(|state| {
        view! { <p class="field-help" id=field.state_id() hidden=!state.shown data-form-state="">{state.text}</p> }
    });
    let error = field.error.clone();
    let hidden = error.is_none();
    view! {
        {when}
        {help}
        {state}
        <p class="field-error" id=field.error_id() hidden=hidden data-form-error="">{error}</p>
    }
}

fn control(field: &FieldView) -> AnyView {
    match &field.control {
        ControlView::Line(view) => line(field, view).into_any(),
        // "new-password": a key of a third party is never the reader's own password for this site.
        ControlView::Password { placeholder, .. } => view! {
            <input
                class="input"
                type="password"
                id=field.id.clone()
                name=field.path.clone()
                value=""
                placeholder=filled(placeholder)
                autocomplete="new-password"
                required=field.required
                readonly=field.locked
                disabled=field.disabled
                aria-describedby=field.described_by()
                aria-invalid=aria_invalid(field)
            />
        }
        .into_any(),
        ControlView::Textarea { value, placeholder } => view! {
            <EscapedTextarea
                id=field.id.clone()
                name=field.path.clone()
                value=value.clone()
                nostrip:placeholder=filled(placeholder)
                required=field.required
                readonly=field.locked
                disabled=field.disabled
                described_by=Some(field.described_by())
                invalid=aria_invalid(field)
            />
        }
        .into_any(),
        ControlView::Color { value, pick } => color(field, value, pick).into_any(),
        ControlView::Range {
            value,
            min,
            max,
            step,
            decimal,
        } => range(field, value, [min, max, step], decimal).into_any(),
        ControlView::Select {
            value,
            empty,
            options,
        } => select(field, value, empty.as_ref(), options).into_any(),
        ControlView::Toggle { .. }
        | ControlView::Radio { .. }
        | ControlView::Multiselect { .. }
        | ControlView::Object { .. }
        | ControlView::List(_) => ().into_any(),
    }
}

fn line(field: &FieldView, view: &LineView) -> impl IntoView + use<> {
    let class = match view.kind {
        "number" | "date" => "input input-short",
        _ => "input",
    };
    view! {
        <input
            class=class
            type=view.kind
            id=field.id.clone()
            name=field.path.clone()
            value=view.value.clone()
            placeholder=filled(&view.placeholder)
            min=view.min.clone()
            max=view.max.clone()
            step=view.step.clone()
            required=field.required
            readonly=field.locked
            disabled=field.disabled
            aria-describedby=field.described_by()
            aria-invalid=aria_invalid(field)
        />
    }
}

/// Typed, because a native picker cannot be empty; where scripts run, a picker beside it fills it in.
fn color(field: &FieldView, value: &str, pick: &str) -> impl IntoView + use<> {
    // Browsers complain about a picker that holds what is no colour, and refused input is shown again.
    let picked = if is_color(value) { value } else { "#000000" };
    view! {
        <div class="input-row">
            <input
                class="input input-short"
                type="text"
                id=field.id.clone()
                name=field.path.clone()
                value=value.to_owned()
                placeholder="#rrggbb"
                spellcheck="false"
                autocapitalize="off"
                required=field.required
                readonly=field.locked
                disabled=field.disabled
                aria-describedby=field.described_by()
                aria-invalid=aria_invalid(field)
            />
            <input
                class="input with-script"
                type="color"
                value=picked.to_owned()
                disabled=field.disabled || field.locked
                aria-label=pick.to_owned()
                data-form-pick=""
            />
        </div>
    }
}

/// `ends` are `min`, `max` and `step`. HTML knows no read-only slider. What is shown is written as the language writes numbers;
/// the island reads the decimal mark from `data-form-output`.
fn range(
    field: &FieldView,
    value: &str,
    ends: [&String; 3],
    decimal: &str,
) -> impl IntoView + use<> {
    let shown = |number: &str| number.replace('.', decimal);
    let (least, most, now) = (shown(ends[0]), shown(ends[1]), shown(value));
    let [min, max, step] = ends.map(ToOwned::to_owned);
    view! {
        <div class="input-row">
            <span class="small muted" aria-hidden="true">{least}</span>
            <input
                type="range"
                id=field.id.clone()
                name=field.path.clone()
                value=value.to_owned()
                min=min
                max=max
                step=step
                disabled=field.disabled || field.locked
                aria-describedby=field.described_by()
                aria-invalid=aria_invalid(field)
            />
            <span class="small muted" aria-hidden="true">{most}</span>
            <span class="input-output with-script" aria-hidden="true" data-form-output=decimal.to_owned()>{now}</span>
        </div>
    }
}

/// HTML knows no read-only checkbox: it is disabled instead.
fn toggle(field: &FieldView, on: bool) -> impl IntoView + use<> {
    view! {
        <input
            type="checkbox"
            id=field.id.clone()
            name=field.path.clone()
            value="true"
            checked=on
            required=field.required
            disabled=field.disabled || field.locked
            aria-describedby=field.described_by()
            aria-invalid=aria_invalid(field)
        />
    }
}

/// Deletes a stored secret: blank keeps it, so there has to be a way to say "none".
fn clear(field: &FieldView, locale: Locale) -> impl IntoView + use<> {
    let ControlView::Password {
        clear: Some(ClearView { shown, ticked }),
        ..
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
            <input type="checkbox" name=clear_name(&field.path) value="true" checked=ticked disabled=field.disabled />
            <span class="choice-text">{text}</span>
        </label>
    })
}

pub(super) fn aria_invalid(field: &FieldView) -> Option<&'static str> {
    field.error.is_some().then_some("true")
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
