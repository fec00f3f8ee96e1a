//! What the handler of a form puts into the context of the page that it draws again.

use std::collections::BTreeMap;

use leptos::prelude::use_context;

use crate::backend::{NewApiToken, NewInvitation, ShownSecret};
use crate::error::AppError;

/// A form that was refused (422, or the error's own status): what was typed, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct RefusedForm {
    /// Which of the page's forms: its hidden field `do`, empty where the page has one form only.
    pub form: String,
    /// What was typed, by field; passwords, tokens and other secrets are left out.
    pub values: BTreeMap<String, String>,
    /// Why; `fields` says it field by field.
    pub error: AppError,
}

impl RefusedForm {
    /// The refusal of this page's form `form`, if that is what is answered.
    pub fn of(form: &str) -> Option<Self> {
        use_context::<Self>().filter(|refused| refused.form == form)
    }

    /// What was typed into a field; empty when it was left out.
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }
}

/// What a form made that the page after it shows and never again.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub enum ShownOnce {
    /// A host's secret.
    Secret(ShownSecret),
    /// The link of an invitation.
    Invitation(NewInvitation),
    /// An API token.
    Token(NewApiToken),
}

/// In place of [`ShownOnce`], when the page that showed it is opened again.
#[derive(Debug, Clone, Copy)]
pub struct ShownBefore;
