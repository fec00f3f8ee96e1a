//! Why a plugin was ended.

use super::{Phase, Session};
use crate::limits::{Limit, Limits};

/// Most characters of a detail.
const LONGEST_DETAIL: usize = 1_000;

/// Why a plugin was ended. The name is stable: pages show a sentence for it, and servers count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// A limit was passed; its name is the reason.
    Limit(Limit),
    /// It did not run within 5 s.
    StartTimeout,
    /// Its code could not be loaded.
    FetchFailed,
    /// Its code is not what was approved.
    DigestMismatch,
    /// Its code does not run.
    ScriptError,
    /// It sent something that cannot be read.
    MessageError,
    /// Its frame went elsewhere (THREATS 19).
    FrameNavigated,
    /// It did not answer.
    Unresponsive,
    /// It broke rules of the protocol again and again.
    ProtocolErrors,
    /// Its `render` failed.
    RenderFailed,
    /// The page could not do what it should.
    PageError,
}

impl StopReason {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Limit(limit) => limit.name(),
            Self::StartTimeout => "start_timeout",
            Self::FetchFailed => "fetch_failed",
            Self::DigestMismatch => "digest_mismatch",
            Self::ScriptError => "script_error",
            Self::MessageError => "message_error",
            Self::FrameNavigated => "frame_navigated",
            Self::Unresponsive => "unresponsive",
            Self::ProtocolErrors => "protocol_errors",
            Self::RenderFailed => "render_failed",
            Self::PageError => "page_error",
        }
    }

    /// What the page's own part says.
    pub fn from_page(reason: &str) -> Self {
        match reason {
            "fetch_failed" => Self::FetchFailed,
            "digest_mismatch" => Self::DigestMismatch,
            _ => Self::PageError,
        }
    }

    /// What the relay says.
    pub(super) fn from_relay(reason: &str) -> Self {
        let limit = Limits::ALL.iter().find(|limit| limit.name() == reason);
        match (limit, reason) {
            (Some(limit), _) => Self::Limit(*limit),
            (None, "script_error") => Self::ScriptError,
            _ => Self::MessageError,
        }
    }
}

impl Session {
    /// Ends the plugin. Nothing that was to be done before counts any more.
    pub(super) fn stop(&mut self, reason: StopReason, detail: &str) {
        if self.is_stopped() {
            return;
        }
        self.phase = Phase::Stopped;
        self.ops.clear();
        self.stopped = Some((reason, detail.chars().take(LONGEST_DETAIL).collect()));
    }
}
