//! For browser/bench.js: records to nodes without a plugin around them.

use wasm_bindgen::prelude::*;

use super::{create_applier, perform};
use crate::allow::{IdPrefix, Rules};
use crate::component::Components;
use crate::limits::{Limit, Limits};
use crate::ops::Ops;
use crate::record::Record;
use crate::thread::PluginFunctions;
use crate::tree::{Fault, Out, Tree};
use crate::value::decode;

/// Decodes a list of records, applies them and shows them in `plugin.inner`. Returns how many were refused.
///
/// `stage` 0: only decodes; 1: no page.
#[wasm_bindgen]
pub fn measure(plugin: &JsValue, bytes: &[u8], stage: u32) -> u32 {
    let Ok(value) = decode(bytes, 64) else {
        return u32::MAX;
    };
    if stage == 0 {
        return 0;
    }
    let rules = Rules {
        prefix: IdPrefix::new("p1-"),
        image_origins: Vec::new(),
    };
    let unlimited = Limits::ALL
        .iter()
        .filter(|limit| **limit != Limit::Depth)
        .fold(Limits::default(), |limits, limit| {
            limits.with(*limit, u32::MAX)
        });
    let mut tree = Tree::new(rules, Components::default(), unlimited);
    let (mut ops, mut functions) = (Ops::default(), PluginFunctions::default());
    let mut out = Out {
        ops: &mut ops,
        functions: &mut functions,
        now: 0.0,
    };
    let mut refused = 0;
    for at in value.root().array().into_iter().flatten() {
        let record = Record::read(at).map_err(Fault::from);
        if record
            .and_then(|record| tree.apply(record, &mut out))
            .is_err()
        {
            refused += 1;
        }
    }
    if stage > 1 {
        create_applier(plugin);
        perform(plugin, ops.numbers(), ops.text());
    }
    refused
}
