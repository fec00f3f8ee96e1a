//! `/plugins/{name}/…`: embedded files, own routes and webhooks of plugins.

pub mod assets;
