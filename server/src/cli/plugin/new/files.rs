//! What `portico plugin new` writes: the templates, and the library that sandboxes are built with.
//!
//! Written down one by one, so that cargo builds anew when one changes; a test compares the lists with the folders.

/// A file of a template or of the library: its path and its text.
pub(super) type File = (&'static str, &'static str);

macro_rules! files {
    ($folder:literal: $($path:literal)*) => {
        &[$(($path, include_str!(concat!($folder, "/", $path)))),*]
    };
}

pub(super) const SCHEMA: &[File] = files!("../../../../templates/plugin/schema":
    "README.md"
    "gitignore"
    "plugin.json"
);

pub(super) const COMPONENT: &[File] = files!("../../../../templates/plugin/component":
    "README.md"
    "assets/widget.css"
    "assets/widget.js"
    "gitignore"
    "plugin.json"
);

pub(super) const SANDBOX: &[File] = files!("../../../../templates/plugin/sandbox":
    "README.md"
    "gitignore"
    "package.json"
    "plugin.json"
    "src/main.js"
    "src/styles.css"
);

pub(super) const SANDBOX_REACT: &[File] = files!("../../../../templates/plugin/sandbox-react":
    "README.md"
    "gitignore"
    "package.json"
    "plugin.json"
    "src/Note.jsx"
    "src/main.jsx"
    "src/styles.css"
);

/// `@portico/plugin`, for `vendor/portico-plugin`.
pub(super) const LIBRARY: &[File] = files!("../../../../../sdk/js/plugin":
    "LICENSE"
    "README.md"
    "package.json"
    "src/components.js"
    "src/dom/canvas.js"
    "src/dom/elements.js"
    "src/dom/events.js"
    "src/dom/focus.js"
    "src/dom/forms.js"
    "src/dom/html.js"
    "src/dom/page.js"
    "src/dom/style.js"
    "src/dom/styles.js"
    "src/dom/tokens.js"
    "src/dom/tree.js"
    "src/dom/view.js"
    "src/dom/window.js"
    "src/index.d.ts"
    "src/index.js"
    "src/mirror/budget.js"
    "src/mirror/deliver.js"
    "src/mirror/event-types.js"
    "src/mirror/listeners.js"
    "src/mirror/nodes.js"
    "src/mirror/outbox.js"
    "src/mirror/silence.js"
    "src/mirror/size.js"
    "src/mirror/split.js"
    "src/mirror/writes.js"
    "src/plugin.js"
    "src/thread/functions.js"
    "src/thread/serialization.js"
    "src/thread/thread.js"
);

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The files below a folder, in order.
    fn files_in(folder: &Path, below: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files_in(&path, below, found);
            } else {
                found.push(
                    path.strip_prefix(below)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned(),
                );
            }
        }
        found.sort();
    }

    #[test]
    fn every_file_of_the_templates_and_of_the_library_is_listed() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (folder, listed) in [
            ("templates/plugin/schema", SCHEMA),
            ("templates/plugin/component", COMPONENT),
            ("templates/plugin/sandbox", SANDBOX),
            ("templates/plugin/sandbox-react", SANDBOX_REACT),
            ("../sdk/js/plugin/src", LIBRARY),
        ] {
            let folder = root.join(folder);
            let mut found = Vec::new();
            files_in(&folder, &folder, &mut found);
            let mut listed: Vec<&str> = listed
                .iter()
                .filter_map(|(path, _)| {
                    if folder.ends_with("src") {
                        path.strip_prefix("src/")
                    } else {
                        Some(*path)
                    }
                })
                .collect();
            listed.sort_unstable();
            assert_eq!(listed, found);
        }
    }
}
