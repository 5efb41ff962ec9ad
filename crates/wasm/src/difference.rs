//! A figure before and after a change.

use crate::assumed::OverAssumed;
use detente_study::compare::{Difference, Figure, Verdict};
use serde::Serialize;

/// A figure before and after the change. Shares lie between 0 and 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DifferenceLine {
    /// Its words.
    pub figure: String,
    /// What it counts.
    pub meaning: &'static str,
    /// Whether more of it is better; none where that is not said.
    pub wanted: Option<bool>,
    /// Share in the base.
    pub base: f64,
    /// Share after the change.
    pub changed: f64,
    /// The second less the first, with an interval that holds for all figures at once with 95 %.
    pub difference: [f64; 3],
    /// higher, lower, or not_told_apart.
    pub verdict: &'static str,
    /// The same over sets of assumptions, where that was worked out.
    pub over: Option<OverAssumed>,
}

impl DifferenceLine {
    /// The line of `found`, with what assumptions do to it where that was worked out.
    pub(crate) fn of(found: &Difference, over: Option<OverAssumed>) -> Self {
        let is_judged = !matches!(found.figure, Figure::Stalling);
        Self {
            figure: found.figure.spaced(),
            meaning: found.figure.meaning(),
            wanted: is_judged.then(|| found.figure.is_wanted()),
            base: found.base,
            changed: found.other,
            difference: [found.difference, found.interval.low, found.interval.high],
            verdict: match found.verdict {
                Verdict::Same => "same",
                verdict => verdict.word(),
            },
            over,
        }
    }
}
