//! `attribution.csv` and `attribution_causes.csv`: what would have ended better without what.

use crate::compare::{Factor, PairTally};
use crate::table::{Cell, Kind, SCENARIO, Spec, Table, columns, row, share, share_interval};
use detente_engine::domain::{Cause, Outcome};

const KIND: Spec =
    ("kind", Kind::Text, "", "What kind of thing was taken out: hazard, body, objector, spoiler, mediator or rung.");
const FACTOR: Spec = ("factor", Kind::Text, "", "What was taken out.");
const COUNT: Spec = ("count", Kind::Count, "trials", "Trials that ended so with everything in place.");
const BETTER: Spec = (
    "better",
    Kind::Count,
    "trials",
    "Of these, trials that end better without it, on the same random numbers; scaling before stalling before overtaken before collapse.",
);
const BETTER_SHARE: Spec = (
    "better_share",
    Kind::Share,
    "share",
    "better / count: the but-for share. The shares of several factors may sum to more than one, since a trial may need each of them.",
);
const LO: &str = "Lower end of its 95 % interval from chance alone (Wilson).";
const HI: &str = "Upper end of the same interval.";

const OUTCOMES: &[Spec] = &[
    SCENARIO,
    KIND,
    FACTOR,
    ("means", Kind::Text, "", "What taking it out means."),
    ("outcome", Kind::Text, "", "How the trials ended with everything in place."),
    COUNT,
    BETTER,
    BETTER_SHARE,
    ("better_lo", Kind::Share, "share", LO),
    ("better_hi", Kind::Share, "share", HI),
    ("worse", Kind::Count, "trials", "Of the same trials, those that end worse without it."),
    ("worse_share", Kind::Share, "share", "worse / count."),
    (
        "net_share",
        Kind::Share,
        "share",
        "Share of all trials that end so without it, less the share that does with it: those that come from other ends count too.",
    ),
];

const CAUSES: &[Spec] = &[
    SCENARIO,
    ("outcome", Kind::Text, "", "How the trials ended with everything in place."),
    ("cause", Kind::Text, "", "The proximate cause: what it was called when it happened."),
    COUNT,
    KIND,
    FACTOR,
    BETTER,
    BETTER_SHARE,
    ("better_lo", Kind::Share, "share", LO),
    ("better_hi", Kind::Share, "share", HI),
];

/// Outcomes that can be bettered.
const BETTERABLE: [Outcome; 3] = [Outcome::Stalling, Outcome::Overtaken, Outcome::Collapse];

/// The table by outcome, of the scenario `stem`.
#[must_use]
pub fn attribution(stem: &str, removed: &[(&Factor, &PairTally)]) -> Table {
    let row = |factor: &Factor, pair: &PairTally, outcome: Outcome| -> Vec<Cell> {
        let [count, better, worse] = pair.moved_from(outcome);
        let [low, high] = share_interval(better, count);
        let ends = |from: bool| -> u64 {
            let ways = Cause::ALL.iter().flat_map(|one| Cause::ALL.iter().map(move |other| (*one, *other)));
            ways.filter(|(one, other)| (if from { *one } else { *other }).outcome() == outcome)
                .map(|(one, other)| pair.flow(one, other))
                .sum()
        };
        let net = share(ends(false), pair.trials()).zip(share(ends(true), pair.trials())).map(|(to, from)| to - from);
        row![
            stem,
            factor.kind.word(),
            factor.id.as_str(),
            factor.means.as_str(),
            outcome.word(),
            count,
            better,
            share(better, count),
            low,
            high,
            worse,
            share(worse, count),
            net
        ]
    };
    let rows =
        removed.iter().flat_map(|(factor, pair)| BETTERABLE.iter().map(move |outcome| row(factor, pair, *outcome)));
    Table {
        name: "attribution",
        description: "A row is an outcome and something that was taken out: how many of the trials that ended so end better without it.",
        columns: columns(OUTCOMES),
        rows: rows.collect(),
    }
}

/// The table by proximate cause, of the scenario `stem`.
#[must_use]
pub fn attribution_causes(stem: &str, removed: &[(&Factor, &PairTally)]) -> Table {
    let row = |cause: Cause, factor: &Factor, pair: &PairTally| -> Vec<Cell> {
        let (count, [better, _]) = (pair.ended_by(cause), pair.moved(cause));
        let [low, high] = share_interval(better, count);
        let (kind, id) = (factor.kind.word(), factor.id.as_str());
        row![stem, cause.outcome().word(), cause.word(), count, kind, id, better, share(better, count), low, high]
    };
    let causes = Cause::ALL.iter().filter(|cause| BETTERABLE.contains(&cause.outcome()));
    let rows = causes.flat_map(|cause| removed.iter().map(move |(factor, pair)| row(*cause, factor, pair)));
    Table {
        name: "attribution_causes",
        description: "A row is a proximate cause and something that was taken out: how many of the trials that ended by this cause end better without it.",
        columns: columns(CAUSES),
        rows: rows.collect(),
    }
}
