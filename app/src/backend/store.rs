//! The app store as the current session sees it.

use serde::{Deserialize, Serialize};

use portico_sdk::policy::{PluginState, Reason};

#[cfg(feature = "ssr")]
use super::Answer;

/// A search in the store; everything is in the URL.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppQuery {
    /// Words to find, all of them.
    pub q: String,
    /// Category, empty: all.
    pub category: String,
    /// Order of the result.
    pub sort: AppSort,
    /// Opaque position of the next page.
    pub cursor: Option<String>,
    /// Entries on a page, 1-100; 0: the default of 24.
    pub limit: u32,
}

/// Orders of the store list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppSort {
    /// Best match for the words, else most installed: by how many users of the host installed it for themselves. For how many
    /// an organisation turned it on is not counted, because nobody but the host knows how many members it has.
    #[default]
    Relevance,
    /// By title.
    Name,
    /// Most recently approved first.
    Newest,
}

/// One page of the store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppPage {
    /// The entries.
    pub apps: Vec<AppCard>,
    /// Entries that match in all.
    pub total: u32,
    /// Entries that match the words, whatever their category.
    pub matching: u32,
    /// Category → entries that match the words, for the filter list, in order of name.
    pub categories: Vec<CategoryCount>,
    /// Nothing matches the words as they were typed; these are near.
    pub similar: bool,
    /// Where the next page starts.
    pub next: Option<String>,
}

/// A category and how many entries it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CategoryCount {
    /// Code of the category.
    pub category: String,
    /// Entries.
    pub count: u32,
}

/// One plugin in a list, texts in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AppCard {
    /// Name of the plugin.
    pub name: String,
    /// Shown name.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Languages (BCP 47) in which title and summary are; they may differ from the one asked for.
    #[serde(default)]
    pub langs: TextLangs,
    /// Who made it.
    pub publisher: String,
    /// Icon of the sprite.
    pub icon: String,
    /// Colour of the tile.
    pub tile: String,
    /// Categories.
    pub categories: Vec<String>,
    /// Version that would be used.
    pub version: String,
    /// Verdict for this session.
    pub state: PluginState,
    /// The organisation that grants it.
    pub org: Option<String>,
    /// The chain of reasons for the verdict.
    pub reasons: Vec<Reason>,
    /// What this session may do about it.
    pub actions: AppActions,
}

/// In which languages texts of a plugin were found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TextLangs {
    /// Of the title; empty when it is unknown.
    pub title: String,
    /// Of the summary; empty when there is none.
    pub summary: String,
}

/// Why a plugin is as it is for this session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AppWhy {
    /// Name of the plugin.
    pub plugin: String,
    /// The verdict.
    pub state: PluginState,
    /// The organisation that grants it.
    pub org: Option<String>,
    /// The chain of reasons, the strongest first.
    pub reasons: Vec<Reason>,
}

impl From<AppCard> for AppWhy {
    fn from(card: AppCard) -> Self {
        Self {
            plugin: card.name,
            state: card.state,
            org: card.org,
            reasons: card.reasons,
        }
    }
}

/// What the current session may do with a plugin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AppActions {
    /// Install it for oneself.
    pub install: bool,
    /// Remove one's own install.
    pub uninstall: bool,
    /// Turn it on again after one's own pages had to end it again and again.
    #[serde(default)]
    pub turn_on_again: bool,
    /// Organisations for which one may switch it, with the present state.
    pub orgs: Vec<OrgSwitchState>,
}

/// An organisation and whether a plugin is on for all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OrgSwitchState {
    /// Organisation id.
    pub org: String,
    /// On for everyone.
    pub enabled: bool,
}

/// Everything on the page of one plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AppDetail {
    /// The facts of the card.
    #[serde(flatten)]
    pub card: AppCard,
    /// Paragraphs.
    pub about: Vec<String>,
    /// Their language (BCP 47).
    #[serde(default)]
    pub about_lang: String,
    /// What it adds and where.
    pub extensions: Vec<ExtensionSummary>,
}

/// One extension in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ExtensionSummary {
    /// Slot key.
    pub slot: String,
    /// `schema`, `component` or `sandbox`.
    pub kind: String,
    /// Origins the page must allow for it.
    pub origins: Vec<String>,
}

/// Lists, installs and removes.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait StoreBackend: Send + Sync {
    /// Searches the store.
    async fn search(&self, query: &AppQuery) -> Answer<AppPage>;
    /// One plugin; 404 when it is hidden from this session.
    async fn app(&self, plugin: &str) -> Answer<AppDetail>;
    /// What is on for this session, whoever turned it on, and what would be if it were not suspended.
    async fn installed(&self) -> Answer<Vec<AppCard>>;
    /// Installs for oneself; 401 signed out, 404 hidden, 409 where policy or host forbid it.
    async fn install(&self, plugin: &str) -> Answer<AppCard>;
    /// Removes one's own install.
    async fn uninstall(&self, plugin: &str) -> Answer<AppCard>;
    /// Takes back that a plugin is suspended for oneself.
    async fn lift_suspension(&self, plugin: &str) -> Answer<AppCard>;
}
