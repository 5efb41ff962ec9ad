//! What `sensitivity` writes: `indices.csv`, `screening.csv`, `boxes.csv`.

use super::{Exact, Ranged, Table, table};
use crate::design::{BoxReport, Effect, IndexEstimate, Indices, MEASURES, Restriction, Sensitivity, Side};
use detente_engine::plan::{Plan, WORLDS};
use detente_engine::statistics::Confidence;

const OVER_SCRAMBLES: &str = "Lower end of its 95 % interval (Student's, over the scrambles).";
const OVER_TRAJECTORIES: &str = "Lower end of its 95 % interval (Student's, over the trajectories).";
const OVER_POINTS: &str = "Lower end of its 95 % interval (Student's, over the points inside).";
const VARIANCE: &str = "share of variance";
const ASSUMED_PART: &str = "share of assumed_part";

table! {
    /// A row is an outcome and an input: how much of what differs between trials it accounts for.
    pub struct IndexRow: "indices" {
        /// What is explained: an outcome, or confrontation with the channel by the end.
        outcome: String,
        /// How often it happens, over assumptions and chance.
        share: Option<f64> ["share"],
        /// The uncertain value; `chance` stands for everything else that is drawn.
        input: String,
        /// Part of the variance between trials that the input accounts for by itself. An estimate below 0 stands for a part too
        /// small to be told from 0.
        first_order: Ranged [VARIANCE, OVER_SCRAMBLES],
        /// Part of the variance between trials in which the input has a hand, chance's choices counted in; 0 only where it never
        /// changed how a trial ended.
        total: Ranged [VARIANCE, OVER_SCRAMBLES],
        /// Part of the variance that all inputs together decide, chance averaged out; the same on every row of an outcome.
        assumed_part: Ranged [VARIANCE, OVER_SCRAMBLES],
        /// Of that part, what the input accounts for by itself: by how much it would shrink on average, were the input known.
        /// Empty where the part cannot be told from 0.
        first_order_assumed: Ranged [ASSUMED_PART, OVER_SCRAMBLES],
        /// Of that part, what the input has a hand in: what would remain on average, were all others known.
        total_assumed: Ranged [ASSUMED_PART, OVER_SCRAMBLES],
    }
}

table! {
    /// A row is an outcome and an input: what moving the input up does.
    pub struct ScreeningRow: "screening" {
        /// What is explained: an outcome, or confrontation with the channel by the end.
        outcome: String,
        /// The uncertain value.
        input: String,
        /// Mean change of the share when the input moves up by half of its distribution, the others anywhere.
        effect: Ranged ["share", OVER_TRAJECTORIES],
        /// Mean size of the change, whatever its sign; 0 only where the input never changed how a trial ended.
        effect_size: Ranged ["share", OVER_TRAJECTORIES],
        /// Standard deviation of the change: large where it depends on other inputs, and on chance.
        effect_spread: Option<f64> ["share"],
    }
}

table! {
    /// A row is a bound of a box of inputs in which an outcome is frequent; an outcome without rows has no such box.
    pub struct BoxRow: "boxes" {
        /// What is explained: an outcome, or confrontation with the channel by the end.
        outcome: String,
        /// The uncertain value that the box restricts.
        input: String,
        /// at_least or at_most.
        side: Side,
        /// The last value of the input inside the box.
        bound: Exact ["see parameters"],
        /// How often it happens over all points counted.
        share: Option<f64> ["share"],
        /// How often it happens inside the box.
        density: Ranged ["share", OVER_POINTS],
        /// Part of all that happens which happens inside the box.
        coverage: Option<f64> ["share"],
        /// Part of all points counted that lies inside the box.
        mass: Option<f64> ["share"],
        /// Trials counted; none of them had a part in the search.
        trials: u64 ["trials"],
        /// How likely as many hits inside would be, did this bound not matter.
        chance: Option<f64> ["probability"],
        /// Part of twenty searches, each in half of the trials, that bound the same side of the input.
        found_again: Option<f64> ["share"],
    }
}

/// The tables of a study of `plan`, called `stem`.
#[must_use]
pub fn study_tables(stem: &str, plan: &Plan, study: &Sensitivity) -> Vec<Table> {
    let mut keys: Vec<&str> = plan.uncertain.iter().map(|uncertain| uncertain.key.as_str()).collect();
    let (mut indices, mut screening, mut boxes) = (Vec::new(), Vec::new(), Vec::new());
    for (at, measure) in MEASURES.iter().enumerate() {
        let whose = Whose { stem, outcome: measure.word() };
        // The number of a world has no direction.
        let effects = keys.iter().zip(&study.effects[at]).filter(|(key, _)| **key != WORLDS);
        screening.extend(effects.map(|(key, effect)| whose.effect(key, effect)));
        boxes.extend(study.boxes[at].iter().flat_map(|found| whose.bounds(found, &keys)));
        keys.push("chance");
        indices.extend(keys.iter().enumerate().map(|(factor, key)| whose.index(&study.indices[at], factor, key)));
        keys.pop();
    }
    vec![Table::of(&indices), Table::of(&screening), Table::of(&boxes)]
}

/// What the rows of one measure begin with.
struct Whose<'a> {
    stem: &'a str,
    outcome: String,
}

impl Whose<'_> {
    fn index(&self, indices: &Indices, factor: usize, key: &str) -> IndexRow {
        let of_assumed = |all: &[Option<IndexEstimate>]| ranged(all.get(factor).copied().flatten());
        IndexRow {
            scenario: self.stem.to_owned(),
            outcome: self.outcome.clone(),
            share: Some(indices.mean),
            input: key.to_owned(),
            first_order: ranged(indices.first[factor]),
            total: ranged(indices.total[factor]),
            assumed_part: ranged(indices.assumed),
            first_order_assumed: of_assumed(&indices.first_assumed),
            total_assumed: of_assumed(&indices.total_assumed),
        }
    }

    fn effect(&self, key: &str, effect: &Effect) -> ScreeningRow {
        ScreeningRow {
            scenario: self.stem.to_owned(),
            outcome: self.outcome.clone(),
            input: key.to_owned(),
            effect: ranged(Some(effect.mean)),
            effect_size: ranged(Some(effect.size)),
            effect_spread: effect.spread.into(),
        }
    }

    fn bounds(&self, found: &BoxReport, keys: &[&str]) -> Vec<BoxRow> {
        let row = |bound: &Restriction| BoxRow {
            scenario: self.stem.to_owned(),
            outcome: self.outcome.clone(),
            input: keys[bound.input].to_owned(),
            side: bound.side,
            bound: Exact(bound.bound),
            share: found.share.into(),
            density: Ranged::new(found.density.into(), found.interval),
            coverage: found.coverage().into(),
            mass: found.mass().into(),
            trials: found.points,
            chance: bound.chance.into(),
            found_again: bound.found_again.into(),
        };
        found.restrictions.iter().map(row).collect()
    }
}

/// An estimate with its interval.
fn ranged(estimate: Option<IndexEstimate>) -> Ranged {
    Ranged::new(estimate.map(|one| one.value), estimate.map(|one| one.interval(Confidence::NINETY_FIVE)))
}
