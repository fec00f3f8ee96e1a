//! Look-ups in sorted lists of names in small letters.

/// Longest name that is looked for.
const LONGEST: usize = 32;

/// Where `wanted`, in any case, stands in a sorted list.
pub(super) fn find<T>(sorted: &[T], wanted: &str, name: impl Fn(&T) -> &str) -> Option<usize> {
    let mut small = [0_u8; LONGEST];
    let small = small.get_mut(..wanted.len())?;
    small.copy_from_slice(wanted.as_bytes());
    small.make_ascii_lowercase();
    sorted
        .binary_search_by(|entry| name(entry).as_bytes().cmp(small))
        .ok()
}

/// Names that SVG writes with capitals.
const CAPITALS: &[&str] = &[
    "gradientTransform",
    "gradientUnits",
    "linearGradient",
    "pathLength",
    "preserveAspectRatio",
    "radialGradient",
    "spreadMethod",
    "viewBox",
];

/// A name as the DOM writes it.
pub(super) fn written(name: &'static str) -> &'static str {
    let capital = CAPITALS
        .iter()
        .find(|capital| capital.eq_ignore_ascii_case(name));
    capital.copied().unwrap_or(name)
}

#[cfg(test)]
pub(super) fn is_sorted<T>(list: &[T], name: impl Fn(&T) -> &str) -> bool {
    list.windows(2).all(|pair| match pair {
        [left, right] => name(left) < name(right),
        _ => true,
    }) && list.iter().all(|entry| {
        let name = name(entry);
        name.len() <= LONGEST && !name.contains(|c: char| c.is_ascii_uppercase())
    })
}
