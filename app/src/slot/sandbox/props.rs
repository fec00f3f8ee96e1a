//! What the sandbox's loader gets from the server.

use portico_sdk::extension::Sandbox;
use serde::{Deserialize, Serialize};

use crate::slot::loading::Shown;

/// One sandbox to load: where its code and its frame are, and what it may do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SandboxProps {
    /// Which one, where, and the words to say about it.
    pub shown: Shown,
    /// Its bundle, its frame and its capabilities, as the manifest names them.
    pub sandbox: Sandbox,
    /// Address of the receiver's script.
    pub receiver: String,
}
