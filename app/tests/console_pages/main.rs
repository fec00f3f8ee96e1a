//! The pages of the console as the server draws them, one module for each family.
#![cfg(feature = "ssr")]

mod access;
mod gallery;
mod hosts;
mod keys;
mod people;
mod plugins;
mod records;
#[path = "../support/mod.rs"]
mod support;
mod world;

#[path = "../support/markup.rs"]
mod markup;
