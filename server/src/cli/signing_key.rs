//! `portico signing-key`: the server's own key, which signs the tokens that tell a plugin's servers who uses it.

use clap::{Args, Subcommand};
use portico_app::i18n::{Locale, format_date};

use super::{CliError, Context, out};
use crate::services::user_tokens;
use crate::storage::signing_keys;

pub const EXAMPLES: &str = "\
Examples:
  portico signing-key list
  portico signing-key rotate
      A new key signs; what the old one signed stays good until it is revoked. Tokens live five minutes
  portico signing-key rotate --revoke
      The old key is not to be trusted any more, as after a leak: its tokens are refused by whoever looks the keys up
      again, within about five minutes
  portico signing-key revoke 5XJ2…";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct SigningKeys {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// All keys with their state, the newest first.
    #[command(after_help = EXAMPLES)]
    List,
    /// Makes a new key that signs from now on.
    #[command(after_help = EXAMPLES)]
    Rotate(Rotate),
    /// Takes a key that signs no more out of `/.well-known/jwks.json`.
    #[command(after_help = EXAMPLES)]
    Revoke(Revoke),
}

#[derive(Debug, Args)]
struct Rotate {
    /// Revoke the old key at once: tokens that it signed are refused by whoever looks the keys up again.
    #[arg(long)]
    revoke: bool,
}

#[derive(Debug, Args)]
struct Revoke {
    /// The key's id, `kid` in tokens.
    id: String,
}

impl SigningKeys {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let state = context.state().await?;
        match self.command {
            Command::List => {
                for key in signing_keys::list(&mut &state.db).await? {
                    let made = format_date(key.created_at, Locale::En).replace('\u{a0}', " ");
                    out::line(format_args!("{}  {}  {}", key.id, key.state, made));
                }
            }
            Command::Rotate(Rotate { revoke }) => {
                let (new, old) = user_tokens::rotate_key(&state).await?;
                out::line(format_args!("{new} signs now."));
                match old {
                    Some(old) if revoke => {
                        user_tokens::revoke_key(&state, &old).await?;
                        out::line(format_args!("{old} is revoked."));
                    }
                    Some(old) => out::note(format_args!(
                        "When its last tokens have ended, in ten minutes: portico signing-key revoke {old}"
                    )),
                    None => {}
                }
            }
            Command::Revoke(Revoke { id }) => {
                user_tokens::revoke_key(&state, &id).await?;
                out::line(format_args!("{id} is revoked."));
            }
        }
        Ok(())
    }
}
