//! Which step is being played.

use crate::plan::{LANDMARK_WEEKS, MONTH_DAYS, Plan};

/// The step that a group of trials is in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// Its number, from 1; 0 for the opening.
    pub(super) step: u32,
    /// Its start and its end, days.
    pub(super) start: f64,
    pub(super) end: f64,
    /// Whether it ends with a round.
    pub(super) is_round: bool,
    /// Whether observers read the trials at its end.
    pub(super) is_landmark: bool,
    /// Whether the timeline has a row at its end.
    pub(super) is_reported: bool,
    next_round: u32,
    next_report: u32,
    landmarks: [Option<u32>; LANDMARK_WEEKS.len()],
    step_months: f64,
}

impl Clock {
    /// At the opening.
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            is_reported: true,
            next_round: plan.round_steps,
            next_report: plan.report_every,
            landmarks: plan.landmarks(),
            step_months: plan.step_days / MONTH_DAYS,
            ..Self::default()
        }
    }

    /// Goes on to the next step.
    pub(super) fn advance(&mut self, plan: &Plan) {
        self.step += 1;
        self.start = self.end;
        self.end = f64::from(self.step) * plan.step_days;
        self.is_round = strike(self.step, &mut self.next_round, plan.round_steps);
        self.is_landmark = self.landmarks.contains(&Some(self.step));
        self.is_reported = strike(self.step, &mut self.next_report, plan.report_every) || self.step == plan.steps;
    }
}

impl Clock {
    /// The middle of the step, months from the opening.
    pub(super) fn mid_months(&self) -> f64 {
        (f64::from(self.step) - 0.5) * self.step_months
    }
}

/// Whether `step` is the `next` of those that come every so many; if so, the one after it is next.
fn strike(step: u32, next: &mut u32, every: u32) -> bool {
    let strikes = step == *next;
    if strikes {
        *next += every;
    }
    strikes
}
