//! What the tests share: values to be sent, a page that only remembers, and a plugin that runs.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

pub mod page;

use portico_receiver::component::{Component, PropType};
use portico_receiver::limits::Limits;
use portico_receiver::session::Session;
use portico_receiver::setup;
use portico_receiver::value::{Encoder, View};

use page::Page;

/// A value to be sent.
#[derive(Debug, Clone, PartialEq)]
pub enum V {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    BigInt(String),
    Date(f64),
    RegExp(String, String),
    Array(Vec<V>),
    Object(Vec<(String, V)>),
    Map(Vec<(V, V)>),
    Set(Vec<V>),
    Error(String, String, Box<V>),
    Bytes(u8, Vec<u8>),
    /// The container with this number again, modulo the number of those that began before.
    Ref(u64),
}

impl V {
    pub fn write(&self, encoder: &mut Encoder) {
        match self {
            Self::Undefined => encoder.undefined(),
            Self::Null => encoder.null(),
            Self::Bool(value) => encoder.bool(*value),
            Self::Number(value) => encoder.number(*value),
            Self::Text(text) => encoder.text(text),
            Self::BigInt(digits) => encoder.big_int(digits),
            Self::Date(millis) => encoder.date(*millis),
            Self::RegExp(source, flags) => encoder.reg_exp(source, flags),
            Self::Array(items) => {
                encoder.array(items.len());
                for item in items {
                    item.write(encoder);
                }
                encoder
            }
            Self::Object(entries) => {
                encoder.object(entries.len());
                for (key, value) in entries {
                    encoder.text(key);
                    value.write(encoder);
                }
                encoder
            }
            Self::Map(entries) => {
                encoder.map(entries.len());
                for (key, value) in entries {
                    key.write(encoder);
                    value.write(encoder);
                }
                encoder
            }
            Self::Set(items) => {
                encoder.set(items.len());
                for item in items {
                    item.write(encoder);
                }
                encoder
            }
            Self::Error(name, message, cause) => {
                encoder.error(name, message, "");
                cause.write(encoder);
                encoder
            }
            Self::Bytes(view, bytes) => {
                encoder.bytes(View::new(*view, bytes.len()).unwrap_or(View::BUFFER), bytes)
            }
            Self::Ref(number) => match encoder.containers() {
                0 => encoder.null(),
                count => encoder.reference(number % count),
            },
        };
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::default();
        self.write(&mut encoder);
        encoder.finish()
    }
}

impl From<&str> for V {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for V {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for V {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for V {
    fn from(number: i32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<bool> for V {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Vec<V>> for V {
    fn from(items: Vec<V>) -> Self {
        Self::Array(items)
    }
}

/// An array of values of any kind.
#[macro_export]
macro_rules! list {
    ($($item:expr),* $(,)?) => { $crate::support::V::Array(vec![$($crate::support::V::from($item)),*]) };
}

pub fn object<'k>(entries: impl IntoIterator<Item = (&'k str, V)>) -> V {
    let entries = entries.into_iter();
    V::Object(
        entries
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

pub fn function(id: &str) -> V {
    object([("_@f", V::from(id))])
}

pub fn text(id: &str, data: &str) -> V {
    object([("id", id.into()), ("type", 3.into()), ("data", data.into())])
}

/// An element with attributes and children.
pub fn element(id: &str, name: &str, attributes: &[(&str, &str)], children: Vec<V>) -> V {
    let attributes = attributes
        .iter()
        .map(|(name, value)| (*name, V::from(*value)));
    full(
        id,
        name,
        object(attributes),
        object([]),
        object([]),
        children,
    )
}

pub fn full(
    id: &str,
    name: &str,
    attributes: V,
    properties: V,
    listeners: V,
    children: Vec<V>,
) -> V {
    object([
        ("id", id.into()),
        ("type", 1.into()),
        ("element", name.into()),
        ("attributes", attributes),
        ("properties", properties),
        ("eventListeners", listeners),
        ("children", V::Array(children)),
    ])
}

/// A mounted plugin and the page it is in.
pub struct Plugin {
    pub session: Session,
    pub page: Page,
    pub now: f64,
    calls: u32,
}

impl Plugin {
    pub fn new(setup: &str) -> Self {
        let (session, _) = setup::session("p1-", setup, 0.0);
        let mut plugin = Self {
            session,
            page: Page::default(),
            now: 0.0,
            calls: 0,
        };
        plugin.session.on_load();
        assert!(plugin.session.on_ready(0.0));
        plugin.session.on_up();
        plugin.perform();
        plugin
    }

    /// A plugin on which no rate is a limit.
    pub fn unhurried() -> Self {
        Self::new("limit\tmessages_per_second\t100000000\nlimit\trecords_per_second\t100000000")
    }

    pub fn send(&mut self, message: &V) {
        self.session.on_message(&message.bytes(), self.now);
        self.perform();
    }

    /// Calls a function of the host and returns the id of the call.
    pub fn call(&mut self, function: &str, args: V) -> String {
        self.calls += 1;
        let id = format!("w{}", self.calls);
        self.send(&list![3, id.as_str(), function, args]);
        id
    }

    pub fn mutate(&mut self, records: Vec<V>) -> &mut Self {
        self.call("mutate", list![V::Array(records)]);
        self
    }

    /// Inserts one node into the root, last.
    pub fn show(&mut self, node: V) -> &mut Self {
        let index = i32::try_from(self.page.root_len()).unwrap_or(0);
        self.mutate(vec![list![0, "~", node, index]])
    }

    pub fn tick(&mut self, now: f64) -> Option<u32> {
        self.now = now;
        let ping = self.session.on_tick(now, false);
        self.perform();
        ping
    }

    /// Time passes, and every ping is answered.
    pub fn wait(&mut self, millis: f64) {
        let end = self.now + millis;
        while self.now < end {
            if let Some(ping) = self.tick(self.now + 250.0) {
                self.session.on_pong(ping);
            }
        }
    }

    pub fn html(&self) -> String {
        self.page.html()
    }

    pub fn reason(&self) -> Option<&'static str> {
        self.session.stopped().map(|(reason, _)| reason.name())
    }

    fn perform(&mut self) {
        let ops = std::mem::take(self.session.ops());
        self.page.apply(&ops);
    }
}

/// What an element becomes when it alone is shown.
pub fn shown(node: V) -> String {
    let mut plugin = Plugin::new("");
    plugin.show(node);
    assert_eq!(plugin.reason(), None);
    plugin.html()
}

pub fn component(props: &[(&str, PropType)]) -> Component {
    Component {
        element: "portico-button".to_owned(),
        alias: None,
        props: props
            .iter()
            .map(|(name, kind)| ((*name).to_owned(), kind.clone()))
            .collect(),
        events: vec![],
        methods: vec![],
    }
}

pub fn limits() -> Limits {
    Limits::default()
}
