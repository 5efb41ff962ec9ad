//! How a target stands to the figure that it names.

/// How a target stands to its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compares {
    /// Both are of the same thing.
    Yes,
    /// The model's figure can be no higher, if it is right.
    AtMost,
    /// The model's figure can be no lower, if it is right.
    AtLeast,
    /// The two are not compared.
    No,
}

impl Compares {
    /// Every word of the column.
    pub const ALL: [Self; 4] = [Self::Yes, Self::AtMost, Self::AtLeast, Self::No];

    /// What it is called in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::No => "no",
        }
    }
}
