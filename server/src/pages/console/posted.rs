//! What the console's forms have in common: reading one, and answering it.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderValue, StatusCode, Uri, header};
use http_body_util::Limited;
use leptos::prelude::provide_context;
use portico_app::error::AppError;
use portico_app::i18n::Locale;
use portico_app::page::Flash;
use portico_app::pages::failed::PageFailure;
use portico_app::pages::refused::{RefusedForm, ShownOnce};

use super::shown;
use crate::api::input::body_of;
use crate::error::{ServiceError, ServiceResult};
use crate::pages::flash::see_other_with;
use crate::pages::render::page_with;
use crate::services::accounts;
use crate::session::{ConsoleCaller, console, locale_of};
use crate::state::AppState;

/// Fields that are not written into the page again (THREATS 46): somebody may paste a private key as `jwk`.
const SECRET: [&str; 5] = ["password", "current", "new", "token", "jwk"];

/// Largest form, and most fields of one: what the console's forms have, many times over.
const MAX_FORM: usize = 64 * 1024;
const MAX_FIELDS: usize = 200;

/// A form with the request it came in.
pub struct Posted {
    /// What handlers share.
    pub state: AppState,
    /// The request.
    pub parts: Parts,
    /// Names and values, in order.
    pub pairs: Vec<(String, String)>,
}

impl FromRequest<AppState> for Posted {
    type Rejection = ServiceError;

    async fn from_request(request: Request, state: &AppState) -> ServiceResult<Self> {
        let (parts, body) = request.into_parts();
        let is_form = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(ServiceError::refused(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "bad_request",
                "A form is posted as application/x-www-form-urlencoded.",
            ));
        }
        let body = body_of(Body::new(Limited::new(body, MAX_FORM))).await?;
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(&body)
            .into_owned()
            .take(MAX_FIELDS + 1)
            .collect();
        if pairs.len() > MAX_FIELDS {
            return Err(ServiceError::refused(
                StatusCode::PAYLOAD_TOO_LARGE,
                "bad_request",
                "The form has too many fields.",
            ));
        }
        Ok(Self {
            state: state.clone(),
            parts,
            pairs,
        })
    }
}

/// A form that did its work.
pub enum Done {
    /// 303 to an address of ours, with a message for the page there.
    Onward {
        /// Where.
        to: String,
        /// What happened.
        flash: Flash,
        /// Cookies to be set.
        cookies: Vec<HeaderValue>,
    },
    /// 303 to a page that shows what was made.
    Shown {
        /// What was made.
        shown: ShownOnce,
        /// Another page than the form's own.
        at: Option<String>,
    },
}

impl Done {
    /// On to an address, with a message.
    pub fn onward(to: impl Into<String>, code: &str, name: impl Into<String>) -> Self {
        Self::Onward {
            to: to.into(),
            flash: Flash {
                code: code.to_owned(),
                name: name.into(),
                org: String::new(),
                undo: None,
            },
            cookies: Vec::new(),
        }
    }

    /// The same, with one more cookie.
    #[must_use]
    pub fn with_cookie(mut self, cookie: Option<HeaderValue>) -> Self {
        if let Self::Onward { cookies, .. } = &mut self {
            cookies.extend(cookie);
        }
        self
    }

    /// Something that the form's page shows next, and never again.
    pub fn shown(shown: ShownOnce) -> Self {
        Self::Shown { shown, at: None }
    }
}

impl Posted {
    /// The value of a field; empty when it was left out.
    pub fn get(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// A text that is left as it is when the form does not have the field.
    pub fn text(&self, name: &str) -> Option<String> {
        let pair = self.pairs.iter().find(|(key, _)| key == name)?;
        Some(pair.1.clone())
    }

    /// A checkbox: browsers leave it out when it is not ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        matches!(self.get(name), "on" | "true" | "1")
    }

    /// Which of the page's forms it is.
    pub fn form(&self) -> &str {
        self.get("do")
    }

    /// A parameter of the page's address.
    pub fn query(&self, name: &str) -> String {
        let query = self.parts.uri.query().unwrap_or_default();
        url::form_urlencoded::parse(query.as_bytes())
            .find_map(|(key, value)| (key == name).then(|| value.into_owned()))
            .unwrap_or_default()
    }

    /// The address of the page, without its query.
    pub fn page(&self) -> &str {
        self.parts.uri.path()
    }

    /// Language of the page.
    pub fn locale(&self) -> Locale {
        locale_of(&self.state, &self.parts)
    }

    /// Who is signed in; 401 when nobody is.
    pub async fn caller(&self) -> ServiceResult<ConsoleCaller> {
        console::of_page(&self.parts, &self.state)
            .await?
            .ok_or_else(ConsoleCaller::nobody)
    }

    /// Who is signed in, with the password typed again, for what makes or shows a credential.
    pub async fn confirmed_caller(&self) -> ServiceResult<ConsoleCaller> {
        let caller = self.caller().await?;
        accounts::with_password(&self.state, caller, self.get("password")).await
    }

    /// 303 to the page itself, with a message.
    pub fn back(&self, code: &str, name: impl Into<String>) -> Done {
        Done::onward(self.page(), code, name)
    }

    /// 400 for a form that the page does not have.
    pub fn unknown() -> ServiceError {
        ServiceError::refused(
            StatusCode::BAD_REQUEST,
            "bad_request",
            "This page has no such form.",
        )
    }

    /// Answers the form.
    pub async fn answer(self, done: ServiceResult<Done>) -> Response {
        let mut response = match done {
            Ok(Done::Onward { to, flash, cookies }) => {
                let mut response = see_other_with(&self.state, &to, &flash);
                for cookie in cookies {
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                }
                response
            }
            Ok(Done::Shown { shown, at }) => {
                let to = at.as_deref().unwrap_or(self.page());
                match self.show(to, &shown).await {
                    Ok(response) => response,
                    Err(error) => self.refuse(AppError::from(error)).await,
                }
            }
            Err(error) => self.refuse(AppError::from(error)).await,
        };
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    async fn show(&self, at: &str, shown: &ShownOnce) -> ServiceResult<Response> {
        shown::see_other(&self.state, &self.caller().await?, at, shown)
    }

    /// The page again, with what was typed and why it was refused; a page of its own for what no form can mend.
    async fn refuse(mut self, error: AppError) -> Response {
        let retry_after = error.retry_after;
        let mut response = self.refusal(error).await;
        if let Some(seconds) = retry_after {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    async fn refusal(&mut self, error: AppError) -> Response {
        let status =
            StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if status.is_server_error()
            || matches!(
                error.code.as_str(),
                "console_sign_in_required" | "bad_request"
            )
        {
            return self
                .render(status, move || provide_context(PageFailure(error.clone())))
                .await;
        }
        let refused = RefusedForm {
            form: self.form().to_owned(),
            values: self.kept(&error),
            error,
        };
        self.render(status, move || provide_context(refused.clone()))
            .await
    }

    /// What is written into the page again: no secret, and no `next` that leads elsewhere.
    fn kept(&self, error: &AppError) -> BTreeMap<String, String> {
        self.pairs
            .iter()
            .filter(|(name, _)| !SECRET.contains(&name.as_str()))
            .filter(|(name, _)| name != "next" || !error.fields.contains_key(name))
            .cloned()
            .collect()
    }

    /// Draws another page than the form's own.
    pub fn turn_to(&mut self, at: Option<String>) {
        if let Some(uri) = at.and_then(|at| at.parse::<Uri>().ok()) {
            self.parts.uri = uri;
        }
    }

    async fn render(
        &mut self,
        status: StatusCode,
        more: impl Fn() + Clone + Send + Sync + 'static,
    ) -> Response {
        page_with(&self.state, &mut self.parts, status, more).await
    }
}

/// The error with its fields called as the form calls them.
pub fn renamed(mut error: ServiceError, names: &[(&str, &str)]) -> ServiceError {
    if let ServiceError::Refused(refused) = &mut error {
        for (service, form) in names {
            if let Some(problem) = refused.fields.remove(*service) {
                refused.fields.insert((*form).to_owned(), problem);
            }
        }
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_fields_of_the_form() {
        let error = ServiceError::field("password", "password_wrong", "No.");
        let ServiceError::Refused(error) = renamed(error, &[("password", "current")]) else {
            unreachable!()
        };
        assert_eq!(error.fields["current"], "No.");
        assert_eq!(error.fields.len(), 1);
    }
}
