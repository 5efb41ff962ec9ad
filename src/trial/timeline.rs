//! How the trials of a group stood at the end of each reporting step: one number per trial in each row, so that whole
//! rows are written while the group plays, and summed when it has played.

use super::lanes::Lanes;
use crate::plan::Plan;

/// The reporting steps of `L` trials side by side (see `Plan::report_every`), first that at the start.
#[derive(Clone, Debug)]
pub struct Timeline<const L: usize> {
    /// Room for every reporting step.
    rows: Vec<Moments<L>>,
    /// How many of them are of the group last played: up to the last step that the channel arm of one of them reached.
    reached: usize,
}

/// The state of the channel arms at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Moments<const L: usize> {
    /// Trials whose channel arm reached the step without confrontation. What stands in the places of others means nothing.
    pub alive: Lanes,
    /// Tension X.
    pub tension: [f64; L],
    /// What the sender believes of the target, and the target of the sender.
    pub trust: [[f64; L]; 2],
    /// Rungs in force.
    pub in_force: [u32; L],
    /// Trials in which a structural rung is honoured.
    pub settled: Lanes,
}

/// The state of the channel arm of one trial at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// Tension X.
    pub tension: f64,
    /// What the sender believes of the target.
    pub trust_sender: f64,
    /// What the target believes of the sender.
    pub trust_target: f64,
    /// Rungs in force.
    pub in_force: u32,
    /// A structural rung is honoured.
    pub structural_honoured: bool,
}

impl<const L: usize> Timeline<L> {
    /// A timeline with room for what trials of `plan` leave.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        Self { rows: vec![Moments::new(); plan.report_steps().len()], reached: 0 }
    }

    /// Back to the start.
    pub(super) fn clear(&mut self) {
        self.reached = 0;
    }

    /// The row of the next reporting step, to be written where it stands: a row is too long to be made elsewhere and copied.
    #[inline(always)]
    pub fn next_row(&mut self) -> &mut Moments<L> {
        self.reached += 1;
        &mut self.rows[self.reached - 1]
    }

    /// The reporting steps that a trial reached.
    #[inline]
    #[must_use]
    pub fn rows(&self) -> &[Moments<L>] {
        &self.rows[..self.reached]
    }

    /// The moments of the trial in place `lane`.
    pub fn of(&self, lane: usize) -> impl Iterator<Item = Moment> {
        self.rows().iter().take_while(move |row| row.alive.holds(lane)).map(move |row| row.of(lane))
    }
}

impl<const L: usize> Moments<L> {
    fn new() -> Self {
        Self {
            alive: Lanes::default(),
            tension: [0.0; L],
            trust: [[0.0; L]; 2],
            in_force: [0; L],
            settled: Lanes::default(),
        }
    }

    fn of(&self, lane: usize) -> Moment {
        Moment {
            tension: self.tension[lane],
            trust_sender: self.trust[0][lane],
            trust_target: self.trust[1][lane],
            in_force: self.in_force[lane],
            structural_honoured: self.settled.holds(lane),
        }
    }
}
