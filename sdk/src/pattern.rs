//! Patterns of text fields: regular expressions that cannot take long, the same in the browser and on the server.
//!
//! The language is that of the crate `regex-lite`: literals, classes, groups, alternatives and repetition, without look-around
//! and back-references; `\d`, `\w` and `\s` are ASCII. A pattern speaks of the whole text, as in HTML. Matching takes time in
//! proportion to the length of the text, and both text and pattern are limited.

use regex_lite::{Regex, RegexBuilder};

/// The longest pattern, in bytes.
pub const MAX_PATTERN: usize = 500;

/// The longest text of a field that has a pattern, in Unicode scalar values.
pub const MAX_MATCHED: u32 = 1_000;

/// The largest compiled pattern, in bytes; repetitions such as `(a{99}){99}` grow beyond it.
const MAX_COMPILED: usize = 16 * 1024;

/// The deepest nesting of groups and repetitions.
const MAX_NEST: u32 = 30;

/// Whether a pattern may be declared; if not, what is wrong with it, in the words of the regular expression library.
pub fn check(pattern: &str) -> Result<(), String> {
    if pattern.len() > MAX_PATTERN {
        return Err(format!("is longer than {MAX_PATTERN} bytes"));
    }
    // By itself first: `a)|(b` is only a pattern once it stands inside of ours.
    compile(pattern).map_err(|error| error.to_string())?;
    whole(pattern)
        .map(|_| ())
        .map_err(|error| error.to_string())
}

/// True when the whole text matches. A pattern that could not be declared matches nothing.
///
/// ```
/// use portico_sdk::pattern::matches;
///
/// assert!(matches("[A-Z]{3}-[0-9]+", "ABC-42"));
/// assert!(!matches("[A-Z]{3}", "ABCD"));
/// ```
pub fn matches(pattern: &str, text: &str) -> bool {
    whole(pattern).is_ok_and(|regex| regex.is_match(text))
}

/// Patterns that have been compiled: a list asks for the same one in every row.
#[derive(Debug, Default)]
pub(crate) struct Compiled(Vec<(String, Option<Regex>)>);

impl Compiled {
    /// What [`matches`] says.
    pub fn matches(&mut self, pattern: &str, text: &str) -> bool {
        let is_match =
            |regex: &Option<Regex>| regex.as_ref().is_some_and(|regex| regex.is_match(text));
        // A handful: a form has few fields with patterns.
        if let Some((_, regex)) = self.0.iter().find(|(known, _)| known == pattern) {
            return is_match(regex);
        }
        let regex = whole(pattern).ok();
        let matches = is_match(&regex);
        self.0.push((pattern.to_owned(), regex));
        matches
    }
}

fn whole(pattern: &str) -> Result<Regex, regex_lite::Error> {
    compile(&format!(r"\A(?:{pattern})\z"))
}

fn compile(pattern: &str) -> Result<Regex, regex_lite::Error> {
    RegexBuilder::new(pattern)
        .size_limit(MAX_COMPILED)
        .nest_limit(MAX_NEST)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_2_a_pattern_is_compiled_once_however_many_rows_ask_for_it() {
        let mut compiled = Compiled::default();
        for text in ["ABC", "abc", "", "ABCD"] {
            assert_eq!(
                compiled.matches("[A-Z]{3}", text),
                matches("[A-Z]{3}", text)
            );
            assert!(!compiled.matches("(", text), "no pattern matches nothing");
        }
        assert_eq!(compiled.0.len(), 2);
    }
}
