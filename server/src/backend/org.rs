//! [`OrgBackend`].

use async_trait::async_trait;
use portico_app::backend::{
    Answer, FailedDelivery, HostAuditPage, OrgBackend, OrgPlugin, OrgSwitch,
};

use super::RequestBackend;
use crate::services::console::audit::PAGE;
use crate::services::orgs;

#[async_trait]
impl OrgBackend for RequestBackend {
    async fn org_plugins(&self, org: &str) -> Answer<Vec<OrgPlugin>> {
        Ok(orgs::plugins(&self.state, &self.caller, org).await?)
    }

    async fn set_org_plugin(
        &self,
        org: &str,
        plugin: &str,
        switch: OrgSwitch,
    ) -> Answer<OrgPlugin> {
        Ok(orgs::set_plugin(&self.state, &self.caller, org, plugin, switch).await?)
    }

    async fn failed_deliveries(&self, org: &str, plugin: &str) -> Answer<Vec<FailedDelivery>> {
        Ok(orgs::failed_deliveries(&self.state, &self.caller, org, plugin).await?)
    }

    async fn audit(&self, org: &str, cursor: Option<&str>) -> Answer<HostAuditPage> {
        Ok(orgs::audit(&self.state, &self.caller, org, cursor, PAGE).await?)
    }
}
