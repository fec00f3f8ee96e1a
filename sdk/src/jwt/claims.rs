//! The payload of a host JWT: every claim Portico reads, checked (CONTRACT "Host secret and JWT", THREATS 37).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::verify::JwtError;
use crate::claims::{Identity, MAX_ORGS, OrgRole};
use crate::names::is_external_id;

/// The audience of every host JWT.
pub(super) const AUDIENCE: &str = "portico";
/// How far the clocks of host and server may differ, in seconds.
pub(super) const LEEWAY: i64 = 60;
/// The longest life of a token, in seconds.
pub(super) const MAX_LIFE: i64 = 24 * 60 * 60;

const ID: &str = "must be 1 to 255 bytes without control characters";
const SECONDS: &str = "must be a whole number of seconds since 1970";

/// What is said of a token with more than [`MAX_ORGS`] organisations, where it is made and where it is checked.
pub(super) const TOO_MANY_ORGS: &str =
    "has more than 50 organisations: pass fewer, or only the active one";

/// What a checked payload says.
pub(super) struct Checked {
    pub identity: Identity,
    /// Seconds since the epoch.
    pub expires_at: i64,
    pub token_id: Option<String>,
}

/// Whether `aud` may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    /// HS256: nobody but the host and Portico has the secret.
    Optional,
    /// A public key may sign tokens for other services as well.
    Required,
}

/// Checks a payload for one host at one time (seconds since the epoch).
pub(super) fn check(
    payload: &Map<String, Value>,
    host: &str,
    audience: Audience,
    now: i64,
) -> Result<Checked, JwtError> {
    check_audience(payload.get("aud"), audience)?;
    if payload
        .get("iss")
        .is_some_and(|issuer| issuer.as_str() != Some(host))
    {
        return refuse("iss", "must be the host id when present");
    }
    let expires_at = check_times(payload, now)?;
    let uid = match payload.get("uid") {
        None => return refuse("uid", "is missing"),
        Some(uid) => id("uid", uid, "must be a string")?,
    };
    let stripe_customer = payload
        .get("stripeCustomer")
        .map(|customer| id("stripeCustomer", customer, "must be a string"))
        .transpose()?;
    let orgs = payload
        .get("orgs")
        .map(orgs)
        .transpose()?
        .unwrap_or_default();
    let org = match payload.get("org") {
        None => None,
        Some(Value::String(org)) if orgs.contains_key(org) => Some(org.clone()),
        Some(_) => return refuse("org", "must be an organisation id in orgs"),
    };
    let token_id = payload
        .get("jti")
        .map(|jti| id("jti", jti, "must be a string"))
        .transpose()?;
    Ok(Checked {
        identity: Identity {
            uid,
            stripe_customer,
            orgs,
            org,
        },
        expires_at,
        token_id,
    })
}

/// A string, or a list with that one string, as some libraries write it. A token that names another audience as well is
/// refused: whoever else receives it could replay it here.
fn check_audience(claim: Option<&Value>, audience: Audience) -> Result<(), JwtError> {
    let fits = match claim {
        None => audience == Audience::Optional,
        Some(Value::String(name)) => name == AUDIENCE,
        Some(Value::Array(names)) => {
            matches!(names.as_slice(), [Value::String(name)] if name == AUDIENCE)
        }
        Some(_) => false,
    };
    if fits {
        Ok(())
    } else {
        refuse("aud", "must be \"portico\"; required with a public key")
    }
}

/// `exp`, in seconds. All arithmetic saturates: the numbers come from outside.
fn check_times(payload: &Map<String, Value>, now: i64) -> Result<i64, JwtError> {
    let seconds = |claim: &'static str| match payload.get(claim) {
        None => Ok(None),
        Some(value) => value.as_i64().map(Some).ok_or(JwtError::Claim {
            claim,
            problem: SECONDS,
        }),
    };
    let Some(expires_at) = seconds("exp")? else {
        return refuse("exp", "is missing");
    };
    if expires_at > now.saturating_add(MAX_LIFE + LEEWAY) {
        return refuse("exp", "must be at most 24 hours ahead");
    }
    let latest_start = now.saturating_add(LEEWAY);
    let issued_at = seconds("iat")?;
    let not_before = seconds("nbf")?;
    if issued_at
        .into_iter()
        .chain(not_before)
        .any(|start| start > latest_start)
    {
        return Err(JwtError::NotYetValid);
    }
    if expires_at.saturating_add(LEEWAY) <= now {
        return Err(JwtError::Expired);
    }
    Ok(expires_at)
}

fn id(claim: &'static str, value: &Value, not_a_string: &'static str) -> Result<String, JwtError> {
    match value.as_str() {
        None => refuse(claim, not_a_string),
        Some(text) if is_external_id(text) => Ok(text.to_owned()),
        Some(_) => refuse(claim, ID),
    }
}

fn orgs(value: &Value) -> Result<BTreeMap<String, OrgRole>, JwtError> {
    let Some(map) = value.as_object() else {
        return refuse("orgs", "must be a map from organisation id to role");
    };
    if map.len() > MAX_ORGS {
        return refuse("orgs", TOO_MANY_ORGS);
    }
    map.iter()
        .map(|(id, role)| {
            // Legal JSON, but many a reader of the token would take it for the map's prototype (THREATS 27).
            if !is_external_id(id) || id == "__proto__" {
                return refuse(
                    "orgs",
                    "has an organisation id that is not 1 to 255 bytes without control characters",
                );
            }
            match role.as_str() {
                Some("ADMIN") => Ok((id.clone(), OrgRole::Admin)),
                Some("MEMBER") => Ok((id.clone(), OrgRole::Member)),
                _ => refuse(
                    "orgs",
                    "has a role that is neither \"ADMIN\" nor \"MEMBER\"",
                ),
            }
        })
        .collect()
}

fn refuse<T>(claim: &'static str, problem: &'static str) -> Result<T, JwtError> {
    Err(JwtError::Claim { claim, problem })
}
