//! [`InspectorBackend`].

use async_trait::async_trait;
use portico_app::backend::{Answer, Inspection, InspectorBackend};

use super::RequestBackend;
use crate::services::inspector;

#[async_trait]
impl InspectorBackend for RequestBackend {
    async fn inspect(&self, org: Option<&str>) -> Answer<Inspection> {
        Ok(inspector::inspect(&self.state, &self.caller, org).await?)
    }
}
