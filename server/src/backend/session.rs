//! [`SessionBackend`].

use async_trait::async_trait;
use portico_app::backend::{Answer, SessionBackend, SessionView};

use super::RequestBackend;
use crate::error::ServiceError;
use crate::services::sessions::{self, SignIn};
use crate::session::Cookie;

#[async_trait]
impl SessionBackend for RequestBackend {
    async fn current_session(&self) -> Answer<Option<SessionView>> {
        Ok(sessions::current(&self.caller))
    }

    async fn sign_in(&self, host: &str, token: &str) -> Answer<SessionView> {
        let attempt = SignIn {
            host,
            token,
            old_cookie: self.cookie.as_deref(),
            address: &self.address,
        };
        let opened = sessions::sign_in(&self.state, attempt).await?;
        self.set_cookie(Cookie::Session.set(
            &self.state.public_url,
            &opened.cookie,
            opened.max_age,
        ));
        Ok(opened.view)
    }

    async fn sign_out(&self) -> Answer<()> {
        if let Some(cookie) = &self.cookie {
            sessions::sign_out(&self.state, cookie).await?;
        }
        self.set_cookie(Cookie::Session.clear(&self.state.public_url));
        Ok(())
    }

    async fn switch_org(&self, org: Option<&str>) -> Answer<SessionView> {
        let cookie = self
            .cookie
            .as_deref()
            .ok_or_else(ServiceError::unauthorized)?;
        Ok(sessions::switch_org(&self.state, cookie, org).await?)
    }
}
