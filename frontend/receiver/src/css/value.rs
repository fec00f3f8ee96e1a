//! Values of declarations: which tokens they may have, and how they are written.

use super::property::{Kind, kind};
use super::token::Token;
use crate::text::has_word;

/// Functions that neither load anything nor read attributes (THREATS 15).
const FUNCTIONS: &str = "abs blur brightness calc circle clamp color color-mix conic-gradient contrast counter counters cubic-bezier \
    drop-shadow ellipse fit-content grayscale hsl hsla hue-rotate hwb inset invert lab lch light-dark linear \
    linear-gradient matrix matrix3d max min minmax oklab oklch perspective polygon radial-gradient repeat \
    repeating-conic-gradient repeating-linear-gradient repeating-radial-gradient rgb rgba rotate rotate3d rotatex \
    rotatey rotatez round saturate scale scale3d scalex scaley scalez sepia skew skewx skewy steps translate \
    translate3d translatex translatey translatez var";

/// Units, with how many digits a number may have before its point: what is larger is larger than any screen (THREATS 16).
const UNITS: &[(&str, usize)] = &[
    ("px", 4),
    ("em", 3),
    ("rem", 3),
    ("ex", 3),
    ("ch", 3),
    ("lh", 3),
    ("rlh", 3),
    ("cap", 3),
    ("ic", 3),
    ("vw", 3),
    ("vh", 3),
    ("vi", 3),
    ("vb", 3),
    ("vmin", 3),
    ("vmax", 3),
    ("svw", 3),
    ("svh", 3),
    ("lvw", 3),
    ("lvh", 3),
    ("dvw", 3),
    ("dvh", 3),
    ("cqw", 3),
    ("cqh", 3),
    ("cqi", 3),
    ("cqb", 3),
    ("cm", 2),
    ("mm", 3),
    ("q", 3),
    ("in", 2),
    ("pt", 3),
    ("pc", 3),
    ("fr", 3),
    ("deg", 4),
    ("grad", 4),
    ("rad", 3),
    ("turn", 2),
    ("s", 3),
    ("ms", 6),
    ("dpi", 3),
    ("dppx", 2),
    ("x", 2),
];

/// Where something may be placed: within the plugin's own box (THREATS 16).
const POSITIONS: &str = "static relative absolute inherit initial unset";

/// Digits of a number without a unit, and of a percentage.
const DIGITS: usize = 6;

/// Writes a value anew, when the property may have it. `tokens` end before `!important`.
pub(super) fn write(property: &str, tokens: &[Token<'_>]) -> Option<String> {
    let kind = kind(property)?;
    let tokens = trim(tokens);
    let text = write_tokens(tokens, kind)?;
    let word = match tokens {
        [Token::Ident(word)] => Some(*word),
        _ => None,
    };
    let allowed = match kind {
        Kind::Any | Kind::Text => !tokens.is_empty(),
        Kind::Position => word.is_some_and(|word| has_word(POSITIONS, word)),
        // A pointer that is not to be seen belongs to a trick.
        Kind::Cursor => word.is_some_and(|word| word != "none"),
        Kind::Opacity => return opacity(tokens, text),
    };
    allowed.then_some(text)
}

/// Takes white space away at both ends.
pub(super) fn trim<'t, 's>(mut tokens: &'t [Token<'s>]) -> &'t [Token<'s>] {
    while let [Token::White, rest @ ..] | [rest @ .., Token::White] = tokens {
        tokens = rest;
    }
    tokens
}

fn write_tokens(tokens: &[Token<'_>], kind: Kind) -> Option<String> {
    let mut text = String::new();
    let mut open = Vec::new();
    for token in tokens {
        match token {
            Token::White => text.push(' '),
            Token::Ident(name) => text.push_str(name),
            Token::Function(name) => {
                let small = name.to_ascii_lowercase();
                let known = has_word(FUNCTIONS, &small);
                // What a variable says is not known here.
                if !known || !(kind == Kind::Text || kind == Kind::Any) {
                    return None;
                }
                text.push_str(&small);
                text.push('(');
                open.push(')');
            }
            Token::Hash(digits) => {
                let is_color = matches!(digits.len(), 3 | 4 | 6 | 8)
                    && digits.bytes().all(|b| b.is_ascii_hexdigit());
                if !is_color {
                    return None;
                }
                text.push('#');
                text.push_str(digits);
            }
            Token::String(string) if kind == Kind::Text => write_string(string, &mut text),
            Token::Number(number) => write_number(number, DIGITS, &mut text)?,
            Token::Percentage(number) => {
                write_number(number, DIGITS, &mut text)?;
                text.push('%');
            }
            Token::Dimension(number, unit) => {
                let small = unit.to_ascii_lowercase();
                let (unit, digits) = UNITS.iter().find(|(unit, _)| *unit == small)?;
                write_number(number, *digits, &mut text)?;
                text.push_str(unit);
            }
            Token::Open(bracket @ ('(' | '[')) => {
                text.push(*bracket);
                open.push(if *bracket == '(' { ')' } else { ']' });
            }
            Token::Close(bracket) => {
                if open.pop() != Some(*bracket) {
                    return None;
                }
                text.push(*bracket);
            }
            Token::Delim(c @ (',' | '/' | '+' | '-' | '*')) => text.push(*c),
            _ => return None,
        }
    }
    open.is_empty().then_some(text)
}

/// Writes a number whose part before the point has not too many digits.
fn write_number(number: &str, most: usize, text: &mut String) -> Option<()> {
    let whole = number.trim_start_matches(['+', '-', '0']);
    let digits = whole.find('.').unwrap_or(whole.len());
    (digits <= most && number.len() <= 24).then(|| text.push_str(number))
}

/// A string with everything in it escaped that could end it.
pub(super) fn write_string(string: &str, text: &mut String) {
    text.push('"');
    for c in string.chars() {
        match c {
            '"' | '\\' => {
                text.push('\\');
                text.push(c);
            }
            // Line breaks end a string, and nobody needs the others.
            _ if c.is_control() => text.push('\u{fffd}'),
            _ => text.push(c),
        }
    }
    text.push('"');
}

/// What can be clicked has to be seen: nothing is fainter than a tenth (THREATS 16).
fn opacity(tokens: &[Token<'_>], text: String) -> Option<String> {
    let (number, places) = match tokens {
        [Token::Number(number)] => (*number, 1),
        [Token::Percentage(number)] => (*number, 0),
        [Token::Ident("inherit" | "initial" | "unset")] => return Some(text),
        _ => return None,
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let visible = if places == 1 {
        // 0.1 is the first digit after the point.
        has_value(whole) || !matches!(fraction.as_bytes().first(), None | Some(b'0'))
    } else {
        whole.trim_start_matches(['+', '0']).len() >= 2
    };
    Some(if visible && !number.starts_with('-') {
        text
    } else {
        "0.1".to_owned()
    })
}

fn has_value(digits: &str) -> bool {
    digits.bytes().any(|digit| matches!(digit, b'1'..=b'9'))
}
