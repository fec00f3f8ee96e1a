//! Plugins that are off for the reader since a moment ago: whoever has one in the page takes it out (THREATS m).

use std::cell::RefCell;
use std::rc::Rc;

struct Watcher {
    plugin: String,
    /// Answers whether it is still to be called.
    suspend: Rc<dyn Fn() -> bool>,
}

thread_local! {
    static WATCHERS: RefCell<Vec<Watcher>> = RefCell::default();
}

/// Calls back when a plugin is suspended, until the answer is false.
pub(in crate::slot) fn watch(plugin: &str, suspend: impl Fn() -> bool + 'static) {
    let watcher = Watcher {
        plugin: plugin.to_owned(),
        suspend: Rc::new(suspend),
    };
    WATCHERS.with_borrow_mut(|watchers| watchers.push(watcher));
}

/// A plugin is suspended.
pub(super) fn tell(plugin: &str) {
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
        .filter(|watcher| (watcher.suspend)())
        .collect();
    WATCHERS.with_borrow_mut(|watchers| watchers.extend(there));
}
