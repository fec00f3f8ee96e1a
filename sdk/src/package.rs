//! A plugin package: a `.tar.gz` or `.zip` with `plugin.json` and the folder `assets/` (CONTRACT "Plugin package").
//!
//! Here is what `plugin.json` says, read so that each mistake is located. Files are the server's and the command line's business.

use semver::{Version, VersionReq};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::extension::{Capabilities, Component, Extension, ExtensionKind, Sandbox};
use crate::i18n::{LocaleText, is_language_tag};
use crate::names::is_plugin_name;
use crate::problem::{Problem, Rule};
use crate::schema::FormSchema;
use crate::settings::settings_url;
use crate::slot::slots;
use crate::url_rule::asset_prefix;
use crate::validate::{parse_extensions, text_problems};

/// Name of the file that describes a package.
pub const MANIFEST: &str = "plugin.json";
/// Folder of the files that are served.
pub const ASSETS: &str = "assets/";
/// The most bytes of `plugin.json`.
pub const MAX_MANIFEST_BYTES: usize = 256 * 1024;
/// The most characters of a title, a publisher or a keyword.
pub const MAX_NAME: usize = 80;
/// The most characters of a summary.
pub const MAX_SUMMARY: usize = 300;
/// The most characters of the paragraphs about a plugin, and of what is new.
pub const MAX_PARAGRAPHS: usize = 10_000;

/// Everything a `plugin.json` may have, for the message about what it may not.
const KEYS: [&str; 18] = [
    "name",
    "version",
    "publisher",
    "title",
    "summary",
    "about",
    "changelog",
    "default_language",
    "categories",
    "keywords",
    "icon",
    "tile",
    "license",
    "support_url",
    "portico",
    "capabilities",
    "settings",
    "extensions",
];

/// What `plugin.json` says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct PackageManifest {
    /// Name of the plugin.
    pub name: String,
    /// Semantic version.
    pub version: String,
    /// Who made it.
    pub publisher: String,
    /// Name shown to people.
    pub title: LocaleText,
    /// One sentence on the card.
    pub summary: LocaleText,
    /// Paragraphs for the detail page.
    pub about: LocaleText,
    /// What is new in this version.
    pub changelog: LocaleText,
    /// The language of readers whose own is missing; English when empty.
    pub default_language: String,
    /// `payments`, `analytics`, `customer-voice`, `operations`, `marketing`.
    pub categories: Vec<String>,
    /// Extra words the search finds it by.
    pub keywords: Vec<String>,
    /// Name of an icon of the sprite.
    pub icon: String,
    /// Colour of the icon's tile.
    pub tile: String,
    /// SPDX expression.
    pub license: String,
    /// Where users find help, `https://…`.
    pub support_url: String,
    /// The versions of Portico it works with, as a range: `>=0.1.0`.
    pub portico: String,
    /// What sandboxes that name no capabilities of their own may see and call.
    pub capabilities: Capabilities,
    /// The form over the settings, without addresses.
    pub settings: Option<FormSchema>,
    /// The extensions, as declared.
    pub extensions: Vec<Extension>,
}

/// A `plugin.json` that could be read, and what is wrong with parts of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedManifest {
    /// What it says; unreadable extensions are left out.
    pub manifest: PackageManifest,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Reads a `plugin.json`. `Err`: it is no description of a package at all.
///
/// ```
/// use portico_sdk::package::parse_manifest;
///
/// let text = r#"{
///     "name": "acme-notes", "version": "1.0.0", "title": { "en": "Notes" },
///     "extensions": [{
///         "id": "notes", "slot": "admin:sidebar", "type": "sandbox", "sandbox": { "entry": "assets/main.js" }
///     }]
/// }"#;
/// let parsed = parse_manifest(text.as_bytes()).unwrap();
/// assert_eq!(parsed.manifest.name, "acme-notes");
/// assert!(parsed.problems.is_empty());
/// ```
pub fn parse_manifest(json: &[u8]) -> Result<ParsedManifest, Problem> {
    if json.len() > MAX_MANIFEST_BYTES {
        return Err(problem(
            "",
            "",
            Rule::TooMany,
            "Keep plugin.json below 256 KiB.",
        ));
    }
    let value: Value = serde_json::from_slice(json).map_err(|error| {
        let fix = format!("Correct the JSON of plugin.json: {error}.");
        problem("", "", Rule::Shape, &fix)
    })?;
    let Value::Object(mut object) = value else {
        return Err(problem(
            "",
            "",
            Rule::Shape,
            "Make plugin.json one JSON object.",
        ));
    };
    let name = object
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if !is_plugin_name(&name) {
        let fix = "Name the plugin with lower-case letters, digits and single hyphens, at most 40 characters, starting with a letter.";
        return Err(problem("", "name", Rule::PluginName, fix));
    }
    let mut problems = unknown_keys(&name, &object);
    let declared = object
        .remove("extensions")
        .unwrap_or(Value::Array(Vec::new()));
    let (extensions, unread) = parse_extensions(&name, &declared);
    problems.extend(unread);
    let mut manifest = PackageManifest::deserialize(Value::Object(object)).map_err(|error| {
        problem(
            &name,
            "",
            Rule::Shape,
            &format!("Correct plugin.json: {error}."),
        )
    })?;
    manifest.extensions = extensions;
    problems.extend(manifest.problems());
    Ok(ParsedManifest { manifest, problems })
}

fn problem(plugin: &str, path: &str, rule: Rule, fix: &str) -> Problem {
    Problem {
        plugin: plugin.to_owned(),
        extension: String::new(),
        path: path.to_owned(),
        rule,
        fix: fix.to_owned(),
    }
}

/// A key that means nothing is a slip of the pen more often than not.
fn unknown_keys(name: &str, object: &Map<String, Value>) -> Vec<Problem> {
    let unknown = object.keys().filter(|key| !KEYS.contains(&key.as_str()));
    unknown
        .map(|key| {
            let fix = format!(
                "Remove {key}, or correct its name: plugin.json has {}.",
                KEYS.join(", ")
            );
            problem(name, key, Rule::Shape, &fix)
        })
        .collect()
}

impl PackageManifest {
    /// What is wrong with the head; extensions and settings are for [`crate::validate::validate_plugin`].
    fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        let mut check = |holds: bool, path: &str, fix: &str| {
            if !holds {
                found.push(problem(&self.name, path, Rule::Shape, fix));
            }
        };
        check(
            Version::parse(&self.version).is_ok(),
            "version",
            "Give a semantic version like 1.4.0 or 2.0.0-beta.1.",
        );
        check(
            !self.title.is_empty(),
            "title",
            "Add a title in at least one language: { \"en\": \"…\" }.",
        );
        check(
            self.default_language.is_empty() || is_language_tag(&self.default_language),
            "default_language",
            "Use a language tag like en or de-AT.",
        );
        check(
            self.support_url.is_empty() || self.support_url.starts_with("https://"),
            "support_url",
            "Use an address that begins with https://.",
        );
        check(
            self.settings
                .as_ref()
                .is_none_or(|form| form.submit_url.is_empty() && form.load_url.is_empty()),
            "settings",
            "Leave out submit_url and load_url: settings are stored by Portico.",
        );
        check(
            !self.extensions.is_empty() || self.settings.is_some(),
            "extensions",
            "Declare at least one extension, or settings.",
        );
        found.extend(self.compatibility());
        found.extend(self.text_problems());
        found
    }

    /// Whether it says that it works with this version.
    fn compatibility(&self) -> Option<Problem> {
        let this = env!("CARGO_PKG_VERSION");
        if self.portico.is_empty() {
            return None;
        }
        let wrong = |rule, fix: String| Some(problem(&self.name, "portico", rule, &fix));
        match (VersionReq::parse(&self.portico), Version::parse(this)) {
            (Err(error), _) => wrong(
                Rule::Shape,
                format!("Write a range of versions like \">=0.1.0, <2\": {error}."),
            ),
            (Ok(range), Ok(version)) if !range.matches(&version) => wrong(
                Rule::Incompatible,
                format!(
                    "It is written for Portico {range}, and this is {this}: use a version of the plugin, or of Portico, that fits."
                ),
            ),
            _ => None,
        }
    }

    /// What is shown in the store comes from strangers: not too long for its place, and nothing that reads other than it is written
    /// (THREATS 41).
    fn text_problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        let texts = [
            ("title", &self.title, MAX_NAME),
            ("summary", &self.summary, MAX_SUMMARY),
            ("about", &self.about, MAX_PARAGRAPHS),
            ("changelog", &self.changelog, MAX_PARAGRAPHS),
        ];
        for (path, text, most) in texts {
            found.extend(text_problems(&self.name, path, text));
            found.extend(
                text.0
                    .values()
                    .find_map(|text| self.too_long(path, text, most)),
            );
        }
        let names = [("publisher", &self.publisher)]
            .into_iter()
            .chain(self.keywords.iter().map(|word| ("keywords", word)))
            .chain(self.categories.iter().map(|name| ("categories", name)));
        for (path, name) in names {
            found.extend(text_problems(
                &self.name,
                path,
                &LocaleText::en(name.as_str()),
            ));
            found.extend(self.too_long(path, name, MAX_NAME));
        }
        found
    }

    fn too_long(&self, path: &str, text: &str, most: usize) -> Option<Problem> {
        let fix = format!("Use at most {most} characters.");
        (text.chars().count() > most).then(|| problem(&self.name, path, Rule::TooMany, &fix))
    }

    /// The extensions as the server takes them: files by their addresses, and the settings as the form that they are.
    pub fn extensions(&self) -> Vec<Extension> {
        let mut extensions = self.extensions.clone();
        for extension in &mut extensions {
            match &mut extension.kind {
                ExtensionKind::Schema { .. } => {}
                ExtensionKind::Component { component } => self.address_component(component),
                ExtensionKind::Sandbox { sandbox } => self.address_sandbox(sandbox),
            }
        }
        extensions.extend(self.settings.clone().map(|form| self.settings_form(form)));
        extensions
    }

    fn address_component(&self, component: &mut Component) {
        component.script_url = self.address(&component.script_url);
        component.style_url = self.address(&component.style_url);
    }

    fn address_sandbox(&self, sandbox: &mut Sandbox) {
        sandbox.entry = self.address(&sandbox.entry);
        if sandbox.capabilities == Capabilities::default() {
            sandbox.capabilities = self.capabilities.clone();
        }
    }

    /// `assets/main.js` → `/plugins/{name}/assets/main.js`; everything else stays and is judged as it is.
    fn address(&self, path: &str) -> String {
        match path.strip_prefix(ASSETS) {
            Some(below) => format!("{}{below}", asset_prefix(&self.name)),
            None => path.to_owned(),
        }
    }

    fn settings_form(&self, mut form: FormSchema) -> Extension {
        form.submit_url = settings_url(&self.name);
        form.load_url = settings_url(&self.name);
        Extension {
            id: format!("{}_settings", self.name.replace('-', "_")),
            slot: slots::PLUGIN_SETTINGS.key.to_owned(),
            kind: ExtensionKind::Schema { schema: form },
            title: LocaleText::default(),
            priority: 0,
        }
    }
}
