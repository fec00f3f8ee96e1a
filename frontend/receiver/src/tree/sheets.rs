//! `style` elements: their text becomes a style sheet of the plugin's own root (PARITY 30).

use super::node::What;
use super::{Out, Tree};
use crate::allow::Refused;
use crate::css;
use crate::limits::Limit;
use crate::ops::Code;

impl Tree {
    /// Notes that a style sheet has to be read again, if the node is one.
    pub(super) fn sheet_changed(&mut self, slot: u32) {
        let is_sheet = self.get(slot).is_some_and(|node| node.what == What::Sheet);
        if is_sheet && !self.changed_sheets.contains(&slot) {
            self.changed_sheets.push(slot);
        }
    }

    /// Reads the style sheets that changed since the last time. To be called once after a message.
    pub fn write_sheets(&mut self, out: &mut Out<'_>) -> Result<(), Limit> {
        for slot in std::mem::take(&mut self.changed_sheets) {
            let Some(node) = self
                .get(slot)
                .filter(|node| node.what == What::Sheet && node.shown)
            else {
                continue;
            };
            let texts = node
                .children
                .iter()
                .filter_map(|child| self.get(*child)?.css.as_deref());
            let source: String = texts.collect();
            Limit::TextBytes.check(&self.limits, source.len())?;
            let (sheet, refused) = css::sheet(&source, &self.rules.prefix);
            self.refuse(Refused::Style, refused);
            let len = out.ops.put(&sheet);
            out.ops.push(Code::Sheet, [slot, len]);
        }
        Ok(())
    }
}
