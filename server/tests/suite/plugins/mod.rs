//! Compiled-in plugins over the real code: collection, assets, settings, routes, events.

mod assets;
mod collection;
mod events;
mod forms;
mod inspector;
mod kept;
mod key_value;
mod levels;
mod pages;
mod records;
mod records_apart;
mod records_room;
mod routes;
mod sandbox;
mod setting_rules;
mod settings;
mod settings_schema;
mod shop;
mod suspensions;
mod user_tokens;
pub mod world;
