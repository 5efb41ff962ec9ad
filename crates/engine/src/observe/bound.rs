//! Observables of one plan, read from the records of its trials.

use super::counts::{PartyCount, RungCount};
use super::observable::{Arm, Observable};
use crate::domain::{Cause, ChannelEnd, Fate, Outcome};
use crate::plan::Plan;
use crate::trial::TrialRecord;

/// How far a week may end beyond its day by rounding, steps.
const ROUNDING: f64 = 1e-9;

/// An observable of one plan.
#[derive(Clone, Debug)]
pub struct BoundObservable(Read);

/// Where it is read.
#[derive(Clone, Debug)]
enum Read {
    Outcome(Outcome),
    Cause(Cause),
    Channel(ChannelEnd),
    Fate(Fate, u32),
    Quantity(usize),
    Leverage(usize, usize),
    Party(usize, PartyCount),
    Rungs(Vec<usize>, RungCount),
    Confrontation(Arm, u32),
}

impl Observable {
    /// Ready to be read from trials of `plan`.
    #[must_use]
    pub fn bind(&self, plan: &Plan) -> BoundObservable {
        let steps = |week: u32| (f64::from(week) * 7.0 / plan.step_days + ROUNDING).floor() as u32;
        BoundObservable(match self {
            Self::Outcome(outcome) => Read::Outcome(*outcome),
            Self::Cause(cause) => Read::Cause(*cause),
            Self::Channel(end) => Read::Channel(*end),
            Self::Fate(fate, week) => Read::Fate(*fate, steps(*week)),
            Self::Quantity(quantity) => Read::Quantity(quantity.index()),
            Self::Leverage(measure, arm) => Read::Leverage(measure.index(), usize::from(*arm == Arm::NoChannel)),
            Self::Party(role, count) => Read::Party(role.index(), *count),
            Self::Rung(id, count) => {
                let named = |rung: &usize| id.as_ref().is_none_or(|id| plan.rungs[plan.ladder[*rung].rung].id == *id);
                Read::Rungs((0..plan.ladder.len()).filter(named).collect(), *count)
            }
            Self::Confrontation(arm, week) => Read::Confrontation(*arm, week.map_or(u32::MAX, steps)),
        })
    }
}

impl BoundObservable {
    /// Its value in a trial; NaN where it is undefined.
    #[must_use]
    pub fn value(&self, record: &TrialRecord) -> f64 {
        match &self.0 {
            Read::Outcome(outcome) => truth(record.outcome == *outcome),
            Read::Cause(cause) => truth(record.cause == *cause),
            Read::Channel(end) => truth(record.channel_end == *end),
            Read::Fate(fate, last) => truth(record.fate_by(*last) == *fate),
            Read::Quantity(index) => record.quantities[*index],
            Read::Leverage(index, arm) => record.leverage[*index][*arm],
            Read::Party(role, count) => count.of(&record.parties[*role]),
            Read::Rungs(rungs, count) => rungs.iter().map(|rung| count.of(&record.rungs[*rung])).sum(),
            Read::Confrontation(arm, last) => {
                let step = match arm {
                    Arm::Channel => record.confrontation_step,
                    Arm::NoChannel => record.counterfactual_confrontation_step,
                };
                truth(step.is_some_and(|step| step <= *last))
            }
        }
    }

    /// Whether it happened: its value is above 0.
    #[must_use]
    pub fn happened(&self, record: &TrialRecord) -> bool {
        self.value(record) > 0.0
    }
}

fn truth(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}
