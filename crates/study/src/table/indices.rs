//! `indices.csv` and `index_pairs.csv`: which uncertain values explain how trials differ, alone and together.

use super::boxes::box_rows;
use super::run_tables::{OfRun, Written};
use super::{Ranged, ScenarioResult, Table, table};
use crate::design::{Explained, PairIndex, Part, Sensitivity};
use detente_engine::observe::MEASURES;
use detente_engine::plan::{Plan, WORLDS};

const OF_PART: &str = "Lower end of its 95 % interval (from the noncentral chi-squared law of squared coefficients).";
const OF_RATIO: &str = "Lower end of its 95 % interval (both errors, by the method of variance estimates recovery).";
const OF_WORLDS: &str = "Lower end of its 95 % interval (Student's, over the worlds).";
const OF_DIFFERENCE: &str = "Lower end of its 95 % interval (normal).";
const VARIANCE: &str = "share of variance";
const ASSUMED_PART: &str = "share of assumed_part";

table! {
    /// A row is an outcome and an uncertain value: how much of what differs between trials it explains, and in which direction it acts.
    pub struct IndexRow: "indices" {
        /// What is explained: an outcome, or confrontation with the channel by the end.
        outcome: String,
        /// How often it happens, over assumptions and chance.
        share: Option<f64> ["share"],
        /// The uncertain value; `worlds` stands for all that no file states, together.
        input: String,
        /// Part of the variance between trials that the input explains by itself. An estimate below 0 stands for a part too small to be
        /// told from 0.
        first_order: Ranged [VARIANCE, OF_PART],
        /// The same with what the input explains together with each single other input. Empty for `worlds`, and where values hang
        /// together.
        to_second_order: Ranged [VARIANCE, OF_PART],
        /// Part of the variance that all assumptions together explain, chance averaged out; the same on every row of an outcome.
        assumed_part: Ranged [VARIANCE, OF_WORLDS],
        /// first_order as a part of assumed_part: by how much that would shrink on average, were the input known. Empty where
        /// assumed_part cannot be told from 0.
        first_order_assumed: Ranged [ASSUMED_PART, OF_RATIO],
        /// to_second_order as a part of assumed_part.
        to_second_order_assumed: Ranged [ASSUMED_PART, OF_RATIO],
        /// What moving the input up by half of its distribution adds to the share, the others anywhere: the share over its upper half
        /// less that over its lower half. Empty for `worlds`.
        effect: Ranged ["share", OF_DIFFERENCE],
    }
}

table! {
    /// A row is an outcome and two uncertain values that explain something together beyond what each explains by itself. Of the pairs of
    /// an outcome that do nothing, one is named with probability 5 % at most (Holm's method over all its pairs).
    pub struct IndexPairRow: "index_pairs" {
        /// What is explained: an outcome, or confrontation with the channel by the end.
        outcome: String,
        /// One of the uncertain values.
        input: String,
        /// The other.
        other_input: String,
        /// Part of the variance between trials that they explain together.
        together: Ranged [VARIANCE, OF_PART],
        /// The same as a part of what all assumptions explain.
        together_assumed: Ranged [ASSUMED_PART, OF_RATIO],
        /// What moving one up by half of its distribution adds to the effect of moving the other up by half.
        effect: Ranged ["share", OF_DIFFERENCE],
    }
}

impl OfRun for IndexRow {
    const WRITTEN: Written = Written::WithInputs;

    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        index_rows(result)
    }
}

impl OfRun for IndexPairRow {
    const WRITTEN: Written = Written::WithInputs;

    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        Whose::all(result.stem(), result.plan, &result.explained()).flat_map(|whose| whose.pairs()).collect()
    }
}

/// What every uncertain value explains; nothing where inputs were not counted.
#[must_use]
pub fn index_rows(result: &ScenarioResult<'_>) -> Vec<IndexRow> {
    Whose::all(result.stem(), result.plan, &result.explained()).flat_map(|whose| whose.indices()).collect()
}

/// Of the outcome that hangs most on the assumptions, the rows of what surely explains a part of it, the largest part first.
#[must_use]
pub fn what_matters(rows: &[IndexRow]) -> Vec<&IndexRow> {
    let confrontation = MEASURES[MEASURES.len() - 1].word();
    let hangs = |row: &&IndexRow| Some(row.assumed_part.value? * row.share? * (1.0 - row.share?));
    let of_outcomes = rows.iter().filter(|row| row.outcome != confrontation);
    let most = of_outcomes.max_by(|one, other| hangs(one).unwrap_or(0.0).total_cmp(&hangs(other).unwrap_or(0.0)));
    let Some(most) = most else { return Vec::new() };
    let is_told = |row: &&IndexRow| row.first_order_assumed.whole().is_some_and(|[_, low, _]| low > 0.0);
    let mut all: Vec<&IndexRow> = rows.iter().filter(|row| row.outcome == most.outcome).filter(is_told).collect();
    let part = |row: &IndexRow| row.first_order_assumed.value.unwrap_or(0.0);
    all.sort_by(|one, other| part(other).total_cmp(&part(one)));
    all
}

/// The tables of a sensitivity analysis of `plan`, called `stem`.
#[must_use]
pub fn sensitivity_tables(stem: &str, plan: &Plan, found: &Sensitivity) -> Vec<Table> {
    let all: Vec<Whose<'_>> = Whose::all(stem, plan, &found.explained).collect();
    let indices: Vec<IndexRow> = all.iter().flat_map(Whose::indices).collect();
    let pairs: Vec<IndexPairRow> = all.iter().flat_map(Whose::pairs).collect();
    let keys = keys(plan);
    let of_measure = |(measure, found): (String, &Option<_>)| {
        found.as_ref().map_or_else(Vec::new, |found| box_rows(stem, &measure, found, &keys))
    };
    let boxes: Vec<_> = MEASURES.iter().map(|measure| measure.word()).zip(&found.boxes).flat_map(of_measure).collect();
    vec![Table::of(&indices), Table::of(&pairs), Table::of(&boxes)]
}

/// The keys of the uncertain values, without what no file states.
fn keys(plan: &Plan) -> Vec<&str> {
    plan.uncertain.iter().map(|value| value.key.as_str()).filter(|key| *key != WORLDS).collect()
}

/// What is explained of one outcome of a scenario.
struct Whose<'a> {
    stem: &'a str,
    outcome: String,
    keys: Vec<&'a str>,
    explained: &'a Explained,
}

impl<'a> Whose<'a> {
    fn all(stem: &'a str, plan: &'a Plan, explained: &'a [Option<Explained>]) -> impl Iterator<Item = Self> {
        let measures = MEASURES.iter().map(|measure| measure.word()).zip(explained);
        measures.filter_map(move |(outcome, explained)| {
            Some(Self { stem, outcome, keys: keys(plan), explained: explained.as_ref()? })
        })
    }

    fn indices(&self) -> Vec<IndexRow> {
        let Explained { indices, unstated, .. } = self.explained;
        let stated = self.keys.iter().zip(&indices.inputs);
        let stated = stated.map(|(key, own)| self.row(key, own.first, own.to_second, Some(own.effect)));
        stated.chain(unstated.iter().map(|own| self.row(WORLDS, *own, None, None))).collect()
    }

    fn row(&self, key: &str, first: Part, to_second: Option<Part>, effect: Option<Part>) -> IndexRow {
        let of_assumed = |part| self.explained.of_assumed(part);
        IndexRow {
            scenario: self.stem.to_owned(),
            outcome: self.outcome.clone(),
            share: Some(self.explained.indices.mean),
            input: key.to_owned(),
            first_order: ranged(Some(first)),
            to_second_order: ranged(to_second),
            assumed_part: ranged(self.explained.assumed),
            first_order_assumed: ranged(of_assumed(first)),
            to_second_order_assumed: ranged(to_second.and_then(of_assumed)),
            effect: ranged(effect),
        }
    }

    fn pairs(&self) -> Vec<IndexPairRow> {
        let row = |pair: &PairIndex| IndexPairRow {
            scenario: self.stem.to_owned(),
            outcome: self.outcome.clone(),
            input: self.keys[pair.inputs[0]].to_owned(),
            other_input: self.keys[pair.inputs[1]].to_owned(),
            together: ranged(Some(pair.part)),
            together_assumed: ranged(self.explained.of_assumed(pair.part)),
            effect: ranged(Some(pair.effect)),
        };
        self.explained.indices.pairs.iter().map(row).collect()
    }
}

/// An estimate with its interval.
fn ranged(part: Option<Part>) -> Ranged {
    Ranged::new(part.map(|one| one.value), part.map(|one| one.interval))
}
