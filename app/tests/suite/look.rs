//! One visual language: colours are tokens, tokens are in one file, icons come from the sprite.

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, extension: &str, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, extension, found);
            } else if path.extension().is_some_and(|is| is == extension) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    walk(&root.join(folder), extension, &mut found);
    assert!(!found.is_empty(), "{folder}");
    found
}

/// The lines of files that hold one of these, without comments and pictures in addresses.
fn lines_with(files: &[(PathBuf, String)], wanted: &[&str]) -> Vec<String> {
    files
        .iter()
        .flat_map(|(path, text)| text.lines().map(move |line| (path, line)))
        .filter(|(_, line)| !line.trim_start().starts_with("//") && !line.contains("url(\"data:"))
        .filter(|(_, line)| wanted.iter().any(|wanted| line.contains(wanted)))
        .map(|(path, line)| format!("{}: {}", path.display(), line.trim()))
        .collect()
}

fn style_without_tokens() -> Vec<(PathBuf, String)> {
    let mut style = files("style", "scss");
    style.retain(|(path, _)| !path.ends_with("_tokens.scss"));
    style
}

#[test]
fn colours_are_tokens_and_tokens_are_in_one_file() {
    let own = [
        "oklch(", "rgb(", "rgba(", "hsl(", "lab(", ": #", " #fff", " #000", ": white", ": black",
    ];
    assert_eq!(lines_with(&style_without_tokens(), &own), [""; 0]);
}

#[test]
fn roundness_and_shadows_are_tokens() {
    let own: Vec<String> = (4..20)
        .map(|size| format!("border-radius: {size}px"))
        .collect();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    assert_eq!(lines_with(&style_without_tokens(), &own), [""; 0]);
    for (path, text) in style_without_tokens() {
        for line in text.lines().filter(|line| line.contains("box-shadow:")) {
            let known = ["var(--shadow-", "none", "var(--accent)", "color-mix("];
            assert!(
                known.iter().any(|known| line.contains(known)),
                "{}: {line}",
                path.display()
            );
        }
    }
}

#[test]
fn icons_come_from_the_sprite() {
    let mut sources = files("app/src", "rs");
    // The one that uses the sprite, and drawings that are no icons.
    sources.retain(|(path, _)| {
        !["ui/icon.rs", "ui/chart.rs", "console/settings_preview.rs"]
            .iter()
            .any(|drawing| path.ends_with(drawing))
    });
    assert_eq!(lines_with(&sources, &["<svg", "<path"]), [""; 0]);
}
