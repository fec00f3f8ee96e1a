//! The built site: where it is, and the names of its hashed files, read once at start.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use axum::Router;
use http::{HeaderValue, StatusCode, header};
use portico_app::hydration::SiteFiles;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::state::AppState;

/// The directory of the built site and the names of its entry files.
#[derive(Debug, Clone)]
pub struct Site {
    /// Directory that is served.
    pub root: PathBuf,
    /// Names the page shell needs.
    pub files: SiteFiles,
}

/// Why the site cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// No directory has the site.
    #[error(
        "the built site was not found in {tried}. Run `make site` (or `make build`), or set PORTICO_SITE_ROOT to the directory that holds `pkg`."
    )]
    NotFound {
        /// Where it was looked for.
        tried: String,
    },
    /// A file of the site is missing or unreadable.
    #[error("the built site in {root} is incomplete: {problem}. Build it again with `make site`.")]
    Incomplete {
        /// Directory of the site.
        root: String,
        /// What is missing.
        problem: String,
    },
}

impl Site {
    /// Finds the site: `configured`, else `site` beside the binary, else `target/site`.
    pub fn find(configured: Option<&Path>) -> Result<Self, SiteError> {
        let candidates: Vec<PathBuf> = match configured {
            Some(root) => vec![root.to_owned()],
            None => beside_binary()
                .into_iter()
                .chain([PathBuf::from("target/site")])
                .collect(),
        };
        let root = candidates
            .iter()
            .find(|root| root.join("pkg").is_dir())
            .ok_or_else(|| SiteError::NotFound {
                tried: candidates
                    .iter()
                    .map(|root| root.display().to_string())
                    .collect::<Vec<_>>()
                    .join(", "),
            })?;
        Ok(Self {
            root: root.clone(),
            files: read_files(root)?,
        })
    }
}

fn beside_binary() -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.parent()?.join("site"))
}

/// The entry files are found by their names in `pkg`, so that no second file has to agree with them.
fn read_files(root: &Path) -> Result<SiteFiles, SiteError> {
    let incomplete = |problem: String| SiteError::Incomplete {
        root: root.display().to_string(),
        problem,
    };
    let mut names: Vec<(std::time::SystemTime, String)> = std::fs::read_dir(root.join("pkg"))
        .map_err(|error| incomplete(error.to_string()))?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            Some((
                entry.metadata().ok()?.modified().ok()?,
                entry.file_name().into_string().ok()?,
            ))
        })
        .collect();
    // A directory that was built into more than once holds older files, too: the newest wins.
    names.sort();
    let newest = |prefix: &str, suffix: &str| {
        names
            .iter()
            .rev()
            .map(|(_, name)| name)
            .find(|name| name.starts_with(prefix) && name.ends_with(suffix))
            .cloned()
            .ok_or_else(|| incomplete(format!("pkg/{prefix}*{suffix} is missing")))
    };
    let split = newest("__wasm_split_manifest", ".json").ok();
    let split_manifest: HashMap<String, Vec<String>> = match &split {
        Some(name) => {
            let text = std::fs::read_to_string(root.join("pkg").join(name))
                .map_err(|error| incomplete(error.to_string()))?;
            serde_json::from_str(&text)
                .map_err(|error| incomplete(format!("pkg/{name}: {error}")))?
        }
        None => HashMap::new(),
    };
    Ok(SiteFiles {
        script: newest("portico", ".js")?,
        wasm: newest("portico", ".wasm")?,
        style: newest("portico", ".css")?,
        split_script: newest("__wasm_split.", ".js").ok(),
        receiver: newest("receiver.", ".js")
            .ok()
            .map(|name| format!("/pkg/{name}")),
        split_manifest,
        reload: reload_socket(),
    })
}

/// Where `cargo leptos watch` says that it has built something. A release build never asks.
fn reload_socket() -> Option<String> {
    if !cfg!(debug_assertions) || std::env::var_os("LEPTOS_WATCH").is_none() {
        return None;
    }
    let port = std::env::var("LEPTOS_RELOAD_PORT").ok();
    let port: u16 = port.map_or(Some(3001), |port| port.parse().ok())?;
    Some(format!("ws://127.0.0.1:{port}"))
}

/// Routes of the site's files. Those with a hash in their name are cached for ever, the others are asked for again.
pub fn files(site: &Site) -> Router<AppState> {
    let hashed = ServeDir::new(site.root.join("pkg")).precompressed_br();
    let hashed = Router::new()
        .fallback_service(hashed)
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            found_for_ever,
        ))
        .layer(header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    // Other websites load it by this name, for ever.
    let embed = Router::new()
        .route_service(
            "/embed.js",
            ServeFile::new(site.root.join("embed.js")).precompressed_br(),
        )
        .layer(header(header::CACHE_CONTROL, "no-cache"))
        .layer(header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    let plain = Router::new()
        .nest_service("/fonts", ServeDir::new(site.root.join("fonts")))
        .nest_service("/img", ServeDir::new(site.root.join("img")))
        .route_service(
            "/icons.svg",
            ServeFile::new(site.root.join("icons.svg")).precompressed_br(),
        )
        .route_service(
            "/icon.svg",
            ServeFile::new(site.root.join("icon.svg")).precompressed_br(),
        )
        .layer(header(header::CACHE_CONTROL, "public, max-age=3600"))
        // Forms on other websites take their icons from the sprite.
        .layer(header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    Router::new()
        .nest("/pkg", hashed)
        .merge(embed)
        .merge(plain)
        .layer(header(
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        ))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
}

/// A file of a release is there for ever; that one is missing may be over when the next server has been replaced.
#[expect(clippy::unnecessary_wraps, reason = "the layer asks for an option")]
fn found_for_ever<B>(response: &http::Response<B>) -> Option<HeaderValue> {
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    Some(HeaderValue::from_static(if found {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    }))
}

fn header(name: http::HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
