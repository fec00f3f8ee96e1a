//! What the pages need from the server, as narrow traits, one for each capability.
//!
//! Pages and server functions take `Arc<dyn …>` from the Leptos context; the server puts in an implementation that is
//! bound to the request's caller, so no method takes a session: it authorises inside.

mod console;
mod forms;
mod inspector;
#[cfg(feature = "ssr")]
mod manifest;
mod org;
mod session;
mod shop;
mod store;

pub use console::*;
pub use forms::*;
pub use inspector::*;
#[cfg(feature = "ssr")]
pub use manifest::*;
pub use org::*;
pub use session::*;
pub use shop::*;
pub use store::*;

use crate::error::AppError;

/// What every backend method answers.
pub type Answer<T> = Result<T, AppError>;

/// Takes a backend from the Leptos context.
///
/// # Errors
/// 500 when the server did not provide it, which is a defect of the server's set-up.
#[cfg(feature = "ssr")]
pub fn backend<T: ?Sized + Send + Sync + 'static>() -> Answer<std::sync::Arc<T>> {
    use leptos::prelude::use_context;
    let no_host = use_context::<crate::page::PageContext>().is_some_and(|page| page.host.is_none());
    use_context::<std::sync::Arc<T>>().ok_or_else(|| {
        if no_host {
            AppError::no_host()
        } else {
            AppError::internal()
        }
    })
}
