//! Properties by name: those that are no attribute are set, those that are one go where the attribute goes.

use super::Element;
use crate::text::concat;

/// Properties that an element keeps beside its attributes. Everything else a plugin sets as a property is an attribute by
/// another name, or refused: a property such as `protocol` or `innerHTML` is never set (THREATS 9, 10).
const REAL: &[(&str, &str)] = &[
    ("value", "input select textarea"),
    ("checked", "input"),
    ("indeterminate", "input"),
    ("selected", "option"),
    ("selectedIndex", "select"),
    ("scrollTop", ""),
    ("scrollLeft", ""),
];

/// Attributes whose property has another name.
const RENAMED: &[(&str, &str)] = &[
    ("classname", "class"),
    ("htmlfor", "for"),
    ("defaultvalue", "value"),
    ("defaultchecked", "checked"),
    ("defaultselected", "selected"),
];

/// A property that is really set, by its number in [`Property::names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property(u8);

/// Where the value of a property goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PropertyTarget {
    /// To the property.
    Property(Property),
    /// To the attribute of this name.
    Attribute(String),
}

impl Property {
    /// Where the property `name` of `element` goes. Whether the attribute is allowed is not said.
    pub fn find(element: Element, name: &str) -> PropertyTarget {
        let real = REAL.iter().position(|(property, elements)| {
            *property == name
                && (elements.is_empty() || elements.split(' ').any(|word| word == element.name()))
        });
        if let Some(number) = real.and_then(|number| u8::try_from(number).ok()) {
            return PropertyTarget::Property(Self(number));
        }
        let small = name.to_ascii_lowercase();
        if let Some((_, attribute)) = RENAMED.iter().find(|(property, _)| *property == small) {
            return PropertyTarget::Attribute((*attribute).to_owned());
        }
        PropertyTarget::Attribute(match name.strip_prefix("aria") {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_uppercase()) => {
                concat(&["aria-", &rest.to_ascii_lowercase()])
            }
            _ => small,
        })
    }

    /// Names of the properties that are set.
    pub fn names() -> impl Iterator<Item = &'static str> {
        REAL.iter().map(|entry| entry.0)
    }

    /// Its number.
    pub fn number(self) -> u32 {
        u32::from(self.0)
    }

    /// Whether only true and false are values of it.
    pub fn is_flag(self) -> bool {
        (1..=3).contains(&self.0)
    }

    /// Whether only numbers are values of it.
    pub fn is_number(self) -> bool {
        self.0 > 3
    }
}
