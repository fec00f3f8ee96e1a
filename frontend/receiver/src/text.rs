//! Putting texts together, and lists of words in one text: a list of slices costs as many bytes again.

/// All parts in one text. The standard library's `concat` is generic and comes with kilobytes of checks.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// Whether a word is in a list whose words are parted by white space.
pub(crate) fn has_word(words: &str, wanted: &str) -> bool {
    words.split_ascii_whitespace().any(|word| word == wanted)
}
