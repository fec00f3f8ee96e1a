//! `portico serve`

use super::{CliError, Context};
use crate::config::ServeConfig;
use crate::serve::{Nothing, serve};

pub const EXAMPLES: &str = "\
Examples:
  portico serve --demo
      A shop with users and plugins to look at, on http://127.0.0.1:3000
  PORTICO_PUBLIC_URL=https://plugins.example.com PORTICO_TRUSTED_PROXIES=1 portico serve --addr 127.0.0.1:3000
      Behind a reverse proxy that ends TLS and sets X-Forwarded-For
  PORTICO_DATABASE_URL=postgres://… PORTICO_MASTER_KEY_FILE=/run/secrets/key portico serve";

pub async fn run(context: Context, config: ServeConfig) -> Result<(), CliError> {
    serve(context.data, config, context.plugins, Nothing).await?;
    Ok(())
}
