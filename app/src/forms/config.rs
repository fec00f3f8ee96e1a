//! What the form's island gets from the server: the schema without its texts, and the few sentences it may have to say.

use litemap::LiteMap;
use portico_sdk::schema::{FormSchema, Level};
use portico_sdk::settings::{FieldErrorCode, Values, is_row_number};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::messages::Messages;

/// Everything the island needs; `forms::read` reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormConfig {
    /// The schema as it is needed here: without its texts, which the page has already, and with the addresses that name
    /// the organisation; it posts nowhere while the values are unknown.
    pub schema: FormSchema,
    /// Who edits.
    pub level: Level,
    /// What the form was filled with: defaults filled in, without secrets.
    pub values: Values,
    /// None of these values is known to be saved: they were typed into a form whose session had ended.
    pub unsaved: bool,
    /// Keys of secrets that are set.
    pub secrets_set: Vec<String>,
    /// Revision of the values; empty: the source has none.
    pub rev: String,
    /// What the slot passes, as far as the schema asks for it.
    pub context: Value,
    /// What is said of wrong values.
    pub messages: Messages,
    /// What fields say of their own patterns, by where they stand, without row numbers.
    #[serde(serialize_with = "as_object")]
    pub patterns: LiteMap<String, String>,
    /// Sentences about the whole form.
    pub texts: FormTexts,
}

/// Sentences about the whole form, in the page's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    /// Where that is; empty: the page's own business.
    pub sign_in_href: String,
    /// Heading of a summary with one line.
    pub one_problem: String,
    /// Heading of a summary with `{n}` lines.
    pub problems: String,
    /// Heading when somebody else has saved meanwhile.
    pub stale_title: String,
    /// What to do about it.
    pub stale_text: String,
    /// What is said of `{label}` where the server says nothing of it.
    pub stale_changed: String,
    /// Stands before the page's title while something is wrong; empty: the title is not ours.
    pub error_prefix: String,
    /// What is said around lists; `None`: the form has none.
    pub rows: Option<RowTexts>,
    /// What is said around the test; `None`: there is none.
    pub test: Option<TestTexts>,
}

/// Sentences about rows: `{row}` is its title, `{n}` its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowTexts {
    /// Title of a row: `{list}` and `{n}`.
    pub title: String,
    /// After one was added.
    pub added: String,
    /// After one was removed.
    pub removed: String,
    /// After one was moved.
    pub moved: String,
    /// Names of the buttons of a row, by what they do.
    #[serde(serialize_with = "as_object")]
    pub buttons: LiteMap<String, String>,
}

/// Sentences about the test of what is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestTexts {
    /// While it runs.
    pub running: String,
    /// It worked.
    pub ok: String,
    /// It did not.
    pub failed: String,
}

/// Texts by name as an object, also where there are none: litemap writes an empty map as an array.
pub(super) fn as_object<S: Serializer>(
    texts: &LiteMap<String, String>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(texts)
}

impl FormConfig {
    /// The sentence for an error, with the label that the page has drawn.
    pub fn message(&self, path: &str, label: &str, code: &FieldErrorCode) -> String {
        let own = self.patterns.get(&without_rows(path));
        let own = own.map_or("", String::as_str);
        self.messages.sentence(code, label, own)
    }
}

/// Where a field stands in the schema: `links.2.url` → `links.url`.
pub fn without_rows(path: &str) -> String {
    let keys: Vec<&str> = path
        .split('.')
        .filter(|segment| !is_row_number(segment))
        .collect();
    keys.join(".")
}

#[cfg(feature = "ssr")]
mod make {
    use litemap::LiteMap;
    use portico_sdk::i18n::LocaleText;
    use portico_sdk::schema::{Field, FieldKind, FormSchema};
    use portico_sdk::settings::with_defaults;
    use serde_json::Value;

    use super::{FormConfig, FormTexts, RowTexts, TestTexts};
    use crate::forms::decide::success;
    use crate::forms::messages::Messages;
    use crate::forms::source::FormSource;
    use crate::forms::view::FormView;
    use crate::forms::wire;
    use crate::i18n::Locale;
    use crate::layout::sign_in_href;

    impl FormConfig {
        /// What the island of a decided form needs.
        pub fn new(source: &FormSource, view: &FormView, locale: Locale) -> Self {
            let mut patterns = LiteMap::new();
            own_patterns(&source.schema.fields, "", locale, &mut patterns);
            Self {
                schema: for_island(source),
                level: source.level,
                values: with_defaults(&source.schema, &source.state.values),
                unsaved: source.state.unsaved,
                secrets_set: source.state.secrets_set.clone(),
                rev: view.hidden_value(wire::REV).to_owned(),
                context: Value::Object(wire::asked_context(&source.schema, &source.context)),
                messages: Messages::about(&source.schema.fields, locale),
                patterns,
                texts: FormTexts::new(source, view, locale),
            }
        }
    }

    impl FormTexts {
        fn new(source: &FormSource, view: &FormView, locale: Locale) -> Self {
            let (forms, common) = (&locale.text().forms, &locale.text().common);
            let saved = success(source, locale);
            let buttons = [
                ("remove", forms.remove_row),
                ("up", forms.row_up),
                ("down", forms.row_down),
            ];
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
                stale_changed: forms.stale_changed.to_owned(),
                error_prefix: common.error_prefix.to_owned(),
                rows: has_lists(&source.schema.fields).then(|| RowTexts {
                    title: forms.row_title.to_owned(),
                    added: forms.row_added.to_owned(),
                    removed: forms.row_removed.to_owned(),
                    moved: forms.row_moved.to_owned(),
                    buttons: buttons
                        .map(|(name, text)| (name.to_owned(), text.to_owned()))
                        .into_iter()
                        .collect(),
                }),
                test: (!source.schema.test_url.is_empty()).then(|| TestTexts {
                    running: forms.testing.to_owned(),
                    ok: forms.test_ok.to_owned(),
                    failed: forms.test_failed.to_owned(),
                }),
            }
        }
    }

    fn has_lists(fields: &[Field]) -> bool {
        fields
            .iter()
            .any(|field| field.kind == FieldKind::List || has_lists(&field.fields))
    }

    fn own_patterns(
        fields: &[Field],
        before: &str,
        locale: Locale,
        found: &mut LiteMap<String, String>,
    ) {
        for field in fields {
            let path = format!("{before}{}", field.key);
            if !field.pattern_message.is_empty() {
                let message = field.pattern_message.text(locale.tag()).to_owned();
                found.insert(path.clone(), message);
            }
            own_patterns(&field.fields, &format!("{path}."), locale, found);
        }
    }

    fn for_island(source: &FormSource) -> FormSchema {
        let mut schema = source.schema.clone();
        let org = source.org.as_deref();
        schema.test_url = wire::test_url_for(org, &schema);
        for url in [&mut schema.load_url, &mut schema.submit_url] {
            *url = wire::url_for(org, &source.plugin, url);
        }
        // PARITY 21: what could not be loaded must not be overwritten with a blank form.
        if source.state.load_failed {
            schema.submit_url.clear();
            schema.test_url.clear();
        }
        for text in [
            &mut schema.title,
            &mut schema.description,
            &mut schema.submit_label,
            &mut schema.success_message,
            &mut schema.test_label,
        ] {
            *text = LocaleText::default();
        }
        schema.groups.clear();
        without_texts(&mut schema.fields);
        schema
    }

    fn without_texts(fields: &mut [Field]) {
        for field in fields {
            for text in [
                &mut field.label,
                &mut field.placeholder,
                &mut field.help_text,
                &mut field.add_label,
                &mut field.pattern_message,
            ] {
                *text = LocaleText::default();
            }
            field.group.clear();
            for option in &mut field.options {
                option.label = LocaleText::default();
            }
            without_texts(&mut field.fields);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_one_place_in_the_schema_whatever_row_it_is_in() {
        assert_eq!(without_rows("links.2.url"), "links.url");
        assert_eq!(without_rows("smtp.host"), "smtp.host");
        assert_eq!(without_rows("mode"), "mode");
    }
}
