//! What a plugin may have shown: elements, attributes, properties and events by name, and what their values may be
//! (THREATS 9-18). What is not listed does not pass; nothing here parses HTML.

mod attribute;
mod element;
mod event;
mod property;
mod reference;
mod table;

pub use attribute::{Attribute, Checked, Refused};
pub use element::Element;
pub use event::Event;
pub use property::{Property, PropertyTarget};
pub use reference::IdPrefix;

/// What the check of an attribute needs to know about the place.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Put before ids (THREATS 14).
    pub prefix: IdPrefix,
    /// https origins that the plugin was granted; images may come from them.
    pub image_origins: Vec<String>,
}
