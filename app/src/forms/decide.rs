//! Decides what a form looks like: a pure function of the schema, the values, the last refusal and the language.

use portico_sdk::schema::{Field, FieldKind, Level};
use portico_sdk::settings::{is_writable, with_defaults};
use serde_json::Value;

use super::outcome::number_text;
use super::source::FormSource;
use super::view::{ControlView, FieldView, FormView, StateView, SubmitView};
use super::wire;
use super::words::Words;
use crate::backend::FormRefusal;
use crate::i18n::{Locale, fill};
use crate::ui::SummaryError;

/// What surrounds a form on its page.
#[derive(Debug, Clone, Copy)]
pub struct FormPlace<'a> {
    /// DOM id of the form, unique on the page.
    pub id: &'a str,
    /// Path and query of the page as requested.
    pub page: &'a str,
    /// Name of the host, for fields that only it sets.
    pub host: &'a str,
    /// Language of the page.
    pub locale: Locale,
    /// The refused submission that this page answers, whichever form it was.
    pub refusal: Option<&'a FormRefusal>,
    /// The form whose submission without JavaScript has just been saved.
    pub saved: Option<&'a str>,
}

/// Decides everything about one form.
pub fn form_view(source: &FormSource, place: &FormPlace<'_>) -> FormView {
    let FormSource { schema, state, .. } = source;
    let text = &place.locale.text().forms;
    let refusal = place
        .refusal
        .filter(|refusal| refusal.extension == source.form);
    let stored = with_defaults(schema, &state.values);
    let fields: Vec<FieldView> = schema
        .fields
        .iter()
        .map(|field| {
            let value = refusal
                .and_then(|refusal| refusal.values.get(&field.key))
                .or_else(|| stored.get(&field.key));
            field_view(field, value, source, place, refusal)
        })
        .collect();
    let submit = (!schema.submit_url.is_empty()).then(|| SubmitView {
        label: Words::of(&schema.submit_label, place.locale).unwrap_or_else(|| {
            Words::ours(if schema.fields.is_empty() {
                text.run
            } else {
                text.save
            })
        }),
        disabled: state.load_failed,
    });
    let saved = refusal.is_none() && place.saved == Some(source.form.as_str());
    FormView {
        id: place.id.to_owned(),
        action: without_saved(place.page),
        hidden: hidden(source),
        title: Words::of(&schema.title, place.locale),
        description: Words::of(&schema.description, place.locale),
        success: saved.then(|| success(source, place.locale)),
        summary: refusal.map_or_else(Vec::new, |refusal| summary(refusal, &fields, place.locale)),
        load_failed: state.load_failed,
        fields,
        submit,
    }
}

/// What is said after a save.
pub fn success(source: &FormSource, locale: Locale) -> Words {
    Words::of(&source.schema.success_message, locale)
        .unwrap_or_else(|| Words::ours(locale.text().forms.saved))
}

fn field_view(
    field: &Field,
    value: Option<&Value>,
    source: &FormSource,
    place: &FormPlace<'_>,
    refusal: Option<&FormRefusal>,
) -> FieldView {
    let label = Words::of(&field.label, place.locale).unwrap_or_else(|| Words::ours(&field.key));
    let writable = is_writable(field.level, source.level);
    let is_set = source.state.secrets_set.contains(&field.key);
    FieldView {
        key: field.key.clone(),
        id: format!("{}-{}", place.id, field.key),
        help: Words::of(&field.help_text, place.locale),
        state: state(field, writable, is_set, place),
        locked: !writable,
        required: is_required(field, source.level)
            && !(field.kind == FieldKind::Password && is_set),
        disabled: source.state.load_failed,
        error: refusal.and_then(|refusal| error(refusal, field, &label.text, place.locale)),
        control: control(field, value, is_set, source.level, place.locale),
        label,
    }
}

fn state(field: &Field, writable: bool, is_set: bool, place: &FormPlace<'_>) -> Option<StateView> {
    let text = &place.locale.text().forms;
    if !writable {
        return Some(StateView {
            text: fill(text.host_level, &[("host", place.host)]),
            shown: true,
        });
    }
    (field.kind == FieldKind::Password).then(|| StateView {
        text: text.secret_set.to_owned(),
        shown: is_set,
    })
}

/// Required here: each level fills in its own fields (see [`portico_sdk::settings::validate_values`]).
fn is_required(field: &Field, level: Level) -> bool {
    field.required && field.level == level
}

fn control(
    field: &Field,
    value: Option<&Value>,
    is_set: bool,
    level: Level,
    locale: Locale,
) -> ControlView {
    let placeholder = field.placeholder.text(locale.tag()).to_owned();
    let max_length = field.max_length;
    let value_text = || text_of(value);
    match field.kind {
        FieldKind::Text => ControlView::Text {
            value: value_text(),
            placeholder,
            max_length,
        },
        FieldKind::Password => ControlView::Password {
            clear: (!is_required(field, level) && is_writable(field.level, level))
                .then_some(is_set),
            placeholder,
            max_length,
        },
        FieldKind::Number => ControlView::Number {
            value: value_text(),
            placeholder,
            min: field.min.map(|min| min.to_string()),
            max: field.max.map(|max| max.to_string()),
            step: field
                .step
                .map_or_else(|| "any".to_owned(), |step| step.to_string()),
        },
        FieldKind::Textarea => ControlView::Textarea {
            value: value_text(),
            placeholder,
            max_length,
        },
        FieldKind::Toggle => ControlView::Toggle {
            on: value == Some(&Value::Bool(true)),
        },
        FieldKind::Select => select(field, value_text(), level, locale),
    }
}

/// An empty option stands first where nothing may be, or nothing is yet, chosen.
fn select(field: &Field, value: String, level: Level, locale: Locale) -> ControlView {
    let chosen = field.options.iter().any(|option| option.value == value);
    let options = field
        .options
        .iter()
        .map(|option| {
            let label = Words::of(&option.label, locale);
            (
                option.value.clone(),
                label.unwrap_or_else(|| Words::ours(&option.value)),
            )
        })
        .collect();
    ControlView::Select {
        empty: (!chosen || !is_required(field, level)).then(|| {
            Words::of(&field.placeholder, locale)
                .unwrap_or_else(|| Words::ours(locale.text().forms.choose))
        }),
        value: if chosen { value } else { String::new() },
        options,
    }
}

/// A value as it stands in a control. A number that could not be read is still the text that was typed.
fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number_text(number),
        _ => String::new(),
    }
}

fn error(refusal: &FormRefusal, field: &Field, label: &str, locale: Locale) -> Option<String> {
    let coded = refusal
        .errors
        .iter()
        .find(|error| error.field == field.key)
        .map(|error| locale.text().forms.message(&error.code, label, locale));
    coded.or_else(|| refusal.messages.get(&field.key).cloned())
}

/// Every error once: the one about the whole form, those of fields in their order, then sentences about no known field.
fn summary(refusal: &FormRefusal, fields: &[FieldView], locale: Locale) -> Vec<SummaryError> {
    let whole = refusal.summary.clone();
    let of_fields = fields
        .iter()
        .filter_map(|field| Some(SummaryError::new(&field.id, field.error.clone()?)));
    let unknown = |key: &str| fields.iter().all(|field| field.key != key);
    let text = &locale.text().forms;
    let others = refusal
        .errors
        .iter()
        .filter(|error| unknown(&error.field))
        .map(|error| text.message(&error.code, &error.field, locale))
        .chain(
            refusal
                .messages
                .iter()
                .filter(|(key, _)| unknown(key))
                .map(|(_, message)| message.clone()),
        );
    let of_form = |message| SummaryError::new("", message);
    whole
        .into_iter()
        .map(of_form)
        .chain(of_fields)
        .chain(others.map(of_form))
        .collect()
}

/// None while the values are unknown: then the server takes the form for nothing it knows, and a blank one overwrites
/// nothing (PARITY 21).
fn hidden(source: &FormSource) -> Vec<(&'static str, String)> {
    if source.state.load_failed {
        return Vec::new();
    }
    let mut hidden = vec![
        (wire::FORM, source.form.clone()),
        (wire::PLUGIN, source.plugin.clone()),
        (
            wire::SCOPE,
            wire::scope(source.level, source.org.as_deref()),
        ),
    ];
    if !source.state.rev.is_empty() {
        hidden.push((wire::REV, source.state.rev.clone()));
    }
    let context = wire::asked_context(&source.schema, &source.context);
    if !context.is_empty() {
        hidden.push((wire::CONTEXT, Value::Object(context).to_string()));
    }
    hidden
}

/// The page's own address without the mark of an earlier save.
fn without_saved(page: &str) -> String {
    let Some((path, query)) = page.split_once('?') else {
        return page.to_owned();
    };
    let is_mark = |pair: &&str| pair.split('=').next() == Some(wire::SAVED);
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_mark(pair)).collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}
