//! Draws a form that is decided: plain HTML that works without JavaScript, with the places the island fills in.

use leptos::prelude::*;

use super::draw_field::FieldMarkup;
use super::view::{FormView, SubmitView, SummaryLine};
use super::words::Words;
use crate::i18n::Locale;

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
    let text = &locale.text().forms;
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
            class="form plugin-form"
            id=form.id.clone()
            method="post"
            action=form.action
            aria-labelledby=labelled_by
        >
            {head(title_id, form.title, form.description)}
            <SummaryMarkup id=format!("{}-summary", form.id) lines=form.summary locale />
            {form.load_failed.then(|| view! {
                <div class="notice notice-warn" role="alert">
                    <div class="notice-text">
                        <p class="strong">{text.load_failed_title}</p>
                        <p>{text.load_failed_text}</p>
                    </div>
                    <a class="button button-secondary button-small" href=retry>{locale.text().common.retry}</a>
                </div>
            })}
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

/// Always there, hidden while nothing is wrong, so that the island can fill it in.
#[component]
fn SummaryMarkup(
    #[prop(into)] id: String,
    lines: Vec<SummaryLine>,
    locale: Locale,
) -> impl IntoView {
    let wrong = !lines.is_empty();
    let title_id = format!("{id}-title");
    let title = locale
        .text()
        .forms
        .summary_title
        .of(locale, lines.len() as u64);
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let sentence = match line.control {
                Some(control) => {
                    view! { <a href=format!("#{control}")>{line.message}</a> }.into_any()
                }
                None => line.message.into_any(),
            };
            view! { <li>{sentence}</li> }
        })
        .collect();
    view! {
        <div
            class="error-summary"
            id=id
            role="alert"
            tabindex="-1"
            autofocus=wrong
            hidden=!wrong
            aria-labelledby=title_id
            data-form-summary=""
        >
            <h2 id=title_id.clone()>{wrong.then_some(title)}</h2>
            <ul class="plain-list">{lines}</ul>
        </div>
    }
}

fn submit(submit: SubmitView) -> impl IntoView {
    let Words { text, lang, dir } = submit.label;
    view! {
        <button
            type="submit"
            class="button button-primary button-form"
            disabled=submit.disabled
            lang=lang
            dir=dir
            data-form-submit=""
        >
            {text}
        </button>
    }
}

/// What became of the last save; the island announces its own here.
fn status(success: Option<Words>) -> impl IntoView {
    let Words { text, lang, dir } = success.unwrap_or_default();
    view! { <p class="form-status" role="status" lang=lang dir=dir data-form-status="">{text}</p> }
}
