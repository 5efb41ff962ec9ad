//! Sums over the trials that have not yet met confrontation, per reporting step.

use super::fixed::{Wide, to_fixed};
use crate::trial::{Lanes, Moments, Timeline};
use pulp::{Arch, Simd, WithSimd};
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
    /// Takes the trials of `counted` that have reached the step.
    #[inline(always)]
    fn add<const L: usize>(&mut self, moments: &Moments<L>, counted: Lanes) {
        let alive = moments.alive.and(counted);
        let [trust_sender, trust_target] = &moments.trust;
        self.alive += u64::from(alive.number());
        let masks = alive.masks();
        let in_force =
            moments.in_force.iter().zip(&masks).fold(0, |sum, (rungs, mask)| sum + (u64::from(*rungs) & mask));
        self.tension += sum(&moments.tension, &masks);
        self.trust_sender += sum(trust_sender, &masks);
        self.trust_target += sum(trust_target, &masks);
        self.in_force += in_force;
        self.structural_honoured += u64::from(moments.settled.and(alive).number());
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

/// The sum of a row in fixed point, with 0 for what `masks` leave out: a loop without branches over all places, which runs
/// down the lanes of the machine's vectors. No group is large enough for the sum to overflow.
#[inline(always)]
fn sum<const L: usize>(row: &[f64; L], masks: &[u64; L]) -> i64 {
    let mut sum = 0;
    for (value, mask) in row.iter().zip(masks) {
        sum += to_fixed(f64::from_bits(value.to_bits() & mask));
    }
    sum
}

/// A group of trials that is added to the rows of the same reporting steps.
struct Adding<'a, const L: usize> {
    rows: &'a mut [TimelineSums],
    timeline: &'a Timeline<L>,
    counted: Lanes,
}

impl<const L: usize> WithSimd for Adding<'_, L> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (row, moments) in self.rows.iter_mut().zip(self.timeline.rows()) {
            row.add(moments, self.counted);
        }
    }
}

/// Adds the trials of `counted` to the rows of the same reporting steps.
pub(super) fn add<const L: usize>(rows: &mut [TimelineSums], timeline: &Timeline<L>, counted: Lanes) {
    Arch::new().dispatch(Adding { rows, timeline, counted });
}

/// Adds other rows to the rows of the same reporting steps.
pub(super) fn merge(rows: &mut [TimelineSums], others: &[TimelineSums]) {
    for (row, other) in rows.iter_mut().zip(others) {
        row.merge(other);
    }
}
