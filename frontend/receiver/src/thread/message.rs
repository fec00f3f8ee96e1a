//! A thread message, by its number.

use crate::value::At;

/// Longest id of a call or a function, in bytes.
const LONGEST_ID: usize = 128;

/// What the plugin says.
#[derive(Debug, Clone, Copy)]
pub enum Message<'v, 'b> {
    /// `[1, id, name, args]`: the host exports nothing.
    Call {
        /// Id of the call.
        id: &'b str,
    },
    /// `[2 | 4, id, value, error]`: the answer to a call of ours.
    Answer {
        /// Id of the call.
        id: &'b str,
        /// What came of it.
        value: Option<At<'v, 'b>>,
        /// Why nothing came of it.
        error: Option<At<'v, 'b>>,
    },
    /// `[3, id, function, args]`
    CallFunction {
        /// Id of the call.
        id: &'b str,
        /// Id of the function.
        function: &'b str,
        /// An array.
        args: At<'v, 'b>,
    },
    /// `[5, function, count?]`
    Release {
        /// Id of the function.
        function: &'b str,
        /// In how many messages the plugin had got it; without: all.
        count: Option<u32>,
    },
}

impl<'v, 'b> Message<'v, 'b> {
    /// Reads a message; `None`: it is none.
    pub fn read(at: At<'v, 'b>) -> Option<Self> {
        let mut parts = at.array()?;
        let kind = parts.next()?.index()?;
        let id = parts.next()?.text().filter(|id| id.len() <= LONGEST_ID)?;
        Some(match kind {
            1 => Self::Call { id },
            2 | 4 => Self::Answer {
                id,
                value: parts.next(),
                error: parts.next().filter(|error| !error.is_nothing()),
            },
            3 => Self::CallFunction {
                id,
                function: parts.next()?.text().filter(|id| id.len() <= LONGEST_ID)?,
                args: parts.next().filter(|args| args.array().is_some())?,
            },
            5 => Self::Release {
                function: id,
                count: match parts.next() {
                    Some(count) if !count.is_nothing() => Some(u32::try_from(count.index()?).ok()?),
                    _ => None,
                },
            },
            _ => return None,
        })
    }
}
