//! A value that came over the bridge: every type that a structured clone knows and the bridge passes on, with cycles and
//! identity (docs/SANDBOX.md "Bridge bytes").
//!
//! The nodes stand in one list in the order in which they were written: a container, then everything inside it. A container
//! knows where it ends, so nothing here recurses, however deep a value is (THREATS 26). Texts are borrowed from the bytes.

mod decode;
mod encode;

pub use decode::{DecodeError, decode};
pub use encode::Encoder;

/// One node of a [`Value`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Node<'b> {
    /// `undefined`.
    Undefined,
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(f64),
    /// A text.
    Text(&'b str),
    /// A `BigInt`, in decimal.
    BigInt(&'b str),
    /// A `Date` in milliseconds; NaN when invalid.
    Date(f64),
    /// An `ArrayBuffer` or a view of one.
    Bytes(View, &'b [u8]),
    /// Something with values inside.
    Container {
        /// What it is.
        kind: Container,
        /// How many values it has; keys of objects and maps are counted, too.
        len: u32,
        /// Number of the node after the last one inside.
        end: u32,
    },
    /// The container with this number (of the node) again.
    Ref(u32),
}

/// Kinds of [`Node::Container`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// `Array`.
    Array,
    /// A plain object: key, value, key, value; keys are texts.
    Object,
    /// `Map`: key, value, key, value.
    Map,
    /// `Set`.
    Set,
    /// `RegExp`: source and flags.
    RegExp,
    /// `Error`: name, message, stack, cause.
    Error,
}

/// How bytes are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View(u8);

impl View {
    /// An `ArrayBuffer` itself.
    pub const BUFFER: Self = Self(0);
    /// Bytes of one element of each view, by number.
    const WIDTHS: [usize; 13] = [1, 1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8, 1];

    /// The view with this number on the wire, when `len` bytes can be one.
    pub fn new(number: u8, len: usize) -> Option<Self> {
        let width = Self::WIDTHS.get(usize::from(number))?;
        len.is_multiple_of(*width).then_some(Self(number))
    }

    /// The number on the wire.
    pub fn number(self) -> u8 {
        self.0
    }
}

/// A decoded message.
#[derive(Debug, Clone, PartialEq)]
pub struct Value<'b> {
    nodes: Vec<Node<'b>>,
}

impl<'b> Value<'b> {
    /// The value itself, from where everything inside can be reached.
    pub fn root<'v>(&'v self) -> At<'v, 'b> {
        At {
            nodes: &self.nodes,
            index: 0,
        }
    }

    /// All nodes in the order in which they were written.
    pub fn nodes(&self) -> &[Node<'b>] {
        &self.nodes
    }
}

/// A place in a value.
#[derive(Debug, Clone, Copy)]
pub struct At<'v, 'b> {
    nodes: &'v [Node<'b>],
    index: u32,
}

impl<'v, 'b> At<'v, 'b> {
    fn raw(self) -> Node<'b> {
        let node = self.nodes.get(self.index as usize);
        node.copied().unwrap_or(Node::Undefined)
    }

    /// Number of the node after this one and everything inside it.
    fn after(self) -> u32 {
        match self.raw() {
            Node::Container { end, .. } => end,
            _ => self.index + 1,
        }
    }

    /// The node here; a reference is followed.
    pub fn node(self) -> Node<'b> {
        self.target().raw()
    }

    /// The nodes from here to the last one inside, references not followed, and the number of the first. For walks that copy
    /// a value with its cycles.
    pub fn span(self) -> (u32, &'v [Node<'b>]) {
        let at = self.target();
        let range = at.index as usize..at.after() as usize;
        (at.index, self.nodes.get(range).unwrap_or(&[]))
    }

    /// The place of a node of the same message.
    pub(crate) fn at(self, index: u32) -> Self {
        Self { index, ..self }
    }

    /// How many nodes the message has.
    pub(crate) fn message_len(self) -> usize {
        self.nodes.len()
    }

    fn target(self) -> Self {
        match self.raw() {
            Node::Ref(index) => Self { index, ..self },
            _ => self,
        }
    }

    /// The text here.
    pub fn text(self) -> Option<&'b str> {
        match self.raw() {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number here, when it is one that a list can have as an index.
    pub fn index(self) -> Option<usize> {
        match self.raw() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "range and wholeness are checked"
            )]
            Node::Number(number)
                if number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0 =>
            {
                Some(number as usize)
            }
            _ => None,
        }
    }

    /// Whether nothing was given.
    pub fn is_nothing(self) -> bool {
        matches!(self.raw(), Node::Undefined | Node::Null)
    }

    /// The values of an array.
    pub fn array(self) -> Option<Items<'v, 'b>> {
        self.container(Container::Array)
    }

    /// The own keys and values of a plain object.
    pub fn object(self) -> Option<Entries<'v, 'b>> {
        self.container(Container::Object).map(Entries)
    }

    /// The value of an own key of a plain object (THREATS 27).
    pub fn get(self, key: &str) -> Option<Self> {
        self.object()?
            .find_map(|(name, value)| (name == key).then_some(value))
    }

    /// The id of a function: an object that names one by `_@f`, as `@quilted/threads` writes them.
    pub fn function(self) -> Option<&'b str> {
        self.get("_@f")?.text()
    }

    /// The message of an error.
    pub fn error_message(self) -> Option<&'b str> {
        self.container(Container::Error)?.nth(1)?.text()
    }

    fn container(self, wanted: Container) -> Option<Items<'v, 'b>> {
        let at = self.target();
        match at.raw() {
            Node::Container { kind, len, .. } if kind == wanted => Some(Items {
                next: Self {
                    index: at.index + 1,
                    ..at
                },
                left: len,
            }),
            _ => None,
        }
    }
}

/// The values of an array, in order.
#[derive(Debug, Clone)]
pub struct Items<'v, 'b> {
    next: At<'v, 'b>,
    left: u32,
}

impl<'v, 'b> Iterator for Items<'v, 'b> {
    type Item = At<'v, 'b>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let at = self.next;
        self.next.index = at.after();
        Some(at)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Items<'_, '_> {}

/// The keys and values of an object, in order.
#[derive(Debug, Clone)]
pub struct Entries<'v, 'b>(Items<'v, 'b>);

impl<'v, 'b> Iterator for Entries<'v, 'b> {
    type Item = (&'b str, At<'v, 'b>);

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.0.next()?.text()?;
        Some((key, self.0.next()?))
    }
}
