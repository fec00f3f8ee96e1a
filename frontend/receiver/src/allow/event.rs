//! Events that a plugin may listen to.

use super::table::find;

/// Sorted. `true`: comes so often that only the last one in a frame is told.
const EVENTS: &[(&str, bool)] = &[
    ("animationend", false),
    ("blur", false),
    ("change", false),
    ("click", false),
    ("contextmenu", false),
    ("dblclick", false),
    ("focus", false),
    ("focusin", false),
    ("focusout", false),
    ("input", false),
    ("keydown", false),
    ("keyup", false),
    ("mousedown", false),
    ("mouseenter", false),
    ("mouseleave", false),
    ("mousemove", true),
    ("mouseout", false),
    ("mouseover", false),
    ("mouseup", false),
    ("pointercancel", false),
    ("pointerdown", false),
    ("pointerenter", false),
    ("pointerleave", false),
    ("pointermove", true),
    ("pointerout", false),
    ("pointerover", false),
    ("pointerup", false),
    ("scroll", true),
    ("toggle", false),
    ("transitionend", false),
    ("wheel", true),
];

/// An event of native elements that may be listened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event(u8);

impl Event {
    /// The event with this name.
    pub fn find(name: &str) -> Option<Self> {
        let index = find(EVENTS, name, |event| event.0)?;
        u8::try_from(index).ok().map(Self)
    }

    /// The event with this number.
    pub fn from_number(number: u32) -> Option<Self> {
        let index = u8::try_from(number).ok()?;
        (usize::from(index) < EVENTS.len()).then_some(Self(index))
    }

    /// Whether it comes so often that only the last one counts.
    pub fn is_frequent(self) -> bool {
        EVENTS.get(usize::from(self.0)).is_some_and(|event| event.1)
    }

    /// Its number in [`Self::names`].
    pub fn number(self) -> u32 {
        u32::from(self.0)
    }

    /// How many there are.
    pub const COUNT: usize = EVENTS.len();

    /// All names, and whether only the last in a frame counts.
    pub fn names() -> impl Iterator<Item = (&'static str, bool)> {
        EVENTS.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::is_sorted;
    use super::*;

    #[test]
    fn events_are_sorted_and_submit_is_none_of_them() {
        assert!(is_sorted(EVENTS, |event| event.0));
        assert!(Event::find("click").is_some());
        assert!(Event::find("submit").is_none());
        assert!(Event::find("paste").is_none());
    }
}
