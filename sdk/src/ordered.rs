//! Maps and sets that are made in the browser, too.

/// A map or set of these entries; of two with the same key the later one counts, as with `collect`.
///
/// `collect` sorts the entries first, and brings its own copy of the sorting code along for each of their types, about 3 KB of wasm each.
/// Putting one after the other in their place needs none.
///
/// ```
/// use std::collections::BTreeMap;
/// use portico_sdk::ordered::ordered;
///
/// let map: BTreeMap<&str, i32> = ordered([("b", 1), ("a", 2), ("b", 3)]);
/// assert_eq!(map.into_iter().collect::<Vec<_>>(), [("a", 2), ("b", 3)]);
/// ```
pub fn ordered<M: Default + Extend<T>, T>(entries: impl IntoIterator<Item = T>) -> M {
    let mut made = M::default();
    made.extend(entries);
    made
}
