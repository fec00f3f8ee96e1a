//! The server functions: what our own pages and islands call, at `/api/fn/{name}`. Each calls the backend of its capability,
//! so they share their services with the REST routes, which are what others script against.
//!
//! Reads are `GET` with a query, changes are `POST` with a JSON body. The answer is `{"data": …}` or the error form of the API
//! with its status. In the browser an island calls them with `browser::fetch`.

#![expect(
    missing_docs,
    reason = "the macro makes structs of the arguments, which the functions describe"
)]

pub mod wire;

mod app;
mod app_why;
mod apps;
mod current_session;
mod install;
mod installed;
mod lift_suspension;
mod org_plugins;
mod plugin_manifest;
mod set_org_plugin;
mod sign_in;
mod sign_out;
mod switch_org;
mod uninstall;

pub use app::{App, app};
pub use app_why::{AppWhyOf, app_why};
pub use apps::{Apps, apps};
pub use current_session::{CurrentSession, current_session};
pub use install::{Install, install};
pub use installed::{Installed, installed};
pub use lift_suspension::{LiftSuspension, lift_suspension};
pub use org_plugins::{OrgPlugins, org_plugins};
pub use plugin_manifest::{PluginManifest, plugin_manifest};
pub use set_org_plugin::{SetOrgPlugin, set_org_plugin};
pub use sign_in::{SignIn, sign_in};
pub use sign_out::{SignOut, sign_out};
pub use switch_org::{SwitchOrg, switch_org};
pub use uninstall::{Uninstall, uninstall};

/// Makes every server function known to the server, one per line; the linker may have dropped those that nothing names.
#[cfg(feature = "ssr")]
pub fn register() {
    use leptos::server_fn::axum::register_explicit;

    register_explicit::<App>();
    register_explicit::<AppWhyOf>();
    register_explicit::<Apps>();
    register_explicit::<CurrentSession>();
    register_explicit::<Install>();
    register_explicit::<Installed>();
    register_explicit::<LiftSuspension>();
    register_explicit::<OrgPlugins>();
    register_explicit::<PluginManifest>();
    register_explicit::<SetOrgPlugin>();
    register_explicit::<SignIn>();
    register_explicit::<SignOut>();
    register_explicit::<SwitchOrg>();
    register_explicit::<Uninstall>();
}
