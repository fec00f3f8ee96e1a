//! Sandboxed plugins, one for each script of `assets/box`: what works, and ways to misbehave that no library would write down.

use std::borrow::Cow;

use async_trait::async_trait;
use portico_sdk::extension::{Capabilities, Extension, ExtensionKind, Sandbox};
use portico_sdk::i18n::LocaleText;
use portico_sdk::plugin::{Asset, Listing, Plugin, PluginContext, PluginError, UiPlugin};
use portico_sdk::slot::slots;

/// What every script begins with.
const THREAD: &str = include_str!("../assets/box/thread.js");

/// One sandboxed plugin.
#[derive(Debug)]
pub(crate) struct Boxed {
    name: &'static str,
    extension: &'static str,
    script: &'static str,
}

/// All of them.
pub(crate) const ALL: [Boxed; 7] = [
    Boxed {
        name: "lab-box",
        extension: "lab_box",
        script: include_str!("../assets/box/good.js"),
    },
    Boxed {
        name: "lab-box-loop",
        extension: "lab_box_loop",
        script: include_str!("../assets/box/loop.js"),
    },
    Boxed {
        name: "lab-box-flood",
        extension: "lab_box_flood",
        script: include_str!("../assets/box/flood.js"),
    },
    Boxed {
        name: "lab-box-huge",
        extension: "lab_box_huge",
        script: include_str!("../assets/box/huge.js"),
    },
    Boxed {
        name: "lab-box-throws",
        extension: "lab_box_throws",
        script: include_str!("../assets/box/throws.js"),
    },
    Boxed {
        name: "lab-box-escape",
        extension: "lab_box_escape",
        script: include_str!("../assets/box/escape.js"),
    },
    Boxed {
        name: "lab-box-nested",
        extension: "lab_box_nested",
        script: include_str!("../assets/box/nested.js"),
    },
];

#[async_trait]
impl Plugin for Boxed {
    fn name(&self) -> &'static str {
        self.name
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "A sandbox of the laboratory."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: LocaleText::en(self.name),
            summary: LocaleText::en("A sandbox of the laboratory."),
            publisher: "Portico".to_owned(),
            categories: vec!["operations".to_owned()],
            icon: "note".to_owned(),
            tile: "grey".to_owned(),
            ..Listing::default()
        }
    }

    async fn init(&self, _context: PluginContext) -> Result<(), PluginError> {
        Ok(())
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for Boxed {
    fn ui_extensions(&self) -> Vec<Extension> {
        let sandbox = Sandbox {
            entry: format!("/plugins/{}/assets/main.js", self.name),
            capabilities: Capabilities {
                props: vec!["range".to_owned()],
                callbacks: vec!["emit".to_owned()],
                network: match self.name {
                    "lab-box-nested" => vec!["https://ticks.example.com".to_owned()],
                    _ => Vec::new(),
                },
                ..Capabilities::default()
            },
            min_height: Some(120),
            ..Sandbox::default()
        };
        vec![Extension {
            id: self.extension.to_owned(),
            slot: slots::DASHBOARD_WIDGET.key.to_owned(),
            kind: ExtensionKind::Sandbox { sandbox },
            title: LocaleText::en(self.name),
            priority: 0,
        }]
    }

    fn assets(&self) -> Vec<Asset> {
        vec![Asset {
            path: Cow::Borrowed("main.js"),
            bytes: Cow::Owned(format!("{THREAD}{}", self.script).into_bytes()),
        }]
    }
}
