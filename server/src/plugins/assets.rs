//! The digest table of a plugin's embedded files (THREATS 8, 33): what is served is looked up here and nowhere else.

use std::collections::BTreeMap;

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use portico_sdk::asset;

/// One embedded file, ready to be served.
#[derive(Debug, Clone)]
pub struct AssetEntry {
    /// The bytes.
    pub bytes: Bytes,
    /// The bytes compressed with brotli, when that is smaller.
    pub brotli: Option<Bytes>,
    /// From a fixed table by file extension.
    pub mime: &'static str,
    /// `sha384-…`, as in `integrity`.
    pub integrity: String,
    /// The digest as it stands in immutable addresses (`~{digest}`).
    pub digest: String,
}

/// Path below `assets/` → file.
pub type AssetTable = BTreeMap<String, AssetEntry>;

/// Digests and compresses a plugin's assets. Files that may not be served are left out: validation reports them.
pub fn table(assets: BTreeMap<String, Bytes>) -> AssetTable {
    assets
        .into_iter()
        .filter(|(path, _)| asset::check_path(path).is_ok())
        .filter_map(|(path, bytes)| {
            let mime = asset::content_type(&path)?;
            Some((path, entry(bytes, mime)))
        })
        .collect()
}

fn entry(bytes: Bytes, mime: &'static str) -> AssetEntry {
    let hash = digest::digest(&digest::SHA384, &bytes);
    AssetEntry {
        brotli: is_text(mime)
            .then(|| compress(&bytes))
            .flatten()
            .filter(|compressed| compressed.len() < bytes.len()),
        mime,
        integrity: format!("sha384-{}", STANDARD.encode(hash)),
        digest: URL_SAFE_NO_PAD.encode(hash),
        bytes,
    }
}

fn is_text(mime: &str) -> bool {
    mime.starts_with("text/") || matches!(mime, "application/json" | "application/wasm")
}

fn compress(bytes: &[u8]) -> Option<Bytes> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 9,
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters).ok()?;
    Some(Bytes::from(compressed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(path: &str, bytes: &'static [u8]) -> AssetTable {
        table(BTreeMap::from([(
            path.to_owned(),
            Bytes::from_static(bytes),
        )]))
    }

    #[test]
    fn threat_08_only_plain_paths_of_known_types_are_served() {
        for path in [
            "",
            "/a.js",
            "a//b.js",
            "../a.js",
            "a/../b.js",
            "a%2e.js",
            "a b.js",
            "a\0.js",
            "ä.js",
            "page.html",
            "page.xhtml",
            "feed.xml",
            "logo.svg",
            "a.js.HTML",
            "noextension",
        ] {
            assert!(one(path, b"x").is_empty(), "{path:?}");
        }
        assert_eq!(
            one("img/pay-logo_2.png", b"x")["img/pay-logo_2.png"].mime,
            "image/png"
        );
    }

    #[test]
    fn the_integrity_is_the_sha384_that_browsers_check() {
        let entry = &one("empty.css", b"")["empty.css"];
        assert_eq!(
            entry.integrity,
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
        );
        assert!(!entry.digest.contains(['+', '/', '=']));
    }

    #[test]
    fn text_is_kept_compressed_when_that_is_smaller() {
        let long = "const answer = 42;\n".repeat(100).into_bytes();
        let table = table(BTreeMap::from([
            ("a.js".to_owned(), Bytes::from(long.clone())),
            (
                "b.png".to_owned(),
                Bytes::from_static(b"compressed already"),
            ),
        ]));
        let compressed = table["a.js"].brotli.clone().unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &compressed[..], &mut plain).unwrap();
        assert_eq!(plain, long);
        assert!(table["b.png"].brotli.is_none());
    }
}
