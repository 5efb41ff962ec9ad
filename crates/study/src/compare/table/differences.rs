//! `differences.csv` and `flows.csv`: two scenarios on the same trials.

use crate::compare::{Difference, Figure, OtherPlan, Verdict};
use crate::table::{Ranged, share, table};
use detente_engine::domain::{Cause, Outcome};

const AT_ONCE: &str = "Lower end of its interval from chance alone: Newcombe's method 10 for paired shares, at a level at which all intervals of this table hold at once with 95 % (Bonferroni).";

table! {
    /// A row is a headline figure of a scenario against the base, on the same trials.
    pub struct DifferenceRow: "differences" {
        /// The scenario that it is compared with.
        base: String,
        /// What share it is: an outcome, confrontation within 26 weeks or by the end, a party left the channel, both claim
        /// success though nothing structural was given.
        figure: Figure,
        /// Trials simulated.
        trials: u64 ["trials"],
        /// Share of trials under the base.
        base_share: Option<f64> ["share"],
        /// Share of the same trials under the scenario.
        share: Option<f64> ["share"],
        /// The scenario's less the base's, trial by trial on the same random numbers.
        difference: Ranged ["share", AT_ONCE],
        /// Worlds in which both were simulated as well: what follows is over these. Empty where nothing is uncertain.
        worlds: Option<u64> ["worlds"],
        /// Share of the worlds in which the difference is above zero, chance taken out.
        higher_share: Option<f64> ["share"],
        /// Where the difference lies in nine worlds of ten, chance taken out: the 5 % end. More trials do not narrow that.
        assumed_p05: Option<f64> ["share"],
        /// The same at the 95 % end.
        assumed_p95: Option<f64> ["share"],
        /// Variance of the difference over that of two independent runs of as many trials; empty where the figure never varies.
        variance_ratio: Option<f64>,
        /// The smallest true difference that these trials would have shown with a chance of 80 %.
        smallest_seen: Option<f64> ["share"],
        /// same (the plans say the same), higher, lower, or not_told_apart (the interval holds zero).
        verdict: Verdict,
    }
}

table! {
    /// A row is a way from an end under the base to an end of the same trials under the scenario.
    pub struct FlowRow: "flows" {
        /// The scenario that it is compared with.
        base: String,
        /// How the trials ended under the base.
        from_outcome: Outcome,
        /// Why.
        from_cause: Cause,
        /// How the same trials ended under the scenario.
        to_outcome: Outcome,
        /// Why.
        to_cause: Cause,
        /// Trials that went this way; ways that none went have no row.
        count: u64 ["trials"],
        /// Trials simulated.
        trials: u64 ["trials"],
        /// count / trials.
        share: Option<f64> ["share"],
    }
}

table! {
    /// A row is one of fifty equally likely values of a difference over the worlds, the lowest first. No rows where nothing is
    /// uncertain.
    pub struct DotRow: "difference_dots" {
        /// The scenario that it is compared with.
        base: String,
        /// What share it is, as in differences.csv.
        figure: Figure,
        /// Number of the value, from 1: half a dot less than so many of fifty parts of the worlds lie below it.
        dot: u64,
        /// The scenario's share less the base's, chance taken out.
        difference: f64 ["share"],
    }
}

/// The rows of the dots of the differences between `others` and `base`.
#[must_use]
pub fn dot_rows(base: &str, others: &[OtherPlan]) -> Vec<DotRow> {
    let row = |other: &OtherPlan, figure: Figure, dot: u64, difference: f64| DotRow {
        scenario: other.name.clone(),
        base: base.to_owned(),
        figure,
        dot,
        difference,
    };
    let of_figure = |other: &OtherPlan, figure: Figure, dots: &[f64]| -> Vec<DotRow> {
        (1..).zip(dots).map(|(dot, difference)| row(other, figure, dot, *difference)).collect()
    };
    let of_other = |other: &OtherPlan| {
        let figures = Figure::ALL.iter().zip(&other.dots);
        figures.flat_map(|(figure, dots)| of_figure(other, *figure, dots)).collect::<Vec<_>>()
    };
    others.iter().flat_map(of_other).collect()
}

/// The rows of the differences between `others` and `base`.
#[must_use]
pub fn difference_rows(base: &str, others: &[OtherPlan]) -> Vec<DifferenceRow> {
    let row = |other: &OtherPlan, it: &Difference| {
        let over = other.over_worlds.get(it.figure.index());
        DifferenceRow {
            scenario: other.name.clone(),
            base: base.to_owned(),
            figure: it.figure,
            trials: it.trials,
            base_share: it.base.into(),
            share: it.other.into(),
            difference: Ranged::new(it.difference.into(), it.interval.into()),
            worlds: over.map(|over| over.worlds),
            higher_share: over.map(|over| over.higher),
            assumed_p05: over.map(|over| over.interval.low),
            assumed_p95: over.map(|over| over.interval.high),
            variance_ratio: it.variance_ratio,
            smallest_seen: it.smallest_seen.into(),
            verdict: it.verdict,
        }
    };
    others.iter().flat_map(|other| other.differences.iter().map(move |it| row(other, it))).collect()
}

/// The rows of the flows: how trials of `base` moved under `others`.
#[must_use]
pub fn flows(base: &str, others: &[OtherPlan]) -> Vec<FlowRow> {
    let ways = || Cause::ALL.iter().flat_map(|from| Cause::ALL.iter().map(move |to| (*from, *to)));
    let rows = others.iter().flat_map(|other| {
        let pair = &other.pair;
        ways().filter(|(from, to)| pair.flow(*from, *to) > 0).map(move |(from, to)| {
            let (count, trials) = (pair.flow(from, to), pair.trials());
            FlowRow {
                scenario: other.name.clone(),
                base: base.to_owned(),
                from_outcome: from.outcome(),
                from_cause: from,
                to_outcome: to.outcome(),
                to_cause: to,
                count,
                trials,
                share: share(count, trials),
            }
        })
    });
    rows.collect()
}
