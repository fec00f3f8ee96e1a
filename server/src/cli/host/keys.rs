//! `portico host keys | rotate | revoke | add-public-key`

use std::path::PathBuf;

use clap::Args;
use portico_app::backend::HostKey;

use super::{CALLER, CliError, absent, duration, out};
use crate::services::console::keys;
use crate::state::AppState;

pub const EXAMPLES: &str = "\
Examples:
  portico host rotate --host acme-shop                 The old secrets stay good for 24 hours
  portico host rotate --host acme-shop --overlap 7d
  portico host keys --host acme-shop
  portico host revoke k3y1d --host acme-shop           Ends the key and the sessions it opened at once
  portico host add-public-key key.jwk.json --host acme-shop

`rotate` prints the new secret; change your servers over within the overlap.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Keys {
    /// Id of the host.
    #[arg(long)]
    pub(super) host: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Keys {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let keys = keys::list(state, &CALLER, &self.host).await?;
        if self.json {
            out::json(&keys);
            return Ok(());
        }
        for key in keys {
            out::line(line(&key));
        }
        Ok(())
    }
}

fn line(key: &HostKey) -> String {
    format!("{}\t{}\t{}", key.id, key.algorithm, key.state.name())
}

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Rotate {
    /// Id of the host.
    #[arg(long)]
    pub(super) host: String,
    /// How long the old secrets stay good: 0s to 30d.
    #[arg(long, default_value = "24h", value_parser = duration::parse)]
    overlap: i64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Rotate {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let secret = keys::rotate(state, &CALLER, &self.host, self.overlap).await?;
        if self.json {
            out::json(&secret);
        } else {
            out::line(format_args!("Key id: {}", secret.key_id));
            out::line(format_args!("Secret: {}", secret.secret));
        }
        Ok(())
    }
}

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Revoke {
    /// Id of the host.
    #[arg(long)]
    pub(super) host: String,
    /// Id of the key.
    key: String,
}

impl Revoke {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let key = keys::revoke(state, &CALLER, &self.host, &self.key)
            .await
            .map_err(|error| {
                let (key, host) = (&self.key, &self.host);
                let what = format!(
                    "{host} has no key {key}. See those it has with: portico host keys --host {host}"
                );
                absent(error, what)
            })?;
        out::line(line(&key));
        Ok(())
    }
}

/// See the subcommand.
#[derive(Debug, Args)]
pub struct AddPublicKey {
    /// Id of the host.
    #[arg(long)]
    pub(super) host: String,
    /// File with one public JWK (ES256, `EdDSA` or RS256).
    file: PathBuf,
}

impl AddPublicKey {
    pub async fn run(self, state: &AppState) -> Result<(), CliError> {
        let jwk = std::fs::read_to_string(&self.file).map_err(|error| {
            CliError::new(format!("cannot read {}: {error}", self.file.display()))
        })?;
        let key = keys::register_public(state, &CALLER, &self.host, &jwk).await?;
        out::line(line(&key));
        Ok(())
    }
}
