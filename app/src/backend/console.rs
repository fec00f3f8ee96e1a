//! The console: hosts and their keys, origins, plugins, members and tokens, as its pages and its API show them.

use portico_sdk::extension::Capabilities;
use serde::{Deserialize, Serialize};

use super::TextLangs;
#[cfg(feature = "ssr")]
use super::{Answer, HostSlot, SettingsForm};

/// What a member may do on a host. Operators have the rights of an owner everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HostRole {
    /// Everything but members and invitations.
    Developer,
    /// Everything.
    Owner,
}

impl HostRole {
    /// The value stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Developer => "developer",
            Self::Owner => "owner",
        }
    }

    /// Reads a value.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Developer, Self::Owner]
            .into_iter()
            .find(|role| role.name() == name)
    }
}

/// Whether tokens signed with a key are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// Accepted; new tokens should be signed with it.
    Active,
    /// Accepted until its end; its successor is in use.
    Retiring,
    /// Not accepted any more.
    Revoked,
}

impl KeyState {
    /// The value stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Retiring => "retiring",
            Self::Revoked => "revoked",
        }
    }

    /// Reads a value.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Active, Self::Retiring, Self::Revoked]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// The signed-in console account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ConsoleAccount {
    /// Address.
    pub email: String,
    /// Shown name.
    pub name: String,
    /// Runs the server and registers hosts.
    pub is_operator: bool,
}

/// A host with its settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ConsoleHost {
    /// Host id.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// What the caller may do.
    pub role: HostRole,
    /// Address of the logo, empty: none.
    pub logo_url: String,
    /// Accent colour as `#rrggbb`, empty: Portico's.
    pub accent: String,
    /// The host's own site, for the way back; empty: none.
    pub site_url: String,
    /// Where the host signs users in; empty: none.
    pub sign_in_url: String,
    /// Organisations turn plugins on for their members.
    pub org_plugins: bool,
    /// Users install plugins for themselves.
    pub user_installs: bool,
    /// Plugins can be bought.
    pub purchases: bool,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

/// What to change of a host's settings; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct HostChanges {
    /// Shown name, 1 to 100 characters.
    pub name: Option<String>,
    /// Address of the logo (https), empty: none.
    pub logo_url: Option<String>,
    /// Accent colour as `#rrggbb`, empty: Portico's.
    pub accent: Option<String>,
    /// The host's own site (https, or http on loopback), empty: none.
    pub site_url: Option<String>,
    /// Where the host signs users in (https, or http on loopback), empty: none.
    pub sign_in_url: Option<String>,
    /// Organisations turn plugins on for their members.
    pub org_plugins: Option<bool>,
    /// Users install plugins for themselves.
    pub user_installs: Option<bool>,
    /// Plugins can be bought.
    pub purchases: Option<bool>,
}

/// A key that host JWTs are checked with. A secret is never part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HostKey {
    /// `kid` in tokens.
    pub id: String,
    /// The one algorithm accepted with it: `HS256` for a secret; `ES256`, `EdDSA` or `RS256` for a public key.
    pub algorithm: String,
    /// Whether tokens are accepted.
    pub state: KeyState,
    /// When a retiring key ends, in milliseconds since the epoch.
    pub retire_at: Option<i64>,
    /// When a token was last checked with it, to the minute, in milliseconds since the epoch.
    pub last_used_at: Option<i64>,
    /// Who made it.
    pub created_by: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

impl HostKey {
    /// True for a host secret, false for a registered public key.
    pub fn is_secret(&self) -> bool {
        self.algorithm == "HS256"
    }
}

/// A secret, shown at creation and when it is revealed again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ShownSecret {
    /// Host id.
    pub host: String,
    /// Key id.
    pub key_id: String,
    /// `psk_…`: keep it where only the host's server can read it.
    pub secret: String,
}

/// Without the secret (THREATS 46).
impl std::fmt::Debug for ShownSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ShownSecret({}/{})", self.host, self.key_id)
    }
}

/// A plugin of this server as one host decides about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HostPlugin {
    /// Name of the plugin.
    pub name: String,
    /// Shown name.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Languages (BCP 47) in which both are.
    #[serde(default)]
    pub langs: TextLangs,
    /// Version in use.
    pub version: String,
    /// Icon of the sprite.
    pub icon: String,
    /// Colour of the icon's tile.
    pub tile: String,
    /// Slots it fills.
    pub slots: Vec<String>,
    /// Kinds of its extensions: `schema`, `component`, `sandbox`.
    pub kinds: Vec<String>,
    /// Digest of what is in service; empty for what is compiled into the server. Approvals are of contents.
    #[serde(default)]
    pub contents: String,
    /// What its sandboxes ask for; none where nothing is sandboxed.
    #[serde(default)]
    pub asks: Vec<Asked>,
    /// There are settings to fill in.
    pub has_settings: bool,
    /// Allowed on this host.
    pub approved: bool,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// When, in milliseconds since the epoch.
    pub approved_at: Option<i64>,
    /// The host's own policy: `forced`, `blocked`, …; `None`: organisations and users decide.
    pub mode: Option<String>,
    /// The reason given for the policy.
    pub note: String,
    /// Who set the policy.
    pub set_by: Option<String>,
    /// When, in milliseconds since the epoch.
    pub set_at: Option<i64>,
}

/// What one sandbox asks for (THREATS k).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Asked {
    /// Id of the extension.
    pub extension: String,
    /// Where it is shown.
    pub slot: String,
    /// What it may see and call.
    pub capabilities: Capabilities,
}

/// A warning about a plugin's declaration, found when the server started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PluginProblem {
    /// Name of the plugin.
    pub plugin: String,
    /// Id of the extension, empty when the whole plugin is concerned.
    pub extension: String,
    /// JSON path within the extension.
    pub path: String,
    /// Code of the rule that was broken.
    pub rule: String,
    /// How to mend it.
    pub fix: String,
    /// What it is about was left out; else it is a warning.
    pub left_out: bool,
}

/// A member of a host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HostMember {
    /// Account id.
    pub id: String,
    /// Address.
    pub email: String,
    /// Shown name.
    pub name: String,
    /// What they may do.
    pub role: HostRole,
    /// Since when, in milliseconds since the epoch.
    pub created_at: i64,
}

/// An invitation that can still be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HostInvitation {
    /// Our id.
    pub id: String,
    /// Address it was made for.
    pub email: String,
    /// Role it gives.
    pub role: HostRole,
    /// Address of the inviter.
    pub invited_by: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// Milliseconds since the epoch.
    pub expires_at: i64,
}

/// A new invitation with its link, shown once: there is no mail, the inviter passes it on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewInvitation {
    /// The facts.
    pub invitation: HostInvitation,
    /// The link. Whoever has it can accept.
    pub link: String,
}

/// Without the link (THREATS 46).
impl std::fmt::Debug for NewInvitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("NewInvitation")
            .field(&self.invitation)
            .finish()
    }
}

/// What an invitation offers, for the page where it is accepted. Whether its address has an account already is not part of it:
/// whoever has the link, its sender among them, is not to learn that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationOffer {
    /// Name of the host.
    pub host_name: String,
    /// Address it was made for.
    pub email: String,
    /// Role it gives.
    pub role: HostRole,
    /// Address of the inviter.
    pub invited_by: String,
}

/// A token that programs use for one host. The token itself is never part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ApiToken {
    /// Our id.
    pub id: String,
    /// What its maker called it.
    pub name: String,
    /// Address of its maker.
    pub created_by: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// To the minute, in milliseconds since the epoch.
    pub last_used_at: Option<i64>,
}

/// A new API token, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewApiToken {
    /// The facts.
    #[serde(flatten)]
    pub facts: ApiToken,
    /// `pat_…`
    pub token: String,
}

/// Without the token (THREATS 46).
impl std::fmt::Debug for NewApiToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("NewApiToken").field(&self.facts).finish()
    }
}

/// One line of the audit log of a host or an organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct HostAuditEntry {
    /// Position in the log.
    pub seq: i64,
    /// Milliseconds since the epoch.
    pub at: i64,
    /// Organisation concerned, empty: none.
    pub org: String,
    /// Who.
    pub actor: String,
    /// Through what: `user`, `console`, `api_token`, `cli`, `server`.
    pub via: String,
    /// What happened, for example `host_key.create`.
    pub action: String,
    /// To what.
    pub subject: String,
    /// State before.
    pub before: serde_json::Value,
    /// State after.
    pub after: serde_json::Value,
}

/// A stretch of the audit log, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HostAuditPage {
    /// The lines.
    pub entries: Vec<HostAuditEntry>,
    /// Where the next stretch starts.
    pub next: Option<String>,
}

/// A host at a glance, for its first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostOverview {
    /// The host.
    pub host: ConsoleHost,
    /// Active and retiring keys.
    pub keys: Vec<HostKey>,
    /// Registered origins.
    pub origins: Vec<String>,
    /// Plugins approved, of all there are.
    pub approved: usize,
    /// Plugins there are.
    pub plugins: usize,
    /// Our own public origin, for the snippet.
    pub public_origin: String,
}

/// What the console's pages read. Every method authorises: a host of others is not found.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait ConsoleBackend: Send + Sync {
    /// The signed-in account; `None` when signed out.
    async fn account(&self) -> Answer<Option<ConsoleAccount>>;
    /// No account exists yet: the set-up page makes the first one.
    async fn needs_setup(&self) -> Answer<bool>;
    /// The caller's hosts (an operator's: all), the first created first.
    async fn hosts(&self) -> Answer<Vec<ConsoleHost>>;
    /// One host with its settings.
    async fn host(&self, host: &str) -> Answer<ConsoleHost>;
    /// One host at a glance.
    async fn overview(&self, host: &str) -> Answer<HostOverview>;
    /// Its keys, the newest first.
    async fn keys(&self, host: &str) -> Answer<Vec<HostKey>>;
    /// Its origins, in order.
    async fn origins(&self, host: &str) -> Answer<Vec<String>>;
    /// All plugins of the server, with what the host decided, by title.
    async fn plugins(&self, host: &str) -> Answer<Vec<HostPlugin>>;
    /// What was found wrong with plugins when the server started.
    async fn problems(&self, host: &str) -> Answer<Vec<PluginProblem>>;
    /// The slots that plugins it approved have extensions for, each in the host's order.
    async fn slots(&self, host: &str) -> Answer<Vec<HostSlot>>;
    /// Its members, by address.
    async fn members(&self, host: &str) -> Answer<Vec<HostMember>>;
    /// Its open invitations, the newest first.
    async fn invitations(&self, host: &str) -> Answer<Vec<HostInvitation>>;
    /// Its API tokens, the newest first.
    async fn tokens(&self, host: &str) -> Answer<Vec<ApiToken>>;
    /// The form over a plugin's settings on the host's level. `None`: the plugin has no settings, or is not approved.
    async fn plugin_settings(&self, host: &str, plugin: &str) -> Answer<Option<SettingsForm>>;
    /// What the link of an invitation offers; 404 `invitation_invalid` when it was used, withdrawn, or its time is over.
    async fn invitation(&self, token: &str) -> Answer<InvitationOffer>;
    /// Its audit log from `cursor` on.
    async fn audit(&self, host: &str, cursor: Option<&str>) -> Answer<HostAuditPage>;
}
