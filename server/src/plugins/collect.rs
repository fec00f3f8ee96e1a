//! The collection at start: every plugin is asked once what it declares, validated, and set going. Whatever is wrong with
//! a plugin costs that plugin (or one of its extensions) and a located warning, never the server (PARITY 1, 18).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use portico_sdk::extension::{Extension, ExtensionKind};
use portico_sdk::i18n::is_language_tag;
use portico_sdk::plugin::{Asset, Listing, Plugin, PluginRoutes, UiPlugin};
use portico_sdk::policy::PluginFacts;
use portico_sdk::problem::{Problem, Rule};
use portico_sdk::schema::FormSchema;
use portico_sdk::settings::settings_url;
use portico_sdk::slot::slots;
use portico_sdk::validate::{
    self, AssetContent, Context, PluginDeclaration, Shipping, validate_plugin,
};

use super::assets::{self, AssetTable};
use super::context::PluginContexts;
use super::guard;
use super::package::InService;
use super::registry::{Registered, Registry};
use crate::crypto::sha256_hex;

/// What the collection depends on beside the plugins.
#[derive(Debug, Clone)]
pub struct RegistryConfig {
    /// Prefix of the tags of plugin components.
    pub tag_prefix: String,
    /// How long one plugin's `init` may take.
    pub init_limit: Duration,
    /// Packages may ship web components (off unless a developer tries them out).
    pub package_components: bool,
}

impl RegistryConfig {
    /// With a tag prefix and the usual limit of 10 s.
    pub fn new(tag_prefix: &str) -> Self {
        Self {
            tag_prefix: tag_prefix.to_owned(),
            init_limit: Duration::from_secs(10),
            package_components: false,
        }
    }
}

impl Registry {
    /// Collects the plugins in their order: of two with one name, the first stays.
    pub async fn collect(
        plugins: Vec<Arc<dyn Plugin>>,
        config: &RegistryConfig,
        contexts: &dyn PluginContexts,
    ) -> Self {
        let mut collection = Collection::beside(&Self::default(), config, contexts);
        for (index, plugin) in plugins.into_iter().enumerate() {
            collection.add(index, plugin, Origin::COMPILED_IN).await;
        }
        collection.end(0)
    }

    /// These plugins, and beside them packages in their order; what was said of those that stay is in `before`.
    pub(super) async fn with_packages(
        &self,
        packages: Vec<InService>,
        before: &Self,
        config: &RegistryConfig,
        contexts: &dyn PluginContexts,
    ) -> Self {
        let mut collection = Collection::beside(self, config, contexts);
        for (index, package) in packages.into_iter().enumerate() {
            match package {
                InService::Same(known) => collection.keep(known, before),
                InService::New(package) => {
                    let origin = Origin {
                        digest: package.digest.clone(),
                        shipping: Shipping::Package {
                            components_allowed: config.package_components,
                        },
                    };
                    collection.add(index, Arc::new(*package), origin).await;
                }
            }
        }
        collection.end(self.problems.len())
    }
}

/// How a plugin got here.
struct Origin {
    digest: String,
    shipping: Shipping,
}

impl Origin {
    const COMPILED_IN: Self = Self {
        digest: String::new(),
        shipping: Shipping::CompiledIn,
    };
}

struct Collection<'a> {
    config: &'a RegistryConfig,
    contexts: &'a dyn PluginContexts,
    registered: Vec<Arc<Registered>>,
    /// What each registered plugin took, in the same order.
    taken: Vec<Taken>,
    problems: Vec<Problem>,
}

/// What a plugin uses that no later one may use.
struct Taken {
    tags: Vec<String>,
    extension_ids: Vec<String>,
}

impl Taken {
    fn by(extensions: &[Extension]) -> Self {
        Self {
            tags: validate::tags(extensions),
            extension_ids: validate::extension_ids(extensions),
        }
    }
}

/// What a plugin says of itself when asked.
struct Declared {
    name: String,
    version: String,
    description: String,
    listing: Listing,
    extensions: Vec<Extension>,
    assets: Vec<Asset>,
}

impl Declared {
    fn ask(plugin: &dyn Plugin) -> Self {
        let ui = plugin.ui();
        Self {
            name: plugin.name().to_owned(),
            version: plugin.version().to_owned(),
            description: plugin.description().to_owned(),
            listing: plugin.listing(),
            extensions: ui.map(UiPlugin::ui_extensions).unwrap_or_default(),
            assets: ui.map(UiPlugin::assets).unwrap_or_default(),
        }
    }
}

impl<'a> Collection<'a> {
    /// Starts with the plugins of another registry.
    fn beside(
        registry: &Registry,
        config: &'a RegistryConfig,
        contexts: &'a dyn PluginContexts,
    ) -> Self {
        Self {
            config,
            contexts,
            registered: registry.plugins.clone(),
            taken: registry
                .plugins
                .iter()
                .map(|plugin| Taken::by(&plugin.extensions))
                .collect(),
            problems: registry.problems.clone(),
        }
    }

    /// The registry of what was added; problems after the first `told` are new and go to the log.
    fn end(self, told: usize) -> Registry {
        for problem in self.problems.iter().skip(told) {
            tracing::warn!(
                plugin = problem.plugin,
                extension = problem.extension,
                path = problem.path,
                rule = problem.rule.code(),
                "{}",
                problem.fix
            );
        }
        let mut plugins = self.registered;
        plugins.sort_by(|a, b| a.name.cmp(&b.name));
        Registry {
            build: build_hash(&plugins),
            plugins,
            problems: self.problems,
        }
    }

    /// Takes a plugin over from another registry, with what was said of it there.
    fn keep(&mut self, known: Arc<Registered>, of: &Registry) {
        let said = of
            .problems
            .iter()
            .filter(|problem| problem.plugin == known.name);
        self.problems.extend(said.cloned());
        self.taken.push(Taken::by(&known.extensions));
        self.registered.push(known);
    }

    async fn add(&mut self, index: usize, plugin: Arc<dyn Plugin>, origin: Origin) {
        let declared = match guard::call(|| Declared::ask(&*plugin)) {
            Ok(declared) => declared,
            Err(broken) => {
                let name = guard::call(|| plugin.name().to_owned());
                let name = name.unwrap_or_else(|_| format!("#{}", index + 1));
                return self.failed(
                    &name,
                    &format!("Correct what the plugin declares: it {broken}."),
                );
            }
        };
        let name = declared.name.clone();
        let (files, duplicates) = files(declared.assets);
        self.problems
            .extend(duplicates.into_iter().map(|path| duplicate(&name, &path)));
        let all = declared.extensions.clone();
        let Some(mut extensions) =
            self.validate(&name, declared.extensions, &files, origin.shipping)
        else {
            return;
        };
        let mut skipped = left_out(all, &extensions);
        let mut listing = declared.listing;
        self.speak(
            &name,
            &mut listing,
            extensions.iter_mut().chain(&mut skipped),
        );
        let assets = assets::table(files);
        let extensions: Vec<Extension> = extensions
            .into_iter()
            .map(|extension| with_immutable_urls(&name, extension, &assets))
            .collect();
        let settings = settings_form(&name, &extensions).map(Arc::new);
        let tests = test_routes(&name, &extensions);

        let context = self.contexts.context(&name, settings.as_deref());
        let init = {
            let plugin = Arc::clone(&plugin);
            guard::run(
                self.config.init_limit,
                async move { plugin.init(context).await },
            )
            .await
        };
        match init {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                return self.failed(&name, &format!("Correct what init reports: {error}."));
            }
            Err(broken) => {
                return self.failed(&name, &format!("Correct the plugin's init: it {broken}."));
            }
        }
        let routes = match guard::call(|| {
            plugin
                .ui()
                .map_or_else(PluginRoutes::default, UiPlugin::routes)
        }) {
            Ok(routes) => routes,
            Err(broken) => {
                return self.failed(&name, &format!("Correct the plugin's routes: it {broken}."));
            }
        };
        self.taken.push(Taken::by(&extensions));
        self.registered.push(Arc::new(Registered {
            facts: PluginFacts {
                name: name.clone(),
                categories: listing.categories.clone(),
                version: declared.version.clone(),
            },
            plugin,
            name,
            version: declared.version,
            digest: origin.digest,
            description: declared.description,
            listing,
            extensions,
            skipped,
            assets,
            routes,
            settings,
            tests,
        }));
    }

    /// The valid extensions; `None` when the plugin itself is refused.
    fn validate(
        &mut self,
        name: &str,
        extensions: Vec<Extension>,
        files: &BTreeMap<String, Bytes>,
        shipping: Shipping,
    ) -> Option<Vec<Extension>> {
        let declaration = PluginDeclaration {
            name,
            extensions,
            assets: files
                .iter()
                .map(|(path, bytes)| (path.as_str(), AssetContent::Bytes(bytes)))
                .collect(),
            shipping,
        };
        let context = Context {
            tag_prefix: &self.config.tag_prefix,
            registered: self
                .registered
                .iter()
                .zip(&self.taken)
                .map(|(plugin, taken)| validate::Registered {
                    name: &plugin.name,
                    tags: &taken.tags,
                    extension_ids: &taken.extension_ids,
                })
                .collect(),
            // Packages are also written for slots that hosts have in their own pages.
            known_slots: match shipping {
                Shipping::CompiledIn => slots::ALL.to_vec(),
                Shipping::Package { .. } => Vec::new(),
            },
            ..Context::default()
        };
        let validated = validate_plugin(&declaration, &context);
        let refused = validated.problems.iter().any(|problem| {
            matches!(
                problem.rule,
                Rule::PluginName | Rule::DuplicatePlugin | Rule::CapturesTag
            )
        });
        self.problems.extend(validated.problems);
        (!refused).then_some(validated.extensions)
    }

    /// Lets every text of a plugin know the plugin's own language (FORMS-AND-SLOTS "i18n").
    fn speak<'e>(
        &mut self,
        name: &str,
        listing: &mut Listing,
        extensions: impl Iterator<Item = &'e mut Extension>,
    ) {
        let lang = listing.default_language.clone();
        if lang.is_empty() {
            return;
        }
        if !is_language_tag(&lang) {
            self.problems.push(Problem {
                plugin: name.to_owned(),
                extension: String::new(),
                path: "listing.default_language".to_owned(),
                rule: Rule::Text,
                fix: format!("Use a language tag like en or de-AT instead of {lang:?}."),
            });
            return;
        }
        for text in [&mut listing.title, &mut listing.summary, &mut listing.about] {
            text.set_default(&lang);
        }
        for text in extensions.flat_map(Extension::texts_mut) {
            text.set_default(&lang);
        }
    }

    fn failed(&mut self, name: &str, fix: &str) {
        self.problems.push(Problem {
            plugin: name.to_owned(),
            extension: String::new(),
            path: String::new(),
            rule: Rule::PluginFailed,
            fix: fix.to_owned(),
        });
    }
}

/// What was declared beside what is valid; of several with one id, the valid one is the first.
fn left_out(declared: Vec<Extension>, valid: &[Extension]) -> Vec<Extension> {
    let mut valid: Vec<&str> = valid
        .iter()
        .map(|extension| extension.id.as_str())
        .collect();
    declared
        .into_iter()
        .filter(|extension| {
            let found = valid.iter().position(|id| *id == extension.id);
            found.map(|at| valid.remove(at)).is_none()
        })
        .collect()
}

/// The files by path, and the paths that were declared again.
fn files(assets: Vec<Asset>) -> (BTreeMap<String, Bytes>, Vec<String>) {
    let mut files = BTreeMap::new();
    let mut duplicates = Vec::new();
    for asset in assets {
        let path = asset.path.into_owned();
        if files.contains_key(&path) {
            duplicates.push(path);
            continue;
        }
        let bytes = match asset.bytes {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        files.insert(path, bytes);
    }
    (files, duplicates)
}

fn duplicate(plugin: &str, path: &str) -> Problem {
    Problem {
        plugin: plugin.to_owned(),
        extension: String::new(),
        path: format!("assets[{path:?}]"),
        rule: Rule::AssetType,
        fix: "Declare each path once; the first file is served.".to_owned(),
    }
}

/// Addresses code by its digest, so that a cached page and the file it loads always belong together (THREATS 33).
fn with_immutable_urls(plugin: &str, mut extension: Extension, assets: &AssetTable) -> Extension {
    let urls = match &mut extension.kind {
        ExtensionKind::Component { component } => {
            vec![&mut component.script_url, &mut component.style_url]
        }
        ExtensionKind::Sandbox { sandbox } => vec![&mut sandbox.entry],
        ExtensionKind::Schema { .. } => Vec::new(),
    };
    let prefix = format!("/plugins/{plugin}/assets/");
    for url in urls {
        if let Some(path) = url.strip_prefix(&prefix)
            && let Some(entry) = assets.get(path)
        {
            *url = format!("{prefix}~{}/{path}", entry.digest);
        }
    }
    extension
}

/// The first form that saves to the standard settings declares what the settings are.
fn settings_form(plugin: &str, extensions: &[Extension]) -> Option<FormSchema> {
    let url = settings_url(plugin);
    extensions
        .iter()
        .find_map(|extension| match &extension.kind {
            ExtensionKind::Schema { schema } if schema.submit_url == url => Some(schema.clone()),
            _ => None,
        })
}

/// The routes that get the stored secrets beside what is typed: those named by forms over the settings.
fn test_routes(plugin: &str, extensions: &[Extension]) -> Vec<String> {
    let (settings, admin) = (
        settings_url(plugin),
        format!("/api/v1/admin/plugins/{plugin}/"),
    );
    extensions
        .iter()
        .filter_map(|extension| match &extension.kind {
            ExtensionKind::Schema { schema } if schema.submit_url == settings => Some(schema),
            _ => None,
        })
        .filter_map(|schema| {
            let path = schema.test_url.split('?').next().unwrap_or_default();
            Some(path.strip_prefix(&admin)?.to_owned())
        })
        .collect()
}

/// Changes whenever anything a session can see of the plugins changes, and with the server's own version.
fn build_hash(plugins: &[Arc<Registered>]) -> String {
    let mut text = env!("CARGO_PKG_VERSION").to_owned();
    for plugin in plugins {
        let extensions = serde_json::to_string(&plugin.extensions).unwrap_or_default();
        let digests: Vec<&str> = plugin
            .assets
            .values()
            .map(|entry| entry.digest.as_str())
            .collect();
        let _ = write!(
            text,
            "\n{:?} {:?} {:?} {extensions} {digests:?}",
            plugin.name, plugin.version, plugin.listing
        );
    }
    sha256_hex(text.as_bytes())[..16].to_owned()
}
