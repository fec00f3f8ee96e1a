//! Plugins that come as packages: reading archives of strangers, and putting packages into service.

mod archives;
mod install;
mod make;
