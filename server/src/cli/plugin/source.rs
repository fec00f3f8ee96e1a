//! The package that a command is about: a folder as its author has it, or an archive.

use std::fmt::Write as _;
use std::path::Path;

use portico_sdk::package::MANIFEST;
use portico_sdk::problem::{Problem, Severity};

use super::CliError;
use crate::packages::{
    Files, MAX_ARCHIVE_BYTES, Surroundings, check, line_of, read_archive, read_folder,
};
use crate::plugins::Package;

/// The files of a package.
pub fn read(path: &Path) -> Result<Files, CliError> {
    let name = path.display();
    if path.is_dir() {
        return read_folder(path).map_err(|error| CliError::new(error.to_string()));
    }
    let unreadable = |error: std::io::Error| CliError::new(format!("cannot read {name}: {error}"));
    // What is far too large is not even read.
    if std::fs::metadata(path).map_err(unreadable)?.len() > 4 * MAX_ARCHIVE_BYTES as u64 {
        return Err(CliError::new(format!(
            "{name} is far too large for a package."
        )));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    read_archive(&bytes).map_err(|error| CliError::new(format!("{name}: {error}.")))
}

/// The package as it would be taken by a server without other plugins, and what is wrong with it; `None`: it is none.
pub fn checked(files: &Files, components_allowed: bool) -> (Option<Package>, Vec<Problem>) {
    match check(files, &Surroundings::none(components_allowed)) {
        Ok(checked) => (Some(checked.package), checked.problems),
        Err(problem) => (None, vec![problem]),
    }
}

/// What a problem does, in a word.
pub fn severity(problem: &Problem) -> &'static str {
    match problem.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Problems as a compiler prints them: file, line, severity, rule, and how to mend it.
pub fn in_words(problems: &[Problem], files: &Files) -> String {
    let text = files
        .get(MANIFEST)
        .map(|bytes| String::from_utf8_lossy(bytes));
    let text = text.unwrap_or_default();
    let mut words = String::new();
    for problem in problems {
        let severity = severity(problem);
        let (place, path) = place(problem, &text);
        let _ = writeln!(
            words,
            "{place}: {severity}[{}]{path}\n  {}",
            problem.rule.code(),
            problem.fix
        );
    }
    words
}

/// Where the problem is: the file, with a line where it is plugin.json, and the path in it.
fn place(problem: &Problem, manifest: &str) -> (String, String) {
    if let Some(file) = problem
        .path
        .strip_prefix("assets[\"")
        .and_then(|rest| rest.strip_suffix("\"]"))
    {
        return (format!("assets/{file}"), String::new());
    }
    let value: serde_json::Value = serde_json::from_str(manifest).unwrap_or_default();
    let index = value["extensions"]
        .as_array()
        .into_iter()
        .flatten()
        .position(|extension| extension["id"] == problem.extension.as_str());
    let path = match (problem.extension.as_str(), index) {
        ("", _) => problem.path.clone(),
        (_, Some(index)) if problem.path.is_empty() => format!("extensions[{index}]"),
        (_, Some(index)) => format!("extensions[{index}].{}", problem.path),
        // The form over the settings is an extension that the server makes.
        (_, None) => problem.path.replacen("schema", "settings", 1),
    };
    let line = line_of(manifest, &path);
    let shown = if path.is_empty() {
        String::new()
    } else {
        format!(" {path}")
    };
    (format!("{MANIFEST}:{line}"), shown)
}

/// How many errors and warnings there are, in words.
pub fn count(problems: &[Problem]) -> String {
    let errors = problems
        .iter()
        .filter(|problem| problem.severity() == Severity::Error)
        .count();
    let of = |number: usize, what: &str| match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    };
    let warnings = problems.len() - errors;
    format!("{}, {}", of(errors, "error"), of(warnings, "warning"))
}
