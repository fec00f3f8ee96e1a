//! The virtual tree: the truth about what a plugin shows.
//!
//! A record is checked as a whole before anything of it is taken over (THREATS j, 28). What may not be shown stays as a placeholder,
//! an empty comment, and what is in it is known but not shown, so that indices and ids stay those of the plugin. Removed
//! nodes are kept for a moment: they may come back by their ids, and then are the same nodes with what the reader typed.

mod apply;
mod commit;
mod limbo;
mod members;
mod node;
mod plan;
mod sheets;

use crate::allow::{Element, Event, Refused, Rules};
use crate::component::Components;
use crate::ids::IdIndex;
use crate::limits::{Limit, Limits};
use crate::ops::{Handle, Ops};
use crate::record::ProtocolError;
use crate::thread::{FunctionKey, PluginFunctions};

use node::{Node, What};

/// Why a record was not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is dropped and counted.
    Protocol(ProtocolError),
    /// The plugin is ended.
    Limit(Limit),
}

impl From<ProtocolError> for Fault {
    fn from(error: ProtocolError) -> Self {
        Self::Protocol(error)
    }
}

impl From<Limit> for Fault {
    fn from(limit: Limit) -> Self {
        Self::Limit(limit)
    }
}

/// What a change of the tree writes to.
#[derive(Debug)]
pub struct Out<'o> {
    /// Operations for the page.
    pub ops: &'o mut Ops,
    /// Functions that the tree keeps.
    pub functions: &'o mut PluginFunctions,
    /// The time in milliseconds.
    pub now: f64,
}

/// A node on which something may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callee {
    /// An element of the page.
    Element(Element),
    /// A component, by its number.
    Component(u32),
}

/// The tree of one mounted plugin.
#[derive(Debug)]
pub struct Tree {
    /// A node's place in the list is its handle in the page. The first one is the root.
    nodes: Vec<Node>,
    free: Vec<u32>,
    ids: IdIndex,
    /// Removed nodes and when they were removed, oldest first.
    limbo: Vec<(f64, u32)>,
    listeners: usize,
    /// How many nodes listen to each event.
    heard: Vec<u32>,
    /// Number of the insertion being checked; nodes in it bear it.
    mark: u32,
    /// Style elements whose text changed.
    changed_sheets: Vec<u32>,
    refused: [u32; Refused::ALL.len()],
    rules: Rules,
    components: Components,
    limits: Limits,
}

const ROOT: u32 = Handle::ROOT.0;

impl Tree {
    /// An empty tree.
    pub fn new(rules: Rules, components: Components, limits: Limits) -> Self {
        let mut tree = Self {
            nodes: vec![Node::root()],
            free: Vec::new(),
            ids: IdIndex::default(),
            limbo: Vec::new(),
            listeners: 0,
            heard: vec![0; Event::COUNT],
            mark: 0,
            changed_sheets: Vec::new(),
            refused: [0; Refused::ALL.len()],
            rules,
            components,
            limits,
        };
        tree.ids.insert(ROOT, &tree.nodes);
        tree
    }

    /// How often something was left out, by why.
    pub fn refused(&self) -> impl Iterator<Item = (Refused, u32)> {
        Refused::ALL.iter().copied().zip(self.refused)
    }

    /// The components that may be in the tree.
    pub fn components(&self) -> &Components {
        &self.components
    }

    /// The node in which an event of the page happened, and the function that listens to it: that of the node or, when the
    /// event bubbles, of the nearest node around it. One function is told; the plugin's own document bubbles from there.
    pub fn listener(&self, at: Handle, event: Event, bubbles: bool) -> Option<(&str, FunctionKey)> {
        let target = self.nodes.get(at.0 as usize)?;
        let mut next = Some(at.0);
        while let Some(slot) = next {
            let node = self.nodes.get(slot as usize)?;
            if let What::Root | What::Element(_) = node.what
                && let Some(key) = node.listener(event.number())
            {
                return Some((&target.id, key));
            }
            if !bubbles {
                return None;
            }
            next = node.parent;
        }
        None
    }

    /// The function that listens to an event of a component.
    pub fn component_listener(&self, at: Handle, event: u32) -> Option<FunctionKey> {
        let node = self.nodes.get(at.0 as usize)?;
        matches!(node.what, What::Component(_))
            .then(|| node.listener(event))
            .flatten()
    }

    /// The node with this id, when something may be called on it.
    pub fn callee(&self, id: &str) -> Option<(Handle, Callee)> {
        let slot = self.ids.get(id, &self.nodes)?;
        let node = self.nodes.get(slot as usize)?;
        let callee = match node.what {
            What::Element(element) => Callee::Element(element),
            What::Component(component) => Callee::Component(component),
            _ => return None,
        };
        (node.shown && self.top(slot) == ROOT).then_some((Handle(slot), callee))
    }

    /// The id of a node, as the plugin knows it.
    pub fn id(&self, at: Handle) -> Option<&str> {
        let node = self.get(at.0).filter(|node| node.what != What::Vacant)?;
        Some(&node.id)
    }

    /// How many nodes there are, the root and what was just removed not counted.
    pub fn len(&self) -> usize {
        let mut count = 0;
        let mut open = self
            .get(ROOT)
            .map_or(Vec::new(), |root| root.children.clone());
        while let Some(slot) = open.pop() {
            count += 1;
            open.extend(self.get(slot).into_iter().flat_map(|node| &node.children));
        }
        count
    }

    /// Whether nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.get(ROOT).is_none_or(|root| root.children.is_empty())
    }

    /// Counts that something was left out.
    pub fn refuse(&mut self, why: Refused, times: u32) {
        if let Some(count) = self.refused.get_mut(why as usize) {
            *count = count.saturating_add(times);
        }
    }

    fn get(&self, slot: u32) -> Option<&Node> {
        self.nodes.get(slot as usize)
    }

    fn get_mut(&mut self, slot: u32) -> Option<&mut Node> {
        self.nodes.get_mut(slot as usize)
    }

    fn find(&self, id: &str) -> Result<u32, ProtocolError> {
        self.ids
            .get(id, &self.nodes)
            .ok_or(ProtocolError::UnknownId)
    }

    /// The outermost node around one: the root, or a removed node.
    fn top(&self, mut slot: u32) -> u32 {
        while let Some(parent) = self.get(slot).and_then(|node| node.parent) {
            slot = parent;
        }
        slot
    }
}
