//! `portico token`: a host JWT as the host itself would make it, for scripts and for trying things out.

use std::collections::BTreeMap;

use clap::Args;
use portico_sdk::claims::OrgRole;
use portico_sdk::jwt::NewClaims;
use portico_sdk::plugin::Clock as _;

use super::{CliError, Context, duration, out};
use crate::clock::SystemClock;
use crate::services::hosts;

pub const EXAMPLES: &str = "\
Examples:
  portico token --host acme-shop --uid member --org globex=MEMBER
  curl -H \"Authorization: Bearer $(portico token --host acme-shop --uid org-admin --org globex=ADMIN)\" \\
       http://127.0.0.1:3000/api/v1/me

Prints the token on standard output and nothing else. It is signed with the newest active secret of the host.";

/// See the subcommand.
#[derive(Debug, Args)]
pub struct Token {
    /// Id of the host.
    #[arg(long)]
    host: String,
    /// The host's id of the user.
    #[arg(long)]
    uid: String,
    /// Organisation and role, for example globex=ADMIN or globex=MEMBER; may be repeated.
    #[arg(long = "org", value_parser = org, value_name = "ID=ROLE")]
    orgs: Vec<(String, OrgRole)>,
    /// The active organisation, one of the --org.
    #[arg(long, value_name = "ID")]
    active_org: Option<String>,
    /// The user's customer id in the host's Stripe account.
    #[arg(long, value_name = "ID")]
    stripe_customer: Option<String>,
    /// How long it is good: 90s, 15m, 24h; at most 24h.
    #[arg(long, default_value = "1h", value_parser = duration::parse)]
    expires_in: i64,
}

fn org(text: &str) -> Result<(String, OrgRole), String> {
    let role = |name: &str| match name {
        "ADMIN" => Some(OrgRole::Admin),
        "MEMBER" => Some(OrgRole::Member),
        _ => None,
    };
    text.rsplit_once('=')
        .and_then(|(id, name)| Some((id.to_owned(), role(name)?)))
        .ok_or_else(|| "write it as id=ADMIN or id=MEMBER".to_owned())
}

impl Token {
    pub async fn run(self, context: &Context) -> Result<(), CliError> {
        let mut roles = BTreeMap::new();
        for (id, role) in &self.orgs {
            if roles.insert(id.as_str(), *role).is_some() {
                return Err(CliError::new(format!(
                    "the organisation {id} is named twice"
                )));
            }
        }
        let seconds = u32::try_from(self.expires_in / 1000).unwrap_or(u32::MAX);
        let claims = NewClaims {
            uid: &self.uid,
            stripe_customer: self.stripe_customer.as_deref(),
            orgs: roles,
            org: self.active_org.as_deref(),
            expires_in: Some(seconds),
        };
        let data = context.open().await?;
        let now = SystemClock.now_ms();
        let token =
            hosts::mint_token(&mut &data.db, &data.cipher, now, &self.host, &claims).await?;
        out::line(token);
        Ok(())
    }
}
