//! Reading an archive of strangers (THREATS 39): everything is checked before anything is kept, and nothing is written to disk.
//!
//! Only plain files under plain paths are taken, each path once, also where a file system makes no difference between large and
//! small letters; sizes are counted while unpacking, whatever the archive says of itself.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use bytes::Bytes;
use flate2::read::GzDecoder;
use portico_sdk::package::{ASSETS, MANIFEST, MAX_MANIFEST_BYTES};

use super::Files;

/// The most bytes of an archive.
pub const MAX_ARCHIVE_BYTES: usize = 10 * 1024 * 1024;
/// The most bytes of all files together.
pub const MAX_TOTAL_BYTES: u64 = 32 * 1024 * 1024;
/// The most bytes of one file.
const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;
/// The most files.
pub const MAX_FILES: usize = 1_000;
/// The most entries that are looked at, folders included.
const MAX_ENTRIES: usize = 2_000;
/// How many times larger than the archive its contents may be; text seldom shrinks to a twentieth.
const MAX_RATIO: u64 = 100;
/// Contents below this are never called a bomb.
const RATIO_FROM: u64 = 1024 * 1024;
/// The most bytes of a path.
const MAX_PATH_BYTES: usize = 255;

/// Why an archive is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// Neither of the two formats.
    #[error("it is neither a .tar.gz nor a .zip")]
    Format,
    /// The format is broken.
    #[error("it cannot be read: {0}")]
    Broken(String),
    /// Too many bytes before unpacking.
    #[error("it has more than {} MiB", MAX_ARCHIVE_BYTES / 1024 / 1024)]
    TooLarge,
    /// Too many bytes, or far more than the archive.
    #[error("unpacked it is too large: at most {} MiB, {} MiB a file, {MAX_RATIO} times the archive", MAX_TOTAL_BYTES / 1024 / 1024, MAX_FILE_BYTES / 1024 / 1024)]
    Bomb,
    /// Too many files or folders.
    #[error("it has more than {MAX_FILES} files")]
    TooMany,
    /// A path that leads elsewhere, or is written in a way that some system reads differently.
    #[error(
        "{0:?} is no plain path: letters, digits and . _ - @ + between single slashes, no .. and no leading slash"
    )]
    Path(String),
    /// Something else than a file or a folder.
    #[error("{0:?} is a link or a special file; only files and folders are allowed")]
    Special(String),
    /// A path, or one that differs only in large and small letters, comes twice.
    #[error("{0:?} is there twice (large and small letters make no difference)")]
    Twice(String),
    /// Encrypted.
    #[error("{0:?} is encrypted")]
    Encrypted(String),
    /// Two entries share bytes.
    #[error("entries overlap")]
    Overlap,
    /// Not part of a package.
    #[error("{0:?} does not belong in a package: it has plugin.json and the folder assets/")]
    Stray(String),
    /// Nothing describes it.
    #[error("plugin.json is missing; it stands at the top of the archive, or in its only folder")]
    NoManifest,
}

/// The files of an archive, recognised by its first bytes.
pub fn read_archive(bytes: &[u8]) -> Result<Files, ArchiveError> {
    if bytes.len() > MAX_ARCHIVE_BYTES {
        return Err(ArchiveError::TooLarge);
    }
    let mut unpacked = Unpacked::new(bytes.len());
    if bytes.starts_with(&[0x1f, 0x8b]) {
        tar_gz(bytes, &mut unpacked)?;
    } else if bytes.starts_with(b"PK\x03\x04") {
        zip(bytes, &mut unpacked)?;
    } else {
        return Err(ArchiveError::Format);
    }
    files_of_package(unpacked.files)
}

/// Files gathered so far, and what may still come.
struct Unpacked {
    files: Files,
    /// Every path in small letters.
    taken: BTreeSet<String>,
    entries: usize,
    left: u64,
}

impl Unpacked {
    fn new(archive: usize) -> Self {
        let archive = u64::try_from(archive).unwrap_or(u64::MAX);
        Self {
            files: BTreeMap::new(),
            taken: BTreeSet::new(),
            entries: 0,
            left: MAX_TOTAL_BYTES.min(archive.saturating_mul(MAX_RATIO).max(RATIO_FROM)),
        }
    }

    fn count(&mut self) -> Result<(), ArchiveError> {
        self.entries += 1;
        if self.entries > MAX_ENTRIES {
            return Err(ArchiveError::TooMany);
        }
        Ok(())
    }

    fn add(&mut self, path: String, content: impl Read) -> Result<(), ArchiveError> {
        check_path(&path)?;
        if !self.taken.insert(path.to_ascii_lowercase()) {
            return Err(ArchiveError::Twice(path));
        }
        if self.files.len() >= MAX_FILES {
            return Err(ArchiveError::TooMany);
        }
        let most = self.left.min(MAX_FILE_BYTES);
        let mut bytes = Vec::new();
        let read = content
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(broken)?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        if read > most {
            return Err(ArchiveError::Bomb);
        }
        self.left -= read;
        self.files.insert(path, Bytes::from(bytes));
        Ok(())
    }
}

fn broken(error: impl std::fmt::Display) -> ArchiveError {
    ArchiveError::Broken(error.to_string())
}

fn tar_gz(bytes: &[u8], unpacked: &mut Unpacked) -> Result<(), ArchiveError> {
    // What lies between the entries counts as well: headers of an endless archive are bytes like any other.
    let limit = unpacked.left + MAX_ENTRIES as u64 * 2_048;
    let mut archive = tar::Archive::new(GzDecoder::new(bytes).take(limit));
    for entry in archive.entries().map_err(broken)? {
        let entry = entry.map_err(broken)?;
        unpacked.count()?;
        let path = String::from_utf8(entry.path_bytes().into_owned())
            .map_err(|error| ArchiveError::Path(error.to_string()))?;
        match entry.header().entry_type() {
            tar::EntryType::Directory => check_path(path.trim_end_matches('/'))?,
            tar::EntryType::Regular => unpacked.add(path, entry)?,
            // What git and some tars write before everything else.
            tar::EntryType::XGlobalHeader => {}
            _ => return Err(ArchiveError::Special(path)),
        }
    }
    Ok(())
}

fn zip(bytes: &[u8], unpacked: &mut Unpacked) -> Result<(), ArchiveError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    // The library keeps the last of several entries with one name; readers elsewhere take the first.
    if entries_named(bytes) != Some(archive.len()) {
        return Err(broken(
            "entries with one name, or a table of contents that does not add up",
        ));
    }
    let mut ranges = Vec::new();
    for index in 0..archive.len() {
        unpacked.count()?;
        let entry = archive.by_index_raw(index).map_err(broken)?;
        let start = entry.data_start().unwrap_or(u64::MAX);
        ranges.push((
            entry.header_start(),
            start.saturating_add(entry.compressed_size()),
        ));
    }
    ranges.sort_unstable();
    let overlap = ranges.windows(2).any(|pair| match pair {
        [(_, end), (next, _)] => next < end,
        _ => false,
    });
    if overlap {
        return Err(ArchiveError::Overlap);
    }
    for index in 0..archive.len() {
        let raw = archive.by_index_raw(index).map_err(broken)?;
        let name = String::from_utf8(raw.name_raw().to_vec())
            .map_err(|error| ArchiveError::Path(error.to_string()))?;
        if raw.encrypted() {
            return Err(ArchiveError::Encrypted(name));
        }
        // The upper half is the Unix mode: anything but a file or a folder there is a link or a device.
        let kind = raw.unix_mode().unwrap_or(0) & 0o170_000;
        if !matches!(kind, 0 | 0o100_000 | 0o040_000) {
            return Err(ArchiveError::Special(name));
        }
        drop(raw);
        if let Some(folder) = name.strip_suffix('/') {
            check_path(folder)?;
            continue;
        }
        let entry = archive.by_index(index).map_err(broken)?;
        unpacked.add(name, entry)?;
    }
    Ok(())
}

/// How many entries the end of the table of contents names (APPNOTE 4.3.16).
fn entries_named(bytes: &[u8]) -> Option<usize> {
    const SIGNATURE: &[u8] = b"PK\x05\x06";
    const RECORD: usize = 22;
    const LONGEST_COMMENT: usize = 65_535;
    let from = bytes.len().saturating_sub(RECORD + LONGEST_COMMENT);
    let tail = bytes.get(from..)?;
    let at = tail
        .windows(SIGNATURE.len())
        .rposition(|window| window == SIGNATURE)?;
    let number = tail.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes(number.try_into().ok()?)))
}

/// Paths are compared, stored and served as they are written, so only what means the same everywhere is taken. A `./` at the beginning,
/// as `tar -C folder .` writes it, is none of that: it is refused with the rest, and `portico plugin pack` does not write it.
fn check_path(path: &str) -> Result<(), ArchiveError> {
    let is_plain = |segment: &str| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && !segment.ends_with('.')
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-@+".contains(&byte))
    };
    if path.len() <= MAX_PATH_BYTES && path.split('/').all(is_plain) {
        Ok(())
    } else {
        Err(ArchiveError::Path(path.to_owned()))
    }
}

/// What is a package: `plugin.json` and `assets/`, at the top or below one folder that everything is in, as archives of a folder have it.
fn files_of_package(files: Files) -> Result<Files, ArchiveError> {
    let folder = if files.contains_key(MANIFEST) {
        String::new()
    } else {
        let first = files.keys().next().ok_or(ArchiveError::NoManifest)?;
        let (folder, _) = first.split_once('/').ok_or(ArchiveError::NoManifest)?;
        format!("{folder}/")
    };
    let mut found = Files::new();
    for (path, bytes) in files {
        let inner = path.strip_prefix(&folder).unwrap_or(&path);
        let belongs = path.starts_with(&folder)
            && (inner == MANIFEST || inner.starts_with(ASSETS) && inner.len() > ASSETS.len());
        if !belongs {
            return Err(ArchiveError::Stray(path));
        }
        found.insert(inner.to_owned(), bytes);
    }
    match found.get(MANIFEST) {
        None => Err(ArchiveError::NoManifest),
        Some(manifest) if manifest.len() > MAX_MANIFEST_BYTES => Err(ArchiveError::Bomb),
        Some(_) => Ok(found),
    }
}
