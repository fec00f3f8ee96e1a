//! The check of a package: the one that the server makes before it takes one, and that `portico plugin check` makes for its author.

use std::collections::BTreeMap;

use portico_sdk::package::{ASSETS, MANIFEST, PackageManifest, content_digest, parse_manifest};
use portico_sdk::problem::{Problem, Severity};
use portico_sdk::tag;
use portico_sdk::validate::{
    self, AssetContent, Context, PluginDeclaration, Shipping, validate_plugin,
};

use super::Files;
use crate::crypto::sha256_hex;
use crate::plugins::{Package, Registry};

/// What a package is checked against.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// Prefix of the tags of components.
    tag_prefix: String,
    components_allowed: bool,
    /// Other plugins: name, tags, ids of extensions.
    taken: Vec<(String, Vec<String>, Vec<String>)>,
}

impl Surroundings {
    /// Nothing but the rules.
    pub fn none(components_allowed: bool) -> Self {
        Self {
            tag_prefix: tag::DEFAULT_PREFIX.to_owned(),
            components_allowed,
            taken: Vec::new(),
        }
    }

    /// A server with its plugins. Of the package's own name only what is compiled in counts: anything else is its former version.
    pub fn of(registry: &Registry, tag_prefix: &str, components_allowed: bool, name: &str) -> Self {
        let others = registry
            .plugins
            .iter()
            .filter(|plugin| plugin.name != name || plugin.digest.is_empty());
        Self {
            tag_prefix: tag_prefix.to_owned(),
            components_allowed,
            taken: others
                .map(|plugin| {
                    (
                        plugin.name.clone(),
                        validate::tags(&plugin.extensions),
                        validate::extension_ids(&plugin.extensions),
                    )
                })
                .collect(),
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
    let manifest = files
        .get(MANIFEST)
        .map(|bytes| &bytes[..])
        .unwrap_or_default();
    let parsed = parse_manifest(manifest)?;
    let mut problems = parsed.problems;
    let package = package(parsed.manifest, files);
    let declaration = PluginDeclaration {
        name: &package.manifest.name,
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
            .taken
            .iter()
            .map(|(name, tags, extension_ids)| validate::Registered {
                name,
                tags,
                extension_ids,
            })
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

fn package(manifest: PackageManifest, files: &Files) -> Package {
    let digest = content_digest(files, sha256_hex);
    let assets: BTreeMap<String, _> = files
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(ASSETS)?.to_owned(), bytes.clone())))
        .collect();
    Package {
        manifest,
        files: assets,
        digest,
    }
}
