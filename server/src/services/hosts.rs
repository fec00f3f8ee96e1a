//! Hosts and their secrets.

use portico_sdk::jwt::{HostSecret, NewClaims, make_jwt_at};
use portico_sdk::names::is_host_id;
use portico_sdk::policy::HostModes;

use crate::crypto::Cipher;
use crate::error::{ServiceError, ServiceResult};
use crate::services::check;
use crate::session::place;
use crate::storage::hosts::{self, HostRow};
use crate::storage::keys::{self, NewKey};
use crate::storage::{Runner, StorageError};

/// A new host and its first secret, shown once.
#[derive(Clone)]
pub struct Created {
    /// The host.
    pub host: HostRow,
    /// Its first secret; `Debug` hides it.
    pub secret: HostSecret,
}

/// What a host starts with; everything else is empty until somebody sets it.
#[derive(Debug, Clone, Copy)]
pub struct NewHost<'a> {
    /// `[a-z0-9]+(-[a-z0-9]+)*`, at most 63 characters.
    pub id: &'a str,
    /// Shown name, 1 to 100 characters.
    pub name: &'a str,
}

/// Adds a host with its first secret, in the caller's unit of work.
pub async fn create(
    on: &mut impl Runner,
    cipher: &Cipher,
    now: i64,
    new: NewHost<'_>,
    by: &str,
) -> ServiceResult<Created> {
    if !is_host_id(new.id) {
        return Err(ServiceError::field(
            "id",
            "host_id_invalid",
            "Use lower-case letters, digits and single hyphens, at most 63 characters, for example acme-shop.",
        ));
    }
    let name = check::name(new.name)
        .map_err(|problem| ServiceError::field("name", "name_invalid", problem))?;
    let host = HostRow {
        id: new.id.to_owned(),
        name,
        logo_url: String::new(),
        accent: String::new(),
        site_url: String::new(),
        sign_in_url: String::new(),
        modes: HostModes::default(),
        created_at: now,
    };
    match hosts::insert(on, &host).await {
        Err(StorageError::Conflict) => {
            return Err(ServiceError::conflict(
                "host_exists",
                format!("There is a host {} already.", host.id),
            ));
        }
        other => other?,
    }
    let secret = add_secret(on, cipher, now, &host.id, by).await?;
    Ok(Created { host, secret })
}

/// Makes one more secret for a host and stores it encrypted.
pub async fn add_secret(
    on: &mut impl Runner,
    cipher: &Cipher,
    now: i64,
    host: &str,
    by: &str,
) -> ServiceResult<HostSecret> {
    let secret =
        HostSecret::generate().map_err(|error| ServiceError::Internal(error.to_string()))?;
    let ciphertext = cipher.seal(&place(host, secret.key_id()), secret.expose())?;
    keys::insert(
        on,
        &NewKey {
            id: secret.key_id(),
            host,
            ciphertext: Some(&ciphertext),
            jwk: None,
            by,
            now,
        },
    )
    .await?;
    Ok(secret)
}

/// Makes a host JWT as the host itself would, with its newest active secret: for the command line and the demo.
pub async fn mint_token(
    on: &mut impl Runner,
    cipher: &Cipher,
    now: i64,
    host: &str,
    claims: &NewClaims<'_>,
) -> ServiceResult<String> {
    let newest = keys::newest_secret(on, host).await?.ok_or_else(|| {
        ServiceError::refused(
            http::StatusCode::NOT_FOUND,
            "no_active_secret",
            format!("There is no host {host} with an active secret. Create it with: portico host create --id {host} --name …"),
        )
    })?;
    let sealed = newest.ciphertext.as_deref().unwrap_or_default();
    let secret = cipher.open(&place(host, &newest.id), sealed)?;
    let secret =
        HostSecret::parse(&secret).map_err(|error| ServiceError::Internal(error.to_string()))?;
    make_jwt_at(&secret, claims, now)
        .map_err(|error| ServiceError::field(error.claim, "claim_invalid", error.to_string()))
}
