//! Short forms for what a plugin declares.

use std::borrow::Cow;

use portico_sdk::i18n::LocaleText;
use portico_sdk::plugin::Asset;
use portico_sdk::schema::{Group, SelectOption};

/// One text in English and German.
pub fn text(en: &str, de: &str) -> LocaleText {
    LocaleText::en(en).with("de", de)
}

/// One choice of a `select`, `radio` or `multiselect`.
pub fn option(value: &str, label: LocaleText) -> SelectOption {
    SelectOption {
        value: value.to_owned(),
        label,
    }
}

/// A section of a form.
pub fn section(key: &str, title: LocaleText, description: LocaleText) -> Group {
    Group {
        key: key.to_owned(),
        title,
        description,
    }
}

/// An embedded file.
pub fn asset(path: &'static str, bytes: &'static [u8]) -> Asset {
    Asset {
        path: Cow::Borrowed(path),
        bytes: Cow::Borrowed(bytes),
    }
}
