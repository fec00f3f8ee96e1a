//! Sessions, manifests, organisations, the store and console accounts over the real router.

mod accounts;
mod ahead;
mod edge;
mod failures;
mod functions;
mod inspector;
mod manifest;
mod orgs;
mod refusals;
mod reports;
mod safe_mode;
mod sign_in;
mod slot_order;
mod store;
mod tokens;
mod world;
