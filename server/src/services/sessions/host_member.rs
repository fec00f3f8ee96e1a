//! A host member's session on the host's own admin pages: role HOST, one hour at most, in the audit log.
//!
//! It is opened with a console account and never by a token of the host. It ends when the account is no member any more:
//! `storage::sessions::live` looks.

use std::collections::BTreeMap;

use portico_sdk::claims::Identity;
use serde_json::{Value, json};

use super::{Opened, end, view_of};
use crate::crypto::{hash_token, new_token};
use crate::error::ServiceResult;
use crate::services::console::record;
use crate::session::ConsoleCaller;
use crate::state::AppState;
use crate::storage::sessions::{self, SessionKind, SessionRow};

/// How long it lasts: one hour. Whoever needs longer opens another, which leaves another line in the audit log.
const LIFE_MS: i64 = 60 * 60 * 1000;

/// Opens it; the session of `old_cookie` ends, for a browser has one. 403 `account_required` for API tokens, 404 for
/// hosts of others.
pub async fn open_host_member(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    old_cookie: Option<&str>,
) -> ServiceResult<Opened> {
    let access = caller.host(state, host).await?;
    let account = caller.account()?;
    let cookie = new_token("ps_")?;
    let now = state.clock.now_ms();
    let session = SessionRow {
        token_hash: hash_token(&cookie),
        host_id: access.host.id,
        uid: account.email.clone(),
        identity: Identity {
            uid: account.email.clone(),
            stripe_customer: None,
            orgs: BTreeMap::new(),
            org: None,
        },
        key_id: String::new(),
        kind: SessionKind::HostMember,
        created_at: now,
        expires_at: now + LIFE_MS,
    };
    let replaced = old_cookie.map(hash_token);
    let mut work = state.change().await?;
    caller.still_at_host(&mut work, host).await?;
    sessions::purge(&mut work, now).await?;
    if let Some(replaced) = &replaced {
        end(&mut work, replaced).await?;
    }
    sessions::insert(&mut work, &session).await?;
    let what = ("host_session.open", account.email.as_str());
    let after = json!({ "role": "HOST", "until": session.expires_at });
    record(state, &mut work, caller, host, what, (Value::Null, after)).await?;
    work.commit().await?;
    if let Some(replaced) = &replaced {
        state.caches.sessions.forget(replaced);
    }
    Ok(Opened {
        cookie,
        max_age: LIFE_MS / 1000,
        view: view_of(&session),
    })
}

/// Ends the session of a cookie if it is a host member's; true when it was.
pub async fn close_host_member(state: &AppState, cookie: &str) -> ServiceResult<bool> {
    let hash = hash_token(cookie);
    let ended = sessions::delete_host_member(&mut &state.db, &hash).await?;
    state.caches.sessions.forget(&hash);
    Ok(ended)
}
