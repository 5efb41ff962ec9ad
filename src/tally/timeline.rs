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
    #[inline]
    fn add(&mut self, moment: &Moment, [tension, trust_sender, trust_target]: &mut [Repeated; 3]) {
        self.alive += 1;
        self.tension += tension.fixed(moment.tension);
        self.trust_sender += trust_sender.fixed(moment.trust_sender);
        self.trust_target += trust_target.fixed(moment.trust_target);
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

/// A value that often is the one before again, with what it is in fixed point.
#[derive(Clone, Copy, Default)]
struct Repeated {
    bits: u64,
    fixed: i64,
}

impl Repeated {
    /// `value` in fixed point.
    #[inline(always)]
    fn fixed(&mut self, value: f64) -> i64 {
        if value.to_bits() != self.bits {
            *self = Self { bits: value.to_bits(), fixed: to_fixed(value) };
        }
        self.fixed
    }
}

/// Adds one trial's moments to the rows of the same reporting steps.
pub(super) fn add(rows: &mut [TimelineSums], moments: &[Moment]) {
    let mut last = [Repeated::default(); 3];
    for (row, moment) in rows.iter_mut().zip(moments) {
        row.add(moment, &mut last);
    }
}

/// Adds other rows to the rows of the same reporting steps.
pub(super) fn merge(rows: &mut [TimelineSums], others: &[TimelineSums]) {
    for (row, other) in rows.iter_mut().zip(others) {
        row.merge(other);
    }
}
