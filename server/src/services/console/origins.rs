//! The origins whose pages may act for a host: post a sign-in, call the API, embed.

use serde_json::{Value, json};

use super::{ConsoleCaller, record};
use crate::epochs::Subject;
use crate::error::{ServiceError, ServiceResult};
use crate::services::check;
use crate::state::AppState;
use crate::storage::hosts;

/// More are a sign of a misunderstanding: one origin each for shop, admin, staging is usual.
const MAX: usize = 100;

/// The registered origins, in order.
pub async fn list(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
) -> ServiceResult<Vec<String>> {
    caller.host(state, host).await?;
    Ok(hosts::origins(&mut &state.db, host).await?)
}

/// Registers an origin; answers it in its canonical form. Nothing happens when it is registered already.
pub async fn add(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    typed: &str,
) -> ServiceResult<String> {
    caller.host(state, host).await?;
    let origin = check::origin(typed)
        .map_err(|problem| ServiceError::field("origin", "origin_invalid", problem))?;
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    if hosts::origins(&mut change, host).await?.len() >= MAX {
        return Err(ServiceError::conflict(
            "too_many_origins",
            "A host has at most 100 origins. Remove one first.",
        ));
    }
    if hosts::add_origin(&mut change, host, &origin, state.clock.now_ms()).await? {
        let what = ("host_origin.add", origin.as_str());
        record(
            state,
            &mut change,
            caller,
            host,
            what,
            (Value::Null, json!(true)),
        )
        .await?;
        change.touch(host, Subject::Host);
        change.commit().await?;
        state.caches.origins.remove(&origin);
    }
    Ok(origin)
}

/// Removes an origin; 404 when the host does not have it.
pub async fn remove(
    state: &AppState,
    caller: &ConsoleCaller,
    host: &str,
    typed: &str,
) -> ServiceResult<()> {
    caller.host(state, host).await?;
    let origin = check::origin(typed).map_err(|_| ServiceError::not_found())?;
    let mut change = state.change().await?;
    caller.still_at_host(&mut change, host).await?;
    if !hosts::remove_origin(&mut change, host, &origin).await? {
        return Err(ServiceError::not_found());
    }
    let what = ("host_origin.remove", origin.as_str());
    record(
        state,
        &mut change,
        caller,
        host,
        what,
        (json!(true), Value::Null),
    )
    .await?;
    change.touch(host, Subject::Host);
    change.commit().await?;
    state.caches.origins.remove(&origin);
    Ok(())
}
