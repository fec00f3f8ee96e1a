//! DOM ids that are unique on a page, however many forms with equal keys it has (PARITY 17; FORMS 7).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::{provide_context, use_context};

/// The ids given out on one page. Provided at the root, so that all slots of a page share it.
#[derive(Debug, Clone, Default)]
pub struct PageIds(Arc<Mutex<HashMap<String, u32>>>);

impl PageIds {
    /// Puts a fresh set into the Leptos context of the page.
    pub fn provide() {
        provide_context(Self::default());
    }

    /// `wanted` the first time, `wanted-2`, `wanted-3`, … afterwards.
    fn take(&self, wanted: &str) -> String {
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = given.entry(wanted.to_owned()).or_insert(0);
        *count += 1;
        let count = *count;
        if count == 1 {
            return wanted.to_owned();
        }
        // "a-2" may have been asked for by its own name.
        let numbered = format!("{wanted}-{count}");
        drop(given);
        self.take(&numbered)
    }
}

/// An id based on `wanted` that nobody else on the page has.
pub fn unique_id(wanted: &str) -> String {
    let ids = use_context::<PageIds>().unwrap_or_else(|| {
        PageIds::provide();
        use_context().unwrap_or_default()
    });
    ids.take(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parity_17_an_id_is_given_out_once() {
        let ids = PageIds::default();
        let given: Vec<String> = ["a", "a-2", "a", "a", "b"]
            .iter()
            .map(|wanted| ids.take(wanted))
            .collect();
        assert_eq!(given[0], "a");
        assert_eq!(given[4], "b");
        let distinct: std::collections::BTreeSet<&String> = given.iter().collect();
        assert_eq!(distinct.len(), given.len(), "{given:?}");
    }
}
