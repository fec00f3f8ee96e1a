//! Plugins that are off for the reader since a moment ago, or on again: whoever has one in the page takes it out, or starts it
//! (THREATS m).

use std::cell::RefCell;
use std::rc::Rc;

struct Watcher {
    plugin: String,
    /// Takes whether the plugin is off; answers whether it is still to be called.
    changed: Rc<dyn Fn(bool) -> bool>,
}

thread_local! {
    static WATCHERS: RefCell<Vec<Watcher>> = RefCell::default();
}

/// Calls back when a plugin goes off, with true, and when it is on again, with false; until the answer is false.
pub(in crate::slot) fn watch(plugin: &str, changed: impl Fn(bool) -> bool + 'static) {
    let watcher = Watcher {
        plugin: plugin.to_owned(),
        changed: Rc::new(changed),
    };
    WATCHERS.with_borrow_mut(|watchers| watchers.push(watcher));
}

/// A plugin is off, or on again.
pub(in crate::slot) fn tell(plugin: &str, is_off: bool) {
    let called: Vec<_> = WATCHERS.with_borrow_mut(|watchers| {
        let (called, others) = std::mem::take(watchers)
            .into_iter()
            .partition(|watcher| watcher.plugin == plugin);
        *watchers = others;
        called
    });
    // Nobody else looks at the list meanwhile: whoever is called may watch anew.
    let there: Vec<Watcher> = called
        .into_iter()
        .filter(|watcher| (watcher.changed)(is_off))
        .collect();
    WATCHERS.with_borrow_mut(|watchers| watchers.extend(there));
}
