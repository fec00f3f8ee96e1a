//! Collects problems.

use crate::problem::{Problem, Rule};

/// The problems of one plugin so far, and the extension they are about at the moment.
pub(super) struct Report {
    plugin: String,
    extension: String,
    problems: Vec<Problem>,
}

impl Report {
    pub fn new(plugin: &str) -> Self {
        Self {
            plugin: plugin.to_owned(),
            extension: String::new(),
            problems: Vec::new(),
        }
    }

    /// From now on about this extension.
    pub fn enter(&mut self, extension: &str) {
        extension.clone_into(&mut self.extension);
    }

    pub fn add(&mut self, path: &str, rule: Rule, fix: &str) {
        self.problems.push(Problem {
            plugin: self.plugin.clone(),
            extension: self.extension.clone(),
            path: path.to_owned(),
            rule,
            fix: fix.to_owned(),
        });
    }

    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}
