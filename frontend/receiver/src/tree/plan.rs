//! The first half of an insertion: the whole subtree is checked, and nothing is changed that is not undone on failure.

use super::node::{Node, What};
use super::{Fault, ROOT, Tree};
use crate::allow::Element;
use crate::ids::store;
use crate::limits::Limit;
use crate::record::{MEMBERS, NodeKind, NodeRecord, ProtocolError, ROOT_ID, UpdateKind};
use crate::value::{At, Items, Node as Value};

/// Longest id of a node in bytes.
const LONGEST_ID: usize = 128;

/// A node that is to be inserted, before those in it.
#[derive(Debug)]
pub(super) struct Planned<'v, 'b> {
    pub(super) slot: u32,
    pub(super) kind: NodeKind<'v, 'b>,
    pub(super) what: What,
    /// Its parent in the plan; `None`: it goes where the record says.
    pub(super) parent: Option<usize>,
    pub(super) shown: bool,
    /// Not there before.
    pub(super) fresh: bool,
    depth: usize,
}

impl Tree {
    /// Checks a subtree that is to be inserted below `parent`.
    pub(super) fn plan<'v, 'b>(
        &mut self,
        parent: u32,
        child: At<'v, 'b>,
    ) -> Result<Vec<Planned<'v, 'b>>, Fault> {
        self.mark = self.mark.wrapping_add(1);
        let mut plan = Vec::new();
        let checked = self
            .plan_all(parent, child, &mut plan)
            .and_then(|()| self.check_plan(parent));
        match checked {
            Ok(()) => Ok(plan),
            Err(fault) => {
                self.undo(&plan);
                Err(fault)
            }
        }
    }

    fn plan_all<'v, 'b>(
        &mut self,
        parent: u32,
        child: At<'v, 'b>,
        plan: &mut Vec<Planned<'v, 'b>>,
    ) -> Result<(), Fault> {
        let (what, shown) = self
            .get(parent)
            .map_or((What::Vacant, false), |node| (node.what, node.shown));
        let top = Place {
            parent: None,
            in_sheet: what == What::Sheet,
            shown: shown && what.shows_children(),
            depth: self.depth(parent) + 1,
        };
        let mut open: Vec<(usize, Items<'v, 'b>)> = Vec::new();
        if let Some(children) = self.plan_one(top, child, plan)? {
            open.push((0, children));
        }
        while let Some((parent, children)) = open.last_mut() {
            let parent = *parent;
            let (Some(at), Some(planned)) = (children.next(), plan.get(parent)) else {
                open.pop();
                continue;
            };
            let place = Place {
                parent: Some(parent),
                in_sheet: planned.what == What::Sheet,
                shown: planned.shown && planned.what.shows_children(),
                depth: planned.depth + 1,
            };
            let number = plan.len();
            if let Some(children) = self.plan_one(place, at, plan)? {
                open.push((number, children));
            }
        }
        Ok(())
    }

    /// Plans one node and returns its children, when it may have any.
    fn plan_one<'v, 'b>(
        &mut self,
        place: Place,
        at: At<'v, 'b>,
        plan: &mut Vec<Planned<'v, 'b>>,
    ) -> Result<Option<Items<'v, 'b>>, Fault> {
        let record = NodeRecord::read(at)?;
        Limit::Depth.check(&self.limits, place.depth)?;
        let (what, children) = self.check_kind(&record)?;
        let (slot, fresh) = self.claim(record.id, what)?;
        plan.push(Planned {
            slot,
            kind: record.kind,
            what,
            parent: place.parent,
            shown: place.shown && !(place.in_sheet && what == What::Text),
            fresh,
            depth: place.depth,
        });
        Ok(children)
    }

    /// What a node is to be, when its sizes are within the limits.
    fn check_kind<'v, 'b>(
        &self,
        record: &NodeRecord<'v, 'b>,
    ) -> Result<(What, Option<Items<'v, 'b>>), Fault> {
        match record.kind {
            NodeKind::Text(text) => {
                Limit::TextBytes.check(&self.limits, text.len())?;
                Ok((What::Text, None))
            }
            NodeKind::Comment => Ok((What::Comment, None)),
            NodeKind::Element {
                name,
                members,
                children,
            } => {
                for (members, kind) in members.into_iter().zip(MEMBERS) {
                    for (name, value) in members.and_then(At::object).into_iter().flatten() {
                        self.check_member(kind, name, value)?;
                    }
                }
                Ok((self.what(name), children.array()))
            }
        }
    }

    /// Sizes of an attribute or property.
    pub(super) fn check_member(
        &self,
        kind: UpdateKind,
        name: &str,
        value: At<'_, '_>,
    ) -> Result<(), Limit> {
        let Value::Text(text) = value.node() else {
            return Ok(());
        };
        // Pictures come in addresses, what a reader typed comes in `value`.
        let long = kind == UpdateKind::Property || name == "src";
        let limit = if long {
            Limit::TextBytes
        } else {
            Limit::AttributeBytes
        };
        limit.check(&self.limits, text.len())
    }

    fn what(&self, name: &str) -> What {
        if let Some(number) = self.components.find(name) {
            return What::Component(number);
        }
        match Element::find(name) {
            Some(element) if element.is("style") => What::Sheet,
            Some(element) => What::Element(element),
            None => What::Refused,
        }
    }

    /// The place of the node with this id: that of a removed node, or a new one.
    fn claim(&mut self, id: &str, what: What) -> Result<(u32, bool), ProtocolError> {
        if id == ROOT_ID {
            return Err(ProtocolError::DuplicateId);
        }
        if id.is_empty() || id.len() > LONGEST_ID {
            return Err(ProtocolError::Node);
        }
        let mark = self.mark;
        let Some(slot) = self.ids.get(id, &self.nodes) else {
            let node = Node::vacant(id, mark);
            let slot = store(&mut self.nodes, &mut self.free, node);
            self.ids.insert(slot, &self.nodes);
            return Ok((slot, true));
        };
        let attached = self.top(slot) == ROOT;
        let Some(node) = self.get_mut(slot) else {
            return Err(ProtocolError::UnknownId);
        };
        if node.mark == mark || attached {
            return Err(ProtocolError::DuplicateId);
        }
        if node.what != what {
            return Err(ProtocolError::WrongNode);
        }
        node.mark = mark;
        Ok((slot, false))
    }

    /// What can only be said when the whole subtree is known.
    fn check_plan(&mut self, parent: u32) -> Result<(), Fault> {
        let mut around = Some(parent);
        while let Some(slot) = around {
            let node = self.get(slot).ok_or(ProtocolError::UnknownId)?;
            if node.mark == self.mark {
                return Err(ProtocolError::Cycle.into());
            }
            around = node.parent;
        }
        // The root has an id, too.
        Limit::Nodes.check(&self.limits, self.ids.len() - 1)?;
        Ok(())
    }

    fn undo(&mut self, plan: &[Planned<'_, '_>]) {
        for planned in plan.iter().filter(|planned| planned.fresh).rev() {
            self.ids.remove(planned.slot, &self.nodes);
            self.free.push(planned.slot);
        }
    }

    fn depth(&self, mut slot: u32) -> usize {
        let mut depth = 0;
        while let Some(parent) = self.get(slot).and_then(|node| node.parent) {
            slot = parent;
            depth += 1;
        }
        depth
    }
}

/// Where a node is to be.
#[derive(Debug, Clone, Copy)]
struct Place {
    parent: Option<usize>,
    in_sheet: bool,
    shown: bool,
    depth: usize,
}
