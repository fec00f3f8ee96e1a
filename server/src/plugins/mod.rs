//! The plugins: collecting those compiled in at start, packages that come and go, what of them is served, and what they get to work with.

mod assets;
mod collect;
mod context;
pub mod deliver;
pub mod guard;
mod host_data;
mod http;
mod kv;
mod live;
mod package;
mod public_lookup;
mod registry;
mod renew;
mod settings;
mod start;

use std::fmt::Display;

use portico_sdk::plugin::PluginError;

pub use assets::{AssetEntry, AssetTable};
pub use collect::RegistryConfig;
pub use context::{PluginContexts, ServerContexts};
pub use host_data::{HostDataSource, HostDataSources};
pub use http::{GuardedHttp, PluginHttp};
pub use kv::{MAX_BYTES, MAX_KEYS, MAX_VALUE_BYTES, PluginStore};
pub use live::LiveRegistry;
pub use package::Package;
pub use public_lookup::{Lookup, SystemLookup};
pub use registry::{Registered, Registry};
pub use renew::renew;
pub use settings::{PluginSettings, SettingsError, secret_place};
pub use start::{contexts, start};

/// What a plugin is told when something of ours fails. Plugins show their errors to people, and what is wrong with the
/// database is not for them: it stands in the log.
pub(crate) fn our_fault(error: impl Display) -> PluginError {
    tracing::error!(%error, "what a plugin asked for failed");
    PluginError::Internal("the server could not do it; its log says why".to_owned())
}
