//! How far an extension has come, and why it may not be there.

#[cfg(feature = "hydrate")]
use crate::slot::report::Outcome;

/// How far an extension has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "on the server everything is loading")
)]
pub enum Phase {
    /// Its files are being loaded.
    Loading,
    /// They still are, after a while.
    StillLoading,
    /// It is in the page.
    Ready,
    /// It is not, and why.
    Failed(Failure),
}

/// Why an extension is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only a browser finds out")
)]
pub enum Failure {
    /// A file could not be loaded.
    Network,
    /// A file is not the one that was reviewed.
    Integrity,
    /// Too slow.
    Timeout,
    /// Its script did not define its element.
    Undefined,
    /// It threw.
    Crashed,
    /// Its script defined what exists already.
    Twice,
    /// It put too much into the page.
    Flooded,
    /// The page ended it.
    Stopped(Stop),
}

/// Why the page ended a sandbox (THREATS m).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only a browser finds out")
)]
pub enum Stop {
    /// It did not answer any more.
    Unresponsive,
    /// It asked for more than a plugin may.
    Limit,
    /// It broke rules of the protocol again and again.
    Protocol,
    /// Its frame went elsewhere.
    Navigated,
}

#[cfg(feature = "hydrate")]
impl Failure {
    /// As it is reported.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Network => Outcome::Network,
            Self::Integrity => Outcome::Integrity,
            Self::Timeout => Outcome::Timeout,
            Self::Undefined => Outcome::Undefined,
            Self::Crashed => Outcome::Crashed,
            Self::Twice => Outcome::Twice,
            Self::Flooded => Outcome::Flooded,
            Self::Stopped(_) => Outcome::Stopped,
        }
    }
}
