//! Watches how many nodes a component has in its place (FORMS 11). It sees the page's own DOM only: what a component hides in a
//! shadow root or puts elsewhere on the page is not counted, and code that never ends cannot be stopped by anybody.

use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, MutationObserver, MutationObserverInit, MutationRecord, Node};

use crate::slot::component::NODE_LIMIT;

/// Watches for as long as it lives.
pub(super) struct Guard {
    observer: MutationObserver,
    _heard: Closure<dyn FnMut(Array)>,
}

impl Guard {
    /// Calls back once the place has more nodes than allowed; before the browser draws them.
    pub(super) fn new(place: &HtmlElement, flooded: impl Fn() + 'static) -> Option<Self> {
        // Counting costs; so the sum of what was added stands in for the number, and only when that is too high we count.
        let mut at_most = count(place);
        let watched = place.clone();
        let heard = Closure::<dyn FnMut(Array)>::new(move |records: Array| {
            for record in records.iter() {
                at_most = at_most.saturating_add(added(record.unchecked_ref()));
                if at_most > NODE_LIMIT {
                    at_most = count(&watched);
                    break;
                }
            }
            if at_most > NODE_LIMIT {
                flooded();
            }
        });
        let observer = MutationObserver::new(heard.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        observer.observe_with_options(place, &options).ok()?;
        Some(Self {
            observer,
            _heard: heard,
        })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Whether there are more nodes in the place than allowed.
pub(super) fn is_flooded(place: &HtmlElement) -> bool {
    count(place) > NODE_LIMIT
}

fn added(record: &MutationRecord) -> u32 {
    let nodes = record.added_nodes();
    let mut sum = nodes.length();
    for at in 0..nodes.length() {
        if sum > NODE_LIMIT {
            break;
        }
        if let Some(node) = nodes.item(at)
            && node.has_child_nodes()
        {
            sum = sum.saturating_add(count(&node));
        }
    }
    sum
}

/// Everything below a node. The browser counts faster than we could walk.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of nodes, and `as` ends at the greatest"
)]
fn count(node: &Node) -> u32 {
    let number = document()
        .evaluate("count(descendant::node())", node)
        .and_then(|result| result.number_value());
    number.unwrap_or_default() as u32
}
