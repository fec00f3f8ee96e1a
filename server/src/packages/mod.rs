//! Plugin packages: reading archives and folders, checking them by the server's own rules, writing archives (CONTRACT "Plugin
//! package"). Putting one into service is `services::packages`.

mod archive;
mod check;
mod folder;
mod locate;
mod pack;

use std::collections::BTreeMap;

use bytes::Bytes;

pub use archive::{ArchiveError, MAX_ARCHIVE_BYTES, MAX_FILES, MAX_TOTAL_BYTES, read_archive};
pub use check::{Checked, Surroundings, check, content_digest, has_errors};
pub use folder::{FolderError, read_folder};
pub use locate::line_of;
pub use pack::{archive_name, pack};

/// The files of a package by their paths in it, `plugin.json` among them.
pub type Files = BTreeMap<String, Bytes>;
