//! Schema forms: what a plugin declares, drawn and sent by us.

pub mod wire;
