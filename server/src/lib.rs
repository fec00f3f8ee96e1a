//! The Portico server.
//!
//! Start with [`router`]: every route, one per line. Handlers authorise and translate; `services` decide and change;
//! `storage` keeps. `serve` puts it all together.

// Views are types that nest as deep as the pages they draw.
#![recursion_limit = "512"]

pub mod api;
pub mod backend;
pub mod caches;
pub mod cli;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod demo;
pub mod epochs;
pub mod error;
pub mod layers;
pub mod limits;
pub mod listen;
pub mod log_time;
pub mod packages;
pub mod pages;
pub mod plugins;
pub mod public_url;
pub mod router;
pub mod sandbox;
pub mod serve;
pub mod services;
pub mod session;
pub mod shares;
pub mod shutdown;
pub mod site;
pub mod startup;
pub mod state;
pub mod storage;
