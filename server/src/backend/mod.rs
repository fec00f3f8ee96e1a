//! The backends of the pages and server functions, bound to one request's caller: thin adapters over the services.

mod console;
mod forms;
mod inspector;
mod manifest;
mod org;
mod session;
mod shop;
mod store;

use std::sync::Arc;

pub use console::ConsolePages;
use http::header::{self, HeaderValue};
use http::request::Parts;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use portico_app::backend::{
    FormBackend, InspectorBackend, ManifestBackend, OrgBackend, SessionBackend, ShopAdminBackend,
    ShopBackend, StoreBackend,
};

use crate::pages::shop::cart_id;
use crate::session::{Caller, ClientAddress, Cookie, cookie_counts, source};
use crate::state::AppState;

/// See the module.
#[derive(Clone)]
pub struct RequestBackend {
    /// What handlers share.
    pub state: AppState,
    /// Who asks.
    pub caller: Caller,
    /// Where the request comes from.
    address: String,
    /// The session cookie of the request, where it counts.
    cookie: Option<String>,
    /// The visitor's cart of the demo shop.
    cart: Option<String>,
    /// Where cookies go that the answer sets.
    outgoing: Option<ResponseOptions>,
    /// The request in the log: pages do some of their work on tasks of its own.
    span: tracing::Span,
}

impl RequestBackend {
    /// Binds the services to a request.
    pub fn new(state: AppState, caller: Caller, parts: &Parts) -> Self {
        let ClientAddress(address) = ClientAddress::of(&state, parts);
        let cookie = Cookie::Session
            .read(&state.public_url, &parts.headers)
            .filter(|_| cookie_counts(source(&state.public_url, &parts.headers), &parts.headers))
            .map(ToOwned::to_owned);
        let cart = cart_id(&state, &parts.headers).map(ToOwned::to_owned);
        Self {
            state,
            caller,
            address,
            cookie,
            cart,
            outgoing: None,
            span: tracing::Span::current(),
        }
    }

    /// Puts every backend into the Leptos context. Called inside the context of a page or server function.
    pub fn provide(self) {
        let backend = Arc::new(Self {
            outgoing: use_context::<ResponseOptions>(),
            ..self
        });
        provide_context::<Arc<dyn FormBackend>>(backend.clone());
        provide_context::<Arc<dyn InspectorBackend>>(backend.clone());
        provide_context::<Arc<dyn ManifestBackend>>(backend.clone());
        provide_context::<Arc<dyn OrgBackend>>(backend.clone());
        provide_context::<Arc<dyn SessionBackend>>(backend.clone());
        provide_context::<Arc<dyn ShopAdminBackend>>(backend.clone());
        provide_context::<Arc<dyn ShopBackend>>(backend.clone());
        provide_context::<Arc<dyn StoreBackend>>(backend);
    }

    fn set_cookie(&self, cookie: Option<HeaderValue>) {
        if let (Some(outgoing), Some(cookie)) = (&self.outgoing, cookie) {
            outgoing.append_header(header::SET_COOKIE, cookie);
        }
    }
}
