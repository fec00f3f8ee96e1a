//! The pages of the console as the server draws them, one module for each family.

mod access;
mod gallery;
mod hosts;
mod keys;
mod people;
mod plugins;
mod records;
mod world;
