//! What is the same for all kinds of extension with code in the page: their place, how long they may take, what is said when
//! they fail, and what of it is reported.

#[cfg(feature = "hydrate")]
pub(super) mod attempt;
mod phase;
mod place;
#[cfg(feature = "hydrate")]
pub(super) mod places;
mod props;
#[cfg(any(feature = "hydrate", feature = "ssr", test))]
mod quota;
#[cfg(feature = "hydrate")]
pub(super) mod reporter;
#[cfg(feature = "hydrate")]
pub(super) mod suspended;

#[cfg(feature = "hydrate")]
pub(super) use phase::Failure;
pub(super) use phase::Phase;
#[cfg(feature = "ssr")]
pub(super) use place::NoScript;
pub(super) use place::place;
pub(super) use props::Shown;
#[cfg(feature = "ssr")]
pub use quota::Quota;

/// After this time an extension that is not there counts as failed (FORMS 12); it still appears when it comes later.
pub const DEADLINE_MS: u32 = 10_000;

/// After this time the loader says that it is still loading.
pub const STILL_LOADING_MS: u32 = 2_000;
