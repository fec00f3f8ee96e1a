//! How much a plugin may ask of the page (THREATS h). A breach ends the plugin.

/// What a plugin can have too much of. [`Limit::name`] is the reason that the page is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Bytes of one message.
    MessageBytes,
    /// Messages in a second.
    MessagesPerSecond,
    /// Mutation records in one message.
    RecordsPerMessage,
    /// Mutation records in a second.
    RecordsPerSecond,
    /// Nodes of the tree.
    Nodes,
    /// Containers in containers of a message, and elements in elements of the tree.
    Depth,
    /// Bytes of one text.
    TextBytes,
    /// Bytes of one attribute.
    AttributeBytes,
    /// Listeners on nodes of the tree.
    Listeners,
    /// Calls without an answer, in either direction.
    PendingCalls,
    /// Functions of one side that the other side has.
    Functions,
}

macro_rules! limits {
    ($($limit:ident $field:ident $name:literal $default:literal $doc:literal;)*) => {
        /// The limits of one mounted plugin.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Limits { $(#[doc = $doc] pub $field: u32,)* }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl Limits {
            /// Every limit, in the order of the fields.
            pub const ALL: &[Limit] = &[$(Limit::$limit,)*];

            /// The value of a limit.
            pub fn get(&self, limit: Limit) -> u32 {
                match limit { $(Limit::$limit => self.$field,)* }
            }

            /// The same limits but for one. A page may lower a limit or raise it.
            #[must_use]
            pub fn with(mut self, limit: Limit, value: u32) -> Self {
                match limit { $(Limit::$limit => self.$field = value,)* }
                self
            }
        }

        impl Limit {
            /// The stable name: key of the options, and reason when it was breached.
            pub fn name(self) -> &'static str {
                match self { $(Self::$limit => $name,)* }
            }
        }
    };
}

limits! {
    MessageBytes message_bytes "message_bytes" 262_144 "Bytes of one message.";
    MessagesPerSecond messages_per_second "messages_per_second" 200 "Messages in a second.";
    RecordsPerMessage records_per_message "records_per_message" 1_000 "Mutation records in one message.";
    RecordsPerSecond records_per_second "records_per_second" 2_000 "Mutation records in a second.";
    Nodes nodes "nodes" 5_000 "Nodes of the tree.";
    Depth depth "depth" 64 "Levels of containers in a message and of elements in the tree.";
    TextBytes text_bytes "text_bytes" 65_536 "Bytes of one text.";
    AttributeBytes attribute_bytes "attribute_bytes" 8_192 "Bytes of one attribute.";
    Listeners listeners "listeners" 500 "Listeners on nodes of the tree.";
    PendingCalls pending_calls "pending_calls" 64 "Calls without an answer, in either direction.";
    Functions functions "functions" 1_000 "Functions of one side that the other side has.";
}

impl Limit {
    /// Whether `amount` is more than there may be.
    pub(crate) fn check(self, limits: &Limits, amount: usize) -> Result<(), Self> {
        if amount > limits.get(self) as usize {
            Err(self)
        } else {
            Ok(())
        }
    }
}

/// Counts what comes in a second and lets bursts of a second's worth pass.
#[derive(Debug, Clone)]
pub struct TokenBucket {
    per_second: f64,
    tokens: f64,
    at: f64,
}

impl TokenBucket {
    /// A full bucket.
    pub fn new(per_second: u32, now: f64) -> Self {
        let per_second = f64::from(per_second);
        Self {
            per_second,
            tokens: per_second,
            at: now,
        }
    }

    /// Takes `count` tokens at `now`. False: there are not as many. For `late` milliseconds the page itself stood still; what piled up
    /// meanwhile is not the plugin's fault.
    pub fn take(&mut self, count: usize, now: f64, late: f64) -> bool {
        let passed = (now - self.at).max(0.0);
        self.at = now.max(self.at);
        let room = self.per_second * (1.0 + late / 1_000.0);
        self.tokens = (self.tokens + passed * self.per_second / 1_000.0).min(room);
        let left = self.tokens - f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        if left >= 0.0 {
            self.tokens = left;
        }
        left >= 0.0
    }
}
