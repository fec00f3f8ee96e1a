//! Collects problems.

use crate::problem::{Problem, Rule, Severity};

/// The problems of one plugin so far, and the extension they are about at the moment.
pub(super) struct Report {
    plugin: String,
    extension: String,
    /// Stands before every path while the extension cannot be named by its id.
    position: String,
    problems: Vec<Problem>,
}

impl Report {
    pub fn new(plugin: &str) -> Self {
        Self {
            plugin: plugin.to_owned(),
            extension: String::new(),
            position: String::new(),
            problems: Vec::new(),
        }
    }

    /// From now on about this extension.
    pub fn enter(&mut self, index: usize, id: &str) {
        id.clone_into(&mut self.extension);
        self.position = if id.is_empty() {
            format!("extensions[{index}].")
        } else {
            String::new()
        };
    }

    /// Adds a problem at a path within the extension, or within the plugin before the first one is entered.
    pub fn add(&mut self, path: &str, rule: Rule, fix: &str) {
        self.problems.push(Problem {
            plugin: self.plugin.clone(),
            extension: self.extension.clone(),
            path: format!("{}{path}", self.position)
                .trim_end_matches('.')
                .to_owned(),
            rule,
            fix: fix.to_owned(),
        });
    }

    /// How many of the problems are more than warnings.
    pub fn errors(&self) -> usize {
        self.problems
            .iter()
            .filter(|problem| problem.severity() == Severity::Error)
            .count()
    }

    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}
