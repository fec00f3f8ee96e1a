//! From bridge bytes to a [`Value`]: one pass, no recursion, nothing believed.

use super::{Container, Node, Value, View};
use crate::limits::Limit;

/// Longest text that is remembered, in bytes.
pub(super) const SHORT: usize = 64;
/// Most texts that are remembered in one message.
pub(super) const REMEMBERED: usize = 4_096;

/// Why bytes are no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes end too early.
    End,
    /// Bytes are left after the value.
    Rest,
    /// A tag that does not exist.
    Tag,
    /// A number of more than 53 bits, or one that leads nowhere.
    Number,
    /// A text that is no UTF-8, or something else where a text belongs.
    Text,
    /// A key that changes what an object is (THREATS 27).
    Key,
    /// A limit was passed.
    Limit(Limit),
}

/// Reads one value, which may hold containers in containers to `depth` levels.
pub fn decode(bytes: &[u8], depth: usize) -> Result<Value<'_>, DecodeError> {
    let mut reader = Reader {
        rest: bytes,
        nodes: Vec::with_capacity(bytes.len() / 4 + 1),
        containers: Vec::new(),
        texts: Vec::new(),
        open: Vec::new(),
    };
    loop {
        reader.value(depth)?;
        // Whatever is full now ends here.
        let end = reader.nodes.len();
        while let Some(open) = reader.open.last_mut() {
            if open.left > 0 {
                open.left -= 1;
                break;
            }
            let index = open.index;
            reader.close(index, end);
            reader.open.pop();
        }
        if reader.open.is_empty() {
            break;
        }
    }
    if reader.rest.is_empty() {
        Ok(Value {
            nodes: reader.nodes,
        })
    } else {
        Err(DecodeError::Rest)
    }
}

/// A container whose values are still to come.
struct Open {
    index: usize,
    kind: Container,
    /// Values to come after the one being read.
    left: u32,
    len: u32,
}

struct Reader<'b> {
    rest: &'b [u8],
    nodes: Vec<Node<'b>>,
    /// Node of each container, by its number on the wire.
    containers: Vec<u32>,
    /// Remembered texts, by their number on the wire.
    texts: Vec<&'b str>,
    open: Vec<Open>,
}

impl<'b> Reader<'b> {
    fn value(&mut self, depth: usize) -> Result<(), DecodeError> {
        let tag = self.byte()?;
        self.check_place(tag)?;
        let node = match tag {
            0 => Node::Undefined,
            1 => Node::Null,
            2 => Node::Bool(false),
            3 => Node::Bool(true),
            4 => Node::Number(self.integer()?),
            5 => Node::Number(self.float()?),
            6 | 7 => {
                let text = self.text(tag)?;
                if self.is_key() && text == "__proto__" {
                    return Err(DecodeError::Key);
                }
                Node::Text(text)
            }
            8 => {
                let digits = self.plain_text()?;
                let unsigned = digits.strip_prefix('-').unwrap_or(digits);
                if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(DecodeError::Number);
                }
                Node::BigInt(digits)
            }
            9 => {
                self.begin(depth)?;
                Node::Date(self.float()?)
            }
            10 => return self.open(Container::RegExp, 2, depth),
            11 => return self.counted(Container::Array, 1, depth),
            12 => return self.counted(Container::Object, 2, depth),
            13 => return self.counted(Container::Map, 2, depth),
            14 => return self.counted(Container::Set, 1, depth),
            15 => return self.open(Container::Error, 4, depth),
            16 => {
                let number = self.length()?;
                let target = self.containers.get(number);
                Node::Ref(*target.ok_or(DecodeError::Number)?)
            }
            17 => {
                self.begin(depth)?;
                let view = self.byte()?;
                let len = self.length()?;
                let view = View::new(view, len).ok_or(DecodeError::Number)?;
                Node::Bytes(view, self.take(len)?)
            }
            _ => return Err(DecodeError::Tag),
        };
        self.nodes.push(node);
        Ok(())
    }

    /// Keys, and the parts of expressions and errors, are texts.
    fn check_place(&self, tag: u8) -> Result<(), DecodeError> {
        let is_text = matches!(tag, 6 | 7);
        let needs_text = match self.open.last() {
            Some(Open {
                kind: Container::RegExp,
                ..
            }) => true,
            // The cause comes last and may be anything.
            Some(Open {
                kind: Container::Error,
                left,
                ..
            }) => *left > 0,
            _ => self.is_key(),
        };
        if needs_text && !is_text {
            return Err(DecodeError::Text);
        }
        Ok(())
    }

    /// Whether what is read now is the key of an object.
    fn is_key(&self) -> bool {
        self.open.last().is_some_and(|open| {
            open.kind == Container::Object && !(open.len - open.left).is_multiple_of(2)
        })
    }

    fn counted(&mut self, kind: Container, per: u32, depth: usize) -> Result<(), DecodeError> {
        let count = self.length()?;
        // Every value takes a byte, so what cannot be there is refused before it is waited for.
        let len = u32::try_from(count)
            .ok()
            .and_then(|count| count.checked_mul(per))
            .filter(|len| *len as usize <= self.rest.len())
            .ok_or(DecodeError::End)?;
        self.open(kind, len, depth)
    }

    fn open(&mut self, kind: Container, len: u32, depth: usize) -> Result<(), DecodeError> {
        self.begin(depth)?;
        let index = self.nodes.len();
        self.nodes.push(Node::Container { kind, len, end: 0 });
        self.open.push(Open {
            index,
            kind,
            left: len,
            len,
        });
        Ok(())
    }

    /// Gives the next container its number.
    fn begin(&mut self, depth: usize) -> Result<(), DecodeError> {
        if self.open.len() >= depth {
            return Err(DecodeError::Limit(Limit::Depth));
        }
        let index = u32::try_from(self.nodes.len()).map_err(|_| DecodeError::Number)?;
        self.containers.push(index);
        Ok(())
    }

    fn close(&mut self, index: usize, at: usize) {
        if let Some(Node::Container { end, .. }) = self.nodes.get_mut(index) {
            *end = u32::try_from(at).unwrap_or(u32::MAX);
        }
    }

    fn text(&mut self, tag: u8) -> Result<&'b str, DecodeError> {
        if tag == 7 {
            let number = self.length()?;
            return self.texts.get(number).copied().ok_or(DecodeError::Number);
        }
        let text = self.plain_text()?;
        if text.len() <= SHORT && self.texts.len() < REMEMBERED {
            self.texts.push(text);
        }
        Ok(text)
    }

    fn plain_text(&mut self) -> Result<&'b str, DecodeError> {
        let len = self.length()?;
        str::from_utf8(self.take(len)?).map_err(|_| DecodeError::Text)
    }

    fn byte(&mut self) -> Result<u8, DecodeError> {
        let (first, rest) = self.rest.split_first().ok_or(DecodeError::End)?;
        self.rest = rest;
        Ok(*first)
    }

    fn take(&mut self, len: usize) -> Result<&'b [u8], DecodeError> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(DecodeError::End)?;
        self.rest = rest;
        Ok(taken)
    }

    fn float(&mut self) -> Result<f64, DecodeError> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or(DecodeError::End)?;
        self.rest = rest;
        Ok(f64::from_le_bytes(*bytes))
    }

    fn length(&mut self) -> Result<usize, DecodeError> {
        usize::try_from(self.varint()?).map_err(|_| DecodeError::Number)
    }

    fn integer(&mut self) -> Result<f64, DecodeError> {
        let zigzag = self.varint()?;
        // 53 bits: exact as a float.
        #[expect(clippy::cast_precision_loss, reason = "at most 53 bits")]
        let half = (zigzag >> 1) as f64;
        Ok(if zigzag & 1 == 0 { half } else { -half - 1.0 })
    }

    fn varint(&mut self) -> Result<u64, DecodeError> {
        let mut number = 0_u64;
        for shift in (0..56).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return if number < 1 << 53 {
                    Ok(number)
                } else {
                    Err(DecodeError::Number)
                };
            }
        }
        Err(DecodeError::Number)
    }
}
