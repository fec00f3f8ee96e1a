//! Mutation records as `@remote-dom/core` 1.12 writes them.

use crate::value::At;

/// The id of the root.
pub const ROOT_ID: &str = "~";

/// What is wrong with a record or a message. It is dropped and counted; nothing of it is applied (THREATS m).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProtocolError {
    /// The bytes are no value.
    Bytes,
    /// The value is no thread message.
    Message,
    /// The value is no mutation record.
    Record,
    /// The value is no node.
    Node,
    /// No node has this id.
    UnknownId,
    /// Two nodes would have the same id, or one would be the root.
    DuplicateId,
    /// A node would be inside itself.
    Cycle,
    /// There is no such place among the children.
    Index,
    /// The node has no children, text or attributes, or came back as another one.
    WrongNode,
    /// No function has this id, or it was released (THREATS 28).
    UnknownFunction,
    /// No call has this id.
    UnknownCall,
    /// The two sides have no such method.
    UnknownMethod,
}

/// One mutation record.
#[derive(Debug, Clone, Copy)]
pub enum Record<'v, 'b> {
    /// `[0, parent, child, index]`
    Insert {
        /// Id of the parent.
        parent: &'b str,
        /// The new child with everything in it.
        child: At<'v, 'b>,
        /// Its place among the children.
        index: usize,
    },
    /// `[1, parent, index]`
    Remove {
        /// Id of the parent.
        parent: &'b str,
        /// Place of the child.
        index: usize,
    },
    /// `[2, id, text]`
    Text {
        /// Id of a text or comment.
        id: &'b str,
        /// What it says now.
        text: &'b str,
    },
    /// `[3, id, name, value, kind?]`
    Update {
        /// Id of an element.
        id: &'b str,
        /// Name of an attribute, property or event.
        name: &'b str,
        /// What it is now.
        value: At<'v, 'b>,
        /// Which of the three; `RemoteMutationObserver` does not say.
        kind: Option<UpdateKind>,
    },
}

/// What an update changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateKind {
    /// A property.
    Property,
    /// An attribute.
    Attribute,
    /// A listener.
    Listener,
}

impl<'v, 'b> Record<'v, 'b> {
    /// Reads a record.
    pub fn read(at: At<'v, 'b>) -> Result<Self, ProtocolError> {
        Self::parts(at).ok_or(ProtocolError::Record)?
    }

    /// `None`: no record at all.
    fn parts(at: At<'v, 'b>) -> Option<Result<Self, ProtocolError>> {
        let mut parts = at.array()?;
        let kind = parts.next()?.index()?;
        let id = parts.next()?.text()?;
        let index = |at: Option<At<'v, 'b>>| at.and_then(At::index).ok_or(ProtocolError::Index);
        Some(match kind {
            0 => {
                let child = parts.next()?;
                index(parts.next()).map(|index| Self::Insert {
                    parent: id,
                    child,
                    index,
                })
            }
            1 => index(parts.next()).map(|index| Self::Remove { parent: id, index }),
            2 => Ok(Self::Text {
                id,
                text: parts.next()?.text()?,
            }),
            3 => Ok(Self::Update {
                id,
                name: parts.next()?.text()?,
                value: parts.next()?,
                kind: match parts.next() {
                    None => None,
                    Some(kind) if kind.is_nothing() => None,
                    Some(kind) => Some(UpdateKind::read(kind)?),
                },
            }),
            _ => return None,
        })
    }
}

impl UpdateKind {
    fn read(at: At<'_, '_>) -> Option<Self> {
        match at.index()? {
            1 => Some(Self::Property),
            2 => Some(Self::Attribute),
            3 => Some(Self::Listener),
            _ => None,
        }
    }
}

/// A node as it is written in an insertion.
#[derive(Debug, Clone, Copy)]
pub struct NodeRecord<'v, 'b> {
    /// Its id.
    pub id: &'b str,
    /// What it is.
    pub kind: NodeKind<'v, 'b>,
}

/// The three kinds of node.
#[derive(Debug, Clone, Copy)]
pub enum NodeKind<'v, 'b> {
    /// An element.
    Element {
        /// Its name.
        name: &'b str,
        /// Objects of attributes, properties and listeners, where there are any, in the order of [`MEMBERS`].
        members: [Option<At<'v, 'b>>; 3],
        /// An array of nodes.
        children: At<'v, 'b>,
    },
    /// A text.
    Text(&'b str),
    /// A comment; what it says is not shown to anyone.
    Comment,
}

impl<'v, 'b> NodeRecord<'v, 'b> {
    /// Reads a node; its children are not looked at.
    pub fn read(at: At<'v, 'b>) -> Result<Self, ProtocolError> {
        Self::parts(at).ok_or(ProtocolError::Node)
    }

    fn parts(at: At<'v, 'b>) -> Option<Self> {
        let (mut id, mut kind, mut name, mut data, mut children) = (None, None, None, None, None);
        let mut members = [None; 3];
        for (key, value) in at.object()? {
            match key {
                "id" => id = value.text(),
                "type" => kind = value.index(),
                "element" => name = value.text(),
                "data" => data = value.text(),
                "children" => children = Some(value),
                "attributes" => *members.first_mut()? = Some(value),
                "properties" => *members.get_mut(1)? = Some(value),
                "eventListeners" => *members.get_mut(2)? = Some(value),
                _ => {}
            }
        }
        for member in &mut members {
            *member = member.filter(|at| !at.is_nothing());
            if member.is_some_and(|at| at.object().is_none()) {
                return None;
            }
        }
        let kind = match kind? {
            1 => NodeKind::Element {
                name: name?,
                members,
                children: children.filter(|at| at.array().is_some())?,
            },
            3 => NodeKind::Text(data?),
            8 => NodeKind::Comment,
            _ => return None,
        };
        Some(Self { id: id?, kind })
    }
}

/// The kinds of [`NodeKind::Element`]'s members. A value is set when the attributes that bound it are there.
pub const MEMBERS: [UpdateKind; 3] = [
    UpdateKind::Attribute,
    UpdateKind::Property,
    UpdateKind::Listener,
];
