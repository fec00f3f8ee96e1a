//! The second half of an insertion: what was planned is taken over. Nothing here can fail.

use super::node::What;
use super::plan::Planned;
use super::{Out, Tree};
use crate::allow::Refused;
use crate::ids::digest;
use crate::ops::{Code, Handle};
use crate::record::{MEMBERS, NodeKind};
use crate::value::At;

impl Tree {
    pub(super) fn commit(
        &mut self,
        parent: u32,
        index: usize,
        plan: &[Planned<'_, '_>],
        out: &mut Out<'_>,
    ) {
        let mut returned = Vec::new();
        for (number, planned) in plan.iter().enumerate() {
            let inner = planned.parent.and_then(|parent| plan.get(parent));
            if planned.fresh {
                self.make(planned, out);
            } else {
                returned.push((number, self.take_back(planned, out)));
            }
            if let Some(parent) = inner {
                self.adopt(parent.slot, planned.slot);
            }
            self.fill(planned, out);
            // A node that was there before gets its children in order once all are known.
            if let Some(parent) = inner.filter(|parent| planned.shown && parent.fresh) {
                out.ops
                    .insert(Handle(parent.slot), Handle(planned.slot), None);
            }
        }
        for (number, before) in returned {
            if let Some(planned) = plan.get(number) {
                self.reorder(planned, &before, out);
            }
        }
        if let Some(top) = plan.first() {
            self.place(parent, index, top, out);
        }
    }

    /// Puts the whole subtree where it belongs.
    fn place(&mut self, parent: u32, index: usize, top: &Planned<'_, '_>, out: &mut Out<'_>) {
        let Some(node) = self.get_mut(parent) else {
            return;
        };
        // Fewer than planned when a removed child of the very parent came back: it cannot, it is attached. So this holds.
        let index = index.min(node.children.len());
        node.children.insert(index, top.slot);
        let next = node.children.get(index + 1).map(|next| Handle(*next));
        let shown = top.shown;
        if let Some(child) = self.get_mut(top.slot) {
            child.parent = Some(parent);
        }
        if shown {
            out.ops.insert(Handle(parent), Handle(top.slot), next);
        }
        self.rewrite_css(top, out);
        self.sheet_changed(parent);
    }

    fn adopt(&mut self, parent: u32, child: u32) {
        if let Some(node) = self.get_mut(parent) {
            node.children.push(child);
        }
        if let Some(node) = self.get_mut(child) {
            node.parent = Some(parent);
        }
    }

    fn make(&mut self, planned: &Planned<'_, '_>, out: &mut Out<'_>) {
        if let Some(node) = self.get_mut(planned.slot) {
            node.what = planned.what;
            node.shown = planned.shown;
        }
        if planned.what == What::Refused {
            self.refuse(Refused::Element, 1);
        }
        if planned.shown {
            self.show(planned, out);
        }
    }

    /// Makes the page's node.
    fn show(&mut self, planned: &Planned<'_, '_>, out: &mut Out<'_>) {
        let handle = Handle(planned.slot);
        match (planned.what, planned.kind) {
            (What::Element(element), _) => {
                out.ops.element(handle, element);
                Self::begin(handle, element, out);
            }
            (What::Component(number), _) => out.ops.push(Code::Component, [handle.0, number]),
            (What::Text, NodeKind::Text(text)) => {
                out.ops.text_node(handle, text);
                if let Some(node) = self.get_mut(planned.slot) {
                    node.data = digest(text.as_bytes());
                }
            }
            _ => out.ops.push(Code::Comment, [handle.0]),
        }
        if planned.what == What::Sheet {
            self.sheet_changed(planned.slot);
        }
    }

    /// Takes a removed node back and returns what it was.
    fn take_back(&mut self, planned: &Planned<'_, '_>, out: &mut Out<'_>) -> Before {
        let slot = planned.slot;
        let Some(node) = self.get_mut(slot) else {
            return Before::default();
        };
        node.removed = None;
        let children = std::mem::take(&mut node.children);
        let parent = node.parent.take();
        let was_shown = std::mem::replace(&mut node.shown, planned.shown);
        if was_shown != planned.shown {
            node.set.clear();
        }
        if let Some(parent) = parent.and_then(|parent| self.get_mut(parent)) {
            parent.children.retain(|child| *child != slot);
        }
        match (was_shown, planned.shown) {
            (false, true) => self.show(planned, out),
            (true, false) => {
                out.ops.push(Code::Remove, [slot]);
                out.ops.push(Code::Free, [slot]);
            }
            _ => {}
        }
        Before {
            children,
            remade: was_shown != planned.shown,
        }
    }

    /// Attributes, properties, listeners and text of a planned node.
    fn fill(&mut self, planned: &Planned<'_, '_>, out: &mut Out<'_>) {
        match planned.kind {
            NodeKind::Text(text) if !planned.fresh || !planned.shown => {
                self.write(planned.slot, text, out);
            }
            NodeKind::Element { members, .. } => {
                if !planned.fresh {
                    self.drop_stale(planned.slot, members, out);
                }
                for (members, kind) in members.into_iter().zip(MEMBERS) {
                    for (name, value) in members.and_then(At::object).into_iter().flatten() {
                        self.member(planned.slot, kind, name, value, out);
                    }
                }
            }
            _ => {}
        }
    }

    /// Takes away what a returning node does not have any more (PARITY 44).
    fn drop_stale(&mut self, slot: u32, members: [Option<At<'_, '_>>; 3], out: &mut Out<'_>) {
        let [attributes, properties, listeners] = members.map(|members| {
            let values = members.and_then(At::object).into_iter().flatten();
            let kept = values.filter(|(_, at)| !at.is_nothing());
            kept.map(|(name, _)| name).collect::<Vec<_>>()
        });
        self.keep_only(slot, [&attributes, &properties, &listeners], out);
    }

    /// Gives a returning node its children in order, and lets those go that it has no more.
    fn reorder(&mut self, planned: &Planned<'_, '_>, before: &Before, out: &mut Out<'_>) {
        let mark = self.mark;
        let children = self
            .get(planned.slot)
            .map_or(Vec::new(), |node| node.children.clone());
        for child in &before.children {
            if self.get(*child).is_some_and(|node| node.mark != mark) {
                self.part(*child, out);
            }
        }
        if planned.what == What::Sheet {
            self.sheet_changed(planned.slot);
        }
        if children == before.children && !before.remade {
            return;
        }
        for child in children {
            if self.get(child).is_some_and(|node| node.shown) {
                out.ops.insert(Handle(planned.slot), Handle(child), None);
            }
        }
    }

    /// A text that goes into a `style` element by itself has no planned parent that would know.
    fn rewrite_css(&mut self, top: &Planned<'_, '_>, out: &mut Out<'_>) {
        if let NodeKind::Text(text) = top.kind
            && !top.shown
        {
            self.write(top.slot, text, out);
        }
    }
}

/// What a node was before it came back.
#[derive(Debug, Default)]
struct Before {
    children: Vec<u32>,
    /// Whether the page has a new node for it, or none any more.
    remade: bool,
}
