//! Components that the host lets a plugin use, and what may be given to them (PARITY 32, 43).

use crate::value::{At, Container, Node};

/// What a prop of a component may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PropType {
    /// A text.
    String,
    /// A finite number.
    Number,
    /// True or false.
    Boolean,
    /// A function of the plugin.
    Function,
    /// Anything that the bridge passes on.
    Json,
    /// One of these texts.
    Enum(Vec<String>),
}

impl PropType {
    /// Whether a value is of this type. Nothing at all is of every type.
    pub fn accepts(&self, at: At<'_, '_>) -> bool {
        if at.is_nothing() {
            return true;
        }
        match (self, at.node()) {
            (Self::String, Node::Text(_)) | (Self::Boolean, Node::Bool(_)) | (Self::Json, _) => {
                true
            }
            (Self::Number, Node::Number(number)) => number.is_finite(),
            (
                Self::Function,
                Node::Container {
                    kind: Container::Object,
                    ..
                },
            ) => at.function().is_some(),
            (Self::Enum(options), Node::Text(text)) => options.iter().any(|option| option == text),
            _ => false,
        }
    }
}

/// A component of the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Name of the elements that stand for it: see [`element_name`].
    pub element: String,
    /// Another such name: the tag of a custom element, which remote-dom's own plugins use.
    pub alias: Option<String>,
    /// Props that it takes.
    pub props: Vec<(String, PropType)>,
    /// Events that it fires.
    pub events: Vec<String>,
    /// Methods that may be called on it.
    pub methods: Vec<String>,
}

/// The name of the elements that stand for a component, from the component's name.
///
/// ```
/// use portico_receiver::component::element_name;
/// assert_eq!(element_name("DatePicker"), "portico-date-picker");
/// assert_eq!(element_name("URLField"), "portico-url-field");
/// ```
pub fn element_name(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut element = "portico-".to_owned();
    for (at, c) in name.char_indices() {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let after = bytes.get(at + 1);
        let starts_word = before.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            || (before.is_some_and(u8::is_ascii_uppercase)
                && after.is_some_and(u8::is_ascii_lowercase));
        if c.is_ascii_uppercase() && starts_word {
            element.push('-');
        }
        element.push(c.to_ascii_lowercase());
    }
    element
}

/// The components of one mounted plugin. What is not among them does not exist, whatever its name (PARITY 43).
#[derive(Debug, Clone, Default)]
pub struct Components(Vec<Component>);

impl Components {
    /// These components.
    pub fn new(components: Vec<Component>) -> Self {
        Self(components)
    }

    /// The number of the component that an element stands for, by the element's name.
    pub fn find(&self, element: &str) -> Option<u32> {
        let number = self.0.iter().position(|component| {
            component.element == element || component.alias.as_deref() == Some(element)
        });
        number.and_then(|number| u32::try_from(number).ok())
    }

    /// A component by its number.
    pub fn get(&self, number: u32) -> Option<&Component> {
        self.0.get(number as usize)
    }
}
