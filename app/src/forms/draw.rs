//! Draws a form that is decided: plain HTML that works without JavaScript, with the places the island fills in.

use leptos::prelude::*;

use super::draw_field::FieldMarkup;
use super::view::{ControlView, DoneView, FormView, SectionView, SubmitView};
use super::wire;
use super::words::Words;
use crate::i18n::Locale;
use crate::ui::{Button, ButtonKind, ButtonSize, ErrorSummary, LinkButton, Notice, Tone};

/// Marks the element that holds the whole form; the island finds the parts below it by their `data-form-*` names.
#[component]
pub fn FormMarkup(
    /// What to draw.
    form: FormView,
    /// Language of the page.
    locale: Locale,
    /// Path and query of the page, for Retry.
    #[prop(into)]
    retry: String,
) -> impl IntoView {
    let title_id = format!("{}--title", form.id);
    let labelled_by = form.title.is_some().then(|| title_id.clone());
    let has_buttons = form.test.is_some()
        || form
            .fields()
            .iter()
            .any(|field| matches!(field.control, ControlView::List(_)));
    let hidden: Vec<_> = form
        .hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    let sections: Vec<_> = form
        .sections
        .into_iter()
        .map(|section| section_view(section, locale))
        .collect();
    view! {
        <form
            class="form"
            id=form.id.clone()
            method="post"
            action=form.action
            novalidate=form.conditional
            aria-labelledby=labelled_by
        >
            {head(title_id, form.title, form.description)}
            <ErrorSummary
                id=format!("{}--summary", form.id)
                errors=form.summary
                locale
                standing=true
                attr:data-form-summary=""
            />
            {form.load_failed.then(|| load_failed(locale, retry))}
            {hidden}
            // Enter in a field presses the first button of a form: that must be one that saves.
            {has_buttons.then(|| view! { <button class="visually-hidden" tabindex="-1" aria-hidden="true"></button> })}
            {sections}
            <div class="form-actions">
                {form.submit.map(submit)}
                {form.test.map(test)}
                {status(form.done)}
            </div>
        </form>
    }
}

fn head(title_id: String, title: Option<Words>, description: Option<Words>) -> impl IntoView {
    let shown = title.is_some() || description.is_some();
    shown.then(|| {
        view! {
            <div class="form-section-head">
                {title.map(|words| view! { <h2 id=title_id lang=words.lang dir=words.dir>{words.text}</h2> })}
                {description.map(|words| view! {
                    <p class="muted" lang=words.lang dir=words.dir>{words.text}</p>
                })}
            </div>
        }
    })
}

/// A section with a heading is a group of its own for assistive technology, too.
fn section_view(section: SectionView, locale: Locale) -> AnyView {
    let fields: Vec<_> = section
        .fields
        .into_iter()
        .map(|field| view! { <FieldMarkup field locale /> })
        .collect();
    let Some(title) = section.title else {
        return view! { {fields} }.into_any();
    };
    let title_id = section.title_id.clone();
    view! {
        <div class="form-section" role="group" aria-labelledby=title_id>
            <div class="form-section-head">
                <h3 id=section.title_id lang=title.lang dir=title.dir>{title.text}</h3>
                {section.description.map(|words| view! {
                    <p class="muted" lang=words.lang dir=words.dir>{words.text}</p>
                })}
            </div>
            {fields}
        </div>
    }
    .into_any()
}

fn load_failed(locale: Locale, retry: String) -> impl IntoView {
    let text = &locale.text().forms;
    let again = move || {
        let href = retry.clone();
        view! { <LinkButton href size=ButtonSize::Small>{locale.text().common.retry}</LinkButton> }
    };
    view! {
        <Notice tone=Tone::Warn role="alert" action=again>
            <p class="strong">{text.load_failed_title}</p>
            <p>{text.load_failed_text}</p>
        </Notice>
    }
}

fn submit(submit: SubmitView) -> impl IntoView {
    let Words { text, lang, dir } = submit.label;
    view! {
        <Button
            kind=ButtonKind::Primary
            size=ButtonSize::Form
            disabled=submit.disabled
            attr:lang=lang
            attr:dir=dir
            attr:data-form-submit=""
        >
            {text}
        </Button>
    }
}

/// Tries out what is typed; without JavaScript by a post that saves nothing.
fn test(test: SubmitView) -> impl IntoView {
    let Words { text, lang, dir } = test.label;
    view! {
        <Button
            kind=ButtonKind::Secondary
            size=ButtonSize::Form
            disabled=test.disabled
            attr:name=wire::TEST
            attr:value="1"
            attr:lang=lang
            attr:dir=dir
            attr:data-form-test=""
        >
            {text}
        </Button>
    }
}

/// What became of the last save or test; the island announces its own here. After one without JavaScript it takes the focus,
/// as every message about what was just done.
fn status(done: Option<DoneView>) -> impl IntoView {
    let fresh = done.is_some();
    let bad = done.as_ref().is_some_and(|done| done.bad);
    let Words { text, lang, dir } = done.map(|done| done.words).unwrap_or_default();
    let class = if bad {
        "form-status form-status-bad"
    } else {
        "form-status"
    };
    view! { <p class=class role="status" tabindex="-1" autofocus=fresh lang=lang dir=dir data-form-status="">{text}</p> }
}
