//! `differences.csv` and `flows.csv`: two scenarios on the same trials.

use super::{BASE, ends};
use crate::compare::{Difference, PairTally};
use crate::table::{Cell, Kind, SCENARIO, Spec, TRIALS, Table, columns, row, share};
use detente_engine::domain::Cause;

const DIFFERENCES: &[Spec] = &[
    SCENARIO,
    BASE,
    (
        "figure",
        Kind::Text,
        "",
        "What share it is: an outcome, confrontation within 26 weeks or by the end, a party left the channel, both claim success though nothing structural was given.",
    ),
    TRIALS,
    ("base_share", Kind::Share, "share", "Share of trials under the base."),
    ("share", Kind::Share, "share", "Share of the same trials under the scenario."),
    ("difference", Kind::Share, "share", "The scenario's less the base's, trial by trial on the same random numbers."),
    (
        "difference_lo",
        Kind::Share,
        "share",
        "Lower end of its interval from chance alone: Newcombe's method 10 for paired shares, at a level at which all intervals of this table hold at once with 95 % (Bonferroni).",
    ),
    ("difference_hi", Kind::Share, "share", "Upper end of the same interval."),
    (
        "variance_ratio",
        Kind::Real,
        "",
        "Variance of the difference over that of two independent runs of as many trials; empty where the figure never varies.",
    ),
    (
        "smallest_seen",
        Kind::Share,
        "share",
        "The smallest true difference that these trials would have shown with a chance of 80 %.",
    ),
    (
        "verdict",
        Kind::Text,
        "",
        "same (the plans say the same), higher, lower, or not_told_apart (the interval holds zero).",
    ),
];

const FLOWS: &[Spec] = &[
    SCENARIO,
    BASE,
    ("from_outcome", Kind::Text, "", "How the trials ended under the base."),
    ("from_cause", Kind::Text, "", "Why."),
    ("to_outcome", Kind::Text, "", "How the same trials ended under the scenario."),
    ("to_cause", Kind::Text, "", "Why."),
    ("count", Kind::Count, "trials", "Trials that went this way; ways that none went have no row."),
    TRIALS,
    ("share", Kind::Share, "share", "count / trials."),
];

/// The table of differences: scenario, base, and the differences of their figures.
#[must_use]
pub fn differences_table(pairs: &[(&str, &str, Vec<Difference>)]) -> Table {
    let row = |scenario: &str, base: &str, it: &Difference| {
        let [low, high] = ends(Some(it.interval));
        row![
            scenario,
            base,
            it.figure.word(),
            it.trials,
            it.base,
            it.other,
            it.difference,
            low,
            high,
            it.variance_ratio,
            it.smallest_seen,
            it.verdict.word()
        ]
    };
    let rows = pairs.iter().flat_map(|(scenario, base, all)| all.iter().map(move |it| row(scenario, base, it)));
    Table {
        name: "differences",
        description: "A row is a headline figure of a scenario against the base, on the same trials.",
        columns: columns(DIFFERENCES),
        rows: rows.collect(),
    }
}

/// The table of flows: scenario, base, and how trials moved.
#[must_use]
pub fn flows(pairs: &[(&str, &str, &PairTally)]) -> Table {
    let ways = || Cause::ALL.iter().flat_map(|from| Cause::ALL.iter().map(move |to| (*from, *to)));
    let rows = pairs.iter().flat_map(|(scenario, base, pair)| {
        ways().filter(|(from, to)| pair.flow(*from, *to) > 0).map(move |(from, to)| -> Vec<Cell> {
            let (count, trials) = (pair.flow(from, to), pair.trials());
            let [from_outcome, to_outcome] = [from, to].map(|cause| cause.outcome().word());
            row![
                *scenario,
                *base,
                from_outcome,
                from.word(),
                to_outcome,
                to.word(),
                count,
                trials,
                share(count, trials)
            ]
        })
    });
    Table {
        name: "flows",
        description: "A row is a way from an end under the base to an end of the same trials under the scenario.",
        columns: columns(FLOWS),
        rows: rows.collect(),
    }
}
