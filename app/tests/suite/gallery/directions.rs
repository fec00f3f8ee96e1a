//! Styles know no left and right, so that a page reads from either side: ours, those of the example plugins, and those of the
//! plugins that only browser tests need.

use std::fs;
use std::path::{Path, PathBuf};

fn stylesheets() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in ["style", "plugins", "end2end/lab"] {
        collect(&root.join(folder), &mut found);
    }
    assert!(found.len() > 25, "{found:?}");
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() && !path.ends_with("node_modules") {
            collect(&path, found);
        } else if path
            .extension()
            .is_some_and(|end| end == "scss" || end == "css")
        {
            found.push(path);
        }
    }
}

/// `property: value` pairs, comments left out.
fn declarations(css: &str) -> Vec<(String, String)> {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
        .lines()
        .map(|line| line.split("// ").next().unwrap_or_default())
        .flat_map(|line| line.split([';', '{', '}']))
        .filter_map(|part| part.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

fn is_physical(name: &str, value: &str) -> bool {
    let names_side = |text: &str| {
        text.split(|letter: char| !letter.is_ascii_alphabetic())
            .any(|word| word == "left" || word == "right")
    };
    let takes_side = ["text-align", "float", "clear", "caption-side"].contains(&name);
    names_side(name) || (takes_side && names_side(value)) || is_lopsided(name, value)
}

/// Four values, of which the second (right) and the fourth (left) differ.
fn is_lopsided(name: &str, value: &str) -> bool {
    let goes_around = [
        "margin",
        "padding",
        "inset",
        "border-width",
        "border-style",
        "border-color",
    ];
    goes_around.contains(&name)
        && matches!(tokens(value).as_slice(), [_, right, _, left] if right != left)
}

/// The values of a shorthand; what stands in parentheses is one.
fn tokens(value: &str) -> Vec<String> {
    let (mut found, mut depth) = (vec![String::new()], 0_usize);
    for letter in value.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if letter.is_whitespace() && depth == 0 {
            found.push(String::new());
        } else if let Some(last) = found.last_mut() {
            last.push(letter);
        }
    }
    found.retain(|token| !token.is_empty());
    found
}

#[test]
fn i18n_styles_name_no_left_and_no_right() {
    for path in stylesheets() {
        let css = fs::read_to_string(&path).unwrap();
        for (name, value) in declarations(&css) {
            assert!(
                !is_physical(&name, &value),
                "{}: {name}: {value}",
                path.display()
            );
        }
    }
}

#[test]
fn i18n_what_moves_or_stands_at_a_side_turns_with_the_direction() {
    for path in stylesheets() {
        let css = fs::read_to_string(&path).unwrap();
        let at = |side: &str| {
            declarations(&css)
                .iter()
                .filter(|(name, value)| {
                    name.starts_with("background-position") && value.contains(side)
                })
                .count()
        };
        assert_eq!(at("right"), at("left"), "{}", path.display());
        let moves = css.contains("translateX(");
        assert!(!moves || css.contains("rtl"), "{}", path.display());
    }
}

#[test]
fn a_side_is_found_wherever_it_is_named() {
    for css in [
        "a { left: 0 }",
        "a {\n  margin-left: 1px;\n}",
        "a { border-top-right-radius: 2px; }",
        "a { text-align: right; }",
        "a { padding: 0 1px 0 2px; }",
        "a { margin: 0 var(--a) 0 calc(1px + 2px); }",
    ] {
        assert!(
            declarations(css)
                .iter()
                .any(|(name, value)| is_physical(name, value)),
            "{css}"
        );
    }
    for css in [
        "a { inset-inline-start: 0 }",
        "/* left: */ a { color: red }",
        "a { text-align: start; padding: 0 1px 2px 1px }",
    ] {
        assert!(
            !declarations(css)
                .iter()
                .any(|(name, value)| is_physical(name, value)),
            "{css}"
        );
    }
}
