//! Colours of the page, as a workbook takes them.

use crate::svg::Ink;
use detente_engine::domain::Outcome;

/// The colours of the outcomes, in their order: those of the page.
pub(super) fn of_outcomes() -> [u32; 4] {
    std::array::from_fn(|at| Ink::Outcome(Outcome::ALL[at]).number())
}

/// The colours of the two arms: those of the page.
pub(super) fn arms() -> [u32; 2] {
    [Ink::With, Ink::Without].map(Ink::number)
}

/// A colour of the page as a ground on which black letters are read: two thirds of the way to white.
pub(super) fn pale(colour: u32) -> u32 {
    let part = |shift: u32| {
        let own = (colour >> shift) & 0xFF;
        (own + (0xFF - own) * 2 / 3) << shift
    };
    part(16) | part(8) | part(0)
}
