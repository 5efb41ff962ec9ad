//! The search for a box in which something happens more often: from the whole cloud, one thin slice after the other is
//! peeled off, always the one after which the rest has the highest share (J. H. Friedman, N. I. Fisher, Statistics and
//! Computing 9 (1999), 123-143).

use super::cloud::{Cloud, Counted, Limits};

/// The share of the points left that one slice takes.
const SLICE: f64 = 0.05;
/// The smallest share of the cloud that a box may hold.
const SMALLEST: f64 = 0.05;

/// The box in `cloud`, among those met while peeling, with the largest excess over what its size would hold at the share of the
/// whole; nothing restricted where no box has any. `members` are the points looked at, `among` the inputs that may be bounded.
pub(super) fn search(cloud: Cloud<'_>, members: &[u32], among: &[usize]) -> Vec<Limits> {
    let whole = Counted::of(cloud, members);
    let mut inside = members.to_vec();
    let mut limits = vec![Limits::NONE; cloud.inputs()];
    let (mut best, mut most) = (limits.clone(), 0.0);
    while (inside.len() as f64) * (1.0 - SLICE) >= members.len() as f64 * SMALLEST {
        let Some(slice) = best_slice(cloud, &inside, among) else { break };
        slice.restrict(&mut limits);
        inside.retain(|point| slice.spares(cloud, *point));
        let own = Counted::of(cloud, &inside);
        let excess = own.sum - own.points as f64 * whole.mean();
        if excess > most {
            (best, most) = (limits.clone(), excess);
        }
    }
    best
}

/// Everything of one input beyond a bound.
#[derive(Clone, Copy)]
struct Slice {
    input: usize,
    from_below: bool,
    /// The first value that is kept.
    bound: f64,
}

impl Slice {
    fn spares(self, cloud: Cloud<'_>, point: u32) -> bool {
        let value = cloud.columns[self.input][point as usize];
        if self.from_below { value >= self.bound } else { value <= self.bound }
    }

    fn restrict(self, limits: &mut [Limits]) {
        let own = &mut limits[self.input];
        *(if self.from_below { &mut own.low } else { &mut own.high }) = Some(self.bound);
    }
}

/// The slice after which the points left have the highest share; none where no slice leaves any.
fn best_slice(cloud: Cloud<'_>, inside: &[u32], among: &[usize]) -> Option<Slice> {
    let mut best: Option<(f64, Slice)> = None;
    for &input in among {
        let column = &cloud.columns[input];
        let mut values: Vec<f64> = inside.iter().map(|point| column[*point as usize]).collect();
        for from_below in [true, false] {
            let Some(bound) = bound(&mut values, from_below) else { continue };
            let slice = Slice { input, from_below, bound };
            let (mut points, mut sum) = (0_u32, 0.0);
            for point in inside.iter().filter(|point| slice.spares(cloud, **point)) {
                points += 1;
                sum += cloud.shares[*point as usize];
            }
            let share = sum / f64::from(points);
            if best.is_none_or(|(most, _)| share > most) {
                best = Some((share, slice));
            }
        }
    }
    best.map(|(_, slice)| slice)
}

/// The first value kept when a slice is taken from one end of `values`; none where that would take all or nothing.
fn bound(values: &mut [f64], from_below: bool) -> Option<f64> {
    let taken = ((values.len() as f64 * SLICE) as usize).max(1);
    let order = |one: &f64, other: &f64| if from_below { one.total_cmp(other) } else { other.total_cmp(one) };
    if taken >= values.len() {
        return None;
    }
    let last = *values.select_nth_unstable_by(taken - 1, order).1;
    // Equal values go together.
    let kept = values[taken..].iter().copied().filter(|value| order(value, &last).is_gt());
    kept.reduce(if from_below { f64::min } else { f64::max })
}
