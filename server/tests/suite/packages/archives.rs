//! Archives of strangers (THREATS 39): what is no plain package is refused before anything is kept.

use portico_server::packages::{ArchiveError, Files, MAX_FILES, pack, read_archive};
use proptest::prelude::*;
use tar::EntryType;
use zip::write::SimpleFileOptions;

use super::make::{Entry, file, files, manifest, tar_gz, zip};

const PLUGIN: &[u8] = b"{}";

fn refused(archive: &[u8]) -> ArchiveError {
    read_archive(archive).unwrap_err()
}

#[test]
fn both_formats_give_the_same_files_also_below_one_folder() {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    for folder in ["", "my-notes-1.0.0/"] {
        let plugin = format!("{folder}plugin.json");
        let script = format!("{folder}assets/deep/main.js");
        let tar = tar_gz(&[
            Entry {
                path: "assets/",
                kind: EntryType::Directory,
                content: b"",
            },
            file(&plugin, PLUGIN),
            file(&script, b"1"),
        ]);
        let tar = if folder.is_empty() {
            tar
        } else {
            tar_gz(&[file(&plugin, PLUGIN), file(&script, b"1")])
        };
        let zip = zip(&[(&plugin, PLUGIN), (&script, b"1")]);
        for archive in [tar, zip] {
            let files = read_archive(&archive).unwrap();
            assert_eq!(names(&files), ["assets/deep/main.js", "plugin.json"]);
            assert_eq!(&files["assets/deep/main.js"][..], b"1");
        }
    }
}

#[test]
fn threat_39_paths_that_lead_elsewhere_are_refused() {
    for path in [
        "../evil.js",
        "assets/../../evil.js",
        "/etc/cron.d/evil",
        "C:/evil.js",
        "C:evil.js",
        "assets\\..\\evil.js",
        "assets//main.js",
        "./plugin.json",
        "assets/./main.js",
        "assets/.hidden.js",
        "assets/trailing./main.js",
        "assets/main.js.",
        "assets/ma in.js",
        "assets/ümlaut.js",
        "assets/%2e%2e/main.js",
    ] {
        let tar = tar_gz(&[file("plugin.json", PLUGIN), file(path, b"x")]);
        assert!(matches!(refused(&tar), ArchiveError::Path(_)), "tar {path}");
        let zip = zip(&[("plugin.json", PLUGIN), (path, b"x")]);
        assert!(matches!(refused(&zip), ArchiveError::Path(_)), "zip {path}");
    }
}

#[test]
fn threat_39_links_and_devices_are_refused() {
    for kind in [
        EntryType::Symlink,
        EntryType::Link,
        EntryType::Char,
        EntryType::Block,
        EntryType::Fifo,
        EntryType::GNUSparse,
    ] {
        let tar = tar_gz(&[
            file("plugin.json", PLUGIN),
            Entry {
                path: "assets/main.js",
                kind,
                content: b"",
            },
        ]);
        let error = refused(&tar);
        let is_refused = matches!(error, ArchiveError::Special(_) | ArchiveError::Broken(_));
        assert!(is_refused, "{kind:?}: {error}");
    }
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .add_symlink(
            "assets/main.js",
            "/etc/passwd",
            SimpleFileOptions::default(),
        )
        .unwrap();
    let linked = writer.finish().unwrap().into_inner();
    assert!(matches!(refused(&linked), ArchiveError::Special(_)));
}

#[test]
fn threat_39_a_path_comes_once_whatever_the_case_of_its_letters() {
    for (one, other) in [
        ("assets/a.js", "assets/a.js"),
        ("assets/Main.js", "assets/main.JS"),
    ] {
        let tar = tar_gz(&[
            file("plugin.json", PLUGIN),
            file(one, b"1"),
            file(other, b"2"),
        ]);
        assert_eq!(refused(&tar), ArchiveError::Twice(other.to_owned()));
    }
    let cased = zip(&[
        ("plugin.json", PLUGIN),
        ("assets/Main.js", b"1"),
        ("assets/main.js", b"2"),
    ]);
    assert_eq!(
        refused(&cased),
        ArchiveError::Twice("assets/main.js".to_owned())
    );
    // No tool writes a name twice; here the second one is renamed afterwards, at both places where it stands.
    let mut twice = zip(&[
        ("plugin.json", PLUGIN),
        ("assets/a.js", b"1"),
        ("assets/b.js", b"2"),
    ]);
    let places: Vec<usize> = twice
        .windows(11)
        .enumerate()
        .filter_map(|(at, bytes)| (bytes == b"assets/b.js").then_some(at))
        .collect();
    assert_eq!(places.len(), 2);
    for at in places {
        twice[at..at + 11].copy_from_slice(b"assets/a.js");
    }
    assert!(matches!(refused(&twice), ArchiveError::Broken(_)));
}

#[test]
fn threat_39_bombs_are_refused_while_they_are_unpacked() {
    let zeros = vec![0; 6 * 1024 * 1024];
    let bomb = tar_gz(&[
        file("plugin.json", PLUGIN),
        file("assets/zeros.txt", &zeros),
    ]);
    assert!(bomb.len() < 20_000, "{} bytes", bomb.len());
    assert_eq!(refused(&bomb), ArchiveError::Bomb);
    let bomb = zip(&[("plugin.json", PLUGIN), ("assets/zeros.txt", &zeros)]);
    assert_eq!(refused(&bomb), ArchiveError::Bomb);

    // Entries that share their bytes: the table of contents names the second one's place for the first.
    let mut overlapping = zip(&[
        ("plugin.json", PLUGIN),
        ("assets/a.js", b"same"),
        ("assets/b.js", b"same"),
    ]);
    let central: Vec<usize> = overlapping
        .windows(4)
        .enumerate()
        .filter_map(|(at, bytes)| (bytes == b"PK\x01\x02").then_some(at))
        .collect();
    let place = |at: usize| at + 42..at + 46;
    let second: [u8; 4] = overlapping[place(central[2])].try_into().unwrap();
    overlapping[place(central[1])].copy_from_slice(&second);
    let error = refused(&overlapping);
    assert!(
        matches!(error, ArchiveError::Overlap | ArchiveError::Broken(_)),
        "{error}"
    );
}

#[test]
fn threat_39_too_many_files_and_other_formats_are_refused() {
    let names: Vec<String> = (0..=MAX_FILES)
        .map(|number| format!("assets/{number}.js"))
        .collect();
    let mut entries = vec![file("plugin.json", PLUGIN)];
    entries.extend(names.iter().map(|name| file(name, b"")));
    assert_eq!(refused(&tar_gz(&entries)), ArchiveError::TooMany);
    for bytes in [&b""[..], b"Rar!\x1a\x07\x00", b"#!/bin/sh", b"PK\x05\x06"] {
        assert_eq!(refused(bytes), ArchiveError::Format);
    }
    assert!(matches!(
        refused(b"\x1f\x8bnothing"),
        ArchiveError::Broken(_)
    ));
    assert!(matches!(
        refused(b"PK\x03\x04nothing"),
        ArchiveError::Broken(_)
    ));
}

#[test]
fn threat_39_what_belongs_to_no_package_is_refused() {
    let stray = tar_gz(&[file("plugin.json", PLUGIN), file("node_modules/x.js", b"")]);
    assert_eq!(
        refused(&stray),
        ArchiveError::Stray("node_modules/x.js".to_owned())
    );
    let outside = tar_gz(&[file("a/plugin.json", PLUGIN), file("b/assets/x.js", b"")]);
    assert_eq!(
        refused(&outside),
        ArchiveError::Stray("b/assets/x.js".to_owned())
    );
    let nameless = tar_gz(&[file("assets/x.js", b"")]);
    assert_eq!(
        refused(&nameless),
        ArchiveError::Stray("assets/x.js".to_owned())
    );
    assert_eq!(refused(&tar_gz(&[])), ArchiveError::NoManifest);
}

#[test]
fn the_same_files_give_the_same_archive_and_come_out_of_it_again() {
    let files = files(&manifest("my-notes", "1.0.0"), "postMessage(1)");
    let archive = pack(&files).unwrap();
    assert_eq!(archive, pack(&files).unwrap());
    assert_eq!(read_archive(&archive).unwrap(), files);
}

proptest! {
    /// A request path never panics, whatever it is sent.
    #[test]
    fn threat_39_any_bytes_are_an_answer(
        mut bytes in proptest::collection::vec(any::<u8>(), 0..200),
        at in 0_usize..400,
        zipped in any::<bool>(),
    ) {
        let whole = if zipped {
            zip(&[("plugin.json", PLUGIN), ("assets/main.js", b"one two three")])
        } else {
            tar_gz(&[file("plugin.json", PLUGIN), file("assets/main.js", b"one two three")])
        };
        let mut damaged = whole.clone();
        let at = at.min(damaged.len());
        let end = (at + bytes.len()).min(damaged.len());
        damaged.splice(at..end, bytes.drain(..));
        let _ = read_archive(&damaged);
        let _ = read_archive(&whole[..at]);
    }
}
