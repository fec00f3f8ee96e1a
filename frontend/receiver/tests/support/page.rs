//! A page that does what operations say, and can be asked what it shows.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use portico_receiver::allow::{Attribute, Element, Event, Property};
use portico_receiver::ops::{Code, Ops};

#[derive(Debug, Default, Clone)]
pub struct Node {
    pub name: Option<String>,
    pub text: Option<String>,
    pub attributes: BTreeMap<String, String>,
    pub properties: BTreeMap<String, String>,
    pub styles: Vec<(String, String)>,
    pub sheet: Option<String>,
    pub children: Vec<u32>,
    pub parent: Option<u32>,
    /// Number of the operation that made it.
    pub made: usize,
}

/// What the operations asked for beside nodes.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    Answer {
        kind: u32,
        id: String,
        error: String,
    },
    Call {
        function: u32,
        id: String,
        value: String,
    },
    Method {
        handle: u32,
        id: String,
        method: String,
        value: String,
    },
    Resolve {
        call: u32,
        failed: bool,
        value: String,
    },
    Release(String, u32),
    Forget(u32),
    Live,
    Start,
    ComponentEvent(u32, u32, bool),
}

#[derive(Debug, Default)]
pub struct Page {
    pub nodes: BTreeMap<u32, Node>,
    pub effects: Vec<Effect>,
    pub heard: Vec<String>,
    made: usize,
}

impl Page {
    pub fn root_len(&self) -> usize {
        self.nodes.get(&0).map_or(0, |root| root.children.len())
    }

    pub fn html(&self) -> String {
        let mut html = String::new();
        for child in self.nodes.get(&0).map_or(&[][..], |root| &root.children) {
            self.write(*child, &mut html);
        }
        html
    }

    pub fn node(&self, name: &str) -> &Node {
        let found = self
            .nodes
            .values()
            .find(|node| node.name.as_deref() == Some(name));
        found.unwrap_or_else(|| panic!("no {name} in {}", self.html()))
    }

    pub fn handle(&self, name: &str) -> u32 {
        let found = self
            .nodes
            .iter()
            .find(|(_, node)| node.name.as_deref() == Some(name));
        *found
            .unwrap_or_else(|| panic!("no {name} in {}", self.html()))
            .0
    }

    fn write(&self, handle: u32, html: &mut String) {
        let node = &self.nodes[&handle];
        if let Some(text) = &node.text {
            html.push_str(text);
            return;
        }
        let Some(name) = &node.name else {
            html.push_str("<!---->");
            return;
        };
        let _ = write!(html, "<{name}");
        for (name, value) in &node.attributes {
            let _ = write!(html, " {name}=\"{value}\"");
        }
        if !node.styles.is_empty() {
            let styles: Vec<String> = node
                .styles
                .iter()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect();
            let _ = write!(html, " style=\"{}\"", styles.join("; "));
        }
        html.push('>');
        for child in &node.children {
            assert_eq!(self.nodes[child].parent, Some(handle));
            self.write(*child, html);
        }
        let _ = write!(html, "</{name}>");
    }

    fn node_mut(&mut self, handle: u32) -> &mut Node {
        self.nodes
            .get_mut(&handle)
            .unwrap_or_else(|| panic!("no node {handle}"))
    }

    fn make(&mut self, handle: u32, node: Node) {
        self.made += 1;
        let made = self.made;
        self.nodes.insert(handle, Node { made, ..node });
    }

    fn take_out(&mut self, handle: u32) {
        if let Some(parent) = self.node_mut(handle).parent.take()
            && let Some(parent) = self.nodes.get_mut(&parent)
        {
            parent.children.retain(|child| *child != handle);
        }
    }

    fn put(&mut self, parent: u32, handle: u32, before: Option<u32>) {
        self.take_out(handle);
        let children = &mut self.node_mut(parent).children;
        let at = before.map_or(children.len(), |before| {
            children
                .iter()
                .position(|child| *child == before)
                .expect("the node it goes before")
        });
        children.insert(at, handle);
        self.node_mut(handle).parent = Some(parent);
        // No circles.
        let mut around = Some(parent);
        while let Some(at) = around {
            assert_ne!(at, handle);
            around = self.nodes[&at].parent;
        }
    }

    pub fn apply(&mut self, ops: &Ops) {
        self.nodes.entry(0).or_default();
        let (elements, html) = Element::names();
        let attributes: Vec<&str> = Attribute::names().collect();
        let properties: Vec<&str> = Property::names().collect();
        let events: Vec<&str> = Event::names().map(|event| event.0).collect();
        let mut reader = Reader {
            numbers: ops.numbers(),
            text: ops.text().encode_utf16().collect(),
            at: 0,
        };
        while !reader.numbers.is_empty() {
            let code = reader.number();
            let (name, _) = Code::ALL
                .iter()
                .find(|(_, known)| *known == code)
                .expect("a code");
            match *name {
                "Element" => {
                    let (handle, number) = (reader.number(), reader.number() as usize);
                    let svg = if number < html { "" } else { "svg:" };
                    self.make(
                        handle,
                        Node {
                            name: Some(format!("{svg}{}", elements[number])),
                            ..Node::default()
                        },
                    );
                }
                "Text" => {
                    let handle = reader.number();
                    let text = Some(reader.sized());
                    self.make(
                        handle,
                        Node {
                            text,
                            ..Node::default()
                        },
                    );
                }
                "Comment" => {
                    let handle = reader.number();
                    self.make(handle, Node::default());
                }
                "Component" => {
                    let (handle, number) = (reader.number(), reader.number());
                    self.make(
                        handle,
                        Node {
                            name: Some(format!("component-{number}")),
                            ..Node::default()
                        },
                    );
                }
                "Append" => {
                    let (parent, handle) = (reader.number(), reader.number());
                    self.put(parent, handle, None);
                }
                "Insert" => {
                    let (parent, handle, before) =
                        (reader.number(), reader.number(), reader.number());
                    self.put(parent, handle, Some(before));
                }
                "Remove" => {
                    let handle = reader.number();
                    self.take_out(handle);
                }
                "Free" => {
                    let handle = reader.number();
                    self.take_out(handle);
                    self.nodes.remove(&handle);
                }
                "Attribute" => {
                    let (handle, number) = (reader.number(), reader.number() as usize);
                    let value = reader.sized();
                    self.node_mut(handle)
                        .attributes
                        .insert(attributes[number].to_owned(), value);
                }
                "RemoveAttribute" => {
                    let (handle, number) = (reader.number(), reader.number() as usize);
                    self.node_mut(handle).attributes.remove(attributes[number]);
                }
                "NamedAttribute" => {
                    let (handle, name, value) = (reader.number(), reader.number(), reader.number());
                    let (name, value) = (reader.take(name), reader.take(value));
                    self.node_mut(handle).attributes.insert(name, value);
                }
                "RemoveNamedAttribute" => {
                    let handle = reader.number();
                    let name = reader.sized();
                    self.node_mut(handle).attributes.remove(&name);
                }
                "Data" => {
                    let handle = reader.number();
                    let text = reader.sized();
                    self.node_mut(handle).text = Some(text);
                }
                "Property" => {
                    let (handle, number) = (reader.number(), reader.number() as usize);
                    let value = reader.value();
                    self.node_mut(handle)
                        .properties
                        .insert(properties[number].to_owned(), value);
                }
                "StyleClear" => {
                    let handle = reader.number();
                    self.node_mut(handle).styles.clear();
                }
                "Style" => {
                    let (handle, name, value, important) = (
                        reader.number(),
                        reader.number(),
                        reader.number(),
                        reader.number(),
                    );
                    let (name, value) = (reader.take(name), reader.take(value));
                    let value = if important == 1 {
                        format!("{value} !important")
                    } else {
                        value
                    };
                    self.node_mut(handle).styles.push((name, value));
                }
                "Listen" => self.heard.push(events[reader.number() as usize].to_owned()),
                "Unlisten" => {
                    let name = events[reader.number() as usize];
                    self.heard.retain(|heard| heard != name);
                }
                "Sheet" => {
                    let handle = reader.number();
                    let sheet = reader.sized();
                    self.node_mut(handle).sheet = Some(sheet);
                }
                "ComponentProp" => {
                    let (handle, number) = (reader.number(), reader.number());
                    let value = reader.value();
                    self.node_mut(handle)
                        .properties
                        .insert(number.to_string(), value);
                }
                "ComponentEvent" => {
                    let effect = Effect::ComponentEvent(
                        reader.number(),
                        reader.number(),
                        reader.number() == 1,
                    );
                    self.effects.push(effect);
                }
                "Call" => {
                    let function = reader.number();
                    let (id, value) = (reader.sized(), reader.value());
                    self.effects.push(Effect::Call {
                        function,
                        id,
                        value,
                    });
                }
                "Method" => {
                    let (handle, id, name) = (reader.number(), reader.number(), reader.number());
                    let (id, method) = (reader.take(id), reader.take(name));
                    let value = reader.value();
                    self.effects.push(Effect::Method {
                        handle,
                        id,
                        method,
                        value,
                    });
                }
                "Answer" => {
                    let (kind, id, error) = (reader.number(), reader.number(), reader.number());
                    let (id, error) = (reader.take(id), reader.take(error));
                    self.effects.push(Effect::Answer { kind, id, error });
                }
                "Resolve" => {
                    let (call, failed) = (reader.number(), reader.number() == 1);
                    let value = reader.value();
                    self.effects.push(Effect::Resolve {
                        call,
                        failed,
                        value,
                    });
                }
                "Release" => {
                    let (id, taken) = (reader.number(), reader.number());
                    let id = reader.take(id);
                    self.effects.push(Effect::Release(id, taken));
                }
                "Forget" => self.effects.push(Effect::Forget(reader.number())),
                "Live" => self.effects.push(Effect::Live),
                "Start" => self.effects.push(Effect::Start),
                "Outward" => {
                    let handle = reader.number();
                    let attributes = &mut self.node_mut(handle).attributes;
                    attributes.insert("target".to_owned(), "_blank".to_owned());
                    attributes.insert("rel".to_owned(), "noopener noreferrer".to_owned());
                }
                name => panic!("{name}"),
            }
        }
        assert_eq!(reader.at, reader.text.len(), "all of the text was used");
    }
}

struct Reader<'o> {
    numbers: &'o [u32],
    text: Vec<u16>,
    at: usize,
}

impl Reader<'_> {
    fn number(&mut self) -> u32 {
        let (first, rest) = self.numbers.split_first().expect("a number");
        self.numbers = rest;
        *first
    }

    fn take(&mut self, len: u32) -> String {
        let end = self.at + len as usize;
        let text = String::from_utf16(&self.text[self.at..end]).expect("whole characters");
        self.at = end;
        text
    }

    fn sized(&mut self) -> String {
        let len = self.number();
        self.take(len)
    }

    /// A value, written out for comparison.
    fn value(&mut self) -> String {
        let count = self.number();
        let mut parts = Vec::new();
        for _ in 0..count {
            let code = self.number();
            parts.push(match code {
                0 => "undefined".to_owned(),
                1 => "null".to_owned(),
                2 => "false".to_owned(),
                3 => "true".to_owned(),
                4 | 7 => {
                    let (low, high) = (u64::from(self.number()), u64::from(self.number()));
                    format!(
                        "{}{}",
                        if code == 7 { "date:" } else { "" },
                        f64::from_bits(high << 32 | low)
                    )
                }
                5 => format!("{:?}", self.sized()),
                6 => format!("{}n", self.sized()),
                8 => {
                    let (view, len) = (self.number(), self.number());
                    let words: Vec<u32> = (0..len.div_ceil(4)).map(|_| self.number()).collect();
                    format!("bytes{view}:{len}:{words:?}")
                }
                9 => format!("array{}", self.number()),
                10 => format!("object{}", self.number()),
                11 => format!("map{}", self.number()),
                12 => format!("set{}", self.number()),
                13 => format!("regexp{}", self.number()),
                14 => format!("error{}", self.number()),
                15 => format!("ref{}", self.number()),
                16 => format!("function:{}", self.sized()),
                _ => panic!("kind {code}"),
            });
        }
        parts.join(" ")
    }
}
