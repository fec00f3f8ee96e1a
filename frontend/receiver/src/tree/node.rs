//! A node of the tree.

use crate::allow::Element;
use crate::ids::HasId;
use crate::record::ROOT_ID;
use crate::thread::FunctionKey;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// No node; its place is free or being planned for.
    Vacant,
    Root,
    Element(Element),
    /// A component of the host, by its number.
    Component(u32),
    /// A `style` element: a comment in the page, whose text is a style sheet beside it.
    Sheet,
    Text,
    Comment,
    /// An element that may not be shown: a comment in the page.
    Refused,
}

impl What {
    /// Whether nodes in it are shown.
    pub(super) fn shows_children(self) -> bool {
        matches!(self, Self::Root | Self::Element(_) | Self::Component(_))
    }
}

/// What was set on a node, to know on its return what is to be taken away or written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Attribute(u8),
    Named(Box<str>),
    Property(u32),
    Prop(u32),
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) id: Box<str>,
    pub(super) what: What,
    pub(super) parent: Option<u32>,
    pub(super) children: Vec<u32>,
    /// Number of the event, and who listens.
    pub(super) listeners: Vec<(u32, FunctionKey)>,
    /// What was set, and a digest of the value.
    pub(super) set: Vec<(Key, u32)>,
    /// Digest of a text's data.
    pub(super) data: u32,
    /// The data itself, of a text in a `style` element.
    pub(super) css: Option<Box<str>>,
    /// Whether the page has a node for it.
    pub(super) shown: bool,
    pub(super) mark: u32,
    /// When it was removed, if it was.
    pub(super) removed: Option<f64>,
}

impl Node {
    pub(super) fn root() -> Self {
        Self {
            what: What::Root,
            shown: true,
            ..Self::vacant(ROOT_ID, 0)
        }
    }

    pub(super) fn vacant(id: &str, mark: u32) -> Self {
        Self {
            id: id.into(),
            what: What::Vacant,
            parent: None,
            children: Vec::new(),
            listeners: Vec::new(),
            set: Vec::new(),
            data: 0,
            css: None,
            shown: false,
            mark,
            removed: None,
        }
    }

    pub(super) fn listener(&self, event: u32) -> Option<FunctionKey> {
        let found = self.listeners.iter().find(|(number, _)| *number == event);
        found.map(|(_, key)| *key)
    }

    /// Remembers that something was set. False: it had that value already.
    pub(super) fn remember(&mut self, key: Key, digest: u32) -> bool {
        match self.set.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) if *known == digest => false,
            Some((_, known)) => {
                *known = digest;
                true
            }
            None => {
                self.set.push((key, digest));
                true
            }
        }
    }

    /// Forgets that something was set. False: it was not.
    pub(super) fn forget(&mut self, key: &Key) -> bool {
        let before = self.set.len();
        self.set.retain(|(known, _)| known != key);
        self.set.len() < before
    }
}

impl HasId for Node {
    fn id(&self) -> &str {
        &self.id
    }
}
