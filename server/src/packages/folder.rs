//! A package as its author has it: a folder. Only `plugin.json` and `assets/` are looked at; sources and tools beside them stay at home.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use portico_sdk::package::{ASSETS, MANIFEST};

use super::Files;
use super::archive::{MAX_FILES, MAX_TOTAL_BYTES};

/// Why a folder is no package.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Nothing describes it.
    #[error("{} has no plugin.json; `portico plugin new my-plugin` makes a folder that has", .0.display())]
    NoManifest(PathBuf),
    /// A file or folder cannot be read.
    #[error("{} cannot be read: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A link leads out of what is packed.
    #[error("{} is a link or a special file; only files and folders can be packed", .0.display())]
    Special(PathBuf),
    /// A name that is no UTF-8.
    #[error("the name of {} is no UTF-8", .0.display())]
    Name(PathBuf),
    /// Too much for a package.
    #[error("{} has more than {MAX_FILES} files or {} MiB", .0.display(), MAX_TOTAL_BYTES / 1024 / 1024)]
    TooMuch(PathBuf),
}

/// The files of the package in a folder. Hidden files in `assets/` are left out.
pub fn read_folder(folder: &Path) -> Result<Files, FolderError> {
    let mut files = Files::new();
    let manifest = folder.join(MANIFEST);
    if !manifest.is_file() {
        return Err(FolderError::NoManifest(folder.to_owned()));
    }
    files.insert(MANIFEST.to_owned(), read(&manifest)?);
    let assets = folder.join(ASSETS);
    if assets.is_dir() {
        let mut budget = Budget {
            folder,
            files: MAX_FILES,
            bytes: MAX_TOTAL_BYTES,
        };
        add(&assets, ASSETS, &mut budget, &mut files)?;
    }
    Ok(files)
}

struct Budget<'a> {
    folder: &'a Path,
    files: usize,
    bytes: u64,
}

impl Budget<'_> {
    fn take(&mut self, bytes: u64) -> Result<(), FolderError> {
        let left = self.files.checked_sub(1).zip(self.bytes.checked_sub(bytes));
        let (files, bytes) = left.ok_or_else(|| FolderError::TooMuch(self.folder.to_owned()))?;
        (self.files, self.bytes) = (files, bytes);
        Ok(())
    }
}

fn add(
    folder: &Path,
    prefix: &str,
    budget: &mut Budget<'_>,
    files: &mut Files,
) -> Result<(), FolderError> {
    let unreadable = |error| FolderError::Unreadable {
        path: folder.to_owned(),
        error,
    };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name
            .ok_or_else(|| FolderError::Name(path.clone()))?
            .to_owned();
        if name.starts_with('.') {
            continue;
        }
        let data = fs::symlink_metadata(&path).map_err(|error| FolderError::Unreadable {
            path: path.clone(),
            error,
        })?;
        if data.is_dir() {
            add(&path, &format!("{prefix}{name}/"), budget, files)?;
        } else if data.is_file() {
            budget.take(data.len())?;
            files.insert(format!("{prefix}{name}"), read(&path)?);
        } else {
            return Err(FolderError::Special(path));
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Bytes, FolderError> {
    let bytes = fs::read(path).map_err(|error| FolderError::Unreadable {
        path: path.to_owned(),
        error,
    })?;
    Ok(bytes.into())
}
