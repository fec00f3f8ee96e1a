//! Applies records.

use super::node::{Node, What};
use super::{Fault, Out, Tree};
use crate::ids::digest;
use crate::limits::Limit;
use crate::ops::Handle;
use crate::record::{ProtocolError, Record, UpdateKind};
use crate::value::At;

impl Tree {
    /// Applies one record, or nothing of it.
    pub fn apply(&mut self, record: Record<'_, '_>, out: &mut Out<'_>) -> Result<(), Fault> {
        match record {
            Record::Insert {
                parent,
                child,
                index,
            } => self.insert(parent, child, index, out),
            Record::Remove { parent, index } => self.remove(parent, index, out),
            Record::Text { id, text } => self.text(id, text, out),
            Record::Update {
                id,
                name,
                value,
                kind,
            } => self.update(id, name, value, kind, out),
        }
    }

    fn insert(
        &mut self,
        parent: &str,
        child: At<'_, '_>,
        index: usize,
        out: &mut Out<'_>,
    ) -> Result<(), Fault> {
        let parent = self.parent(parent)?;
        if index > self.get(parent).map_or(0, |node| node.children.len()) {
            return Err(ProtocolError::Index.into());
        }
        let plan = match self.plan(parent, child) {
            // Removed nodes that are still kept count, but must not be what a plugin fails for.
            Err(Fault::Limit(Limit::Nodes)) if !self.limbo.is_empty() => {
                self.sweep_all(out);
                self.plan(parent, child)?
            }
            plan => plan?,
        };
        self.commit(parent, index, &plan, out);
        Limit::Listeners.check(&self.limits, self.listeners)?;
        Ok(())
    }

    fn remove(&mut self, parent: &str, index: usize, out: &mut Out<'_>) -> Result<(), Fault> {
        let parent = self.parent(parent)?;
        let node = self
            .get_mut(parent)
            .filter(|node| index < node.children.len());
        let child = node.ok_or(ProtocolError::Index)?.children.remove(index);
        self.part(child, out);
        self.sheet_changed(parent);
        Ok(())
    }

    fn text(&mut self, id: &str, text: &str, out: &mut Out<'_>) -> Result<(), Fault> {
        let slot = self.find(id)?;
        Limit::TextBytes.check(&self.limits, text.len())?;
        match self.get(slot).map(|node| node.what) {
            Some(What::Text) => self.write(slot, text, out),
            Some(What::Comment) => {}
            _ => return Err(ProtocolError::WrongNode.into()),
        }
        Ok(())
    }

    /// Changes a text, in the page or in the style sheet it belongs to.
    pub(super) fn write(&mut self, slot: u32, text: &str, out: &mut Out<'_>) {
        let parent = self.get(slot).and_then(|node| node.parent);
        let in_sheet = parent
            .and_then(|parent| self.get(parent))
            .is_some_and(|parent| parent.what == What::Sheet);
        let Some(node) = self.get_mut(slot) else {
            return;
        };
        node.css = in_sheet.then(|| text.into());
        let data = digest(text.as_bytes());
        if node.shown && node.data != data {
            out.ops.data(Handle(slot), text);
        }
        node.data = data;
        if let (true, Some(parent)) = (in_sheet, parent) {
            self.sheet_changed(parent);
        }
    }

    fn update(
        &mut self,
        id: &str,
        name: &str,
        value: At<'_, '_>,
        kind: Option<UpdateKind>,
        out: &mut Out<'_>,
    ) -> Result<(), Fault> {
        let slot = self.find(id)?;
        let what = self.get(slot).map_or(What::Vacant, |node| node.what);
        let kind = kind.unwrap_or(match what {
            What::Component(_) => UpdateKind::Property,
            _ => UpdateKind::Attribute,
        });
        if matches!(what, What::Text | What::Comment | What::Vacant)
            || (what == What::Root && kind != UpdateKind::Listener)
        {
            return Err(ProtocolError::WrongNode.into());
        }
        self.check_member(kind, name, value)?;
        // Nothing is coming back just now.
        self.mark = self.mark.wrapping_add(1);
        self.member(slot, kind, name, value, out);
        Limit::Listeners.check(&self.limits, self.listeners)?;
        Ok(())
    }

    /// A node that has children.
    fn parent(&self, id: &str) -> Result<u32, ProtocolError> {
        let slot = self.find(id)?;
        match self.get(slot).map(|node: &Node| node.what) {
            Some(What::Text | What::Comment | What::Vacant) | None => Err(ProtocolError::WrongNode),
            Some(_) => Ok(slot),
        }
    }
}
