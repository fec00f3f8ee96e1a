//! `portico`.
fn main() {}
