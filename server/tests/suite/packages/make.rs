//! Packages and archives for tests, good ones and such as no tool writes.

use std::io::{Cursor, Write as _};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use portico_server::packages::Files;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// `plugin.json` of a plugin with one sandbox in the sidebar.
pub fn manifest(name: &str, version: &str) -> Value {
    json!({
        "name": name, "version": version, "title": {"en": format!("The {name}")},
        "extensions": [{
            "id": name.replace('-', "_"), "slot": "admin:sidebar", "type": "sandbox",
            "sandbox": {"entry": "assets/main.js", "capabilities": {"props": ["path"]}}
        }]
    })
}

/// The files of [`manifest`] with a script.
pub fn files(manifest: &Value, script: &str) -> Files {
    Files::from([
        ("plugin.json".to_owned(), Bytes::from(manifest.to_string())),
        ("assets/main.js".to_owned(), Bytes::from(script.to_owned())),
    ])
}

/// One entry of a tar: any path, any type.
pub struct Entry<'a> {
    pub path: &'a str,
    pub kind: tar::EntryType,
    pub content: &'a [u8],
}

/// A file.
pub fn file<'a>(path: &'a str, content: &'a [u8]) -> Entry<'a> {
    Entry {
        path,
        kind: tar::EntryType::Regular,
        content,
    }
}

/// A `.tar.gz` with these entries as they are.
pub fn tar_gz(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut gz = GzEncoder::new(Vec::new(), Compression::best());
    for entry in entries {
        let mut header = tar::Header::new_ustar();
        let name = entry.path.as_bytes();
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_size(entry.content.len() as u64);
        header.set_mode(0o644);
        header.set_entry_type(entry.kind);
        if matches!(entry.kind, tar::EntryType::Symlink | tar::EntryType::Link) {
            header.as_old_mut().linkname[..11].copy_from_slice(b"/etc/passwd");
        }
        header.set_cksum();
        gz.write_all(header.as_bytes()).unwrap();
        gz.write_all(entry.content).unwrap();
        let rest = (512 - entry.content.len() % 512) % 512;
        gz.write_all(&vec![0; rest]).unwrap();
    }
    gz.write_all(&[0; 1024]).unwrap();
    gz.finish().unwrap()
}

/// A `.zip` with these files as they are.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in entries {
        zip.start_file(*path, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
