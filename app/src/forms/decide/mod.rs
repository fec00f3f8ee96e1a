//! Decides what a form looks like: a pure function of the schema, the values, the last submission and the language.

mod control;
mod when;

use std::borrow::Cow;

use portico_sdk::condition::Scope;
use portico_sdk::schema::{Field, FieldKind};
use portico_sdk::settings::{is_duty, is_writable, with_defaults};
use serde_json::Value;

use super::messages::Messages;
use super::source::FormSource;
use super::view::{DoneView, FieldView, FormView, SectionView, StateView, SubmitView};
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
    /// The submission that this page answers because it was not saved, whichever form it was.
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
    let mut values = with_defaults(schema, &state.values);
    if let Some(refusal) = refusal {
        values.extend(refusal.values.clone());
    }
    let form = Deciding {
        source,
        place,
        refusal,
        messages: Messages::of(&schema.fields, place.locale),
    };
    let scope = Scope::new(&schema.fields, Cow::Owned(values), None);
    let sections = form.sections(&scope);
    let button = |label, ours: &str| SubmitView {
        label: Words::of(label, place.locale).unwrap_or_else(|| Words::ours(ours)),
        disabled: state.load_failed,
    };
    let saved = refusal.is_none() && place.saved == Some(source.form.as_str());
    let mut view = FormView {
        id: place.id.to_owned(),
        action: without_saved(place.page),
        hidden: hidden(source, refusal),
        title: Words::of(&schema.title, place.locale),
        description: Words::of(&schema.description, place.locale),
        done: if saved {
            Some(DoneView {
                words: success(source, place.locale),
                bad: false,
            })
        } else {
            refusal.and_then(|refusal| done(refusal, text))
        },
        summary: Vec::new(),
        load_failed: state.load_failed,
        sections,
        conditional: schema.has_conditions(),
        submit: (!schema.submit_url.is_empty()).then(|| {
            let ours = if schema.fields.is_empty() {
                text.run
            } else {
                text.save
            };
            button(&schema.submit_label, ours)
        }),
        test: (!schema.test_url.is_empty()).then(|| button(&schema.test_label, text.test)),
    };
    if let Some(refusal) = refusal {
        view.summary = form.summary(refusal, &view.fields());
    }
    view
}

/// What is said after a save.
pub fn success(source: &FormSource, locale: Locale) -> Words {
    Words::of(&source.schema.success_message, locale)
        .unwrap_or_else(|| Words::ours(locale.text().forms.saved))
}

/// What a test without JavaScript came to.
fn done(refusal: &FormRefusal, text: &crate::i18n::forms::FormsText) -> Option<DoneView> {
    let tested = refusal.tested.as_ref()?;
    let heading = if tested.ok {
        text.test_ok
    } else {
        text.test_failed
    };
    let message = tested.message.trim().trim_end_matches('.');
    let said = if message.is_empty() {
        heading.to_owned()
    } else {
        format!("{heading}: {message}")
    };
    Some(DoneView {
        words: Words::ours(format!("{said}. {}", text.test_note)),
        bad: !tested.ok,
    })
}

/// One form that is being decided about.
struct Deciding<'a> {
    source: &'a FormSource,
    place: &'a FormPlace<'a>,
    refusal: Option<&'a FormRefusal>,
    messages: Messages,
}

/// What is the same for fields beside each other.
#[derive(Clone, Copy)]
struct Around<'a> {
    /// Stands before their keys in names.
    prefix: &'a str,
    /// What goes for the field around them, and so for them; `None`: there is none.
    inside: Option<Inside>,
    depth: usize,
}

/// What a field hands on to the fields in it.
#[derive(Clone, Copy)]
struct Inside {
    /// It may be changed here.
    writable: bool,
    /// Whoever edits has to fill it in where it is required.
    duty: bool,
}

impl Deciding<'_> {
    /// Fields without a section, then the sections in their order; none that is empty.
    fn sections(&self, scope: &Scope<'_>) -> Vec<SectionView> {
        let mut fields = self.fields(
            scope,
            Around {
                prefix: "",
                inside: None,
                depth: 0,
            },
        );
        let mut of_group = |key: &str| -> Vec<FieldView> {
            let grouped = |view: &mut FieldView| {
                let found = self
                    .source
                    .schema
                    .fields
                    .iter()
                    .find(|field| field.key == view.path);
                found.is_some_and(|field| field.group == key)
            };
            fields.extract_if(.., grouped).collect()
        };
        let sections: Vec<SectionView> = self
            .source
            .schema
            .groups
            .iter()
            .enumerate()
            .map(|(index, group)| SectionView {
                title_id: format!("{}--section-{index}", self.place.id),
                title: Some(
                    Words::of(&group.title, self.place.locale)
                        .unwrap_or_else(|| Words::ours(&group.key)),
                ),
                description: Words::of(&group.description, self.place.locale),
                fields: of_group(&group.key),
            })
            .collect();
        let first = SectionView {
            fields,
            ..SectionView::default()
        };
        std::iter::once(first)
            .chain(sections)
            .filter(|section| !section.fields.is_empty())
            .collect()
    }

    fn fields(&self, scope: &Scope<'_>, around: Around<'_>) -> Vec<FieldView> {
        scope
            .fields()
            .map(|(field, visible)| self.field(scope, field, visible, around))
            .collect()
    }

    fn field(
        &self,
        scope: &Scope<'_>,
        field: &Field,
        visible: bool,
        around: Around<'_>,
    ) -> FieldView {
        let locale = self.place.locale;
        let path = format!("{}{}", around.prefix, field.key);
        let label = Words::of(&field.label, locale).unwrap_or_else(|| Words::ours(&field.key));
        let is_member = around.inside.is_some();
        let inside = around.inside.unwrap_or_else(|| Inside {
            writable: is_writable(field.level, self.source.level),
            duty: is_duty(field.level, self.source.level),
        });
        let writable = inside.writable;
        let is_set = self.source.state.secrets_set.contains(&path);
        let required = inside.duty && scope.is_required(field);
        // What has to be filled in only sometimes must be possible to empty at other times.
        let always = inside.duty && field.required;
        let inside = Around {
            prefix: &path,
            inside: Some(inside),
            depth: around.depth,
        };
        FieldView {
            id: self.id(&path),
            help: Words::of(&field.help_text, locale),
            state: self.state(field, writable, is_set).filter(|_| !is_member),
            only_when: field
                .visible_when
                .as_ref()
                .map(|condition| when::in_words(condition, scope, locale)),
            visible,
            locked: !writable,
            required: required && !(field.kind == FieldKind::Password && is_set),
            may_be_required: field.required_when.is_some(),
            disabled: self.source.state.load_failed,
            error: self.error(field, &path, &label.text),
            control: self.control(scope, field, &label, is_set, always, inside),
            path,
            label,
        }
    }

    fn id(&self, path: &str) -> String {
        format!("{}-{}", self.place.id, path.replace('.', "-"))
    }

    fn state(&self, field: &Field, writable: bool, is_set: bool) -> Option<StateView> {
        let text = &self.place.locale.text().forms;
        if !writable {
            return Some(StateView {
                text: fill(text.host_level, &[("host", self.place.host)]),
                shown: true,
            });
        }
        (field.kind == FieldKind::Password).then(|| StateView {
            text: text.secret_set.to_owned(),
            shown: is_set,
        })
    }

    fn error(&self, field: &Field, path: &str, label: &str) -> Option<String> {
        let refusal = self.refusal?;
        let own = field.pattern_message.text(self.place.locale.tag());
        let coded = refusal
            .errors
            .iter()
            .find(|error| error.field == path)
            .map(|error| self.messages.sentence(&error.code, label, own));
        coded.or_else(|| refusal.messages.get(path).cloned())
    }

    /// Every error once: the one about the whole form, those of fields in their order, then sentences about no known field.
    fn summary(&self, refusal: &FormRefusal, fields: &[&FieldView]) -> Vec<SummaryError> {
        let whole = refusal.summary.clone();
        let of_fields = fields
            .iter()
            .filter_map(|field| Some(SummaryError::new(&field.id, field.error.clone()?)));
        let unknown = |path: &str| fields.iter().all(|field| field.path != path);
        let others = refusal
            .errors
            .iter()
            .filter(|error| unknown(&error.field))
            .map(|error| self.messages.sentence(&error.code, &error.field, ""))
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
}

/// None while the values are unknown: then the server takes the form for nothing it knows, and a blank one overwrites
/// nothing (PARITY 21).
fn hidden(source: &FormSource, refusal: Option<&FormRefusal>) -> Vec<(&'static str, String)> {
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
    let made_from = refusal.map_or("", |refusal| refusal.rev.as_str());
    let rev = match made_from {
        "" => source.state.rev.as_str(),
        made_from => made_from,
    };
    if !rev.is_empty() {
        hidden.push((wire::REV, rev.to_owned()));
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
