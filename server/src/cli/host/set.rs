//! `portico host set`

use clap::{Args, ValueEnum};
use portico_app::backend::HostChanges;

use super::{CALLER, CliError, out};
use crate::services::console;
use crate::state::AppState;

pub const EXAMPLES: &str = "\
Examples:
  portico host set --host acme-shop --site-url https://shop.example.com --sign-in-url https://shop.example.com/sign-in
  portico host set --host acme-shop --org-plugins on --user-installs off
  portico host set --host acme-shop --name \"Acme\" --logo https://shop.example.com/logo.svg --accent \"#2563eb\"
  portico host set --host acme-shop --accent \"\"       An empty value removes the setting";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Set {
    /// Id of the host.
    #[arg(long)]
    pub(super) host: String,
    /// Shown name.
    #[arg(long)]
    name: Option<String>,
    /// Address of the logo.
    #[arg(long)]
    logo: Option<String>,
    /// Accent colour as #rrggbb.
    #[arg(long)]
    accent: Option<String>,
    /// The host's own site, for the way back.
    #[arg(long)]
    site_url: Option<String>,
    /// Where the host signs users in.
    #[arg(long)]
    sign_in_url: Option<String>,
    /// Organisations turn plugins on for their members.
    #[arg(long)]
    org_plugins: Option<Switch>,
    /// Users install plugins for themselves.
    #[arg(long)]
    user_installs: Option<Switch>,
    /// Plugins can be bought.
    #[arg(long)]
    purchases: Option<Switch>,
}

impl Set {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let on = |switch: Option<Switch>| switch.map(|switch| switch == Switch::On);
        let changes = HostChanges {
            name: self.name,
            logo_url: self.logo,
            accent: self.accent,
            site_url: self.site_url,
            sign_in_url: self.sign_in_url,
            org_plugins: on(self.org_plugins),
            user_installs: on(self.user_installs),
            purchases: on(self.purchases),
        };
        if changes == HostChanges::default() {
            return Err(CliError::new(
                "nothing to change: name at least one setting",
            ));
        }
        out::json(&console::update(state, &CALLER, &self.host, &changes).await?);
        Ok(())
    }
}
