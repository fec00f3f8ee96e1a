//! [`StoreBackend`].

use async_trait::async_trait;
use portico_app::backend::{Answer, AppCard, AppDetail, AppPage, AppQuery, StoreBackend};

use super::RequestBackend;
use crate::services::{store, suspensions};

#[async_trait]
impl StoreBackend for RequestBackend {
    async fn search(&self, query: &AppQuery) -> Answer<AppPage> {
        Ok(store::search(&self.state, &self.caller, query).await?)
    }

    async fn app(&self, plugin: &str) -> Answer<AppDetail> {
        Ok(store::detail(&self.state, &self.caller, plugin).await?)
    }

    async fn installed(&self) -> Answer<Vec<AppCard>> {
        Ok(store::installed(&self.state, &self.caller).await?)
    }

    async fn install(&self, plugin: &str) -> Answer<AppCard> {
        Ok(store::install(&self.state, &self.caller, plugin).await?)
    }

    async fn uninstall(&self, plugin: &str) -> Answer<AppCard> {
        Ok(store::uninstall(&self.state, &self.caller, plugin).await?)
    }

    async fn lift_suspension(&self, plugin: &str) -> Answer<AppCard> {
        Ok(suspensions::lift(&self.state, &self.caller, plugin).await?)
    }
}
