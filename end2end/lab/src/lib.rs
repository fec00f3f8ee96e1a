//! Plugins that do what no example does, for browser tests of the real server: `portico-lab` is Portico with these instead of
//! the examples. A test turns on the one it looks at in an organisation of its own, so that tests share a server.
//!
//! | plugin | on the dashboard | for |
//! |---|---|---|
//! | `lab-external` | one element that needs a script of another site | PARITY 5, 11 |
//! | `lab-twins` | the same element twice | PARITY 26, THREATS 31 |

mod view;

use std::sync::Arc;

use portico_sdk::plugin::Plugin;

use view::View;

/// The plugins of the laboratory.
pub fn plugins() -> Vec<Arc<dyn Plugin>> {
    [
        View {
            name: "lab-external",
            script: include_bytes!("../assets/external.js"),
            extensions: &["lab_external"],
            external_scripts: &["https://js.example.com/v3/", "https://api.example.com"],
        },
        View {
            name: "lab-twins",
            script: include_bytes!("../assets/twins.js"),
            extensions: &["lab_twin_one", "lab_twin_two"],
            external_scripts: &[],
        },
    ]
    .map(|view| Arc::new(view) as Arc<dyn Plugin>)
    .to_vec()
}
