//! The two axes of how a channel goes, each scored by itself: whether a party left, and whether confrontation came before.

use super::forecast::{Forecast, Shares};
use super::score::{Sample, base_rate, mean};
use detente_engine::domain::Outcome;

/// One axis on one sample.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisScore {
    /// What is forecast, in words.
    pub says: &'static str,
    /// In how many of the cases it happened.
    pub happened: usize,
    /// How likely it is that a case in which it happened was given more of it than one in which it did not; ties count half. None where
    /// all cases are of one kind.
    pub area: Option<f64>,
    /// The mean of (share - 1 or 0) squared: of the cases, of the base rate of the other cases, and of the built-in scenario.
    pub briers: [f64; 3],
}

/// Both axes on `sample`; none where it is empty. `cases` are the forecasts in the order of the list.
#[must_use]
pub fn axes(sample: &Sample, cases: &[Forecast], defaults: &Forecast) -> Vec<AxisScore> {
    let axes = [("a party left", Outcome::Collapse), ("confrontation, while nobody had left", Outcome::Overtaken)];
    axes.into_iter().filter_map(|(says, outcome)| axis(sample, cases, defaults, says, outcome)).collect()
}

fn axis(
    sample: &Sample,
    cases: &[Forecast],
    defaults: &Forecast,
    says: &'static str,
    outcome: Outcome,
) -> Option<AxisScore> {
    let outcomes: Vec<Outcome> = sample.members.iter().map(|(_, happened)| *happened).collect();
    let happened: Vec<bool> = outcomes.iter().map(|other| *other == outcome).collect();
    let of = |shares: Shares| shares[outcome.index()];
    let given: Vec<f64> = sample.members.iter().map(|(at, _)| of(cases[*at].shares())).collect();
    let others: Vec<f64> = (0..outcomes.len()).map(|member| of(base_rate(&outcomes, member))).collect();
    let built_in = vec![of(defaults.shares()); outcomes.len()];
    let brier = |shares: &[f64]| {
        let misses = shares.iter().zip(&happened).map(|(share, happened)| share - f64::from(u8::from(*happened)));
        mean(&misses.map(|miss| miss * miss).collect::<Vec<_>>())
    };
    Some(AxisScore {
        says,
        happened: happened.iter().filter(|happened| **happened).count(),
        area: area(&given, &happened),
        briers: [brier(&given)?, brier(&others)?, brier(&built_in)?],
    })
}

/// The area under the curve of `given` for `happened`.
fn area(given: &[f64], happened: &[bool]) -> Option<f64> {
    let of = |kind: bool| given.iter().zip(happened).filter(move |(_, other)| **other == kind).map(|(share, _)| *share);
    let (with, without): (Vec<f64>, Vec<f64>) = (of(true).collect(), of(false).collect());
    let above = |one: f64| {
        without.iter().map(move |other| if one > *other { 1.0 } else { 0.5 * f64::from(u8::from(one >= *other)) })
    };
    let sum: f64 = with.iter().flat_map(|one| above(*one).collect::<Vec<_>>()).sum();
    let pairs = with.len() * without.len();
    (pairs > 0).then(|| sum / pairs as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_counts_pairs_in_the_right_order_and_ties_by_half() {
        let given = [0.9, 0.4, 0.4, 0.1];
        assert_eq!(area(&given, &[true, false, false, false]), Some(1.0));
        assert_eq!(area(&given, &[false, false, false, true]), Some(0.0));
        assert_eq!(area(&given, &[false, true, false, false]), Some(0.5));
        assert_eq!(area(&given, &[true; 4]), None);
    }
}
