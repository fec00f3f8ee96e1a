//! Style sheets: rules, `@media` and `@keyframes`; nothing that loads, and no rule left that was not understood.

use super::token::{Token, tokens};
use super::value::trim;
use super::{declarations, selector};
use crate::allow::IdPrefix;

/// How deep `@media` may be in `@media`.
const DEEPEST: usize = 4;

/// Writes a style sheet anew. The number says how many rules and declarations were left out.
///
/// ```
/// use portico_receiver::allow::IdPrefix;
/// use portico_receiver::css::sheet;
///
/// let prefix = IdPrefix::new("p1-");
/// let (text, refused) = sheet("#a > .b:hover { color: red; position: fixed } @import 'x';", &prefix);
/// assert_eq!((text.as_str(), refused), ("#p1-a>.b:hover{color:red}", 2));
/// ```
pub fn sheet(text: &str, prefix: &IdPrefix) -> (String, u32) {
    let tokens = tokens(text);
    let mut writer = Writer {
        rest: &tokens,
        text: String::new(),
        refused: 0,
        nested: 0,
        prefix,
    };
    while !writer.rest.is_empty() {
        writer.rule();
    }
    for _ in 0..writer.nested {
        writer.text.push('}');
    }
    (writer.text, writer.refused)
}

struct Writer<'t, 's> {
    rest: &'t [Token<'s>],
    text: String,
    refused: u32,
    /// How many `@media` are open.
    nested: usize,
    prefix: &'t IdPrefix,
}

impl<'t, 's> Writer<'t, 's> {
    fn rule(&mut self) {
        match self.rest {
            [Token::White | Token::Delim(';'), rest @ ..] => self.rest = rest,
            [Token::Close('}'), rest @ ..] => {
                self.rest = rest;
                if self.nested > 0 {
                    self.nested -= 1;
                    self.text.push('}');
                }
            }
            [Token::At("media"), rest @ ..] if self.nested < DEEPEST => {
                self.rest = rest;
                self.media();
            }
            [Token::At("keyframes"), rest @ ..] => {
                self.rest = rest;
                self.keyframes();
            }
            [Token::At(_), ..] => {
                self.refused += 1;
                let (_, block) = self.prelude();
                if block {
                    self.block();
                }
            }
            _ => self.style(),
        }
    }

    /// Tokens up to a block or a semicolon, and whether a block follows.
    fn prelude(&mut self) -> (&'t [Token<'s>], bool) {
        let mut depth = 0_usize;
        for (at, token) in self.rest.iter().enumerate() {
            match token {
                Token::Open('{') => return (self.split(at), true),
                // A rule does not end within parentheses, but a surrounding block may.
                Token::Delim(';') if depth == 0 => return (self.split(at), false),
                Token::Close('}') => {
                    let (prelude, rest) =
                        self.rest.split_at_checked(at).unwrap_or((self.rest, &[]));
                    self.rest = rest;
                    return (prelude, false);
                }
                Token::Open(_) | Token::Function(_) => depth += 1,
                Token::Close(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        (std::mem::take(&mut self.rest), false)
    }

    /// Splits off what is before a token, and drops that token.
    fn split(&mut self, at: usize) -> &'t [Token<'s>] {
        let (before, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, &[]));
        self.rest = rest.get(1..).unwrap_or(&[]);
        before
    }

    /// Tokens up to the end of the block that was just opened.
    fn block(&mut self) -> &'t [Token<'s>] {
        let mut depth = 0_usize;
        for (at, token) in self.rest.iter().enumerate() {
            match token {
                Token::Open('{') => depth += 1,
                Token::Close('}') if depth == 0 => return self.split(at),
                Token::Close('}') => depth -= 1,
                _ => {}
            }
        }
        std::mem::take(&mut self.rest)
    }

    fn style(&mut self) {
        let (prelude, block) = self.prelude();
        if !block {
            self.refused += 1;
            return;
        }
        let block = self.block();
        match selector::write(prelude, self.prefix) {
            Some(selector) => self.write(&selector, block),
            None => self.refused += 1,
        }
    }

    fn write(&mut self, selector: &str, block: &[Token<'_>]) {
        let (declarations, refused) = declarations(block);
        self.refused += refused;
        if declarations.is_empty() {
            return;
        }
        self.text.push_str(selector);
        self.text.push('{');
        for (number, declaration) in declarations.iter().enumerate() {
            if number > 0 {
                self.text.push(';');
            }
            self.text.push_str(&declaration.property);
            self.text.push(':');
            self.text.push_str(&declaration.value);
            if declaration.important {
                self.text.push_str("!important");
            }
        }
        self.text.push('}');
    }

    fn media(&mut self) {
        let (prelude, block) = self.prelude();
        match condition(trim(prelude)) {
            Some(condition) if block => {
                self.text.push_str("@media ");
                self.text.push_str(&condition);
                self.text.push('{');
                self.nested += 1;
            }
            _ => {
                self.refused += 1;
                if block {
                    self.block();
                }
            }
        }
    }

    fn keyframes(&mut self) {
        let (prelude, block) = self.prelude();
        let body = if block { self.block() } else { &[] };
        let [Token::Ident(name)] = trim(prelude) else {
            self.refused += 1;
            return;
        };
        self.text.push_str("@keyframes ");
        self.text.push_str(name);
        self.text.push('{');
        let outer = std::mem::replace(&mut self.rest, body);
        while !self.rest.is_empty() {
            let (prelude, block) = self.prelude();
            let frame = if block { self.block() } else { &[] };
            match steps(trim(prelude)) {
                Some(steps) if block => self.write(&steps, frame),
                _ if trim(prelude).is_empty() && !block => {
                    // White space at the end, or a stray bracket.
                    self.rest = self.rest.get(1..).unwrap_or(&[]);
                }
                _ => self.refused += 1,
            }
        }
        self.rest = outer;
        self.text.push('}');
    }
}

/// `from`, `to` and percentages.
fn steps(tokens: &[Token<'_>]) -> Option<String> {
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::White => {}
            Token::Ident(word @ ("from" | "to")) => text.push_str(word),
            Token::Percentage(number) if number.len() <= 8 => {
                text.push_str(number);
                text.push('%');
            }
            Token::Delim(',') => text.push(','),
            _ => return None,
        }
    }
    (!text.is_empty()).then_some(text)
}

/// Media queries: words, numbers and comparisons.
fn condition(tokens: &[Token<'_>]) -> Option<String> {
    let mut text = String::new();
    let mut depth = 0_usize;
    for token in tokens {
        match token {
            Token::White => text.push(' '),
            Token::Ident(name) => text.push_str(name),
            Token::Number(number) => text.push_str(number),
            Token::Dimension(number, unit) => {
                text.push_str(number);
                text.push_str(unit);
            }
            Token::Open('(') => {
                depth += 1;
                text.push('(');
            }
            Token::Close(')') => {
                depth = depth.checked_sub(1)?;
                text.push(')');
            }
            Token::Delim(',') => text.push(','),
            Token::Delim(c @ (':' | '<' | '>' | '=')) if depth > 0 => text.push(*c),
            // A ratio.
            Token::Delim('/') if text.ends_with(|c: char| c.is_ascii_digit() || c == ' ') => {
                text.push('/');
            }
            _ => return None,
        }
    }
    (!text.is_empty() && depth == 0).then_some(text)
}
