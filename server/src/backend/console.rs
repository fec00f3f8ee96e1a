//! [`ConsoleBackend`]. On its own, not part of [`super::RequestBackend`]: the console is there before the first host is.

use std::sync::Arc;

use async_trait::async_trait;
use leptos::prelude::provide_context;
use portico_app::backend::{
    Answer, ApiToken, ConsoleAccount, ConsoleBackend, ConsoleHost, HostAuditPage, HostInvitation,
    HostKey, HostMember, HostOverview, HostPlugin, HostSlot, InvitationOffer, PluginProblem,
    SettingsForm,
};
use portico_app::i18n::Locale;

use crate::error::ServiceResult;
use crate::services::{accounts, console, slot_order};
use crate::session::{ClientAddress, ConsoleCaller};
use crate::state::AppState;

/// What the console's pages read, bound to one request.
#[derive(Clone)]
pub struct ConsolePages {
    /// What handlers share.
    pub state: AppState,
    /// Who asks; `None`: signed out.
    pub caller: Option<ConsoleCaller>,
    /// Where the request comes from.
    pub address: ClientAddress,
    /// Language of the page.
    pub locale: Locale,
}

impl ConsolePages {
    /// Puts the backend into the Leptos context.
    pub fn provide(self) {
        provide_context::<Arc<dyn ConsoleBackend>>(Arc::new(self));
    }

    fn caller(&self) -> ServiceResult<&ConsoleCaller> {
        self.caller.as_ref().ok_or_else(ConsoleCaller::nobody)
    }
}

#[async_trait]
impl ConsoleBackend for ConsolePages {
    async fn account(&self) -> Answer<Option<ConsoleAccount>> {
        let account = self.caller.as_ref().map(ConsoleCaller::account);
        Ok(account.transpose()?.map(accounts::view))
    }

    async fn needs_setup(&self) -> Answer<bool> {
        Ok(accounts::needs_setup(&self.state).await?)
    }

    async fn hosts(&self) -> Answer<Vec<ConsoleHost>> {
        Ok(console::list(&self.state, self.caller()?).await?)
    }

    async fn host(&self, host: &str) -> Answer<ConsoleHost> {
        Ok(console::get(&self.state, self.caller()?, host).await?)
    }

    async fn overview(&self, host: &str) -> Answer<HostOverview> {
        Ok(console::overview(&self.state, self.caller()?, host).await?)
    }

    async fn keys(&self, host: &str) -> Answer<Vec<HostKey>> {
        Ok(console::keys::list(&self.state, self.caller()?, host).await?)
    }

    async fn origins(&self, host: &str) -> Answer<Vec<String>> {
        Ok(console::origins::list(&self.state, self.caller()?, host).await?)
    }

    async fn plugins(&self, host: &str) -> Answer<Vec<HostPlugin>> {
        let locale = self.locale.tag();
        Ok(console::plugins::list(&self.state, self.caller()?, host, locale).await?)
    }

    async fn problems(&self, host: &str) -> Answer<Vec<PluginProblem>> {
        Ok(console::plugins::problems(&self.state, self.caller()?, host).await?)
    }

    async fn slots(&self, host: &str) -> Answer<Vec<HostSlot>> {
        let locale = self.locale.tag();
        Ok(slot_order::host_slots(&self.state, self.caller()?, host, locale).await?)
    }

    async fn members(&self, host: &str) -> Answer<Vec<HostMember>> {
        Ok(console::members::list(&self.state, self.caller()?, host).await?)
    }

    async fn invitations(&self, host: &str) -> Answer<Vec<HostInvitation>> {
        Ok(console::members::invitations(&self.state, self.caller()?, host).await?)
    }

    async fn tokens(&self, host: &str) -> Answer<Vec<ApiToken>> {
        Ok(console::tokens::list(&self.state, self.caller()?, host).await?)
    }

    async fn plugin_settings(&self, host: &str, plugin: &str) -> Answer<Option<SettingsForm>> {
        let caller = self.caller()?;
        let form =
            console::plugin_settings::form(&self.state, caller, host, plugin, self.locale).await?;
        Ok(form)
    }

    async fn invitation(&self, token: &str) -> Answer<InvitationOffer> {
        Ok(accounts::offer(&self.state, token, &self.address).await?)
    }

    async fn audit(&self, host: &str, cursor: Option<&str>) -> Answer<HostAuditPage> {
        Ok(console::audit::page(
            &self.state,
            self.caller()?,
            host,
            cursor,
            console::audit::PAGE,
        )
        .await?)
    }
}
