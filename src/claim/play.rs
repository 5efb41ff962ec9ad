//! From designs to tallies: the plans of an experiment on the same trials, added up in integers.

use super::compile::{Contrast, Design, Row, Term};
use super::effect::Estimate;
use crate::plan::Plan;
use crate::run::{Spec, paired_trials};
use crate::statistics::{PairedCounts, RatioSums, discrimination};
use crate::tally::{from_fixed, to_fixed};
use crate::trial::TrialRecord;

/// What the trials leave of the contrasts of one row.
#[derive(Clone, Debug)]
pub struct RowTally {
    pub(super) main: Vec<ContrastTally>,
    pub(super) scan: Vec<ContrastTally>,
}

/// Integer sums from which one contrast is estimated.
#[derive(Clone, Debug)]
pub(super) enum ContrastTally {
    /// Sums of numerator and denominator of both terms in fixed point, and of their products.
    Ratios {
        /// Whether both terms count each trial as one or none.
        shares: bool,
        trials: u64,
        sums: [i128; 4],
        products: [[i128; 4]; 4],
    },
    /// Trials by bin: of the kind, and others.
    Tells { of_kind: Vec<u64>, others: Vec<u64> },
}

/// How many trials of single plans `spec` of `design` comes to.
#[must_use]
pub fn plays(design: &Design, spec: Spec) -> u64 {
    spec.trials * design.plans.len() as u64
}

/// Plays the trials of `spec` under all plans of `design`, on the current thread pool.
#[must_use]
pub fn play(design: &Design, spec: Spec, finished: &(dyn Fn(u64) + Sync)) -> Vec<RowTally> {
    let plans: Vec<&Plan> = design.plans.iter().collect();
    let empty = || design.rows.iter().map(RowTally::new).collect::<Vec<_>>();
    let add = |tallies: &mut Vec<RowTally>, records: &[&TrialRecord]| {
        tallies.iter_mut().zip(&design.rows).for_each(|(tally, row)| tally.add(row, records));
    };
    let merge = |tallies: &mut Vec<RowTally>, others: &Vec<RowTally>| {
        tallies.iter_mut().zip(others).for_each(|(tally, other)| tally.merge(other));
    };
    paired_trials(&plans, spec, finished, empty, add, merge)
}

impl RowTally {
    fn new(row: &Row) -> Self {
        let [main, scan] = [&row.main, &row.scan].map(|list| list.iter().map(ContrastTally::new).collect());
        Self { main, scan }
    }

    fn add(&mut self, row: &Row, records: &[&TrialRecord]) {
        self.main.iter_mut().zip(&row.main).for_each(|(tally, contrast)| tally.add(contrast, records));
        self.scan.iter_mut().zip(&row.scan).for_each(|(tally, contrast)| tally.add(contrast, records));
    }

    fn merge(&mut self, other: &Self) {
        self.main.iter_mut().zip(&other.main).for_each(|(tally, other)| tally.merge(other));
        self.scan.iter_mut().zip(&other.scan).for_each(|(tally, other)| tally.merge(other));
    }
}

impl ContrastTally {
    fn new(contrast: &Contrast) -> Self {
        match contrast {
            Contrast::Difference(first, second) => {
                let plain = |term: &Term| matches!(term, Term::Observed(observed) if observed.is_plain_share());
                let shares = plain(first) && plain(second);
                Self::Ratios { shares, trials: 0, sums: [0; 4], products: [[0; 4]; 4] }
            }
            Contrast::Tells(tells) => {
                Self::Tells { of_kind: vec![0; tells.axis.bins()], others: vec![0; tells.axis.bins()] }
            }
        }
    }

    fn add(&mut self, contrast: &Contrast, records: &[&TrialRecord]) {
        match (self, contrast) {
            (Self::Ratios { trials, sums, products, .. }, Contrast::Difference(first, second)) => {
                let [[a, b], [c, d]] = [first, second].map(|term| parts(term, records));
                let parts = [a, b, c, d].map(|part| i128::from(to_fixed(part)));
                *trials += 1;
                for (i, part) in parts.into_iter().enumerate() {
                    sums[i] += part;
                    parts.iter().enumerate().for_each(|(j, other)| products[i][j] += part * other);
                }
            }
            (Self::Tells { of_kind, others }, Contrast::Tells(tells)) => match tells.reading(records) {
                Some((true, bin)) => of_kind[bin] += 1,
                Some((false, bin)) => others[bin] += 1,
                None => {}
            },
            _ => unreachable!("a tally is made from its contrast"),
        }
    }

    fn merge(&mut self, other: &Self) {
        match (self, other) {
            (
                Self::Ratios { trials, sums, products, .. },
                Self::Ratios { trials: more, sums: their_sums, products: their_products, .. },
            ) => {
                *trials += more;
                sums.iter_mut().zip(their_sums).for_each(|(sum, other)| *sum += other);
                let theirs = their_products.iter().flatten();
                products.iter_mut().flatten().zip(theirs).for_each(|(product, other)| *product += other);
            }
            (Self::Tells { of_kind, others }, Self::Tells { of_kind: their_kind, others: their_others }) => {
                of_kind.iter_mut().zip(their_kind).for_each(|(count, other)| *count += other);
                others.iter_mut().zip(their_others).for_each(|(count, other)| *count += other);
            }
            _ => unreachable!("tallies of one contrast are alike"),
        }
    }

    /// The estimate of the contrast.
    pub(super) fn estimate(&self) -> Estimate {
        match self {
            Self::Ratios { shares: true, trials, sums, products } => {
                let unit = i128::from(to_fixed(1.0));
                let whole = |sum: i128| u64::try_from(sum).expect("counts are not negative");
                let [first, second] = [sums[0], sums[2]].map(|sum| whole(sum / unit));
                let both = whole(products[0][2] / (unit * unit));
                let [only_first, only_second] = [first - both, second - both];
                let neither = trials - both - only_first - only_second;
                Estimate::of_shares(PairedCounts { both, only_first, only_second, neither })
            }
            Self::Ratios { trials, sums, products, .. } => {
                let unit = from_fixed(1);
                let sums = sums.map(|sum| sum as f64 * unit);
                let products = products.map(|row| row.map(|product| product as f64 * unit * unit));
                Estimate::of_ratios(&RatioSums { trials: *trials, sums, products })
            }
            Self::Tells { of_kind, others } => Estimate::of_area(discrimination(of_kind, others)),
        }
    }
}

fn parts(term: &Term, records: &[&TrialRecord]) -> [f64; 2] {
    match term {
        Term::Observed(observed) => observed.parts(records),
        Term::Constant(number) => [*number, 1.0],
    }
}
