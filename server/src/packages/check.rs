//! The check of a package: the one that the server makes before it takes one, and that `portico plugin check` makes for its author.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use portico_sdk::package::{ASSETS, MANIFEST, PackageManifest, parse_manifest};
use portico_sdk::problem::{Problem, Severity};
use portico_sdk::tag;
use portico_sdk::validate::{
    self, AssetContent, Context, PluginDeclaration, Shipping, validate_plugin,
};

use super::Files;
use crate::crypto::sha256_hex;
use crate::plugins::{Package, Registry, RegistryConfig};

/// What a package is checked against.
#[derive(Debug, Clone)]
pub struct Surroundings {
    tag_prefix: String,
    components_allowed: bool,
    others: Vec<Other>,
    own_origins: Vec<String>,
}

/// A plugin that is there already.
#[derive(Debug, Clone)]
struct Other {
    name: String,
    tags: Vec<String>,
    extension_ids: Vec<String>,
    /// It came as a package, so another one of its name is another version.
    is_package: bool,
}

impl Surroundings {
    /// Nothing but the rules.
    pub fn none(components_allowed: bool) -> Self {
        Self {
            tag_prefix: tag::DEFAULT_PREFIX.to_owned(),
            components_allowed,
            others: Vec::new(),
            own_origins: Vec::new(),
        }
    }

    /// A server with its plugins. `own_origins`: those of the server and of the host, which no sandbox may reach (THREATS k).
    pub fn of(registry: &Registry, config: &RegistryConfig, own_origins: Vec<String>) -> Self {
        let others = registry.plugins.iter().map(|plugin| Other {
            name: plugin.name.clone(),
            tags: validate::tags(&plugin.extensions),
            extension_ids: validate::extension_ids(&plugin.extensions),
            is_package: !plugin.digest.is_empty(),
        });
        Self {
            tag_prefix: config.tag_prefix.clone(),
            components_allowed: config.package_components,
            others: others.collect(),
            own_origins,
        }
    }
}

/// A package that could be read, and what was found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The package with everything as declared.
    pub package: Package,
    /// What is wrong, errors and warnings.
    pub problems: Vec<Problem>,
}

/// Checks the files of a package. `Err`: they cannot even be read as one.
pub fn check(files: &Files, surroundings: &Surroundings) -> Result<Checked, Problem> {
    let manifest = files.get(MANIFEST).map_or(&[][..], |bytes| &bytes[..]);
    let parsed = parse_manifest(manifest)?;
    let mut problems = parsed.problems;
    let package = package(parsed.manifest, files);
    let name = package.manifest.name.as_str();
    let declaration = PluginDeclaration {
        name,
        extensions: package.manifest.extensions(),
        assets: package
            .files
            .iter()
            .map(|(path, bytes)| (path.as_str(), AssetContent::Bytes(bytes)))
            .collect(),
        shipping: Shipping::Package {
            components_allowed: surroundings.components_allowed,
        },
    };
    let context = Context {
        tag_prefix: &surroundings.tag_prefix,
        registered: surroundings
            .others
            .iter()
            .filter(|other| !other.is_package || other.name != name)
            .map(|other| validate::Registered {
                name: &other.name,
                tags: &other.tags,
                extension_ids: &other.extension_ids,
            })
            .collect(),
        own_origins: surroundings
            .own_origins
            .iter()
            .map(String::as_str)
            .collect(),
        ..Context::default()
    };
    problems.extend(validate_plugin(&declaration, &context).problems);
    Ok(Checked { package, problems })
}

/// True when the package is refused because of them: unlike a plugin compiled in, a package is taken whole or not at all.
pub fn has_errors(problems: &[Problem]) -> bool {
    problems
        .iter()
        .any(|problem| problem.severity() == Severity::Error)
}

/// The digest of what is in a package, whatever archive it came in (`sha256-` and lower-case hexadecimal): of each file its path and
/// its own digest, in order of path.
pub fn content_digest(files: &Files) -> String {
    let mut list = String::new();
    for (path, bytes) in files {
        let _ = writeln!(list, "{path}\0{}", sha256_hex(bytes));
    }
    format!("sha256-{}", sha256_hex(list.as_bytes()))
}

fn package(manifest: PackageManifest, files: &Files) -> Package {
    let assets: BTreeMap<String, _> = files
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(ASSETS)?.to_owned(), bytes.clone())))
        .collect();
    Package {
        manifest,
        files: assets,
        digest: content_digest(files),
    }
}
