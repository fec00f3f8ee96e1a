//! The forms of the console: what was typed into a refused one, and what is wrong with it, field by field.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::i18n::Locale;
use crate::page::{page, text};
use crate::pages::refused::RefusedForm;
use crate::ui::{ErrorSummary, FieldInfo, SummaryError, TextInput};

/// A form with fields, fresh or refused.
#[derive(Debug, Clone, Default)]
pub(super) struct ConsoleForm {
    form: &'static str,
    values: BTreeMap<String, String>,
    /// Field → sentence, in the order of the fields.
    errors: Vec<(&'static str, String)>,
    /// What belongs to no field.
    others: Vec<String>,
    refused: bool,
    /// A control of the form is named `do`.
    says_do: bool,
}

impl ConsoleForm {
    /// The form `form` of this page with these fields, refused if that is what is answered.
    pub fn of(form: &'static str, fields: &[&'static str]) -> Self {
        match RefusedForm::of(form) {
            Some(refused) => Self::refused(form, fields, &refused, page().locale),
            None => Self::fresh(form),
        }
    }

    /// The form as it is first shown, whatever is answered.
    pub fn fresh(form: &'static str) -> Self {
        Self {
            form,
            ..Self::default()
        }
    }

    fn refused(
        form: &'static str,
        fields: &[&'static str],
        refused: &RefusedForm,
        locale: Locale,
    ) -> Self {
        let (mut errors, mut others) = (BTreeMap::new(), Vec::new());
        for (name, sentence) in sentences(refused, locale) {
            match place(&name, &refused.error.code, fields) {
                Some(field) => {
                    errors.entry(field).or_insert(sentence);
                }
                None => others.push(sentence),
            }
        }
        Self {
            form,
            values: refused.values.clone(),
            errors: fields
                .iter()
                .filter_map(|field| Some((*field, errors.remove(field)?)))
                .collect(),
            others,
            refused: true,
            says_do: false,
        }
    }

    /// The same without its hidden field `do`: a control of the form says it.
    pub fn saying_do_itself(mut self) -> Self {
        self.says_do = true;
        self
    }

    /// What was typed; `present` when the form is fresh.
    pub fn value(&self, field: &str, present: &str) -> String {
        let typed = self.values.get(field).map(String::as_str);
        let shown = if self.refused {
            typed.unwrap_or("")
        } else {
            present
        };
        shown.to_owned()
    }

    /// The words around a field.
    pub fn field(&self, field: &'static str, label: &str) -> FieldInfo {
        let error = self
            .errors
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, sentence)| sentence.clone());
        FieldInfo::new(self.id(field), label).error(error)
    }

    /// The id of a control.
    fn id(&self, field: &str) -> String {
        if self.form.is_empty() {
            field.to_owned()
        } else {
            format!("{}-{field}", self.form)
        }
    }

    fn summary(&self) -> Vec<SummaryError> {
        let at_fields = self
            .errors
            .iter()
            .map(|(field, sentence)| SummaryError::new(self.id(field), sentence.clone()));
        let others = self
            .others
            .iter()
            .map(|sentence| SummaryError::new("", sentence.clone()));
        others.chain(at_fields).collect()
    }
}

/// Where the sentence of the field `name` of the server belongs among `fields`: some codes are about a field without
/// naming it, and some fields have another name in the service below.
fn place(name: &str, code: &str, fields: &[&'static str]) -> Option<&'static str> {
    let known = |wanted: &str| fields.iter().copied().find(|field| *field == wanted);
    known(name).or_else(|| {
        known(match (name, code) {
            ("overlap", _) => "overlap_hours",
            ("password", _) => "current",
            ("new_password", _) => "new",
            (_, "host_exists") => "id",
            (_, "already_member" | "account_exists") => "email",
            (_, "key_exists" | "key_of_another_host") => "jwk",
            (_, "too_many_origins") => "origin",
            _ => return None,
        })
    })
}

/// All sentences of a refusal by field, in the reader's language where we have it.
fn sentences(refused: &RefusedForm, locale: Locale) -> Vec<(String, String)> {
    let words = &locale.text().console.errors;
    let error = &refused.error;
    let say = |field: &str, own: &str| {
        words
            .sentence(&error.code, field)
            .map_or_else(|| own.to_owned(), ToOwned::to_owned)
    };
    if error.fields.is_empty() {
        return vec![(String::new(), say("", &error.message))];
    }
    error
        .fields
        .iter()
        .map(|(field, own)| (field.clone(), say(field, own)))
        .collect()
}

/// A form that posts to its own page.
#[component]
pub(super) fn PostForm(
    /// The form; its errors are summed up at its top.
    form: ConsoleForm,
    /// Further fields, name and value.
    #[prop(optional)]
    hidden: Vec<(&'static str, String)>,
    /// Where it posts when that is not the page without its query.
    #[prop(optional, into)]
    action: Option<String>,
    /// Fields and buttons.
    children: Children,
) -> AnyView {
    let page = page();
    let action = action.unwrap_or_else(|| page.pathname.clone());
    let which = (!form.form.is_empty() && !form.says_do).then_some(("do", form.form.to_owned()));
    let hidden: Vec<_> = which
        .into_iter()
        .chain(hidden)
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    view! {
        <form method="post" action=action class="form">
            {hidden}
            <ErrorSummary errors=form.summary() locale=page.locale/>
            {children()}
        </form>
    }
    .into_any()
}

/// The question for the password, in forms that make or show a credential.
#[component]
pub(super) fn PasswordAgain(
    /// The form, which has the field `password`.
    form: ConsoleForm,
) -> AnyView {
    let words = &text().console.access;
    let field = form.field("password", words.password_again);
    view! {
        <TextInput
            field=field.help(words.password_again_help)
            name="password"
            input_type="password"
            autocomplete="current-password"
            required=true
        />
    }
    .into_any()
}

/// Says why a form without a place of its own on the page was refused: a button in a row. `shown` are the forms that
/// say it themselves.
#[component]
pub(super) fn RefusedNotice(
    /// Forms that say it themselves.
    shown: &'static [&'static str],
) -> AnyView {
    let locale = page().locale;
    use_context::<RefusedForm>()
        .filter(|refused| !shown.contains(&refused.form.as_str()))
        .map(|refused| {
            let errors = sentences(&refused, locale)
                .into_iter()
                .map(|(_, sentence)| SummaryError::new("", sentence))
                .collect();
            view! { <ErrorSummary errors locale/> }
        })
        .into_any()
}

/// "Error: " before the title of a page that answers a refusal.
pub(super) fn titled(title: &str) -> String {
    if use_context::<RefusedForm>().is_some() {
        format!("{}{title}", text().common.error_prefix)
    } else {
        title.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;

    fn refused(code: &str, fields: &[(&str, &str)]) -> RefusedForm {
        let mut error = AppError::new(400, code, "The server's own sentence.");
        error.fields = fields
            .iter()
            .map(|(field, sentence)| ((*field).to_owned(), (*sentence).to_owned()))
            .collect();
        RefusedForm {
            form: "create".to_owned(),
            values: [("name".to_owned(), "Acme".to_owned())].into(),
            error,
        }
    }

    fn form(refused: &RefusedForm, fields: &[&'static str], locale: Locale) -> ConsoleForm {
        ConsoleForm::refused("create", fields, refused, locale)
    }

    #[test]
    fn a_refusal_keeps_what_was_typed_and_speaks_the_language_of_the_page() {
        let refused = refused("host_id_invalid", &[("id", "Use lower-case letters …")]);
        let made = form(&refused, &["id", "name"], Locale::De);
        assert_eq!(made.value("name", "old"), "Acme");
        assert_eq!(
            made.value("id", "old"),
            "",
            "nothing typed is nothing shown"
        );
        let summary = made.summary();
        assert_eq!(summary[0].field_id, "create-id");
        assert!(summary[0].message.starts_with("Nehmen Sie"), "{summary:?}");
    }

    #[test]
    fn every_kind_of_bad_public_key_has_its_sentence_in_german() {
        let german = &Locale::De.text().console.errors;
        let mut kinds = std::collections::BTreeSet::new();
        for jwk in [
            "no object",
            r#"{"kty":"OKP","d":"x"}"#,
            r#"{"kty":"oct"}"#,
            r#"{"kty":"RSA","n":"short","e":"AQAB"}"#,
            r#"{"kty":"OKP","crv":"Ed25519","x":"short"}"#,
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","alg":"none"}"#,
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"enc"}"#,
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":1}"#,
        ] {
            let kind = portico_sdk::jwt::check_public_jwk(jwk).unwrap_err().code;
            let sentence = german.sentence(&format!("jwk_{kind}"), "jwk");
            assert!(sentence.is_some(), "{kind}");
            kinds.insert(kind);
        }
        assert_eq!(kinds.len(), 8, "{kinds:?}");
    }

    #[test]
    fn an_unknown_code_keeps_the_servers_sentence() {
        let at_field = refused("jwk_made_up", &[("jwk", "It has no kty.")]);
        let made = form(&at_field, &["jwk"], Locale::En);
        assert_eq!(made.errors, [("jwk", "It has no kty.".to_owned())]);
        let about_all = refused("made_up", &[]);
        let made = form(&about_all, &["jwk"], Locale::En);
        assert_eq!(made.others, ["The server's own sentence."]);
    }

    #[test]
    fn a_code_about_a_field_stands_at_that_field() {
        for (code, name, field) in [
            ("host_exists", "", "id"),
            ("overlap_invalid", "overlap", "overlap_hours"),
            ("password_wrong", "password", "current"),
            ("password_too_short", "new_password", "new"),
        ] {
            let fields = ["id", "overlap_hours", "current", "new"];
            assert_eq!(place(name, code, &fields), Some(field), "{code}");
        }
        // A form with its own field of that name keeps it.
        assert_eq!(
            place("password", "password_wrong", &["password"]),
            Some("password")
        );
        assert_eq!(place("made_up", "made_up", &["id"]), None);
    }
}
