//! The addresses of frames in a manifest: each carries a grant that this server signed (docs/SANDBOX.md).

use portico_sdk::extension::ExtensionKind;
use portico_sdk::manifest::ManifestItem;
use portico_sdk::plugin::Clock;

use super::HostFacts;
use crate::crypto::Cipher;
use crate::sandbox::{self, Grant};
use crate::state::AppState;

/// What the frames of one view have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frames(Option<Common>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Common {
    host: String,
    /// Our own pages, and those of the host's registered origins.
    ancestors: Vec<String>,
    /// Milliseconds since the epoch; until then the addresses are given out.
    valid_until: i64,
}

impl Frames {
    /// Of a host whose view shows sandboxes.
    pub fn of(state: &AppState, host: &HostFacts) -> Self {
        let own = state.public_url.origin();
        Self(Some(Common {
            host: host.host.id.clone(),
            ancestors: std::iter::once(own)
                .chain(host.origins.iter().cloned())
                .collect(),
            valid_until: sandbox::valid_until(state.clock.now_ms()),
        }))
    }

    /// False when the addresses are to be made anew. A view without frames never asks what time it is.
    pub fn are_valid(&self, clock: &dyn Clock) -> bool {
        let Some(common) = &self.0 else { return true };
        clock.now_ms() < common.valid_until
    }

    /// For entity tags; 0 without frames.
    pub fn valid_until(&self) -> i64 {
        self.0.as_ref().map_or(0, |common| common.valid_until)
    }

    /// The item, with the address of its frame when it has one.
    pub fn with_frame(&self, mut item: ManifestItem, cipher: &Cipher) -> ManifestItem {
        if let (Some(common), ExtensionKind::Sandbox { sandbox }) = (&self.0, &mut item.kind) {
            let grant = Grant {
                host: common.host.clone(),
                org: item.org.clone(),
                plugin: item.plugin.clone(),
                digest: sandbox.digest.clone(),
                network: sandbox.capabilities.network.clone(),
                ancestors: common.ancestors.clone(),
                expires: sandbox::expires(common.valid_until),
            };
            sandbox.frame_url = format!("{}{}", sandbox::PATH, grant.sealed(cipher));
        }
        item
    }
}
