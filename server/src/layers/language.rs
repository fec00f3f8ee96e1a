//! An error of the API in the language of whoever asks. Handlers answer it in English; here the sentence is said again by its
//! code, where the catalogue has one.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, header};
use portico_app::error::AppError;
use portico_app::i18n::Locale;
use portico_app::i18n::api_errors::api_sentence;

use crate::error::json_error_body;
use crate::session::locale_of;
use crate::state::AppState;

/// What the choice of a language needs of a request: nothing for those who take English anyway, which is most programs.
pub(super) struct Asked(Option<Box<Parts>>);

impl Asked {
    pub fn of(request: &Request) -> Self {
        let headers = request.headers();
        let query = request.uri().query();
        let may_differ = headers.contains_key(header::ACCEPT_LANGUAGE)
            || headers.contains_key(header::COOKIE)
            || query.is_some_and(|query| query.contains("lang"));
        Self(may_differ.then(|| Box::new(copy(request))))
    }

    /// Says an error in the language that was asked for. `private`: the answer says already what it varies by.
    pub fn translate(&self, state: &AppState, mut response: Response, private: bool) -> Response {
        let Some(error) = response.extensions().get::<AppError>() else {
            return response;
        };
        if !is_json(response.headers()) {
            return response;
        }
        let locale = self
            .0
            .as_ref()
            .map_or(Locale::En, |parts| locale_of(state, parts));
        let translated = translated(error, locale);
        let said_in = if translated.is_some() {
            locale
        } else {
            Locale::En
        };
        if let Some(error) = translated {
            let body = json_error_body(&error);
            response.headers_mut().remove(header::CONTENT_LENGTH);
            *response.body_mut() = Body::from(body);
        }
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(said_in.tag()),
        );
        if !private {
            headers.append(header::VARY, HeaderValue::from_static("Accept-Language"));
        }
        response
    }
}

/// Only what the choice looks at.
fn copy(request: &Request) -> Parts {
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.uri = request.uri().clone();
    for name in [header::ACCEPT_LANGUAGE, header::COOKIE] {
        for value in request.headers().get_all(&name) {
            parts.headers.append(&name, value.clone());
        }
    }
    parts
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// `None`: English it is, or what the catalogue cannot say without leaving something out. What fields say of themselves is in
/// the reader's language already; only the sentence of the whole is said again where it stands at a field, too.
fn translated(error: &AppError, locale: Locale) -> Option<AppError> {
    if locale.language() == Locale::En {
        return None;
    }
    let text = locale.text();
    let at = error.fields.keys().next().map_or("", String::as_str);
    let message = api_sentence(error, at, text)?;
    let fields = error
        .fields
        .iter()
        .map(|(field, own)| {
            let again = api_sentence(error, field, text).filter(|_| *own == error.message);
            (field.clone(), again.unwrap_or(own).to_owned())
        })
        .collect();
    Some(AppError {
        message: message.to_owned(),
        fields,
        ..error.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i18n_an_error_speaks_german_where_it_can_and_english_says_what_the_server_says() {
        let error = AppError::unauthorized();
        let german = translated(&error, Locale::DeAt).unwrap();
        assert_eq!(german.message, "Melden Sie sich zuerst an.");
        assert_eq!((german.status, &german.code), (error.status, &error.code));
        assert_eq!(translated(&error, Locale::EnUs), None);
        let unknown = AppError::new(422, "made_up", "Something new.");
        assert_eq!(translated(&unknown, Locale::De), None);
    }

    #[test]
    fn i18n_an_error_that_names_something_names_it_in_every_language() {
        for (status, code, named) in [
            (401, "token_claim", "claim uid is missing"),
            (401, "token_header", "the parameter crit"),
            (400, "bad_request", "missing field `enabled`"),
        ] {
            let error = AppError::new(status, code, format!("Refused: {named}."));
            assert_eq!(translated(&error, Locale::De), None, "{code}");
        }
    }

    #[test]
    fn i18n_what_is_said_at_fields_stays_beside_the_translated_sentence() {
        let mut error = AppError::new(422, "invalid_fields", "Some values cannot be saved.");
        let own = "„Modus“ hat die falsche Form.";
        error.fields.insert("mode".to_owned(), own.to_owned());
        let german = translated(&error, Locale::De).unwrap();
        assert!(german.message.starts_with("Einige Werte"), "{german:?}");
        assert_eq!(german.fields["mode"], own);
    }

    #[test]
    fn i18n_a_refused_origin_is_not_told_to_navigate() {
        let error = AppError::new(403, "origin_not_allowed", "Register this origin.");
        let german = translated(&error, Locale::De).unwrap().message;
        assert!(
            german.contains("Origin") && !german.contains("Navigation"),
            "{german}"
        );
    }

    #[test]
    fn i18n_the_sentence_at_a_field_is_translated_with_it() {
        let mut error = AppError::new(400, "settings_invalid", "Enter a colour.");
        error
            .fields
            .insert("accent".to_owned(), "Enter a colour.".to_owned());
        let german = translated(&error, Locale::De).unwrap();
        assert!(
            german.message.starts_with("Geben Sie eine Farbe"),
            "{german:?}"
        );
        assert_eq!(german.fields["accent"], german.message);
    }
}
