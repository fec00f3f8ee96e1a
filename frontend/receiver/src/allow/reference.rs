//! Ids and what refers to them (THREATS 14).

use crate::text::concat;

/// What is put before every id, so that a plugin's ids are those of no one else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdPrefix(String);

impl IdPrefix {
    /// Longest id in bytes.
    const LONGEST: usize = 256;

    /// A prefix; it should end with something that no id of the page has.
    pub fn new(prefix: &str) -> Self {
        Self(prefix.to_owned())
    }

    /// The prefix itself: a plugin may ask for it and write it into its ids itself (PARITY 31).
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as it may stand in the page.
    pub fn id(&self, id: &str) -> Option<String> {
        let plain = !id.contains(|c: char| c.is_whitespace() || c.is_control());
        self.name(id).filter(|_| plain)
    }

    /// The name of a control as it may stand in the page. Unlike an id it may have spaces.
    pub fn name(&self, name: &str) -> Option<String> {
        let fits = !name.is_empty() && name.len() <= Self::LONGEST;
        fits.then(|| match name.strip_prefix(self.0.as_str()) {
            Some(_) => name.to_owned(),
            None => concat(&[&self.0, name]),
        })
    }

    /// A list of ids, parted by white space.
    pub fn ids(&self, ids: &str) -> Option<String> {
        let mut list = String::new();
        for id in ids.split_ascii_whitespace() {
            if !list.is_empty() {
                list.push(' ');
            }
            list.push_str(&self.id(id)?);
        }
        Some(list)
    }
}
