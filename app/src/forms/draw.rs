//! Draws a form that is decided: plain HTML that works without JavaScript, with the places the island fills in.

use leptos::prelude::*;

use super::draw_field::FieldMarkup;
use super::view::{FormView, SubmitView};
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
    let title_id = format!("{}-title", form.id);
    let labelled_by = form.title.is_some().then(|| title_id.clone());
    let hidden: Vec<_> = form
        .hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    let fields: Vec<_> = form
        .fields
        .into_iter()
        .map(|field| view! { <FieldMarkup field locale /> })
        .collect();
    view! {
        <form
            class="form"
            id=form.id.clone()
            method="post"
            action=form.action
            aria-labelledby=labelled_by
        >
            {head(title_id, form.title, form.description)}
            <ErrorSummary
                id=format!("{}-summary", form.id)
                errors=form.summary
                locale
                standing=true
                attr:data-form-summary=""
            />
            {form.load_failed.then(|| load_failed(locale, retry))}
            {hidden}
            {fields}
            <div class="form-actions">
                {form.submit.map(submit)}
                {status(form.success)}
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

/// What became of the last save; the island announces its own here. After a save without JavaScript it takes the focus,
/// as every message about what was just done.
fn status(success: Option<Words>) -> impl IntoView {
    let saved = success.is_some();
    let Words { text, lang, dir } = success.unwrap_or_default();
    view! { <p class="form-status" role="status" tabindex="-1" autofocus=saved lang=lang dir=dir data-form-status="">{text}</p> }
}
