//! [`FormBackend`].

use async_trait::async_trait;
use portico_app::backend::{Answer, FormBackend, FormState, SettingsForm};
use portico_sdk::manifest::ManifestItem;
use tracing::Instrument as _;

use super::RequestBackend;
use crate::services::forms;

#[async_trait]
impl FormBackend for RequestBackend {
    async fn load(&self, item: &ManifestItem) -> FormState {
        forms::load(&self.state, &self.caller, item)
            .instrument(self.span.clone())
            .await
    }

    async fn org_settings(&self, plugin: &str) -> Answer<SettingsForm> {
        Ok(forms::org_settings(&self.state, &self.caller, plugin).await?)
    }
}
