//! The writer's side of the bridge bytes. The relay has its own, in JavaScript; this one is for tests and tools.

use std::collections::HashMap;

use super::decode::{REMEMBERED, SHORT};
use super::{Node, Value, View};

/// Writes one value, part by part: a container, then exactly as many values as it was said to have.
///
/// ```
/// use portico_receiver::value::{Encoder, decode};
///
/// let mut encoder = Encoder::default();
/// encoder.array(2).number(1.0).text("render");
/// let bytes = encoder.finish();
/// let value = decode(&bytes, 64).unwrap();
/// assert_eq!(value.root().array().unwrap().nth(1).unwrap().text(), Some("render"));
/// ```
#[derive(Debug, Default)]
pub struct Encoder {
    bytes: Vec<u8>,
    texts: HashMap<String, u64>,
    containers: u64,
}

impl Encoder {
    /// The bytes written.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    /// `undefined`.
    pub fn undefined(&mut self) -> &mut Self {
        self.tag(0)
    }

    /// `null`.
    pub fn null(&mut self) -> &mut Self {
        self.tag(1)
    }

    /// `true` or `false`.
    pub fn bool(&mut self, value: bool) -> &mut Self {
        self.tag(if value { 3 } else { 2 })
    }

    /// A number: the short form where it is exact.
    pub fn number(&mut self, value: f64) -> &mut Self {
        const EXACT: f64 = 4_503_599_627_370_496.0;
        let whole = value.fract() == 0.0 && value.abs() < EXACT;
        if !whole || (value == 0.0 && value.is_sign_negative()) {
            return self.tag(5).raw(&value.to_le_bytes());
        }
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^52")]
        let value = value as i64;
        self.tag(4)
            .varint((value.cast_unsigned() << 1) ^ (value >> 63).cast_unsigned())
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        if let Some(number) = self.texts.get(text).copied() {
            return self.tag(7).varint(number);
        }
        let number = self.texts.len();
        if text.len() <= SHORT && number < REMEMBERED {
            self.texts.insert(text.to_owned(), number as u64);
        }
        self.tag(6).plain_text(text)
    }

    /// A `BigInt`, in decimal.
    pub fn big_int(&mut self, digits: &str) -> &mut Self {
        self.tag(8).plain_text(digits)
    }

    /// A `Date`.
    pub fn date(&mut self, millis: f64) -> &mut Self {
        self.container(9).raw(&millis.to_le_bytes())
    }

    /// A `RegExp`.
    pub fn reg_exp(&mut self, source: &str, flags: &str) -> &mut Self {
        self.container(10).text(source).text(flags)
    }

    /// An array; its values follow.
    pub fn array(&mut self, len: usize) -> &mut Self {
        self.container(11).varint(len as u64)
    }

    /// An object; its keys and values follow.
    pub fn object(&mut self, count: usize) -> &mut Self {
        self.container(12).varint(count as u64)
    }

    /// A `Map`; its keys and values follow.
    pub fn map(&mut self, count: usize) -> &mut Self {
        self.container(13).varint(count as u64)
    }

    /// A `Set`; its values follow.
    pub fn set(&mut self, count: usize) -> &mut Self {
        self.container(14).varint(count as u64)
    }

    /// An `Error`; the value of its cause follows.
    pub fn error(&mut self, name: &str, message: &str, stack: &str) -> &mut Self {
        self.container(15).text(name).text(message).text(stack)
    }

    /// A container again, by the number of containers that began before it.
    pub fn reference(&mut self, number: u64) -> &mut Self {
        self.tag(16).varint(number)
    }

    /// Bytes.
    pub fn bytes(&mut self, view: View, bytes: &[u8]) -> &mut Self {
        self.container(17)
            .raw(&[view.number()])
            .varint(bytes.len() as u64)
            .raw(bytes)
    }

    /// How many containers were begun.
    pub fn containers(&self) -> u64 {
        self.containers
    }

    /// A decoded value again.
    pub fn value(&mut self, value: &Value<'_>) -> &mut Self {
        let first = self.containers;
        let mut numbers = HashMap::new();
        for (index, node) in value.nodes().iter().enumerate() {
            let number = self.containers;
            match *node {
                Node::Undefined => self.undefined(),
                Node::Null => self.null(),
                Node::Bool(value) => self.bool(value),
                Node::Number(value) => self.number(value),
                Node::Text(text) => self.text(text),
                Node::BigInt(digits) => self.big_int(digits),
                Node::Date(millis) => self.date(millis),
                Node::Bytes(view, bytes) => self.bytes(view, bytes),
                Node::Container { kind, len, .. } => {
                    use super::Container::{Array, Error, Map, Object, RegExp, Set};
                    match kind {
                        Array => self.array(len as usize),
                        Object => self.object(len as usize / 2),
                        Map => self.map(len as usize / 2),
                        Set => self.set(len as usize),
                        RegExp => self.container(10),
                        Error => self.container(15),
                    }
                }
                Node::Ref(target) => {
                    let number = numbers.get(&target).copied().unwrap_or(first);
                    self.reference(number)
                }
            };
            if self.containers > number {
                numbers.insert(u32::try_from(index).unwrap_or(u32::MAX), number);
            }
        }
        self
    }

    /// Bytes as they are, for tests of what a reader refuses.
    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    fn tag(&mut self, tag: u8) -> &mut Self {
        self.raw(&[tag])
    }

    fn container(&mut self, tag: u8) -> &mut Self {
        self.containers += 1;
        self.tag(tag)
    }

    fn plain_text(&mut self, text: &str) -> &mut Self {
        self.varint(text.len() as u64).raw(text.as_bytes())
    }

    fn varint(&mut self, mut number: u64) -> &mut Self {
        while number >= 0x80 {
            let [low, ..] = number.to_le_bytes();
            self.bytes.push(low | 0x80);
            number >>= 7;
        }
        let [low, ..] = number.to_le_bytes();
        self.raw(&[low])
    }
}
