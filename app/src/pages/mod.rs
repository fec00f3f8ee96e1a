//! The pages, one file each: load → decide → draw.

pub mod admin;
pub mod api_docs;
mod audit;
pub mod choose_org;
pub mod console;
pub mod ended;
pub mod failed;
pub mod home;
pub mod load;
pub mod not_found;
mod problems;
pub mod refused;
pub mod shop;
pub mod sign_in;
pub mod store;
