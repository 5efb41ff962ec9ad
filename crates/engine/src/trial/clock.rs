//! Which step is being simulated.

use crate::plan::{LANDMARK_WEEKS, MONTH_DAYS, Plan};

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
    /// The next step at whose end something is noted, be it this one.
    pub(super) next_note: u32,
    /// The step in which the next day of the channel comes on which anything is due; 0 where that has not been asked.
    pub(super) next_due: u32,
    next_landmark: u32,
    /// Its place among the plan's horizons, and the step.
    horizon: usize,
    next_horizon: u32,
    next_row: u32,
    landmarks: [Option<u32>; LANDMARK_WEEKS.len()],
    step_months: f64,
    steps_per_day: f64,
}

impl Clock {
    /// At the opening.
    pub(super) fn new(plan: &Plan) -> Self {
        let landmarks = plan.landmarks();
        let (step_months, steps_per_day) = (plan.step_days / MONTH_DAYS, 1.0 / plan.step_days);
        let next_landmark = landmarks.iter().flatten().min().copied().unwrap_or(u32::MAX);
        let next_horizon = plan.horizons.first().copied().unwrap_or(u32::MAX);
        Self { next_landmark, next_horizon, landmarks, step_months, steps_per_day, ..Self::default() }
    }

    /// Goes on by `steps`, one or more, past no step at whose end something is noted.
    pub(super) fn advance(&mut self, plan: &Plan, steps: u32) {
        self.step += steps;
        self.start = f64::from(self.step - 1) * plan.step_days;
        self.end = f64::from(self.step) * plan.step_days;
        self.is_round = self.step.is_multiple_of(plan.round_steps);
    }

    /// Goes on to the next step at whose end something is noted; says whether it is a landmark, whether a horizon, and whether a
    /// row of the timeline, that ends with this one.
    pub(super) fn take_note(&mut self, plan: &Plan) -> [bool; 3] {
        let due = [self.next_landmark, self.next_horizon, self.next_row].map(|next| next == self.step);
        if due[0] {
            let later = self.landmarks.iter().flatten().filter(|landmark| **landmark > self.step);
            self.next_landmark = later.min().copied().unwrap_or(u32::MAX);
        }
        if due[1] {
            self.horizon += 1;
            self.next_horizon = plan.horizons.get(self.horizon).copied().unwrap_or(u32::MAX);
        }
        if due[2] {
            self.next_row = self.step.saturating_add(plan.report_every).min(plan.steps.max(self.step + 1));
        }
        self.next_note = self.next_landmark.min(self.next_horizon).min(self.next_row);
        due
    }

    /// Nothing is noted.
    pub(super) fn unnoted(plan: &Plan) -> Self {
        Self { next_note: u32::MAX, ..Self::new(plan) }
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
