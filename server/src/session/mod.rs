//! Who is calling: the cookie or Bearer token of a request, checked, as a [`Caller`].

mod caller;

pub use caller::{Caller, Via};
