//! What the component loader gets from the server.

use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::slot::loading::Shown;

/// One web component to load and mount: where its files are, and what it is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoaderProps {
    /// Which one, where, and the words to say about it.
    pub shown: Shown,
    /// Custom element name; also the class the element carries.
    pub tag: String,
    /// Address of the script.
    pub script_url: String,
    /// Its integrity.
    pub integrity: String,
    /// Address of the stylesheet; empty: none.
    pub style_url: String,
    /// Its integrity; empty: not declared.
    pub style_integrity: String,
    /// Scripts of third parties that are loaded before; bare origins are not among them.
    pub external_scripts: Vec<String>,
}

impl Deref for LoaderProps {
    type Target = Shown;

    fn deref(&self) -> &Shown {
        &self.shown
    }
}

#[cfg(feature = "ssr")]
impl LoaderProps {
    /// What the loader needs for one component.
    pub fn new(shown: Shown, component: &portico_sdk::extension::Component) -> Self {
        Self {
            shown,
            tag: component.tag_name.clone(),
            script_url: component.script_url.clone(),
            integrity: component.integrity.clone(),
            style_url: component.style_url.clone(),
            style_integrity: component.style_integrity.clone(),
            external_scripts: component
                .external_scripts
                .iter()
                .filter_map(|script| portico_sdk::url_rule::external_script(script).ok()?.url)
                .collect(),
        }
    }
}
