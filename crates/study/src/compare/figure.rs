//! The headline figures: shares of trials in which something happened.

use detente_engine::domain::{Cause, Outcome, words};
use detente_engine::observe::{Arm, BoundObservable, Observable};
use detente_engine::plan::Plan;
use detente_engine::trial::{Demand, Quantity, TrialRecord};
use serde::Serialize;

/// Weeks of the early horizon, as the page of a run shows it.
const EARLY_WEEKS: u32 = 26;

words! {
    /// A headline figure.
    Figure {
        Scaling = "scaling", "Trials that ended in scaling.";
        Stalling = "stalling", "Trials that ended in stalling.";
        Overtaken = "overtaken", "Trials in which confrontation came while nobody had left.";
        Collapse = "collapse", "Trials in which a party left the channel.";
        EarlyConfrontation = "confrontation_26_weeks", "Trials with confrontation within 26 weeks.";
        Confrontation = "confrontation", "Trials with confrontation by the end.";
        BothClaimSuccess = "both_claim_success", "Trials in which both parties announced success and no structural rung was ever honoured.";
    }
}

impl Figure {
    /// What plans are chosen by: more of the first, less of the others.
    pub const OBJECTIVES: [Self; 3] = [Self::Scaling, Self::Collapse, Self::Confrontation];

    /// The share of `outcome`.
    #[must_use]
    pub fn of_outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Scaling => Self::Scaling,
            Outcome::Stalling => Self::Stalling,
            Outcome::Overtaken => Self::Overtaken,
            Outcome::Collapse => Self::Collapse,
        }
    }

    /// Whether more of it is better.
    #[must_use]
    pub fn is_wanted(self) -> bool {
        self == Self::Scaling
    }

    /// The share of worlds, or of trials, in which it is better, of the share in which it is `higher`.
    #[must_use]
    pub fn better(self, higher: f64) -> f64 {
        if self.is_wanted() { higher } else { 1.0 - higher }
    }

    /// It as something to choose by: `more scaling`, `less collapse`.
    #[must_use]
    pub fn as_objective(self) -> String {
        format!("{} {}", if self.is_wanted() { "more" } else { "less" }, self.spaced())
    }

    /// What it is the share of.
    #[must_use]
    pub fn observable(self) -> Observable {
        match self {
            Self::Scaling => Observable::Outcome(Outcome::Scaling),
            Self::Stalling => Observable::Outcome(Outcome::Stalling),
            Self::Overtaken => Observable::Outcome(Outcome::Overtaken),
            Self::Collapse => Observable::Outcome(Outcome::Collapse),
            Self::EarlyConfrontation => Observable::Confrontation(Arm::Channel, Some(EARLY_WEEKS)),
            Self::Confrontation => Observable::Confrontation(Arm::Channel, None),
            Self::BothClaimSuccess => Observable::Quantity(Quantity::BothClaimSuccess),
        }
    }
}

/// What a comparison takes from one trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Why it ended as it did.
    pub cause: Cause,
    /// By [`Figure`], whether it happened.
    pub happened: [bool; Figure::ALL.len()],
}

/// The figures of a plan, ready to be read from its trials.
#[derive(Clone, Debug)]
pub struct Figures(Vec<BoundObservable>);

impl Figures {
    /// Of `plan`.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self(Figure::ALL.iter().map(|figure| figure.observable().bind(plan)).collect())
    }

    /// What a trial must be simulated for to have them.
    #[must_use]
    pub fn demand() -> Demand {
        Demand::of(Figure::ALL.iter().map(|figure| figure.observable()))
    }

    /// What a comparison takes from `trial`.
    #[must_use]
    pub fn ended(&self, trial: &TrialRecord) -> Ended {
        Ended { cause: trial.cause, happened: self.happened(trial) }
    }

    /// Whether each happened, in the order of [`Figure::ALL`].
    #[must_use]
    pub fn happened(&self, trial: &TrialRecord) -> [bool; Figure::ALL.len()] {
        std::array::from_fn(|at| self.0[at].happened(trial))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_scaling_is_better_and_more_of_anything_else_is_worse() {
        for figure in Figure::ALL {
            let is_scaling = *figure == Figure::Scaling;
            assert_eq!(figure.better(0.75).to_bits(), if is_scaling { 0.75_f64 } else { 0.25 }.to_bits(), "{figure:?}");
        }
    }
}
