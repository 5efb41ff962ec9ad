//! Which attempt comes next.

/// An attempt at a declared rung that is over on the day of its offer, in one number, so that the trials of a group that make the same
/// are found by comparing rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attempt(u64);

impl Attempt {
    /// No such attempt.
    pub(super) const NONE: Self = Self(u64::MAX);
    /// Attempts at one rung that are told apart: no trial has as many steps.
    const NUMBERS: u64 = 1 << 32;

    /// Attempt `number` at the declared rung `rung`.
    pub(super) fn new(rung: usize, number: u64) -> Self {
        Self(rung as u64 * Self::NUMBERS + number)
    }

    /// The declared rung.
    pub(super) fn rung(self) -> usize {
        (self.0 / Self::NUMBERS) as usize
    }

    /// The number under which it draws its words.
    pub(super) fn number(self) -> u64 {
        self.0 % Self::NUMBERS
    }
}
