//! Plugins that do what no example does, for browser tests of the real server: `portico-lab` is Portico with these instead of
//! the examples. A test turns on the ones it looks at in an organisation of its own, so that tests share a server.
//!
//! | plugin | on the dashboard | for |
//! |---|---|---|
//! | `lab-external` | one element that needs a script of another site | PARITY 5, 11 |
//! | `lab-twins` | the same element twice | PARITY 26, THREATS 31, FORMS 12 |
//! | `lab-tall` | one element that says how high it is | FORMS 12 |
//! | `lab-fault-…` | one element that fails, one plugin for each way to do so: `fault.rs` | FORMS 11 |
//! | `lab-box`, `lab-box-…` | one sandbox that works, and one for each way to misbehave: `boxed.rs` | THREATS 9-29 |
//! | `lab-form-{kind}`, `lab-form` | forms: every kind of field in every state, and one as people really have them | FORMS 1-9 |
//!
//! `lab-hundred` has a form of a hundred fields in its settings, which `make bench` measures.

mod boxed;
mod fault;
mod gallery;
mod hundred;
mod view;

use std::sync::Arc;

use portico_sdk::plugin::Plugin;

pub use gallery::State;
use hundred::Hundred;
use view::View;

/// The plugins of the laboratory.
pub fn plugins() -> Vec<Arc<dyn Plugin>> {
    let views = [
        View {
            extensions: &["lab_external"],
            external_scripts: &["https://js.example.com/v3/", "https://api.example.com"],
            ..View::new("lab-external", &include_bytes!("../assets/external.js")[..])
        },
        View {
            extensions: &["lab_twin_one", "lab_twin_two"],
            ..View::new("lab-twins", &include_bytes!("../assets/twins.js")[..])
        },
        View {
            extensions: &["lab_tall"],
            min_height: Some(320),
            ..View::new("lab-tall", &include_bytes!("../assets/tall.js")[..])
        },
    ];
    let hundred: Arc<dyn Plugin> = Arc::new(Hundred);
    views
        .into_iter()
        .chain(fault::plugins())
        .map(|view| Arc::new(view) as Arc<dyn Plugin>)
        .chain(boxed::ALL.map(|sandbox| Arc::new(sandbox) as Arc<dyn Plugin>))
        .chain([hundred])
        .chain(gallery::plugins())
        .collect()
}
