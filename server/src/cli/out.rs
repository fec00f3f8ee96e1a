//! What commands print. A closed pipe (`portico host list | head -1`) is no error.

use std::io::Write as _;

use super::CliError;

/// One line of the result.
pub fn line(text: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Several lines of the result, each with its end.
pub fn text(text: impl std::fmt::Display) {
    let _ = write!(std::io::stdout().lock(), "{text}");
}

/// The result as one line of JSON.
pub fn json(value: &impl serde::Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        line(text);
    }
}

/// Something to know that is not the result.
pub fn note(text: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Why the command failed.
pub fn error(error: &CliError) {
    note(format_args!("error: {error}"));
}
