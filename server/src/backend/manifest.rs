//! [`ManifestBackend`].

use std::sync::Arc;

use async_trait::async_trait;
use portico_app::backend::{Answer, ManifestBackend};
use portico_sdk::manifest::Manifest;
use portico_sdk::slot::Surface;

use super::RequestBackend;
use crate::services::policy;

#[async_trait]
impl ManifestBackend for RequestBackend {
    async fn manifest(&self, surface: Surface) -> Answer<Arc<Manifest>> {
        Ok(policy::manifest(&self.state, &self.caller, surface).await?)
    }
}
