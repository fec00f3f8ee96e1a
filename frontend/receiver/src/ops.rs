//! Operations for the page: one list of numbers and one text a batch, so that a whole batch crosses from wasm in one call.
//!
//! `dom/apply.js` is the other side and numbers the operations in the same way (a test compares the two). Texts are not addressed: each
//! operation says how many UTF-16 units it takes from the front of what is left of the text.

use crate::allow::{Attribute, Element, Event};
use crate::value::{At, Container, Node};

/// Number of a node in the page; [`Handle::ROOT`] is the place itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Handle(pub u32);

impl Handle {
    /// The root of the tree.
    pub const ROOT: Self = Self(0);
}

macro_rules! codes {
    ($($name:ident = $code:literal $doc:literal,)*) => {
        /// What an operation does. Its numbers follow it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u32)]
        pub enum Code { $(#[doc = $doc] $name = $code,)* }

        impl Code {
            /// Every code by its name.
            pub const ALL: &[(&str, u32)] = &[$((stringify!($name), $code),)*];
        }
    };
}

codes! {
    Element = 1 "handle, element: makes one.",
    Text = 2 "handle, length: makes a text.",
    Comment = 3 "handle: makes an empty comment.",
    Component = 4 "handle, component: makes a component of the host.",
    Append = 5 "parent, handle: puts it last.",
    Insert = 6 "parent, handle, before: puts it before another one.",
    Remove = 7 "handle: takes it out of its parent.",
    Free = 8 "handle: forgets it.",
    Attribute = 9 "handle, attribute, length.",
    RemoveAttribute = 10 "handle, attribute.",
    NamedAttribute = 11 "handle, length of the name, length of the value.",
    RemoveNamedAttribute = 12 "handle, length of the name.",
    Data = 13 "handle, length: text of a text.",
    Property = 14 "handle, property, value.",
    StyleClear = 15 "handle.",
    Style = 16 "handle, length of the name, length of the value, 1 when important.",
    Listen = 17 "event: someone listens to it now.",
    Unlisten = 18 "event: no one listens to it any more.",
    Sheet = 19 "handle, length: style sheet of the comment that stands for it.",
    ComponentProp = 20 "handle, prop, value.",
    ComponentEvent = 21 "handle, event, 1 when someone listens.",
    Call = 22 "function of the host, length of the call's id, value: call it and post the answer.",
    Method = 23 "handle, length of the call's id, length of the method's name, value: call it and post the answer.",
    Answer = 24 "kind of the answer, length of the call's id, length of an error's text (0: none).",
    Resolve = 25 "number of the call, 1 when it failed, value.",
    Release = 26 "length of the function's id, how often it was handed over: post its release.",
    Forget = 27 "function of the host: forget it.",
    Live = 28 ": something is to be seen.",
    Start = 29 ": the worker runs; call `render`.",
    Outward = 30 "handle: the link opens elsewhere and tells nothing (THREATS 17).",
}

/// A batch.
#[derive(Debug, Default, Clone)]
pub struct Ops {
    numbers: Vec<u32>,
    text: String,
}

impl Ops {
    /// The numbers.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Empties the batch and keeps its room.
    pub fn clear(&mut self) {
        self.numbers.clear();
        self.text.clear();
    }

    pub(crate) fn push<const N: usize>(&mut self, code: Code, numbers: [u32; N]) {
        self.numbers.push(code as u32);
        self.numbers.extend_from_slice(&numbers);
    }

    /// Appends a text and returns its length as JavaScript counts.
    pub(crate) fn put(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        let len = if text.is_ascii() {
            text.len()
        } else {
            text.chars().map(char::len_utf16).sum()
        };
        u32::try_from(len).unwrap_or(u32::MAX)
    }

    pub(crate) fn element(&mut self, handle: Handle, element: Element) {
        self.push(Code::Element, [handle.0, element.number()]);
    }

    pub(crate) fn text_node(&mut self, handle: Handle, text: &str) {
        let len = self.put(text);
        self.push(Code::Text, [handle.0, len]);
    }

    pub(crate) fn data(&mut self, handle: Handle, text: &str) {
        let len = self.put(text);
        self.push(Code::Data, [handle.0, len]);
    }

    pub(crate) fn insert(&mut self, parent: Handle, handle: Handle, before: Option<Handle>) {
        match before {
            Some(before) => self.push(Code::Insert, [parent.0, handle.0, before.0]),
            None => self.push(Code::Append, [parent.0, handle.0]),
        }
    }

    pub(crate) fn attribute(&mut self, handle: Handle, attribute: Attribute<'_>, text: &str) {
        match attribute {
            Attribute::Listed(number) => {
                let len = self.put(text);
                self.push(Code::Attribute, [handle.0, u32::from(number), len]);
            }
            Attribute::Named(name) => {
                let name = self.put(name);
                let len = self.put(text);
                self.push(Code::NamedAttribute, [handle.0, name, len]);
            }
        }
    }

    pub(crate) fn remove_attribute(&mut self, handle: Handle, attribute: Attribute<'_>) {
        match attribute {
            Attribute::Listed(number) => {
                self.push(Code::RemoveAttribute, [handle.0, u32::from(number)]);
            }
            Attribute::Named(name) => {
                let name = self.put(name);
                self.push(Code::RemoveNamedAttribute, [handle.0, name]);
            }
        }
    }

    pub(crate) fn listen(&mut self, event: Event, on: bool) {
        let code = if on { Code::Listen } else { Code::Unlisten };
        self.push(code, [event.number()]);
    }

    /// A value with its cycles: how many nodes, then the nodes in order, containers before what is in them.
    /// Functions in it are told to `function`.
    pub(crate) fn value(&mut self, at: At<'_, '_>, mut function: impl FnMut(&str)) {
        let count_at = self.numbers.len();
        self.numbers.push(0);
        let mut count = 0_u32;
        let mut spans = vec![at.span()];
        // Where each container of the message was written to; seldom needed. One that lies outside of the part is written where
        // it is first referred to.
        let has_refs = spans
            .iter()
            .any(|(_, nodes)| nodes.iter().any(|node| matches!(node, Node::Ref(_))));
        let mut written = vec![u32::MAX; if has_refs { at.message_len() } else { 0 }];
        while let Some((index, nodes)) = spans.pop() {
            let Some((node, rest)) = nodes.split_first() else {
                continue;
            };
            spans.push((index + 1, rest));
            match *node {
                Node::Ref(target) => match written.get(target as usize) {
                    Some(number) if *number != u32::MAX => self.numbers.extend([15, *number]),
                    _ => {
                        spans.push(at.at(target).span());
                        continue;
                    }
                },
                node => {
                    if let Some(number) = written.get_mut(index as usize) {
                        *number = count;
                    }
                    if let Some(id) = at.at(index).function() {
                        function(id);
                        let len = self.put(id);
                        self.numbers.extend([16, len]);
                        let inside = at.at(index).span().1.len();
                        if let Some(span) = spans.last_mut() {
                            span.1 = nodes.get(inside..).unwrap_or(&[]);
                            span.0 = index + u32::try_from(inside).unwrap_or(1);
                        }
                    } else {
                        self.node(node);
                    }
                }
            }
            count += 1;
        }
        if let Some(slot) = self.numbers.get_mut(count_at) {
            *slot = count;
        }
    }

    fn node(&mut self, node: Node<'_>) {
        match node {
            Node::Null => self.numbers.push(1),
            Node::Bool(false) => self.numbers.push(2),
            Node::Bool(true) => self.numbers.push(3),
            Node::Number(number) => {
                self.numbers.push(4);
                self.float(number);
            }
            Node::Text(text) => {
                let len = self.put(text);
                self.numbers.extend([5, len]);
            }
            Node::BigInt(digits) => {
                let len = self.put(digits);
                self.numbers.extend([6, len]);
            }
            Node::Date(millis) => {
                self.numbers.push(7);
                self.float(millis);
            }
            Node::Bytes(view, bytes) => {
                let len = u32::try_from(bytes.len()).unwrap_or(0);
                self.numbers.extend([8, u32::from(view.number()), len]);
                self.numbers.extend(bytes.chunks(4).map(|chunk| {
                    let mut word = [0; 4];
                    word.iter_mut()
                        .zip(chunk)
                        .for_each(|(to, from)| *to = *from);
                    u32::from_le_bytes(word)
                }));
            }
            Node::Container { kind, len, .. } => {
                let code = match kind {
                    Container::Array => 9,
                    Container::Object => 10,
                    Container::Map => 11,
                    Container::Set => 12,
                    Container::RegExp => 13,
                    Container::Error => 14,
                };
                self.numbers.extend([code, len]);
            }
            // A reference is written by the caller, who knows where it leads.
            Node::Undefined | Node::Ref(_) => self.numbers.push(0),
        }
    }

    pub(crate) fn float(&mut self, number: f64) {
        let bits = number.to_bits();
        #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
        self.numbers.extend([bits as u32, (bits >> 32) as u32]);
    }

    /// A value of nothing.
    pub(crate) fn push_undefined(&mut self) {
        self.numbers.extend([1, 0]);
    }
}
