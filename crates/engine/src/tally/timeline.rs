//! Sums over the trials that have not yet met confrontation, per reporting step.

use super::fixed::{Wide, to_fixed};
use crate::trial::Moment;
use serde::{Deserialize, Serialize};

/// Sums at one reporting step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineSums {
    /// Trials whose channel arm reached the step without confrontation: those summed here.
    pub alive: u64,
    /// Tension, fixed point.
    pub tension: Wide,
    /// The sender's trust, fixed point.
    pub trust_sender: Wide,
    /// The target's trust, fixed point.
    pub trust_target: Wide,
    /// Rungs in force.
    pub in_force: u64,
    /// Trials with a structural rung honoured.
    pub structural_honoured: u64,
}

impl TimelineSums {
    /// Takes a trial that has reached the step.
    fn add(&mut self, moment: &Moment) {
        self.alive += 1;
        self.tension += to_fixed(moment.tension);
        self.trust_sender += to_fixed(moment.trust_sender);
        self.trust_target += to_fixed(moment.trust_target);
        self.in_force += u64::from(moment.in_force);
        self.structural_honoured += u64::from(moment.structural_honoured);
    }

    fn merge(&mut self, other: &Self) {
        self.alive += other.alive;
        self.tension += other.tension;
        self.trust_sender += other.trust_sender;
        self.trust_target += other.trust_target;
        self.in_force += other.in_force;
        self.structural_honoured += other.structural_honoured;
    }
}

/// Adds the moments of a trial to the rows of the same reporting steps.
pub(super) fn add(rows: &mut [TimelineSums], moments: &[Moment]) {
    rows.iter_mut().zip(moments).for_each(|(row, moment)| row.add(moment));
}

/// Adds other rows to the rows of the same reporting steps.
pub(super) fn merge(rows: &mut [TimelineSums], others: &[TimelineSums]) {
    for (row, other) in rows.iter_mut().zip(others) {
        row.merge(other);
    }
}
