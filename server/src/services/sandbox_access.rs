//! What the page may ask of the server on behalf of a sandboxed plugin: only where the plugin is on, and only what its
//! extensions there are granted.

use std::sync::Arc;

use portico_sdk::claims::Identity;
use portico_sdk::extension::{Capabilities, ExtensionKind};
use portico_sdk::manifest::Manifest;
use portico_sdk::slot::Surface;

use crate::error::{ServiceError, ServiceResult};
use crate::services::{plugin_routes, policy};
use crate::session::Caller;
use crate::state::AppState;

/// Which plugin, on which surface.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The surface.
    pub surface: Surface,
    /// Name of the plugin.
    pub plugin: &'a str,
}

/// A plugin that is on for a caller.
#[derive(Debug)]
pub struct Access<'a> {
    caller: &'a Caller,
    /// Name of the plugin.
    pub plugin: &'a str,
    /// The organisation whose settings and storage count, as for the plugin's own routes; `None`: the host level.
    pub org: Option<String>,
    /// What the caller sees on the surface, and with it the capabilities of the plugin's extensions there.
    manifest: Arc<Manifest>,
}

impl<'a> Access<'a> {
    /// 404 unless the plugin is on for the caller on the surface, as with the plugin's own routes.
    pub async fn of(state: &AppState, caller: &'a Caller, at: At<'a>) -> ServiceResult<Self> {
        let session = plugin_routes::session_on(state, caller, at.surface, at.plugin).await?;
        Ok(Self {
            caller,
            plugin: at.plugin,
            org: session.scope.org,
            manifest: policy::manifest(state, caller, at.surface).await?,
        })
    }

    /// 403 `not_granted` unless a sandbox of the plugin may call the page's callback of this name.
    pub fn require_callback(&self, name: &str) -> ServiceResult<()> {
        self.require(|granted| granted.callbacks.iter().any(|callback| callback == name))
    }

    /// 403 `not_granted` unless a sandbox of the plugin may have a token of its user.
    pub fn require_user_token(&self) -> ServiceResult<()> {
        self.require(|granted| granted.user)
    }

    /// The user; 401 `sign_in_required` for whoever is not signed in, 403 `user_required` for a host member, who is no user.
    pub fn require_user(&self) -> ServiceResult<&'a Identity> {
        if let Some(identity) = self.user() {
            return Ok(identity);
        }
        if self.caller.host_member.is_some() {
            return Err(ServiceError::forbidden(
                "user_required",
                "This is a session of the host, which is no user of it.",
            ));
        }
        Err(ServiceError::refused(
            http::StatusCode::UNAUTHORIZED,
            "sign_in_required",
            "Sign in first: this belongs to a user.",
        ))
    }

    /// The user, if one is signed in.
    pub fn user(&self) -> Option<&'a Identity> {
        self.caller.identity.as_deref()
    }

    fn require(&self, is_granted: impl Fn(&Capabilities) -> bool) -> ServiceResult<()> {
        let own = self
            .manifest
            .extensions
            .iter()
            .filter(|item| item.plugin == self.plugin);
        let mut granted = own.filter_map(|item| match &item.kind {
            ExtensionKind::Sandbox { sandbox } => Some(&sandbox.capabilities),
            ExtensionKind::Schema { .. } | ExtensionKind::Component { .. } => None,
        });
        if granted.any(is_granted) {
            return Ok(());
        }
        Err(ServiceError::forbidden(
            "not_granted",
            "No extension of the plugin here has this among its capabilities.",
        ))
    }
}
