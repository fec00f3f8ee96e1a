//! Settings of the process: command line and environment (CONTRACT "Binary and environment").

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::public_url::PublicUrl;
use crate::shutdown::ShutdownConfig;

/// Where the data is and how it is protected; every subcommand that touches data takes it.
#[derive(Clone, Args)]
pub struct DataConfig {
    /// `sqlite://path` or `postgres://…`; default: portico.db in the data directory.
    #[arg(
        long,
        env = "PORTICO_DATABASE_URL",
        hide_env_values = true,
        global = true
    )]
    pub database_url: Option<String>,
    /// Directory for the embedded database, its key and uploads.
    #[arg(long, env = "PORTICO_DATA_DIR", default_value = "data", global = true)]
    pub data_dir: PathBuf,
    /// Master key, 32 bytes in base64url. Prefer the file.
    #[arg(
        long,
        env = "PORTICO_MASTER_KEY",
        hide_env_values = true,
        global = true
    )]
    pub master_key: Option<String>,
    /// File that holds the master key.
    #[arg(long, env = "PORTICO_MASTER_KEY_FILE", global = true)]
    pub master_key_file: Option<PathBuf>,
}

impl DataConfig {
    /// The address of the database, the default filled in.
    pub fn database_url(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}", self.data_dir.join("portico.db").display()))
    }

    /// The database in words, without user name and password (THREATS 46).
    pub fn database_label(&self) -> String {
        let url = self.database_url();
        if self.is_sqlite() {
            return url;
        }
        url::Url::parse(&url).map_or_else(
            |_| "(its address is not a URL)".to_owned(),
            |url| {
                format!(
                    "postgres://{}{}",
                    url.host_str().unwrap_or_default(),
                    url.path()
                )
            },
        )
    }

    /// The configured key; a variable that is set but empty counts as absent, as compose files leave it.
    pub fn master_key(&self) -> Option<&str> {
        self.master_key
            .as_deref()
            .filter(|key| !key.trim().is_empty())
    }

    /// The configured key file; empty counts as absent.
    pub fn master_key_file(&self) -> Option<&Path> {
        self.master_key_file
            .as_deref()
            .filter(|file| !file.as_os_str().is_empty())
    }

    /// True when the master key is configured, not generated.
    pub fn names_key(&self) -> bool {
        self.master_key().is_some() || self.master_key_file().is_some()
    }

    /// False when the embedded database's file is not there yet. A server's database shows itself on connecting.
    pub fn database_exists(&self) -> bool {
        let url = self.database_url();
        let Some(path) = url.strip_prefix("sqlite:") else {
            return true;
        };
        let path = path.strip_prefix("//").unwrap_or(path);
        Path::new(path.split('?').next().unwrap_or(path)).exists()
    }

    /// True for the embedded engine.
    pub fn is_sqlite(&self) -> bool {
        self.database_url().starts_with("sqlite:")
    }
}

/// Never shows the key or a password in the database address (THREATS 46).
impl fmt::Debug for DataConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataConfig")
            .field(
                "engine",
                &if self.is_sqlite() {
                    "sqlite"
                } else {
                    "postgres"
                },
            )
            .field("data_dir", &self.data_dir)
            .field("master_key_file", &self.master_key_file)
            .finish_non_exhaustive()
    }
}

/// How the server serves.
#[derive(Debug, Clone, Args)]
pub struct ServeConfig {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, env = "PORTICO_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: SocketAddr,
    /// Address under which browsers reach the server; default: http:// and the listening address.
    #[arg(long, env = "PORTICO_PUBLIC_URL")]
    pub public_url: Option<url::Url>,
    /// Directory of the built site (pkg, fonts, icons); default: `site` beside the binary, then target/site.
    #[arg(long, env = "PORTICO_SITE_ROOT")]
    pub site_root: Option<PathBuf>,
    /// Host of requests that name none; default: the first one created.
    #[arg(long, env = "PORTICO_DEFAULT_HOST")]
    default_host: Option<String>,
    /// Prefix of the tags of plugin components.
    #[arg(long, env = "PORTICO_TAG_PREFIX", default_value = "stoa", value_parser = tag_prefix)]
    pub tag_prefix: String,
    /// Addresses a plugin may call although they are private, as plugin@host:port, comma separated (for tests and intranets).
    #[arg(long, env = "PORTICO_PLUGIN_HTTP_ALLOW", value_delimiter = ',')]
    pub plugin_http_allow: Vec<String>,
    /// Packages may ship web components, which have every right of the page. Only `plugin dev` says so, of a developer's own machine.
    #[arg(skip)]
    pub package_components: bool,
    /// Number of trusted reverse proxies in front, for the caller's address in X-Forwarded-For.
    #[arg(long, env = "PORTICO_TRUSTED_PROXIES", default_value_t = 0)]
    pub trusted_proxies: u8,
    /// Fills in the demo host with its shop and users, and offers one-click sign-in and the pseudo-locales en-XA and ar-XB.
    /// Refused on a public address, unless --demo-public says that it is meant.
    #[arg(long, env = "PORTICO_DEMO")]
    pub demo: bool,
    /// Lets --demo run on a public address, where anybody may sign in as anybody of the demo host. For a server that has
    /// nothing else on it.
    #[arg(long, env = "PORTICO_DEMO_PUBLIC")]
    pub demo_public: bool,
    /// How it ends.
    #[command(flatten)]
    pub shutdown: ShutdownConfig,
}

impl ServeConfig {
    /// The configured default host; a variable that is set but empty counts as absent.
    pub fn default_host(&self) -> Option<&str> {
        self.default_host.as_deref().filter(|id| !id.is_empty())
    }

    /// What is likely wrong about the proxies: the server speaks no TLS itself, so something stands in front of an https
    /// address, and unless it is trusted, all callers have its address and share one limit (THREATS 44).
    pub fn proxy_problem(&self, public_url: &PublicUrl) -> Option<&'static str> {
        (public_url.is_secure() && self.trusted_proxies == 0).then_some(
            "the public URL is https, so a proxy is in front, but PORTICO_TRUSTED_PROXIES is 0: everybody counts as the \
             proxy, and one stranger's wrong passwords keep all out. Let it set X-Forwarded-For and say \
             PORTICO_TRUSTED_PROXIES=1",
        )
    }
}

/// Only a prefix that tags of elements can begin with; another would leave out every component.
fn tag_prefix(text: &str) -> Result<String, String> {
    if portico_sdk::tag::is_prefix(text) {
        Ok(text.to_owned())
    } else {
        Err("a prefix is 1 to 20 small letters and digits, the first a letter".to_owned())
    }
}

/// Log filter and form.
#[derive(Debug, Clone, Args)]
pub struct LogConfig {
    /// What is logged, for example `info,portico_server=debug`; default: `info`, and `warn` for what runs on a terminal beside one's work.
    #[arg(long = "log", env = "PORTICO_LOG", global = true)]
    pub filter: Option<String>,
    /// Logs as JSON lines.
    #[arg(long = "log-json", env = "PORTICO_LOG_JSON", global = true)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        serve: ServeConfig,
    }

    #[test]
    fn threat_44_an_https_address_without_a_trusted_proxy_is_warned_about() {
        let problem = |url: &str, proxies: &str| {
            let line = Line::parse_from(["portico", "--trusted-proxies", proxies]);
            let url = PublicUrl::new(url.parse().unwrap()).unwrap();
            line.serve.proxy_problem(&url)
        };
        assert!(problem("https://plugins.example.com", "0").is_some());
        assert_eq!(problem("https://plugins.example.com", "1"), None);
        assert_eq!(problem("http://127.0.0.1:3000", "0"), None);
    }
}
