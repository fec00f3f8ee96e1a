//! The command line, as the built binary; one file for each group of commands.

mod admin;
mod data;
mod help;
mod hosts;
mod org;
mod packages;
mod plugin;
mod portico;
mod serve;
mod types;
