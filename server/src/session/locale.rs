//! The language of a request: `?lang`, then the cookie, then `Accept-Language`.

use http::header;
use http::request::Parts;
use portico_app::i18n::{Locale, negotiate};

use super::Cookie;
use super::named_host::query_value;
use crate::public_url::PublicUrl;

/// Chooses the language of a request.
pub fn locale_of(url: &PublicUrl, parts: &Parts) -> Locale {
    let asked = query_value(&parts.uri, "lang");
    let remembered = Cookie::Lang.read(url, &parts.headers);
    let accepted = parts
        .headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    negotiate(asked.as_deref(), remembered, accepted)
}
