//! From designs to tallies: the plans of an experiment on the same trials, added up in integers.

use super::compile::{Contrast, Design, Row, Term};
use super::effect::EffectEstimate;
use detente_engine::plan::Plan;
use detente_engine::statistics::{PairedCounts, RatioSums, discrimination};
use detente_engine::tally::{from_fixed, to_fixed};
use detente_engine::trial::{Demand, TrialRecord};
use detente_study::run::{Spec, paired_trials};

/// What the trials leave of the contrasts of one row.
#[derive(Clone, Debug)]
pub struct RowTally {
    pub(super) main: Vec<ContrastTally>,
    pub(super) scan: Vec<ContrastTally>,
}

/// Integer sums from which one contrast is estimated.
#[derive(Clone, Debug)]
pub(super) enum ContrastTally {
    Ratios(Box<RatioTally>),
    Tells(TellsTally),
}

/// Sums of numerator and denominator of both terms in fixed point, and of their products.
#[derive(Clone, Debug, Default)]
pub(super) struct RatioTally {
    /// Whether both terms count each trial as one or none.
    shares: bool,
    trials: u64,
    sums: [i128; 4],
    products: [[i128; 4]; 4],
}

/// Trials by bin of a number.
#[derive(Clone, Debug)]
pub(super) struct TellsTally {
    of_kind: Vec<u64>,
    others: Vec<u64>,
}

/// How many trials of single plans `spec` of `design` comes to.
#[must_use]
pub fn trial_count(design: &Design, spec: Spec) -> u64 {
    spec.trials * design.plans.len() as u64
}

/// Simulates the trials of `spec` under all plans of `design`, on the current thread pool.
#[must_use]
pub fn simulate(design: &Design, spec: Spec, finished: &(dyn Fn(u64) + Sync)) -> Vec<RowTally> {
    let plans: Vec<&Plan> = design.plans.iter().collect();
    let empty = || design.rows.iter().map(RowTally::new).collect::<Vec<_>>();
    let add = |tallies: &mut Vec<RowTally>, records: &[&TrialRecord]| {
        tallies.iter_mut().zip(&design.rows).for_each(|(tally, row)| tally.add(row, records));
    };
    let merge = |tallies: &mut Vec<RowTally>, others: &Vec<RowTally>| {
        tallies.iter_mut().zip(others).for_each(|(tally, other)| tally.merge(other));
    };
    paired_trials(&plans, Demand::Everything, spec, finished, empty, add, merge)
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
                Self::Ratios(Box::new(RatioTally { shares, ..RatioTally::default() }))
            }
            Contrast::Tells(tells) => {
                let empty = vec![0; tells.axis.bins()];
                Self::Tells(TellsTally { of_kind: empty.clone(), others: empty })
            }
        }
    }

    fn add(&mut self, contrast: &Contrast, records: &[&TrialRecord]) {
        match (self, contrast) {
            (Self::Ratios(tally), Contrast::Difference(first, second)) => {
                let [[a, b], [c, d]] = [first, second].map(|term| parts(term, records));
                tally.add([a, b, c, d]);
            }
            (Self::Tells(tally), Contrast::Tells(tells)) => match tells.reading(records) {
                Some((true, bin)) => tally.of_kind[bin] += 1,
                Some((false, bin)) => tally.others[bin] += 1,
                None => {}
            },
            _ => unreachable!("a tally is made from its contrast"),
        }
    }

    fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Ratios(tally), Self::Ratios(other)) => tally.merge(other),
            (Self::Tells(tally), Self::Tells(other)) => {
                tally.of_kind.iter_mut().zip(&other.of_kind).for_each(|(count, other)| *count += other);
                tally.others.iter_mut().zip(&other.others).for_each(|(count, other)| *count += other);
            }
            _ => unreachable!("tallies of one contrast are alike"),
        }
    }

    /// The estimate of the contrast.
    pub(super) fn estimate(&self) -> EffectEstimate {
        match self {
            Self::Ratios(tally) if tally.shares => EffectEstimate::of_shares(tally.counts()),
            Self::Ratios(tally) => EffectEstimate::of_ratios(&tally.ratio_sums()),
            Self::Tells(tally) => EffectEstimate::of_area(discrimination(&tally.of_kind, &tally.others)),
        }
    }
}

impl RatioTally {
    fn add(&mut self, parts: [f64; 4]) {
        let parts = parts.map(|part| i128::from(to_fixed(part)));
        self.trials += 1;
        for ((sum, row), part) in self.sums.iter_mut().zip(&mut self.products).zip(parts) {
            *sum += part;
            row.iter_mut().zip(parts).for_each(|(product, other)| *product += part * other);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.trials += other.trials;
        self.sums.iter_mut().zip(other.sums).for_each(|(sum, other)| *sum += other);
        let products = self.products.iter_mut().flatten().zip(other.products.iter().flatten());
        products.for_each(|(product, other)| *product += other);
    }

    /// In how many trials which of the two shares counts.
    fn counts(&self) -> PairedCounts {
        let unit = i128::from(to_fixed(1.0));
        let whole = |sum: i128| u64::try_from(sum).expect("counts are not negative");
        let [first, second] = [self.sums[0], self.sums[2]].map(|sum| whole(sum / unit));
        let both = whole(self.products[0][2] / (unit * unit));
        let [only_first, only_second] = [first - both, second - both];
        PairedCounts { both, only_first, only_second, neither: self.trials - both - only_first - only_second }
    }

    fn ratio_sums(&self) -> RatioSums {
        let unit = from_fixed(1);
        RatioSums {
            trials: self.trials,
            sums: self.sums.map(|sum| sum as f64 * unit),
            products: self.products.map(|row| row.map(|product| product as f64 * unit * unit)),
        }
    }
}

fn parts(term: &Term, records: &[&TrialRecord]) -> [f64; 2] {
    match term {
        Term::Observed(observed) => observed.parts(records),
        Term::Constant(number) => [*number, 1.0],
    }
}
