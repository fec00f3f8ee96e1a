//! Writing a package: the same files give the same bytes, on every machine and day.

use std::io;

use flate2::Compression;
use flate2::write::GzEncoder;
use portico_sdk::package::PackageManifest;

use super::Files;

/// The `.tar.gz` of a package.
pub fn pack(files: &Files) -> io::Result<Vec<u8>> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for (path, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_entry_type(tar::EntryType::Regular);
        tar.append_data(&mut header, path, &bytes[..])?;
    }
    tar.into_inner()?.finish()
}

/// What the file is called: `acme-notes-1.0.0.tar.gz`.
pub fn archive_name(manifest: &PackageManifest) -> String {
    format!("{}-{}.tar.gz", manifest.name, manifest.version)
}
