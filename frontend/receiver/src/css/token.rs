//! Tokens of CSS Syntax Level 3, without its escapes: outside of strings a backslash is a token of its own that nothing accepts, so
//! `\75rl(` is never `url(` (THREATS 15).
//!
//! What is shown is written anew from tokens, so a difference from how a browser reads can lose a style, but never let one in.
//! (`cssparser` reads all of CSS, but its licence, MPL-2.0, is not among those that deny.toml allows.)

/// A token. Numbers keep their text: they are written as they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'s> {
    White,
    Ident(&'s str),
    /// A name and its opening parenthesis.
    Function(&'s str),
    At(&'s str),
    Hash(&'s str),
    /// What the string says, escapes resolved.
    String(String),
    Number(&'s str),
    Percentage(&'s str),
    /// Number and unit.
    Dimension(&'s str, &'s str),
    /// `( [ {`
    Open(char),
    /// `) ] }`
    Close(char),
    /// Any other character.
    Delim(char),
    /// A string that does not end, or a backslash.
    Bad,
}

/// All tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut reader = Reader { rest: text };
    std::iter::from_fn(|| reader.next()).collect()
}

struct Reader<'s> {
    rest: &'s str,
}

impl<'s> Reader<'s> {
    fn next(&mut self) -> Option<Token<'s>> {
        let first = self.rest.chars().next()?;
        if first.is_ascii_whitespace() || self.rest.starts_with("/*") {
            self.skip_white();
            return Some(Token::White);
        }
        Some(match first {
            '"' | '\'' => self.string(first),
            '#' => {
                self.skip(1);
                match self.name() {
                    "" => Token::Delim('#'),
                    name => Token::Hash(name),
                }
            }
            '@' => {
                self.skip(1);
                match self.name() {
                    "" => Token::Delim('@'),
                    name => Token::At(name),
                }
            }
            '(' | '[' | '{' => self.one(Token::Open(first)),
            ')' | ']' | '}' => self.one(Token::Close(first)),
            '\\' => self.one(Token::Bad),
            _ if self.starts_number() => self.numeric(),
            _ if self.starts_ident() => {
                let name = self.name();
                if self.rest.starts_with('(') {
                    self.skip(1);
                    Token::Function(name)
                } else {
                    Token::Ident(name)
                }
            }
            _ => {
                self.skip(first.len_utf8());
                Token::Delim(first)
            }
        })
    }

    fn one(&mut self, token: Token<'s>) -> Token<'s> {
        self.skip(1);
        token
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn split(&mut self, at: usize) -> &'s str {
        let (before, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = rest;
        before
    }

    fn byte(&self, at: usize) -> u8 {
        self.rest.as_bytes().get(at).copied().unwrap_or_default()
    }

    fn skip_white(&mut self) {
        loop {
            self.rest = self
                .rest
                .trim_start_matches(|c: char| c.is_ascii_whitespace());
            let Some(comment) = self.rest.strip_prefix("/*") else {
                return;
            };
            let end = comment.as_bytes().windows(2).position(|pair| pair == b"*/");
            self.rest = end
                .and_then(|end| comment.get(end + 2..))
                .unwrap_or_default();
        }
    }

    fn name(&mut self) -> &'s str {
        let end = self.rest.find(|c: char| !is_name(c));
        self.split(end.unwrap_or(self.rest.len()))
    }

    fn starts_ident(&self) -> bool {
        let text = self.rest.strip_prefix('-').unwrap_or(self.rest);
        // A second hyphen starts the name of a custom property.
        text.starts_with(|c: char| is_name(c) && !c.is_ascii_digit()) && self.rest != "-"
    }

    fn starts_number(&self) -> bool {
        let signed = usize::from(matches!(self.byte(0), b'+' | b'-'));
        let digit = |at: usize| self.byte(at).is_ascii_digit();
        digit(signed) || (self.byte(signed) == b'.' && digit(signed + 1))
    }

    fn numeric(&mut self) -> Token<'s> {
        let mut end = usize::from(matches!(self.byte(0), b'+' | b'-'));
        let digits = |mut at: usize| {
            while self.byte(at).is_ascii_digit() {
                at += 1;
            }
            at
        };
        end = digits(end);
        if self.byte(end) == b'.' && self.byte(end + 1).is_ascii_digit() {
            end = digits(end + 1);
        }
        let number = self.split(end);
        if self.rest.starts_with('%') {
            return self.one(Token::Percentage(number));
        }
        // `1e3` becomes the unit `e3`, which does not exist.
        if self.starts_ident() {
            return Token::Dimension(number, self.name());
        }
        Token::Number(number)
    }

    fn string(&mut self, quote: char) -> Token<'s> {
        self.skip(1);
        let mut text = String::new();
        loop {
            let Some(c) = self.rest.chars().next() else {
                return Token::Bad;
            };
            self.skip(c.len_utf8());
            match c {
                _ if c == quote => return Token::String(text),
                '\n' | '\r' | '\x0c' => return Token::Bad,
                '\\' if self.escape(&mut text).is_none() => return Token::Bad,
                '\\' => {}
                _ => text.push(c),
            }
        }
    }

    /// Appends what an escape in a string stands for: nothing for an escaped line break.
    fn escape(&mut self, text: &mut String) -> Option<()> {
        let first = self.rest.chars().next()?;
        if first == '\n' {
            self.skip(1);
            return Some(());
        }
        if !first.is_ascii_hexdigit() {
            self.skip(first.len_utf8());
            text.push(first);
            return Some(());
        }
        let mut code = 0;
        for _ in 0..6 {
            let Some(digit) = char::from(self.byte(0)).to_digit(16) else {
                break;
            };
            code = code * 16 + digit;
            self.skip(1);
        }
        if self.byte(0).is_ascii_whitespace() {
            self.skip(1);
        }
        text.push(char::from_u32(code).filter(|c| *c != '\0')?);
        Some(())
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}
