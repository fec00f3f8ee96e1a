//! Texts: their length, their pattern, and what addresses and colours look like.

use serde_json::Value;

use super::text_of;
use crate::pattern::{self, Compiled};
use crate::schema::{Field, FieldKind};
use crate::settings::FieldErrorCode;

/// The longest text of any field, in Unicode scalar values, whatever the field declares.
pub const MAX_TEXT: u32 = 65_536;

/// The longest address: what browsers and servers still carry.
const MAX_URL: u32 = 2_048;

/// The longest mail address (RFC 5321, 4.5.3.1.3, without the angle brackets).
const MAX_EMAIL: u32 = 254;

/// `None`: nothing was given.
pub(super) fn check(
    field: &Field,
    given: Option<&Value>,
    patterns: &mut Compiled,
) -> Result<Option<Value>, FieldErrorCode> {
    text_of(given)?
        .map(|text| typed(field, text, patterns))
        .transpose()
}

/// A text that is not empty, in its one form.
pub(super) fn typed(
    field: &Field,
    text: &str,
    patterns: &mut Compiled,
) -> Result<Value, FieldErrorCode> {
    let length = text.chars().count();
    let longer_than = |limit: u32| usize::try_from(limit).is_ok_and(|limit| length > limit);
    let max = max_length(field);
    if longer_than(max) {
        return Err(FieldErrorCode::TooLong { max });
    }
    if let Some(min) = field.min_length
        && usize::try_from(min).is_ok_and(|min| length < min)
    {
        return Err(FieldErrorCode::TooShort { min });
    }
    match field.kind {
        FieldKind::Email if !is_email(text) => return Err(FieldErrorCode::NotAnEmail),
        FieldKind::Url if !is_web_address(text) => return Err(FieldErrorCode::NotAUrl),
        FieldKind::Color => return color(text),
        _ => {}
    }
    if !field.pattern.is_empty() && !patterns.matches(&field.pattern, text) {
        return Err(FieldErrorCode::PatternMismatch);
    }
    Ok(Value::String(text.to_owned()))
}

/// The most characters a field takes.
pub(super) fn max_length(field: &Field) -> u32 {
    let of_kind = match field.kind {
        FieldKind::Url => MAX_URL,
        FieldKind::Email => MAX_EMAIL,
        _ if !field.pattern.is_empty() => pattern::MAX_MATCHED,
        _ => MAX_TEXT,
    };
    field.max_length.unwrap_or(of_kind).min(of_kind)
}

/// `#rrggbb` in lower case.
fn color(text: &str) -> Result<Value, FieldErrorCode> {
    if is_color(text) {
        Ok(Value::String(text.to_ascii_lowercase()))
    } else {
        Err(FieldErrorCode::NotAColor)
    }
}

/// True for `#rrggbb`, in lower or upper case.
pub fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A valid e-mail address as HTML defines it, which is what browsers check.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let is_local =
        |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    !local.is_empty() && local.bytes().all(is_local) && domain.split('.').all(is_label)
}

/// A web address with a scheme and a host. Only its form is looked at: international host names in their own script pass, and
/// whether something answers there is not for a form to know.
fn is_web_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || "\\<>\"`{}|^".contains(c)) {
        return false;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.strip_prefix('[') {
        Some(literal) => match literal.split_once(']') {
            Some((address, port)) => {
                let address = address.parse::<std::net::Ipv6Addr>().is_ok();
                return address && is_port(port);
            }
            None => return false,
        },
        None => match authority.find(':') {
            Some(at) => authority.split_at(at),
            None => (authority, ""),
        },
    };
    let is_name = |label: &str| {
        if label.is_ascii() {
            is_label(label)
        } else {
            label.chars().all(|c| c.is_alphanumeric() || c == '-')
        }
    };
    host.strip_suffix('.')
        .unwrap_or(host)
        .split('.')
        .all(is_name)
        && is_port(port)
}

/// Nothing, or a colon and a number of 16 bits.
fn is_port(text: &str) -> bool {
    text.is_empty()
        || text.strip_prefix(':').is_some_and(|digits| {
            !digits.is_empty()
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && digits.parse::<u16>().is_ok()
        })
}

/// One part of a host name: letters, digits and hyphens, not at its ends, at most 63.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}
