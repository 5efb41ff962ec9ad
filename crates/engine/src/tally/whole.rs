//! The tally of one scenario.

use super::axis::Axis;
use super::inputs::InputCounts;
use super::measures::MeasureCounts;
use super::news::LearningGrid;
use super::record::{RecordError, TallyRecord};
use super::shape::ShapeError;
use crate::domain::{Money, Outcome};
use crate::plan::Plan;
use crate::trial::{Moment, Quantity, TrialRecord};
use serde_json::Value;

/// How many bins the histograms in `written` ask for.
fn bins(written: &Value) -> u64 {
    let sum = |parts: &mut dyn Iterator<Item = &Value>| parts.map(bins).fold(0, u64::saturating_add);
    match written {
        Value::Array(list) => sum(&mut list.iter()),
        Value::Object(table) => {
            let own = table.get("bins").and_then(Value::as_u64).unwrap_or(0);
            own.saturating_add(sum(&mut table.values()))
        }
        _ => 0,
    }
}

/// Takes trials one by one. Starts empty, merges with another tally of the same plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    record: TallyRecord,
    horizons: Vec<u32>,
    axes: Vec<Axis>,
    review_weeks: Axis,
    /// By uncertain value, where news were observed.
    learning: Vec<LearningGrid>,
}

impl Tally {
    /// No trials of `plan` yet. `frozen_total` is the money that the grids of funds divide.
    #[must_use]
    pub fn new(plan: &Plan, frozen_total: Money) -> Self {
        let axes: Vec<Axis> =
            Quantity::ALL.iter().map(|quantity| Axis::new(quantity.grid(), plan, frozen_total)).collect();
        let learning = plan.uncertain.iter().filter(|_| !plan.news.is_empty());
        let learning = learning.map(|value| LearningGrid::new(&value.distribution)).collect();
        Self {
            record: TallyRecord::new(plan, &axes),
            horizons: plan.horizons.clone(),
            axes,
            review_weeks: Axis::quarter_weeks(),
            learning,
        }
    }

    /// The same, with counts of trials by where their uncertain values lie, where the plan has any.
    #[must_use]
    pub fn with_inputs(plan: &Plan, frozen_total: Money) -> Self {
        let mut tally = Self::new(plan, frozen_total);
        tally.record.inputs = InputCounts::new(plan);
        tally
    }

    /// No trials yet, of the plan and with the counts of `self`.
    #[must_use]
    pub fn emptied(&self, plan: &Plan, frozen_total: Money) -> Self {
        Self::counting(self.record.inputs.is_some(), plan, frozen_total)
    }

    /// No trials yet, with counts by where uncertain values lie where that is asked.
    fn counting(inputs: bool, plan: &Plan, frozen_total: Money) -> Self {
        if inputs { Self::with_inputs(plan, frozen_total) } else { Self::new(plan, frozen_total) }
    }

    /// The tally whose record is `written`.
    ///
    /// # Errors
    ///
    /// Where it is no record, or not one of this plan. Bins are counted before room is made for them, as a few bytes of a
    /// forged record could ask for all the memory there is.
    pub fn read(written: Value, plan: &Plan, frozen_total: Money) -> Result<Self, RecordError> {
        let empty = Self::counting(written.get("inputs").is_some(), plan, frozen_total);
        let own = serde_json::to_value(&empty.record).expect("integers and text can be spelled");
        if bins(&written) > bins(&own) {
            return Err(ShapeError("bins").into());
        }
        let record: TallyRecord =
            serde_json::from_value(written).map_err(|error| RecordError::Form(error.to_string()))?;
        record.fits(&empty.record)?;
        Ok(Self { record, ..empty })
    }

    /// The tally that wrote `record`.
    ///
    /// # Errors
    ///
    /// Where the record was made from another plan, as far as the numbers of things show it.
    pub fn restore(record: TallyRecord, plan: &Plan, frozen_total: Money) -> Result<Self, ShapeError> {
        let empty = Self::counting(record.inputs.is_some(), plan, frozen_total);
        record.fits(&empty.record)?;
        Ok(Self { record, ..empty })
    }

    /// Takes a finished trial: what it left, and how it stood at the end of each reporting step that it reached.
    pub fn add(&mut self, trial: &TrialRecord, moments: &[Moment]) {
        debug_assert_eq!(trial.cause.outcome(), trial.outcome, "a cause belongs to one outcome");
        let record = &mut self.record;
        let outcome = trial.outcome.index();
        record.trials += 1;
        record.causes[trial.cause.index()] += 1;
        record.channel_ends[trial.channel_end as usize] += 1;
        record.decided[outcome].add(trial.decided_step as usize);
        let counts = trial.counts.iter().copied().chain(std::iter::repeat(trial.outcome == Outcome::Scaling));
        for ((step, outcomes), counts) in self.horizons.iter().zip(&mut record.by_horizon).zip(counts) {
            outcomes[trial.outcome_by(*step, counts).index()] += 1;
        }
        record.confrontation.add(trial);
        record.ladder.add(trial);
        record.actors.add(trial, &self.review_weeks);
        for (sums, pair) in record.leverage.iter_mut().zip(&trial.leverage) {
            sums.add(*pair);
        }
        super::watch::add(&mut record.landmarks, trial);
        for ((spread, axis), value) in record.quantities[outcome].iter_mut().zip(&self.axes).zip(&trial.quantities) {
            spread.add(axis, *value);
        }
        super::timeline::add(&mut record.timeline, moments);
    }

    /// Takes note of the assumptions under which a trial that counts went: where its uncertain values lie, and its world, which
    /// is the last of the values `drawn`.
    pub fn note_assumptions(&mut self, trial: &TrialRecord, quantiles: &[f64], drawn: &[f64]) {
        MeasureCounts::add_to_world(&mut self.record.by_world, trial, drawn);
        if let Some(inputs) = &mut self.record.inputs {
            inputs.add(trial, quantiles);
        }
    }

    /// Takes note of a trial that goes as was observed or not, entry by entry of the news, and of the uncertain values `drawn`
    /// where it goes so in all: then it is to be added.
    pub fn hear(&mut self, fits: impl Iterator<Item = bool>, drawn: &[f64]) -> bool {
        let Some(news) = &mut self.record.news else { return true };
        let kept = news.hear(fits);
        if kept {
            self.learn(drawn);
        }
        kept
    }

    /// Takes note of the uncertain values of a trial that goes as was observed.
    pub fn learn(&mut self, drawn: &[f64]) {
        let Some(news) = &mut self.record.news else { return };
        for ((counts, grid), value) in news.drawn.iter_mut().zip(&self.learning).zip(drawn) {
            counts.add(grid.part(*value));
        }
    }

    /// Takes note that the trials added were found by following others, `followed` in all, from entry to entry of the news, with the
    /// estimated shares of trials that fit each entry alone, and each and all before.
    pub fn hear_sequentially(&mut self, followed: u64, alone: &[f64], so_far: &[f64]) {
        let kept = self.record.trials;
        if let Some(news) = &mut self.record.news {
            news.hear_sequentially(kept, followed, alone, so_far);
        }
    }

    /// Takes all trials of `other`.
    ///
    /// # Panics
    ///
    /// Where `other` is a tally of another plan, which is a bug of the caller.
    pub fn merge(&mut self, other: &Self) {
        other.record.fits(&self.record).expect("both tallies belong to one plan");
        self.record.merge(&other.record);
    }

    /// Everything counted so far.
    #[must_use]
    pub fn record(&self) -> &TallyRecord {
        &self.record
    }

    /// The grid on which `quantity` is counted.
    #[must_use]
    pub fn axis(&self, quantity: Quantity) -> &Axis {
        &self.axes[quantity.index()]
    }

    /// The grid of review lengths, in weeks.
    #[must_use]
    pub fn review_axis(&self) -> &Axis {
        &self.review_weeks
    }
}
