//! What every page knows about its request.

use std::sync::Arc;

use portico_sdk::policy::HostModes;

use crate::backend::SessionView;
use crate::i18n::{Locale, Text};

/// The request's facts, put into the Leptos context by the server before a page renders.
#[derive(Debug, Clone)]
pub struct PageContext(pub Arc<PageFacts>);

impl std::ops::Deref for PageContext {
    type Target = PageFacts;
    fn deref(&self) -> &PageFacts {
        &self.0
    }
}

/// See [`PageContext`].
#[derive(Debug, Clone)]
pub struct PageFacts {
    /// Language of the page.
    pub locale: Locale,
    /// Chosen theme.
    pub theme: Theme,
    /// Path and query as requested, for links that come back; without `?safe-mode`, which is for one request.
    pub path: String,
    /// Path alone.
    pub pathname: String,
    /// Shown in error messages.
    pub request_id: String,
    /// The host whose pages these are.
    pub host: Option<HostBrand>,
    /// The signed-in user.
    pub session: Option<SessionView>,
    /// The signed-in console account's address.
    pub account: Option<String>,
    /// A message kept from the request before this one.
    pub flash: Option<Flash>,
    /// Demo mode: `/shop` and one-click sign-in exist.
    pub demo: bool,
    /// `?safe-mode`: no plugins on this page.
    pub safe_mode: bool,
    /// The host's tag prefix for components.
    pub tag_prefix: String,
}

impl PageFacts {
    /// A page of the console: for accounts of the server, not for users of a host.
    pub fn is_console(&self) -> bool {
        self.pathname
            .strip_prefix("/console")
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// A host as its users see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostBrand {
    /// Host id.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// Address of its logo, empty: the mark.
    pub logo_url: String,
    /// Its colour as `#rrggbb`, empty: Portico's.
    pub accent: String,
    /// Address of its own site, for the way back; empty: none.
    pub site_url: String,
    /// Where it signs users in; empty: none.
    pub sign_in_url: String,
    /// What it offers.
    pub modes: HostModes,
}

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Value of the cookie and of `data-theme`; `None` for the system's choice.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// Reads a cookie value.
    pub fn parse(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// A message for the next page: what happened, and the way back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Flash {
    /// Key of the text: see `i18n::common`.
    pub code: String,
    /// Name filled into the text.
    #[serde(default)]
    pub name: String,
    /// Second name filled into the text (an organisation).
    #[serde(default)]
    pub org: String,
    /// What takes it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<Undo>,
}

/// What a message can take back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undo {
    /// What an admin decided for an organisation.
    Org(OrgUndo),
    /// What somebody installed for himself, by the plugin's name.
    Install(String),
    /// What somebody uninstalled, by the plugin's name.
    Uninstall(String),
}

/// Takes an organisation's decision about a plugin back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OrgUndo {
    /// Name of the plugin.
    pub plugin: String,
    /// Organisation id.
    pub org: String,
    /// What it was before: `on`, `off` or `inherit`.
    pub to: String,
}

/// The request's facts.
///
/// # Panics
/// Never in a request: the server provides them for every page; outside a page there are none to be had.
#[cfg(feature = "ssr")]
pub fn page() -> PageContext {
    leptos::prelude::expect_context::<PageContext>()
}

/// The texts of the page's language.
#[cfg(feature = "ssr")]
pub fn text() -> &'static Text {
    page().locale.text()
}
