//! `attribution.csv` and `attribution_causes.csv`: what would have ended better without what.

use super::WILSON;
use crate::compare::{Factor, FactorKind, MovedTally};
use crate::table::{Ranged, ranged_share, share, table};
use detente_engine::domain::{Cause, Outcome};

table! {
    /// A row is an outcome and something that was taken out: how many of the trials that ended so end better without it.
    pub struct AttributionRow: "attribution" {
        /// What kind of thing was taken out: hazard, body, objector, spoiler, mediator or rung.
        kind: FactorKind,
        /// What was taken out.
        factor: String,
        /// What taking it out means.
        means: String,
        /// How the trials ended with everything in place.
        outcome: Outcome,
        /// Trials that ended so with everything in place.
        count: u64 ["trials"],
        /// Of these, trials that end better without it, on the same random numbers; scaling before stalling before overtaken
        /// before collapse.
        better: u64 ["trials"],
        /// better / count: the but-for share. The shares of several factors may sum to more than one, since a trial may need each
        /// of them.
        better_share: Ranged ["share", WILSON],
        /// Of the same trials, those that end worse without it.
        worse: u64 ["trials"],
        /// worse / count.
        worse_share: Option<f64> ["share"],
        /// Share of all trials that end so without it, less the share that does with it: those that come from other ends count
        /// too.
        net_share: Option<f64> ["share"],
    }
}

table! {
    /// A row is a proximate cause and something that was taken out: how many of the trials that ended by this cause end better
    /// without it.
    pub struct AttributionCauseRow: "attribution_causes" {
        /// How the trials ended with everything in place.
        outcome: Outcome,
        /// The proximate cause: what it was called when it happened.
        cause: Cause,
        /// Trials that ended so with everything in place.
        count: u64 ["trials"],
        /// What kind of thing was taken out: hazard, body, objector, spoiler, mediator or rung.
        kind: FactorKind,
        /// What was taken out.
        factor: String,
        /// Of these, trials that end better without it, on the same random numbers; scaling before stalling before overtaken
        /// before collapse.
        better: u64 ["trials"],
        /// better / count: the but-for share. The shares of several factors may sum to more than one, since a trial may need each
        /// of them.
        better_share: Ranged ["share", WILSON],
    }
}

/// Outcomes that can be bettered.
const BETTERABLE: [Outcome; 3] = [Outcome::Stalling, Outcome::Overtaken, Outcome::Collapse];

/// The rows by outcome, of the scenario `stem`.
#[must_use]
pub fn attribution(stem: &str, removed: &[(&Factor, &MovedTally)]) -> Vec<AttributionRow> {
    let rows = |(factor, moved): &(&Factor, &MovedTally)| BETTERABLE.map(|outcome| row(stem, factor, moved, outcome));
    removed.iter().flat_map(rows).collect()
}

fn row(stem: &str, factor: &Factor, moved: &MovedTally, outcome: Outcome) -> AttributionRow {
    let [count, better, worse] = moved.moved_from(outcome);
    AttributionRow {
        scenario: stem.to_owned(),
        kind: factor.kind,
        factor: factor.id.clone(),
        means: factor.means.clone(),
        outcome,
        count,
        better,
        better_share: ranged_share(better, count),
        worse,
        worse_share: share(worse, count),
        net_share: moved.net(outcome),
    }
}

/// The rows by proximate cause, of the scenario `stem`.
#[must_use]
pub fn attribution_causes(stem: &str, removed: &[(&Factor, &MovedTally)]) -> Vec<AttributionCauseRow> {
    let row = |cause: Cause, factor: &Factor, moved: &MovedTally| {
        let (count, [better, _]) = (moved.ended_by(cause), moved.moved(cause));
        AttributionCauseRow {
            scenario: stem.to_owned(),
            outcome: cause.outcome(),
            cause,
            count,
            kind: factor.kind,
            factor: factor.id.clone(),
            better,
            better_share: ranged_share(better, count),
        }
    };
    let causes = Cause::ALL.iter().filter(|cause| BETTERABLE.contains(&cause.outcome()));
    causes.flat_map(|cause| removed.iter().map(move |(factor, moved)| row(*cause, factor, moved))).collect()
}
