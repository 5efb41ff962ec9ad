//! Under which assumptions something happens: a box of inputs in which its share is high, and how far to trust it.
//!
//! Half of the points search for the box ([`super::peel`]); inputs whose bounds chance could explain are left out, and the search
//! is made again without them, until all bounds are sure. The other half, which had no say, counts what the box holds. Then the
//! search is repeated on random halves of the first half, to see which bounds come again.

use super::cloud::{Cloud, Counted, Limits, Side};
use super::peel::search;
use detente_engine::math::normal_cumulative;
use detente_engine::random::Address;
use detente_engine::statistics::{Confidence, Interval, mean_interval};
use rayon::prelude::*;

/// One bound of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restriction {
    /// The input.
    pub input: usize,
    /// Which side of it.
    pub side: Side,
    /// The last value inside.
    pub bound: f64,
    /// The probability that chance alone would set the inside so far above what this bound cuts off, by the points that did not
    /// search (one-sided normal test of two means).
    pub chance: f64,
    /// The share of the repeated searches that bound the same side of the input.
    pub found_again: f64,
}

/// A box, counted by the points that had no part in the search.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxReport {
    /// How many these are.
    pub points: u64,
    /// How many of them lie inside.
    pub inside: u64,
    /// The share over all of them.
    pub share: f64,
    /// The share inside.
    pub density: f64,
    /// Its 95 % interval, Student's over the points inside; none with fewer than two.
    pub interval: Option<Interval>,
    /// What bounds the box, in order of the inputs.
    pub restrictions: Vec<Restriction>,
}

/// Repeated searches.
const REPEATS: u64 = 20;
/// A bound that chance explains with a higher probability than this is given up.
const DROPPED_ABOVE: f64 = 1e-3;
/// A share nearer to 0 or 1 than this is not looked into.
const RAREST: f64 = 0.005;

impl BoxReport {
    /// The part of all points that lies inside.
    #[must_use]
    pub fn mass(&self) -> f64 {
        self.inside as f64 / self.points as f64
    }

    /// The part of all that happens which happens inside.
    #[must_use]
    pub fn coverage(&self) -> f64 {
        self.mass() * self.density / self.share
    }
}

impl Cloud<'_> {
    /// The probability by chance alone of a difference as large as that between the inside and what `side` of `input` cuts off.
    fn chance(&self, limits: &[Limits], members: &[u32], input: usize, side: Side) -> f64 {
        let own = self.inside(limits, members);
        let mut wider = limits.to_vec();
        wider[input] = wider[input].without(side);
        let cut = self.inside(&wider, members).less(own);
        if own.points < 2 || cut.points < 2 {
            return 1.0;
        }
        let error = (own.variance() / own.points as f64 + cut.variance() / cut.points as f64).sqrt();
        let difference = own.mean() - cut.mean();
        if error > 0.0 { normal_cumulative(-difference / error) } else { f64::from(u8::from(difference <= 0.0)) }
    }

    /// The bounds of `limits` with the probability of each by chance.
    fn chances(&self, limits: &[Limits], members: &[u32]) -> Vec<(usize, Side, f64)> {
        let bounds =
            limits.iter().enumerate().flat_map(|(input, limits)| limits.bounds().map(move |own| (input, own.0)));
        bounds.map(|(input, side)| (input, side, self.chance(limits, members, input, side))).collect()
    }
}

/// The box of `cloud` with the largest excess; `None` where it happens hardly ever, or hardly ever does not. Its restrictions
/// are none where no box stands out. `seed` splits the points and chooses the repeats.
#[must_use]
pub fn find_box(cloud: Cloud<'_>, seed: u64) -> Option<BoxReport> {
    let order = Address::of(seed, "box/halves").shuffled(cloud.shares.len());
    let all: Vec<u32> = order.iter().map(|at| *at as u32).collect();
    let (searching, counting) = all.split_at(all.len() / 2);
    let whole = Counted::of(cloud, counting);
    if !(RAREST..=1.0 - RAREST).contains(&whole.mean()) {
        return None;
    }
    let limits = firm(cloud, searching);
    let again: Vec<Vec<Limits>> = (0..REPEATS)
        .into_par_iter()
        .map(|repeat| {
            let order = Address::of(seed, &format!("box/repeat/{repeat}")).shuffled(searching.len());
            let half: Vec<u32> = order.iter().take(order.len() / 2).map(|at| searching[*at]).collect();
            firm(cloud, &half)
        })
        .collect();
    let own = cloud.inside(&limits, counting);
    let restriction = |(input, (side, bound)): (usize, (Side, f64))| {
        let same = again.iter().filter(|other| other[input].bounds().any(|(other, _)| other == side)).count();
        let chance = cloud.chance(&limits, counting, input, side);
        Restriction { input, side, bound, chance, found_again: same as f64 / REPEATS as f64 }
    };
    let bounds = limits.iter().enumerate().flat_map(|(input, limits)| limits.bounds().map(move |bound| (input, bound)));
    Some(BoxReport {
        points: whole.points,
        inside: own.points,
        share: whole.mean(),
        density: own.mean(),
        interval: mean_interval(own.mean(), own.variance().sqrt(), own.points, Confidence::NINETY_FIVE),
        restrictions: bounds.map(restriction).collect(),
    })
}

/// The box that `members` find among the inputs whose bounds chance does not explain (in the spirit of the quasi-p-values of
/// B. P. Bryant, R. J. Lempert, Technological Forecasting and Social Change 77 (2010), 34-49): the less sure half of the
/// doubtful inputs is left out, and the search made again.
fn firm(cloud: Cloud<'_>, members: &[u32]) -> Vec<Limits> {
    let mut among: Vec<usize> = (0..cloud.inputs()).collect();
    loop {
        let limits = search(cloud, members, &among);
        let chances = cloud.chances(&limits, members);
        let surest = |input: usize| {
            let own = chances.iter().filter(|(other, ..)| *other == input).map(|(.., chance)| *chance);
            own.fold(1.0, f64::min)
        };
        if chances.iter().all(|(.., chance)| *chance <= DROPPED_ABOVE) {
            return limits;
        }
        let mut doubtful: Vec<usize> = among.iter().copied().filter(|input| surest(*input) > DROPPED_ABOVE).collect();
        if doubtful.is_empty() {
            // An input is sure on one side and not on the other: the doubtful side is given up.
            return one_sided(limits, &chances);
        }
        doubtful.sort_by(|one, other| surest(*other).total_cmp(&surest(*one)));
        doubtful.truncate(doubtful.len().div_ceil(2));
        among.retain(|input| !doubtful.contains(input));
    }
}

fn one_sided(mut limits: Vec<Limits>, chances: &[(usize, Side, f64)]) -> Vec<Limits> {
    for (input, side, _) in chances.iter().filter(|(.., chance)| *chance > DROPPED_ABOVE) {
        limits[*input] = limits[*input].without(*side);
    }
    limits
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_engine::random::uniform;

    /// Points in five dimensions; it happens with probability `share` of its coordinates.
    fn found(points: u64, share: impl Fn(&[f64]) -> f64, seed: u64) -> Option<BoxReport> {
        let address = Address::of(1, "cloud of a test");
        let (mut columns, mut shares) = (vec![Vec::new(); 5], Vec::new());
        for point in 0..points {
            let at = |word: u64| uniform((address.word(6 * point + word) >> 32) as u32);
            let x: Vec<f64> = (0..5).map(at).collect();
            columns.iter_mut().zip(&x).for_each(|(column, x)| column.push(*x));
            shares.push(f64::from(u8::from(at(5) < share(&x))));
        }
        find_box(Cloud { columns: &columns, shares: &shares }, seed)
    }

    #[test]
    fn a_corner_in_which_it_happens_more_often_is_found_and_nothing_else() {
        let corner = |x: &[f64]| if x[1] > 0.6 && x[3] < 0.5 { 0.8 } else { 0.2 };
        let found = found(8_000, corner, 1).expect("hits and misses");
        let sides: Vec<(usize, Side)> = found.restrictions.iter().map(|one| (one.input, one.side)).collect();
        assert_eq!(sides, [(1, Side::AtLeast), (3, Side::AtMost)]);
        for (restriction, bound) in found.restrictions.iter().zip([0.6, 0.5]) {
            assert!((restriction.bound - bound).abs() < 0.04, "{restriction:?}");
            assert!(restriction.chance < 1e-6 && restriction.found_again > 0.9, "{restriction:?}");
        }
        // A fifth of the points, four in five of them hits: bounds four standard errors away.
        assert!((found.density - 0.8).abs() < 0.07 && (found.mass() - 0.2).abs() < 0.05, "{found:?}");
        assert!((found.share - 0.32).abs() < 0.03 && (found.coverage() - 0.5).abs() < 0.1, "{found:?}");
    }

    #[test]
    fn where_nothing_matters_no_box_is_found() {
        // Ten clouds in which nothing matters; restrictions are dropped at 1e-3 each, selected among ten sides.
        let restricted = (0..10).filter(|seed| {
            let found = found(4_000, |_| 0.3, *seed).expect("hits and misses");
            found.restrictions.iter().any(|one| one.chance < 1e-3)
        });
        assert_eq!(restricted.count(), 0);
    }

    #[test]
    fn a_box_is_not_looked_for_where_it_hardly_ever_happens() {
        assert_eq!(found(4_000, |_| 0.001, 1), None);
        assert_eq!(found(4_000, |_| 1.0, 1), None);
    }
}
