//! Which step is being simulated.

use crate::plan::{MONTH_DAYS, Plan};

/// The step that a trial is in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// Its number, from 1; 0 for the opening.
    pub(super) step: u32,
    /// Its start and its end, days.
    pub(super) start: f64,
    pub(super) end: f64,
    /// Whether it ends with a round.
    pub(super) is_round: bool,
    /// The step in which the next day of the channel comes on which anything is due; 0 where that has not been asked.
    pub(super) next_due: u32,
    step_months: f64,
    steps_per_day: f64,
}

impl Clock {
    /// At the opening.
    pub(super) fn new(plan: &Plan) -> Self {
        Self { step_months: plan.step_days / MONTH_DAYS, steps_per_day: 1.0 / plan.step_days, ..Self::default() }
    }

    /// Goes on by `steps`, one or more.
    pub(super) fn advance(&mut self, plan: &Plan, steps: u32) {
        self.step += steps;
        self.start = f64::from(self.step - 1) * plan.step_days;
        self.end = f64::from(self.step) * plan.step_days;
        self.is_round = self.step.is_multiple_of(plan.round_steps);
    }

    /// The middle of step `step`, months from the opening.
    pub(super) fn middle_of(&self, step: u32) -> f64 {
        (f64::from(step) - 0.5) * self.step_months
    }

    /// The first step that ends on `day` or after; the largest number where none does.
    pub(super) fn step_of(&self, day: f64, plan: &Plan) -> u32 {
        let end = |step: u32| f64::from(step) * plan.step_days;
        let about = day * self.steps_per_day;
        if about >= f64::from(plan.steps) + 2.0 {
            return u32::MAX;
        }
        let mut step = about as u32;
        while step > 0 && end(step - 1) >= day {
            step -= 1;
        }
        while end(step) < day {
            step += 1;
        }
        step
    }
}
