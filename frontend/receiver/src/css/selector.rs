//! Selectors: types, classes, ids and states; no attributes, whose values they could tell letter by letter (THREATS 15).

use super::token::Token;
use super::value::trim;
use crate::allow::IdPrefix;
use crate::text::has_word;

/// States without an argument. Not among them: `:visited`, `:host`, `:root`, `:has()`.
const STATES: &str = "active checked disabled empty enabled first-child first-of-type focus focus-visible focus-within hover \
    indeterminate invalid last-child last-of-type only-child only-of-type optional placeholder-shown read-only \
    required user-invalid valid";

/// States with a number.
const COUNTED: &str = "nth-child nth-last-child nth-of-type nth-last-of-type";

/// States with simple selectors.
const LISTS: &str = "is not where";

const PARTS: &str = "after before first-letter first-line marker placeholder selection";

/// Longest list of selectors that is looked at, in tokens.
const LONGEST: usize = 512;

/// Writes a list of selectors anew.
pub(super) fn write(tokens: &[Token<'_>], prefix: &IdPrefix) -> Option<String> {
    let tokens = trim(tokens);
    if tokens.is_empty() || tokens.len() > LONGEST {
        return None;
    }
    let mut writer = Writer {
        tokens,
        at: 0,
        text: String::new(),
        prefix,
    };
    writer.list()?;
    Some(writer.text)
}

struct Writer<'t, 's> {
    tokens: &'t [Token<'s>],
    at: usize,
    text: String,
    prefix: &'t IdPrefix,
}

impl<'s> Writer<'_, 's> {
    fn next(&mut self) -> Option<Token<'s>> {
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        Some(token)
    }

    fn list(&mut self) -> Option<()> {
        loop {
            if !self.compound(true)? {
                return None;
            }
            let white = self.white();
            match self.tokens.get(self.at) {
                None => return Some(()),
                Some(Token::Delim(c @ (',' | '>' | '+' | '~'))) => {
                    self.at += 1;
                    self.white();
                    self.text.push(*c);
                }
                Some(_) if white => self.text.push(' '),
                Some(_) => return None,
            }
        }
    }

    fn white(&mut self) -> bool {
        let before = self.at;
        while self.tokens.get(self.at) == Some(&Token::White) {
            self.at += 1;
        }
        self.at > before
    }

    /// One compound selector. `Some(false)`: there was none. `outer`: not within a state.
    fn compound(&mut self, outer: bool) -> Option<bool> {
        let began = self.at;
        match self.tokens.get(self.at) {
            Some(Token::Ident(name)) => {
                self.at += 1;
                self.text.push_str(name);
            }
            Some(Token::Delim('*')) => {
                self.at += 1;
                self.text.push('*');
            }
            _ => {}
        }
        loop {
            match self.tokens.get(self.at) {
                Some(Token::Delim('.')) => {
                    self.at += 1;
                    let Token::Ident(name) = self.next()? else {
                        return None;
                    };
                    self.text.push('.');
                    self.text.push_str(name);
                }
                Some(Token::Hash(id)) => {
                    self.at += 1;
                    let id = self.prefix.id(id)?;
                    self.text.push('#');
                    self.text.push_str(&id);
                }
                Some(Token::Delim(':')) => {
                    self.at += 1;
                    self.state(outer)?;
                }
                _ => return Some(self.at > began),
            }
        }
    }

    fn state(&mut self, outer: bool) -> Option<()> {
        let part = self.tokens.get(self.at) == Some(&Token::Delim(':'));
        self.at += usize::from(part);
        match self.next()? {
            Token::Ident(name) if !part && has_word(STATES, name) => {
                self.text.push(':');
                self.text.push_str(name);
            }
            Token::Ident(name) if outer && has_word(PARTS, name) => {
                self.text.push_str("::");
                self.text.push_str(name);
            }
            Token::Function(name) if !part && has_word(COUNTED, name) => {
                self.text.push(':');
                self.text.push_str(name);
                self.text.push('(');
                self.count()?;
                self.text.push(')');
            }
            // No deeper than this: a state within a state is not needed.
            Token::Function(name) if !part && outer && has_word(LISTS, name) => {
                self.text.push(':');
                self.text.push_str(name);
                self.text.push('(');
                loop {
                    self.white();
                    if !self.compound(false)? {
                        return None;
                    }
                    self.white();
                    match self.next()? {
                        Token::Delim(',') => self.text.push(','),
                        Token::Close(')') => break,
                        _ => return None,
                    }
                }
                self.text.push(')');
            }
            _ => return None,
        }
        Some(())
    }

    /// `odd`, `even`, `3`, `2n`, `2n+1`, `-n + 3`.
    fn count(&mut self) -> Option<()> {
        loop {
            match self.next()? {
                Token::Close(')') => return Some(()),
                Token::White => self.text.push(' '),
                Token::Number(number) => self.text.push_str(number),
                Token::Ident(word)
                    if matches!(word, "odd" | "even" | "n" | "-n" | "n-" | "-n-")
                        || is_an(word) =>
                {
                    self.text.push_str(word);
                }
                Token::Dimension(number, unit) if unit == "n" || is_an(unit) => {
                    self.text.push_str(number);
                    self.text.push_str(unit);
                }
                Token::Delim(c @ ('+' | '-')) => self.text.push(c),
                _ => return None,
            }
        }
    }
}

/// `n-1`, as it is read when there is no space.
fn is_an(word: &str) -> bool {
    let rest = word.strip_prefix('-').unwrap_or(word).strip_prefix("n-");
    rest.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}
