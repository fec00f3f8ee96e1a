//! The console of operators and host developers.
//!
//! Every form posts to the address of its own page; a page with several forms tells them apart by the hidden field `do`.
//!
//! | page | `do`: fields |
//! |---|---|
//! | `/console/sign-in` | `email`, `password`, `next` |
//! | `/console/set-up` | `token`, `email`, `name`, `password` |
//! | `/console/invitation?token=…` | `name`, `password` |
//! | `/console` | `create`: `id`, `name`, `password` |
//! | `/console/account` | `password`: `current`, `new`; `sign_out` |
//! | `/console/hosts/{host}` | `open_admin` |
//! | `/console/hosts/{host}/keys` | `create`; `rotate`: `overlap_hours`; `register`: `jwk`; `revoke`: `key`; `reveal`: `key`; all but `revoke`: `password` |
//! | `/console/hosts/{host}/origins` | `add`: `origin`; `remove`: `origin` |
//! | `/console/hosts/{host}/plugins` | `approve`, `withdraw`, `default`, `force`, `block`, `inherit`: `plugin`, `note`, and `at=plugin` from its page |
//! | `/console/hosts/{host}/plugins/{plugin}` | the plugin's host-level settings, a schema form |
//! | `/console/hosts/{host}/slots` | `move`: `slot`, `plugin`, `extension`, `step` |
//! | `/console/hosts/{host}/members` | `invite`: `email`, `role`, `password`; `withdraw`: `id`; `role`: `id`, `role`; `remove`: `id` |
//! | `/console/hosts/{host}/tokens` | `create`: `name`, `password`; `revoke`: `id` |
//! | `/console/hosts/{host}/settings` | `name`, `logo_url`, `accent`, `site_url`, `sign_in_url`, `org_plugins`, `user_installs`, `purchases` |
//! | `/console/hosts/{host}/audit?cursor=…` | |
//!
//! A form that did its work answers 303 to its page with a [`crate::page::Flash`]; one that makes a secret, a link or a
//! token answers 200 or 201 with the page and [`super::refused::ShownOnce`] in its context; a refused one answers with
//! the page, the error's status and [`super::refused::RefusedForm`].

mod access;
mod account;
mod audit;
mod copy;
mod form;
mod frame;
mod get_started;
mod hosts;
mod invitation;
mod key_forms;
mod key_table;
mod keys;
mod members;
mod origins;
mod overview;
mod people_forms;
mod plugin_asks;
mod plugin_decision;
mod plugin_settings;
mod plugin_table;
mod plugins;
mod settings;
mod settings_preview;
mod sign_in;
mod slots;
mod tokens;

pub use account::AccountPage;
pub use audit::AuditPage;
pub use hosts::HostsPage;
pub use invitation::InvitationPage;
pub use keys::KeysPage;
pub use members::MembersPage;
pub use origins::OriginsPage;
pub use overview::OverviewPage;
pub use plugin_settings::HostPluginPage;
pub use plugins::HostPluginsPage;
pub use settings::HostSettingsPage;
pub use sign_in::{ConsoleSignInPage, SetUpPage};
pub use slots::SlotsPage;
pub use tokens::TokensPage;
