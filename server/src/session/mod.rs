//! Who is calling: the cookie or Bearer token of a request, checked, as a [`Caller`].

mod address;
mod caller;
pub mod console;
mod cookie;
mod extract;
mod keys;
mod live;
mod locale;
mod named_host;
mod next;
mod origin;
mod safe_mode;
mod standing;

pub use address::{ClientAddress, label as address_label};
pub use caller::{Caller, Via};
pub use console::{ConsoleCaller, HostAccess};
pub use cookie::Cookie;
pub use keys::place;
pub use live::{SessionCache, token_refused, verify};
pub use locale::{RequestLocale, asked_locale, locale_of, offer};
pub use next::Next;
pub use origin::{Source, cookie_counts, source};
pub use safe_mode::{asks_for_safe_mode, without_safe_mode};
