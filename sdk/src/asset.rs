//! Files a plugin ships: which ones may be served, and as what (THREATS 8).
//!
//! The type follows from the extension through this fixed table; what is not in it is refused. HTML, XML and therefore SVG
//! are not: opened as a page they would run with our cookies.

use crate::problem::Rule;
use crate::url_rule::{asset_path, asset_prefix};

/// Extension → content type.
const TYPES: [(&str, &str); 13] = [
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("png", "image/png"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
];

/// The content type of an asset; `None`: it may not be served.
///
/// ```
/// use portico_sdk::asset::content_type;
/// assert_eq!(content_type("widgets/stars.css"), Some("text/css; charset=utf-8"));
/// assert_eq!(content_type("logo.svg"), None);
/// ```
pub fn content_type(path: &str) -> Option<&'static str> {
    let extension = extension(path)?;
    TYPES
        .iter()
        .find(|(known, _)| *known == extension)
        .map(|(_, content_type)| *content_type)
}

/// Checks the path of an asset: letters, digits, `.`, `_`, `-`, `@`, `+` between single slashes, and a type of the table.
/// A first segment with `~` is where the server puts digests.
pub fn check_path(path: &str) -> Result<(), Rule> {
    let url = format!("{}{path}", asset_prefix("x"));
    asset_path("x", &url)?;
    let plain = path
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"._-@+/".contains(&b));
    if !plain {
        return Err(Rule::ForbiddenCharacter);
    }
    content_type(path).map(|_| ()).ok_or(Rule::AssetType)
}

/// True for what a `script` element may load.
pub fn is_script(path: &str) -> bool {
    matches!(extension(path), Some("js" | "mjs"))
}

/// True for a stylesheet.
pub fn is_stylesheet(path: &str) -> bool {
    extension(path) == Some("css")
}

/// What follows the last dot of the last segment; a name that starts with its only dot has none.
fn extension(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    name.rsplit_once('.')
        .filter(|(stem, _)| !stem.is_empty())
        .map(|(_, extension)| extension)
}
