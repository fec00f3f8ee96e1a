//! `portico types`: the slots and their contexts, for those who write components.

use clap::Args;
use portico_sdk::slot_types;

use super::out;

pub const EXAMPLES: &str = "\
Examples:
  portico types > portico-slots.d.ts
  portico types --docs          The table in docs/PLUGIN-AUTHORS.md";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Types {
    /// A table in Markdown instead.
    #[arg(long)]
    docs: bool,
}

impl Types {
    pub fn run(&self) {
        let text = if self.docs {
            slot_types::table()
        } else {
            slot_types::declarations()
        };
        out::line(text.trim_end());
    }
}
