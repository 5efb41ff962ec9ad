//! Scores of forecasts over four outcomes, and what they are held against.
//!
//! Brier (1950), Monthly Weather Review 78, for the quadratic score over several categories; Good (1952), J. R. Statist.
//! Soc. B 14, for the logarithmic one. Both are proper: who wants the best score says what he believes.

use super::forecast::{Forecast, Shares};
use super::model::CaseList;
use detente_engine::domain::Outcome;
use detente_engine::domain::words;
use detente_engine::statistics::{Confidence, Interval, mean_interval};
use serde::Serialize;

/// Shares below this count as this in the logarithmic score, which would otherwise be endless where what happened never
/// came up.
pub const LOG_FLOOR: f64 = 0.01;

/// The quadratic score: the sum over outcomes of (share - 1 or 0) squared. 0 is best, 2 worst.
#[must_use]
pub fn brier(shares: &Shares, happened: Outcome) -> f64 {
    let miss = |(index, share): (usize, &f64)| {
        let miss = share - f64::from(u8::from(index == happened.index()));
        miss * miss
    };
    shares.iter().enumerate().map(miss).sum()
}

/// The logarithmic score, in nats: minus the logarithm of the share of what happened, once shares below [`LOG_FLOOR`] are
/// raised to it and all divided by their sum. 0 is best.
#[must_use]
pub fn log_score(shares: &Shares, happened: Outcome) -> f64 {
    let raised = shares.map(|share| share.max(LOG_FLOOR));
    -libm::log(raised[happened.index()] / raised.iter().sum::<f64>())
}

/// What is gained over a reference: 1 - score / reference, not below 0.
#[must_use]
pub fn skill(score: f64, reference: f64) -> f64 {
    if reference > score { 1.0 - score / reference } else { 0.0 }
}

/// How often each outcome is among `happened`, leaving out the one at `without`. Even where none is left.
#[must_use]
pub fn base_rate(happened: &[Outcome], without: usize) -> Shares {
    let mut shares = [0.0; 4];
    let others = happened.len().saturating_sub(1);
    if others == 0 {
        return [0.25; 4];
    }
    for (_, outcome) in happened.iter().enumerate().filter(|(position, _)| *position != without) {
        shares[outcome.index()] += 1.0 / others as f64;
    }
    shares
}

/// How often each outcome is among `happened`.
fn frequencies(happened: &[Outcome]) -> Shares {
    let mut shares = [0.0; 4];
    happened.iter().for_each(|outcome| shares[outcome.index()] += 1.0 / happened.len() as f64);
    shares
}

words! {
    /// Who forecasts.
    Forecaster {
        Cases = "cases", "The cases as coded.";
        Even = "even", "A quarter each.";
        BaseRate = "base rate", "How often each outcome happened in the other cases that are counted.";
        Hindsight = "hindsight", "How often each outcome happened in all cases that are counted, the case itself among them: known to nobody beforehand.";
        Defaults = "defaults", "The built-in scenario, of which no file states anything.";
    }
}

/// Cases that are scored together, each with what is taken to have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Which they are, in words.
    pub says: &'static str,
    /// Positions in the list, and outcomes.
    pub members: Vec<(usize, Outcome)>,
}

/// The samples of a list: as read, with all second readings, with the open cases that are settled already.
#[must_use]
pub fn samples(list: &CaseList) -> [Sample; 3] {
    let cases = || list.cases.iter().enumerate();
    let read = |(position, case): (usize, &super::Case)| Some((position, case.happened?.outcome));
    let again = |(position, case): (usize, &super::Case)| {
        let second = case.also.as_ref().map(|(outcome, _)| *outcome);
        Some((position, second.or(case.happened.map(|happened| happened.outcome))?))
    };
    [
        Sample { says: "as read", members: cases().filter(|(_, case)| !case.open).filter_map(read).collect() },
        Sample { says: "second readings", members: cases().filter(|(_, case)| !case.open).filter_map(again).collect() },
        Sample { says: "as read, with the open cases that ended early", members: cases().filter_map(read).collect() },
    ]
}

/// How one forecaster does on one sample.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Who.
    pub forecaster: Forecaster,
    /// Quadratic score of each member.
    pub briers: Vec<f64>,
    /// Logarithmic score of each member.
    pub logs: Vec<f64>,
}

/// Every forecaster on `sample`, in the order of [`Forecaster::ALL`]. `cases` are the forecasts in the order of the list.
#[must_use]
pub fn sheets(sample: &Sample, cases: &[Forecast], defaults: &Forecast) -> Vec<Sheet> {
    let happened: Vec<Outcome> = sample.members.iter().map(|(_, outcome)| *outcome).collect();
    let shares = |forecaster: Forecaster, member: usize| match forecaster {
        Forecaster::Cases => cases[sample.members[member].0].shares(),
        Forecaster::Even => [0.25; 4],
        Forecaster::BaseRate => base_rate(&happened, member),
        Forecaster::Hindsight => frequencies(&happened),
        Forecaster::Defaults => defaults.shares(),
    };
    let sheet = |forecaster: &Forecaster| {
        let scores = |score: fn(&Shares, Outcome) -> f64| {
            let members = happened.iter().enumerate();
            members.map(|(member, outcome)| score(&shares(*forecaster, member), *outcome)).collect()
        };
        Sheet { forecaster: *forecaster, briers: scores(brier), logs: scores(log_score) }
    };
    Forecaster::ALL.iter().map(sheet).collect()
}

/// The mean of `values`; none of nothing.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The mean of `first` less `second`, member by member, with its 95 % interval (Student).
pub(super) fn difference(first: &[f64], second: &[f64]) -> Option<(f64, Interval)> {
    let differences: Vec<f64> = first.iter().zip(second).map(|(first, second)| first - second).collect();
    let mean = mean(&differences)?;
    let squares: f64 = differences.iter().map(|difference| (difference - mean) * (difference - mean)).sum();
    let number = differences.len() as u64;
    let sd = (squares / (number.saturating_sub(1)) as f64).sqrt();
    mean_interval(mean, sd, number, Confidence::NINETY_FIVE).map(|interval| (mean, interval))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
    }

    fn shares(of: [(Outcome, f64); 4]) -> Shares {
        let mut shares = [0.0; 4];
        of.iter().for_each(|(outcome, share)| shares[outcome.index()] = *share);
        shares
    }

    #[test]
    fn scores_are_those_of_a_hand_example() {
        use Outcome::{Collapse, Overtaken, Scaling, Stalling};
        let shares = shares([(Scaling, 0.0), (Stalling, 0.2), (Overtaken, 0.3), (Collapse, 0.5)]);
        // Collapse: 0 + .04 + .09 + .25; scaling: 1 + .04 + .09 + .25.
        near(brier(&shares, Collapse), 0.38);
        near(brier(&shares, Scaling), 1.38);
        // Raised to .01, the four add up to 1.01: .5 / 1.01 and .01 / 1.01.
        near(log_score(&shares, Collapse), 0.703_097_511_413_113);
        near(log_score(&shares, Scaling), 4.615_120_516_841_261);
        near(brier(&[0.25; 4], Stalling), 0.75);
        near(log_score(&[0.25; 4], Stalling), 1.386_294_361_119_890_6);
    }

    #[test]
    fn the_best_and_the_worst_forecast_score_nothing_and_two() {
        for outcome in Outcome::ALL {
            let mut sure = [0.0; 4];
            sure[outcome.index()] = 1.0;
            near(brier(&sure, *outcome), 0.0);
            for other in Outcome::ALL.iter().filter(|other| *other != outcome) {
                near(brier(&sure, *other), 2.0);
            }
        }
    }

    #[test]
    fn skill_is_the_share_gained_and_never_negative() {
        near(skill(0.38, 0.76), 0.5);
        near(skill(0.8, 0.75), 0.0);
        near(skill(0.0, 0.0), 0.0);
    }

    #[test]
    fn the_base_rate_of_a_case_leaves_the_case_itself_out() {
        use Outcome::{Collapse, Scaling, Stalling};
        let happened = [Collapse, Stalling, Collapse, Scaling, Collapse];
        let others = base_rate(&happened, 0);
        near(others[Collapse.index()], 0.5);
        near(others[Stalling.index()], 0.25);
        near(others[Scaling.index()], 0.25);
        near(base_rate(&happened, 3)[Scaling.index()], 0.0);
        assert_eq!(base_rate(&[Collapse], 0), [0.25; 4]);
    }

    #[test]
    fn a_difference_comes_with_students_interval() {
        // Differences 1, 2, 3: mean 2, sd 1, t of 2 degrees of freedom 4.302652730 over the root of 3.
        let (mean, interval) = difference(&[2.0, 3.0, 5.0], &[1.0, 1.0, 2.0]).expect("three");
        near(mean, 2.0);
        assert!((interval.width() / 2.0 - 4.302_652_729_9 / 3.0_f64.sqrt()).abs() < 1e-8, "{interval:?}");
        assert!(difference(&[1.0], &[0.0]).is_none() && difference(&[], &[]).is_none());
    }
}
