//! How many reports a page may send: a plugin that fails without end must not flood the server, nor use up what the reports
//! of others need.

use std::collections::BTreeMap;

use crate::slot::report::Outcome;

/// Reports of a page view, of all its extensions.
const ALL: u32 = 20;

/// Failures of one extension in a page view.
const FAILURES: u32 = 5;

/// What a page has reported so far. The server counts no more of one request.
#[derive(Debug, Default)]
pub struct Quota {
    reported: u32,
    extensions: BTreeMap<(String, String), Count>,
}

#[derive(Debug, Default)]
struct Count {
    ready: bool,
    failures: u32,
}

impl Quota {
    /// Whether this may be reported, too; then it counts. A success counts once for each extension.
    pub fn takes(&mut self, plugin: &str, extension: &str, outcome: Outcome) -> bool {
        let name = (plugin.to_owned(), extension.to_owned());
        let of_this = self.extensions.entry(name).or_default();
        let room = match outcome {
            Outcome::Ready => !of_this.ready,
            _ => of_this.failures < FAILURES,
        };
        if !room || self.reported >= ALL {
            return false;
        }
        match outcome {
            Outcome::Ready => of_this.ready = true,
            _ => of_this.failures += 1,
        }
        self.reported += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_11_a_plugin_that_fails_without_end_is_reported_a_few_times_and_leaves_room_for_others()
    {
        let mut quota = Quota::default();
        let taken = (0..1000).filter(|_| quota.takes("bad", "one", Outcome::Crashed));
        assert_eq!(taken.count(), 5);
        assert!(quota.takes("good", "one", Outcome::Ready));
        assert!(quota.takes("good", "two", Outcome::Rejected));
    }

    #[test]
    fn forms_11_a_success_is_reported_once_for_each_extension() {
        let mut quota = Quota::default();
        assert!(quota.takes("p", "one", Outcome::Ready));
        assert!(!quota.takes("p", "one", Outcome::Ready));
        assert!(quota.takes("p", "two", Outcome::Ready));
        assert!(quota.takes("p", "one", Outcome::Crashed));
    }

    #[test]
    fn forms_11_a_page_view_reports_at_most_twenty_times() {
        let mut quota = Quota::default();
        let taken = (0..30).filter(|n| quota.takes("p", &n.to_string(), Outcome::Ready));
        assert_eq!(taken.count(), 20);
        assert!(!quota.takes("p", "31", Outcome::Crashed));
    }
}
