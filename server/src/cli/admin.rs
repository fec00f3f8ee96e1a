//! `portico admin`: console accounts.

use std::io::{BufRead as _, Write as _};

use clap::{Args, Subcommand};

use super::{CliError, Context, out};
use crate::crypto::new_token;
use crate::services::accounts::{self, NewAccount};
use crate::session::ConsoleCaller;

pub const EXAMPLES: &str = "\
Examples:
  portico admin create --email ada@example.com --name Ada
      Makes a password and prints it once
  printf '%s' \"$PASSWORD\" | portico admin create --email ada@example.com --name Ada --password-stdin
  portico admin reset-password --email ada@example.com";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Admin {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes an account that runs this server: all hosts, and registering new ones.
    #[command(after_help = EXAMPLES)]
    Create(Create),
    /// Sets a new password; everybody who is signed in with the account is signed out.
    #[command(after_help = EXAMPLES)]
    ResetPassword(ResetPassword),
}

#[derive(Debug, Args)]
struct Create {
    /// Address to sign in with.
    #[arg(long)]
    email: String,
    /// Shown name.
    #[arg(long)]
    name: String,
    /// Read the password from standard input instead of making one.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Args)]
struct ResetPassword {
    /// Address of the account.
    #[arg(long)]
    email: String,
    /// Read the password from standard input instead of making one.
    #[arg(long)]
    password_stdin: bool,
}

impl Admin {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let state = context.state().await?;
        match self.command {
            Command::Create(create) => {
                let password = Password::take(create.password_stdin)?;
                let new = NewAccount {
                    email: &create.email,
                    name: &create.name,
                    password: &password.text,
                };
                let account = accounts::create_operator(&state, &ConsoleCaller::Cli, &new).await?;
                out::line(format_args!(
                    "Account {} can sign in at {}/console/sign-in.",
                    account.email,
                    state.public_url.origin()
                ));
                password.show();
            }
            Command::ResetPassword(reset) => {
                let password = Password::take(reset.password_stdin)?;
                let caller = ConsoleCaller::Cli;
                accounts::reset_password(&state, &caller, &reset.email, &password.text).await?;
                out::line("The password is changed.");
                password.show();
            }
        }
        Ok(())
    }
}

/// A password read or made. Never an argument: arguments are visible to every user of the machine.
struct Password {
    text: String,
    made: bool,
}

impl Password {
    fn take(from_stdin: bool) -> Result<Self, CliError> {
        if !from_stdin {
            let text = new_token("").map_err(|error| CliError::new(error.to_string()))?;
            return Ok(Self { text, made: true });
        }
        let mut text = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut text)
            .map_err(|error| CliError::new(format!("the password from standard input: {error}")))?;
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        Ok(Self { text, made: false })
    }

    fn show(&self) {
        if self.made {
            out::line(format_args!("Password: {}", self.text));
            let _ = std::io::stdout().flush();
            out::note("It is not shown again. Change it in the console.");
        }
    }
}
