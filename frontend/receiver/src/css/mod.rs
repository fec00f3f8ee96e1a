//! Styles of a plugin: parsed into tokens, held against lists of properties, functions and selectors, and written anew
//! (THREATS 15, 16; PARITY 41). Nothing of the plugin's own text is ever used.

mod property;
mod selector;
mod sheet;
mod token;
mod value;

use token::{Token, tokens};

pub use sheet::sheet;

/// A declaration that may be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The property, in small letters unless it is the plugin's own.
    pub property: String,
    /// The value, written anew.
    pub value: String,
    /// Whether it is `!important`.
    pub important: bool,
}

/// Reads a `style` attribute. The number says how many declarations were left out.
///
/// ```
/// use portico_receiver::css::style_attribute;
/// let (declarations, refused) = style_attribute("color: red; background: url(https://evil.com)");
/// assert_eq!((declarations[0].value.as_str(), declarations.len(), refused), ("red", 1, 1));
/// ```
pub fn style_attribute(text: &str) -> (Vec<Declaration>, u32) {
    declarations(&tokens(text))
}

/// Writes one value anew, when the property may have it.
pub fn value(property: &str, text: &str) -> Option<String> {
    value::write(property, &tokens(text))
}

fn declarations(tokens: &[Token<'_>]) -> (Vec<Declaration>, u32) {
    let mut found = Vec::new();
    let mut refused = 0;
    for part in parts(tokens) {
        let part = value::trim(part);
        if part.is_empty() {
            continue;
        }
        match declaration(part) {
            Some(declaration) => found.push(declaration),
            None => refused += 1,
        }
    }
    (found, refused)
}

/// What is between semicolons, those in brackets not counted.
fn parts<'t, 's>(tokens: &'t [Token<'s>]) -> impl Iterator<Item = &'t [Token<'s>]> {
    let mut depth = 0_usize;
    tokens.split(move |token| {
        match token {
            Token::Open(_) | Token::Function(_) => depth += 1,
            Token::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *token == Token::Delim(';')
    })
}

fn declaration(tokens: &[Token<'_>]) -> Option<Declaration> {
    let (Token::Ident(name), rest) = tokens.split_first()? else {
        return None;
    };
    let [Token::Delim(':'), rest @ ..] = value::trim(rest) else {
        return None;
    };
    let mut rest = value::trim(rest);
    let mut important = false;
    if let [before @ .., Token::Ident(word)] = rest
        && word.eq_ignore_ascii_case("important")
        && let [before @ .., Token::Delim('!')] = value::trim(before)
    {
        rest = value::trim(before);
        important = true;
    }
    let property = if name.starts_with("--") {
        (*name).to_owned()
    } else {
        name.to_ascii_lowercase()
    };
    let value = value::write(&property, rest)?;
    Some(Declaration {
        property,
        value,
        important,
    })
}
