//! The pages, one file each: load → decide → draw.

pub mod home;
pub mod not_found;
