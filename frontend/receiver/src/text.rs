//! Putting texts together.

/// All parts in one text. The standard library's `concat` is generic and comes with kilobytes of checks.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}
