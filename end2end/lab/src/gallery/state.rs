//! The states in which the gallery shows every kind of field.

/// One state; the gallery has one field for each, called by [`State::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing in it, with a placeholder where the control takes one.
    Empty,
    /// Filled before anything was saved.
    Filled,
    /// With a sentence that helps.
    Help,
    /// Has to be filled in.
    Required,
    /// The host's to set, so an organisation only sees it.
    ReadOnly,
    /// There only while a toggle is on.
    Conditional,
    /// With every limit that the kind has, so that each way of being wrong can be reached.
    Limits,
}

impl State {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Empty,
        Self::Filled,
        Self::Help,
        Self::Required,
        Self::ReadOnly,
        Self::Conditional,
        Self::Limits,
    ];

    /// Key of its field.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Filled => "filled",
            Self::Help => "help",
            Self::Required => "required",
            Self::ReadOnly => "read_only",
            Self::Conditional => "conditional",
            Self::Limits => "limits",
        }
    }

    /// What it is called in German.
    pub(super) fn german(self) -> &'static str {
        match self {
            Self::Empty => "leer",
            Self::Filled => "ausgefüllt",
            Self::Help => "mit Hilfe",
            Self::Required => "Pflicht",
            Self::ReadOnly => "nur lesen",
            Self::Conditional => "bedingt",
            Self::Limits => "mit Grenzen",
        }
    }
}
