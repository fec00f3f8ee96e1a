//! How far an extension has come, and why it may not be there.

#[cfg(feature = "hydrate")]
use crate::slot::report::Outcome;
use crate::slot::report::StopReason;

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
    Stopped(StopReason),
    /// It had to be ended again and again, and is off for the reader.
    Suspended,
}

#[cfg(feature = "hydrate")]
impl Failure {
    /// As it is reported; `None`: it was, and this is what the server made of it.
    pub fn outcome(self) -> Option<Outcome> {
        Some(match self {
            Self::Network => Outcome::Network,
            Self::Integrity => Outcome::Integrity,
            Self::Timeout => Outcome::Timeout,
            Self::Undefined => Outcome::Undefined,
            Self::Crashed => Outcome::Crashed,
            Self::Twice => Outcome::Twice,
            Self::Flooded => Outcome::Flooded,
            Self::Stopped(_) => Outcome::Stopped,
            Self::Suspended => return None,
        })
    }

    /// Why the page ended it, if it did.
    pub fn stop(self) -> Option<StopReason> {
        match self {
            Self::Stopped(reason) => Some(reason),
            _ => None,
        }
    }
}
