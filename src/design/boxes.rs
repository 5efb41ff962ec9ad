//! Under which assumptions something happens: a box of inputs in which its share is high, and how far to trust it.
//!
//! Half of the points search for the box ([`super::peel`]); restrictions that luck could explain are dropped from it; the other
//! half, which had no say, counts what it holds. Then the search is repeated on random halves of the first half, to see which
//! restrictions come again.

use super::address::Address;
use super::peel::{Counted, search};
use crate::math::beta_cumulative;
use rayon::prelude::*;

/// Points with their inputs, and whether it happened at each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cloud<'a> {
    /// By input, then by point.
    pub columns: &'a [Vec<f64>],
    /// By point.
    pub hits: &'a [bool],
}

/// The values of one input that a box holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

/// A side of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Only values from the bound up.
    AtLeast,
    /// Only values up to the bound.
    AtMost,
}

/// One restriction of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restriction {
    /// The input.
    pub input: usize,
    /// Which side of it.
    pub side: Side,
    /// The bound, which is inside.
    pub bound: f64,
    /// The probability that, without this restriction mattering, as many hits would fall into the box, by the points that did
    /// not search.
    pub chance: f64,
    /// The share of the repeated searches that restrict the same side of the input.
    pub found_again: f64,
}

/// A box, counted by the points that had no part in the search.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxReport {
    /// These points.
    pub points: u64,
    /// Of them, hits.
    pub hits: u64,
    /// Points inside the box.
    pub inside: u64,
    /// Of them, hits.
    pub hits_inside: u64,
    /// What restricts the box, in order of the inputs.
    pub restrictions: Vec<Restriction>,
}

/// Repeated searches.
const REPEATS: u64 = 20;
/// A restriction that luck explains with a higher probability than this is dropped.
const DROPPED_ABOVE: f64 = 1e-3;
/// Fewer hits, or fewer misses, than this say nothing.
const FEWEST: u64 = 100;

impl Limits {
    pub(super) const NONE: Self = Self { low: None, high: None };

    fn hold(&self, value: f64) -> bool {
        self.low.is_none_or(|low| value >= low) && self.high.is_none_or(|high| value <= high)
    }

    fn bounds(self) -> impl Iterator<Item = (Side, f64)> {
        [(Side::AtLeast, self.low), (Side::AtMost, self.high)]
            .into_iter()
            .filter_map(|(side, bound)| bound.map(|bound| (side, bound)))
    }

    fn without(mut self, side: Side) -> Self {
        *(if side == Side::AtLeast { &mut self.low } else { &mut self.high }) = None;
        self
    }
}

impl Cloud<'_> {
    /// How many inputs there are.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.columns.len()
    }

    fn inside(&self, limits: &[Limits], members: &[u32]) -> Counted {
        let holds = |point: &&u32| {
            limits.iter().zip(self.columns).all(|(limits, column)| limits.hold(column[**point as usize]))
        };
        let inside: Vec<u32> = members.iter().filter(holds).copied().collect();
        Counted::of(*self, &inside)
    }

    /// The probability that the box would hold as many hits if `side` of `input` did not matter.
    fn chance(&self, limits: &[Limits], members: &[u32], input: usize, side: Side) -> f64 {
        let own = self.inside(limits, members);
        let mut wider = limits.to_vec();
        wider[input] = wider[input].without(side);
        let share = self.inside(&wider, members).share();
        if own.hits == 0 {
            return 1.0;
        }
        beta_cumulative(share, own.hits as f64, (own.points - own.hits) as f64 + 1.0)
    }
}

/// The box of `cloud` with the largest excess of hits; `None` where there are too few hits or misses to look for one. Its
/// restrictions are none where no box stands out. `seed` splits the points and chooses the repeats.
#[must_use]
pub fn find_box(cloud: Cloud<'_>, seed: u64) -> Option<BoxReport> {
    let all: Vec<u32> =
        Address::of(seed, "box/halves").shuffled(cloud.hits.len()).iter().map(|at| *at as u32).collect();
    let (searching, counting) = all.split_at(all.len() / 2);
    let whole = Counted::of(cloud, searching);
    if whole.hits < FEWEST || whole.points - whole.hits < FEWEST {
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
    let (all, own) = (Counted::of(cloud, counting), cloud.inside(&limits, counting));
    let restriction = |(input, (side, bound)): (usize, (Side, f64))| {
        let same = again.iter().filter(|other| other[input].bounds().any(|(other, _)| other == side)).count();
        let chance = cloud.chance(&limits, counting, input, side);
        Restriction { input, side, bound, chance, found_again: same as f64 / REPEATS as f64 }
    };
    let bounds = limits.iter().enumerate().flat_map(|(input, limits)| limits.bounds().map(move |bound| (input, bound)));
    Some(BoxReport {
        points: all.points,
        hits: all.hits,
        inside: own.points,
        hits_inside: own.hits,
        restrictions: bounds.map(restriction).collect(),
    })
}

/// The box that `members` find, without what luck explains: the least sure restriction goes first, until all are sure
/// (the quasi-p-values of B. P. Bryant, R. J. Lempert, Technological Forecasting and Social Change 77 (2010), 34-49).
fn firm(cloud: Cloud<'_>, members: &[u32]) -> Vec<Limits> {
    let mut limits = search(cloud, members);
    loop {
        let bounds =
            limits.iter().enumerate().flat_map(|(input, limits)| limits.bounds().map(move |bound| (input, bound.0)));
        let chances = bounds.map(|(input, side)| (cloud.chance(&limits, members, input, side), input, side));
        let weakest = chances.max_by(|one, other| one.0.total_cmp(&other.0));
        match weakest {
            Some((chance, input, side)) if chance > DROPPED_ABOVE => limits[input] = limits[input].without(side),
            _ => return limits,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::luck::uniform;

    /// Points in five dimensions; it happens with probability `share` of its coordinates.
    fn found(points: u64, share: impl Fn(&[f64]) -> f64, seed: u64) -> Option<BoxReport> {
        let address = Address::of(1, "cloud of a test");
        let (mut columns, mut hits) = (vec![Vec::new(); 5], Vec::new());
        for point in 0..points {
            let at = |word: u64| uniform((address.word(6 * point + word) >> 32) as u32);
            let x: Vec<f64> = (0..5).map(at).collect();
            columns.iter_mut().zip(&x).for_each(|(column, x)| column.push(*x));
            hits.push(at(5) < share(&x));
        }
        find_box(Cloud { columns: &columns, hits: &hits }, seed)
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
        let density = found.hits_inside as f64 / found.inside as f64;
        assert!((density - 0.8).abs() < 0.07 && (found.inside as f64 / found.points as f64 - 0.2).abs() < 0.05);
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
    fn a_box_is_not_looked_for_among_a_handful_of_hits() {
        assert_eq!(found(4_000, |_| 0.01, 1), None);
        assert_eq!(found(4_000, |_| 1.0, 1), None);
    }
}
