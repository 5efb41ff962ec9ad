//! Where an open channel can stand between two steps.

use super::plan::FinitePlan;
use crate::domain::Cause;
use std::cmp::Ordering;

/// A day since the start, exact to the bit as the model counts days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Day(pub(super) f64);

impl Day {
    /// Later than every other.
    pub(super) const NEVER: Self = Self(f64::INFINITY);
}

impl Eq for Day {}

impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Day {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Where the rung next to come stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AttemptStage {
    /// Nothing under way; may be offered from this day on. Never again, once it was refused.
    Idle(Day),
    /// A leg is checked on this day; whether all legs before were complied with.
    Check(Day, usize, bool),
    /// Suspended by a dispute that nobody will cure, until this day.
    Dispute(Day),
    /// Dormant.
    Dormant,
}

/// An open or dormant channel. What cannot matter any more is left out, so that states fall together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State {
    /// The parties' types.
    pub(super) trustworthy: [bool; 2],
    /// Rungs in force.
    pub(super) in_force: usize,
    /// Whether any ever was.
    pub(super) ever_in_force: bool,
    /// The day on which the channel lapses, unless a rung comes into force.
    pub(super) lapse: Day,
    /// Disputes so far, where a party counts them.
    pub(super) disputes: u32,
    /// Rungs known to be acceptable: every party's answer to a rung is drawn once ...
    pub(super) acceptable: usize,
    /// ... and the one next to come anew where the channel has resumed.
    pub(super) weighed_anew: bool,
    pub(super) stage: AttemptStage,
    /// Failed tries by rung, where a party counts them; shortened by the zeros at its end.
    pub(super) tries: Vec<u32>,
    /// By rung in force, where it matters: whether it and the tranches before it are honoured.
    pub(super) honoured: Vec<bool>,
}

impl State {
    /// The opening, for parties of these types.
    pub(super) fn opening(plan: &FinitePlan, trustworthy: [bool; 2]) -> Self {
        Self {
            trustworthy,
            in_force: 0,
            ever_in_force: false,
            lapse: plan.within(plan.lapse_days),
            disputes: 0,
            acceptable: 0,
            weighed_anew: false,
            stage: AttemptStage::Idle(Day(0.0)),
            tries: Vec::new(),
            honoured: Vec::new(),
        }
    }

    /// Forgets, at the end of a step, what was due and is done.
    pub(super) fn settled(mut self, end: Day) -> Self {
        if matches!(self.stage, AttemptStage::Idle(ready) if ready <= end) {
            self.stage = AttemptStage::Idle(Day(0.0));
        }
        self
    }

    /// Whether a structural rung counts, and whether one is in force.
    fn structural(&self, plan: &FinitePlan) -> [bool; 2] {
        let complete = |rung: usize| plan.rungs[rung].structural && plan.rungs[rung].last_tranche;
        let in_force = (0..self.in_force).any(complete);
        let honoured = |rung: usize| !plan.reads_truth(rung) || self.honoured[rung];
        [(0..self.in_force).any(|rung| complete(rung) && honoured(rung)), in_force]
    }

    /// The same channel, dormant: it resumes with a lapse that counts anew.
    pub(super) fn dormant(self) -> Self {
        Self { stage: AttemptStage::Dormant, lapse: Day::NEVER, weighed_anew: false, ..self }
    }

    /// The same channel, resumed on `day`.
    pub(super) fn resumed(self, plan: &FinitePlan, day: Day) -> Self {
        let lapse = plan.within(day.0 + plan.lapse_days);
        Self { stage: AttemptStage::Idle(Day(0.0)), lapse, weighed_anew: self.in_force < self.acceptable, ..self }
    }

    /// The cause if the trial ends without confrontation, the channel as it is.
    pub(super) fn cause(&self, plan: &FinitePlan) -> Cause {
        let nothing_structural = if self.stage == AttemptStage::Dormant { Cause::Dormant } else { Cause::Open };
        self.cause_if(plan, (Cause::StructuralHeld, nothing_structural))
    }

    /// The same if the channel completes now.
    pub(super) fn cause_if_completed(&self, plan: &FinitePlan) -> Cause {
        self.cause_if(plan, (Cause::Completed, Cause::CarriedOut))
    }

    fn cause_if(&self, plan: &FinitePlan, (scaling, nothing_structural): (Cause, Cause)) -> Cause {
        match self.structural(plan) {
            [true, _] => scaling,
            _ if !self.ever_in_force => Cause::NeverStarted,
            [_, true] => Cause::Hollow,
            _ => nothing_structural,
        }
    }
}

impl FinitePlan {
    /// `day` if the horizon reaches it.
    pub(super) fn within(&self, day: f64) -> Day {
        if day <= f64::from(self.steps) * self.step_days { Day(day) } else { Day::NEVER }
    }
}
