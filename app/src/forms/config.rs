//! What the form's island gets from the server: the schema without its texts, and the few sentences it may have to say.

use std::collections::BTreeMap;

use portico_sdk::schema::{FormSchema, Level};
use portico_sdk::settings::FieldErrorCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Everything the island needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormConfig {
    /// The schema as it is needed here: without its texts, which the page has already, and with the addresses that name
    /// the organisation; it posts nowhere while the values are unknown.
    pub schema: FormSchema,
    /// Who edits.
    pub level: Level,
    /// Keys of secrets that are set.
    pub secrets_set: Vec<String>,
    /// Revision of the values; empty: the source has none.
    pub rev: String,
    /// What the slot passes, as far as the schema asks for it.
    pub context: Value,
    /// Label of each field, by key.
    pub labels: BTreeMap<String, String>,
    /// Sentence for each way in which each field can be wrong: key → code → sentence.
    pub messages: BTreeMap<String, BTreeMap<String, String>>,
    /// Sentences about the whole form.
    pub texts: FormTexts,
}

/// Sentences about the whole form, in the page's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormTexts {
    /// After a save.
    pub saved: String,
    /// Language of that sentence, where it is not the page's.
    pub saved_lang: Option<String>,
    /// Direction of that sentence, where it is not the page's.
    pub saved_dir: Option<String>,
    /// While it is being saved.
    pub saving: String,
    /// When it was not.
    pub save_failed: String,
    /// When it was not because the session has ended: what is wrong.
    pub ended: String,
    /// What leads to signing in, in a new tab.
    pub sign_in: String,
    /// Where that is.
    pub sign_in_href: String,
    /// Heading of a summary with one line.
    pub one_problem: String,
    /// Heading of a summary with `{n}` lines.
    pub problems: String,
    /// Heading when somebody else has saved meanwhile.
    pub stale_title: String,
    /// What to do about it.
    pub stale_text: String,
    /// What `{label}` holds now: `{value}`.
    pub stale_field: String,
    /// A value that is off, empty, or a secret.
    pub no_value: String,
    /// Stands before the page's title while something is wrong.
    pub error_prefix: String,
}

impl FormConfig {
    /// The sentence for an error.
    pub fn message(&self, key: &str, code: &FieldErrorCode) -> String {
        self.messages
            .get(key)
            .and_then(|messages| messages.get(code_name(code)))
            .cloned()
            .unwrap_or_else(|| self.texts.save_failed.clone())
    }
}

/// The name of a code, as on the wire.
fn code_name(code: &FieldErrorCode) -> &'static str {
    match code {
        FieldErrorCode::Required => "required",
        FieldErrorCode::WrongType => "wrong_type",
        FieldErrorCode::TooSmall { .. } => "too_small",
        FieldErrorCode::TooLarge { .. } => "too_large",
        FieldErrorCode::NotAStep { .. } => "not_a_step",
        FieldErrorCode::TooShort { .. } => "too_short",
        FieldErrorCode::TooLong { .. } => "too_long",
        FieldErrorCode::NotAnOption => "not_an_option",
        FieldErrorCode::UnknownField => "unknown_field",
        FieldErrorCode::ReadOnly => "read_only",
    }
}

#[cfg(feature = "ssr")]
mod make {
    use portico_sdk::i18n::LocaleText;
    use portico_sdk::schema::{Field, FieldKind, FormSchema};
    use portico_sdk::settings::{FieldErrorCode, MAX_TEXT};
    use serde_json::Value;

    use super::{FormConfig, FormTexts, code_name};
    use crate::forms::decide::success;
    use crate::forms::source::FormSource;
    use crate::forms::view::FormView;
    use crate::forms::wire;
    use crate::i18n::Locale;
    use crate::layout::sign_in_href;

    impl FormConfig {
        /// What the island of a decided form needs.
        pub fn new(source: &FormSource, view: &FormView, locale: Locale) -> Self {
            let labels = view
                .fields
                .iter()
                .map(|field| (field.key.clone(), field.label.text.clone()))
                .collect();
            let messages = source
                .schema
                .fields
                .iter()
                .zip(&view.fields)
                .map(|(field, drawn)| {
                    let text = &locale.text().forms;
                    let sentences = possible_errors(field)
                        .into_iter()
                        .map(|code| {
                            let sentence = text.message(&code, &drawn.label.text, locale);
                            (code_name(&code).to_owned(), sentence)
                        })
                        .collect();
                    (field.key.clone(), sentences)
                })
                .collect();
            Self {
                schema: for_island(source),
                level: source.level,
                secrets_set: source.state.secrets_set.clone(),
                rev: source.state.rev.clone(),
                context: Value::Object(wire::asked_context(&source.schema, &source.context)),
                labels,
                messages,
                texts: FormTexts::new(source, view, locale),
            }
        }
    }

    impl FormTexts {
        fn new(source: &FormSource, view: &FormView, locale: Locale) -> Self {
            let (forms, common) = (&locale.text().forms, &locale.text().common);
            let saved = success(source, locale);
            Self {
                saved: saved.text,
                saved_lang: saved.lang,
                saved_dir: saved.dir.map(ToOwned::to_owned),
                saving: forms.saving.to_owned(),
                save_failed: forms.save_failed.to_owned(),
                ended: forms.ended.to_owned(),
                sign_in: forms.ended_sign_in.to_owned(),
                sign_in_href: sign_in_href(&view.action),
                one_problem: forms.summary_title.of(locale, 1),
                problems: forms.summary_title.other.to_owned(),
                stale_title: forms.stale_title.to_owned(),
                stale_text: forms.stale_text.to_owned(),
                stale_field: forms.stale_field.to_owned(),
                no_value: common.none.to_owned(),
                error_prefix: common.error_prefix.to_owned(),
            }
        }
    }

    /// Everything the validator can say about a field of this kind and these bounds.
    fn possible_errors(field: &Field) -> Vec<FieldErrorCode> {
        let mut codes = vec![FieldErrorCode::Required];
        match field.kind {
            FieldKind::Number => {
                codes.push(FieldErrorCode::WrongType);
                codes.extend(field.min.map(|min| FieldErrorCode::TooSmall { min }));
                codes.extend(field.max.map(|max| FieldErrorCode::TooLarge { max }));
                codes.extend(field.step.map(|step| FieldErrorCode::NotAStep { step }));
            }
            FieldKind::Text | FieldKind::Password | FieldKind::Textarea => {
                codes.extend(field.min_length.map(|min| FieldErrorCode::TooShort { min }));
                codes.push(FieldErrorCode::TooLong {
                    max: field.max_length.unwrap_or(MAX_TEXT).min(MAX_TEXT),
                });
            }
            FieldKind::Select => codes.push(FieldErrorCode::NotAnOption),
            FieldKind::Toggle => {}
        }
        codes
    }

    fn for_island(source: &FormSource) -> FormSchema {
        let mut schema = source.schema.clone();
        for url in [&mut schema.load_url, &mut schema.submit_url] {
            *url = wire::url_for(source.org.as_deref(), &source.plugin, url);
        }
        // PARITY 21: what could not be loaded must not be overwritten with a blank form.
        if source.state.load_failed {
            schema.submit_url.clear();
        }
        for text in [
            &mut schema.title,
            &mut schema.description,
            &mut schema.submit_label,
            &mut schema.success_message,
        ] {
            *text = LocaleText::default();
        }
        for field in &mut schema.fields {
            field.label = LocaleText::default();
            field.placeholder = LocaleText::default();
            field.help_text = LocaleText::default();
            for option in &mut field.options {
                option.label = LocaleText::default();
            }
        }
        schema
    }
}
