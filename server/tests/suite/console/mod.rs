//! The console: its API, its pages' forms, sessions of host members, over the real router.

mod access;
mod forms;
mod host_forms;
mod host_session;
mod hosts;
mod invitation_page;
mod keys;
mod members;
mod pages;
mod plugin_settings;
mod races;
mod secrets;
mod sign_in;
mod world;
