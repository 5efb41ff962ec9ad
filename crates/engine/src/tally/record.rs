//! Everything that a tally knows, as it is written to `records/` and read back.

use super::actors::ActorCounts;
use super::axis::Axis;
use super::confrontation::{ConfrontationCounts, HorizonCounts};
use super::histogram::Histogram;
use super::inputs::InputCounts;
use super::ladder::{LadderCounts, RungCounts};
use super::leverage::LeverageSums;
use super::measures::MeasureCounts;
use super::moments::Moments;
use super::news::NewsCounts;
use super::shape::ShapeError;
use super::timeline::TimelineSums;
use super::watch::LandmarkCounts;
use crate::domain::{Cause, ChannelEnd, Outcome};
use crate::plan::Plan;
use crate::trial::{LeverageMeasure, Quantity};
use serde::{Deserialize, Serialize};

/// One quantity over some trials: its moments, and its histogram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// Moments of the values that the histogram does not give exactly: on grids of counts those in the
    /// last bin, elsewhere all.
    moments: Moments,
    /// Counts on the quantity's grid.
    pub histogram: Histogram,
}

impl Spread {
    /// No values yet on a grid of `bins` points.
    #[must_use]
    pub fn new(bins: usize) -> Self {
        Self { moments: Moments::default(), histogram: Histogram::new(bins) }
    }

    /// Takes one value, on grids of counts a whole one; an undefined one (NaN) counts for nothing.
    #[inline(always)]
    pub fn add(&mut self, axis: &Axis, value: f64) {
        match axis.small_count(value) {
            Some(bin) => self.histogram.add(bin),
            None => self.add_measured(axis, value),
        }
    }

    /// Takes a value that is more than its bin.
    #[inline(always)]
    fn add_measured(&mut self, axis: &Axis, value: f64) {
        if !value.is_nan() {
            self.histogram.add(axis.bin(value));
            self.moments.add(value);
        }
    }

    /// The moments of all values, given the grid on which they were counted.
    #[must_use]
    pub fn moments(&self, axis: &Axis) -> Moments {
        let mut all = self.moments;
        if axis.counts() {
            let last = axis.bins() - 1;
            for (bin, count) in self.histogram.filled().filter(|(bin, _)| *bin < last) {
                all.add_whole(u32::try_from(bin).expect("grids are small"), count);
            }
        }
        all
    }

    /// Takes all values of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.moments.merge(&other.moments);
        self.histogram.merge(&other.histogram);
    }
}

/// Most trials of a record: sums of a few such numbers are numbers yet.
const MOST_TRIALS: u64 = 1 << 56;

/// A written record cannot be taken up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// It is not the text of a record.
    #[error("the record cannot be read: {0}")]
    Form(String),
    /// It is the record of something else.
    #[error(transparent)]
    Shape(#[from] ShapeError),
}

/// The mergeable record: integers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TallyRecord {
    /// Trials: where news were observed, those that went so.
    pub trials: u64,
    /// Trials by [`Cause`], which carries the outcome.
    pub causes: Vec<u64>,
    /// Trials by [`ChannelEnd`].
    pub channel_ends: Vec<u64>,
    /// By horizon of the plan, trials by [`Outcome`] by then.
    pub by_horizon: Vec<[u64; Outcome::ALL.len()]>,
    /// By [`Outcome`], trials by the step in which the outcome was decided.
    pub decided: [Histogram; 4],
    /// Confrontation with and without the channel.
    pub confrontation: ConfrontationCounts,
    /// The ladder.
    pub ladder: LadderCounts,
    /// The actors.
    pub actors: ActorCounts,
    /// By [`LeverageMeasure`].
    pub leverage: Vec<LeverageSums>,
    /// By reporting step.
    pub timeline: Vec<TimelineSums>,
    /// By landmark.
    pub landmarks: Vec<LandmarkCounts>,
    /// By [`Outcome`], then by [`Quantity`].
    pub quantities: [Vec<Spread>; 4],
    /// What news did to the trials; none where nothing was observed and every trial counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub news: Option<NewsCounts>,
    /// By world of what no file states, trials by measure; empty where nothing is drawn from worlds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_world: Vec<MeasureCounts>,
    /// Trials by where their uncertain values lie; none where nobody asked, or there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<InputCounts>,
}

impl TallyRecord {
    /// No trials yet.
    pub(super) fn new(plan: &Plan, axes: &[Axis]) -> Self {
        Self {
            trials: 0,
            causes: vec![0; Cause::ALL.len()],
            channel_ends: vec![0; ChannelEnd::ALL.len()],
            by_horizon: vec![[0; Outcome::ALL.len()]; plan.horizons.len()],
            decided: std::array::from_fn(|_| Histogram::new(plan.steps as usize + 1)),
            confrontation: ConfrontationCounts::new(plan),
            ladder: LadderCounts::new(plan),
            actors: ActorCounts::new(plan),
            leverage: vec![LeverageSums::default(); LeverageMeasure::COUNT],
            timeline: vec![TimelineSums::default(); plan.report_steps().len()],
            landmarks: super::watch::empty(plan),
            quantities: std::array::from_fn(|_| axes.iter().map(|axis| Spread::new(axis.bins())).collect()),
            news: NewsCounts::new(plan),
            by_world: vec![MeasureCounts::default(); plan.worlds()],
            inputs: None,
        }
    }

    /// Takes all trials of `other`, which must have the same shape.
    pub(super) fn merge(&mut self, other: &Self) {
        self.trials += other.trials;
        add_counts(&mut self.causes, &other.causes);
        add_counts(&mut self.channel_ends, &other.channel_ends);
        for (own, others) in self.by_horizon.iter_mut().zip(&other.by_horizon) {
            add_counts(own, others);
        }
        for outcome in 0..Outcome::ALL.len() {
            self.decided[outcome].merge(&other.decided[outcome]);
            for (own, others) in self.quantities[outcome].iter_mut().zip(&other.quantities[outcome]) {
                own.merge(others);
            }
        }
        self.confrontation.merge(&other.confrontation);
        self.ladder.merge(&other.ladder);
        self.actors.merge(&other.actors);
        for (own, others) in self.leverage.iter_mut().zip(&other.leverage) {
            own.merge(others);
        }
        super::timeline::merge(&mut self.timeline, &other.timeline);
        super::watch::merge(&mut self.landmarks, &other.landmarks);
        for (own, others) in self.by_world.iter_mut().zip(&other.by_world) {
            own.merge(others);
        }
        if let (Some(own), Some(others)) = (&mut self.news, &other.news) {
            own.merge(others);
        }
        if let (Some(own), Some(others)) = (&mut self.inputs, &other.inputs) {
            own.merge(others);
        }
    }

    /// Whether `self` could be merged into `model`.
    ///
    /// # Errors
    ///
    /// The first list whose length differs, or the labels of the rungs.
    pub(super) fn fits(&self, model: &Self) -> Result<(), ShapeError> {
        if !self.ladder.rungs.iter().map(|rung| &rung.label).eq(model.ladder.rungs.iter().map(|rung| &rung.label)) {
            return Err(ShapeError("rungs"));
        }
        if !self.adds_up() {
            return Err(ShapeError("sums and trials"));
        }
        if self.trials > MOST_TRIALS || self.of_trials().any(|count| count > self.trials) {
            return Err(ShapeError("counts of trials and trials"));
        }
        let spreads = self.quantities.iter().flatten().map(|spread| &spread.moments);
        if !spreads.chain(self.leverage.iter().map(|sums| &sums.gain)).all(Moments::is_possible) {
            return Err(ShapeError("smallest and largest values"));
        }
        match (&self.inputs, &model.inputs) {
            (Some(own), Some(other)) => own.fits(other, self.trials)?,
            (None, None) => (),
            _ => return Err(ShapeError("inputs")),
        }
        let (own, other) = (self.lengths(), model.lengths());
        match own.iter().zip(&other).find(|(own, other)| own.1 != other.1) {
            Some((own, _)) => Err(ShapeError(own.0)),
            None if own.len() != other.len() => Err(ShapeError("parts")),
            None if !self.landmarks_are_possible() => Err(ShapeError("readings at a landmark and trials")),
            None => Ok(()),
        }
    }

    /// Whether every breakdown of the trials sums to their number.
    fn adds_up(&self) -> bool {
        let stopped: u64 = self.ladder.rungs.iter().map(RungCounts::stopped).sum();
        let decided: u64 = self.decided.iter().map(Histogram::total).sum();
        let compared = self.confrontation.horizons.iter().map(HorizonCounts::trials);
        [self.causes.iter().sum(), self.channel_ends.iter().sum(), decided, stopped + self.ladder.not_stopped]
            .into_iter()
            .chain(compared.filter(|_| self.confrontation.counterfactual))
            .chain(self.by_horizon.iter().map(|outcomes| outcomes.iter().sum()))
            .chain((!self.by_world.is_empty()).then(|| self.by_world.iter().map(MeasureCounts::trials).sum()))
            .all(|sum: u64| sum == self.trials)
            && self.news.as_ref().is_none_or(|news| news.adds_up(self.trials))
    }

    /// Whether what was read at every landmark was read in trials there are.
    fn landmarks_are_possible(&self) -> bool {
        let mut ended = [0; 4];
        Outcome::ALL.iter().for_each(|outcome| ended[outcome.index()] = self.outcome(*outcome));
        self.landmarks.iter().all(|landmark| landmark.is_possible(ended))
    }

    /// Every count of trials in which something was so.
    fn of_trials(&self) -> impl Iterator<Item = u64> {
        let rungs = self.ladder.rungs.iter().flat_map(|rung| {
            let up = [rung.offered, rung.accepted, rung.signed, rung.delivered, rung.in_force, rung.honoured];
            up.into_iter()
                .chain([rung.alarmed, rung.reversed, rung.first_in_force.total()])
                .chain(rung.trust.iter().map(|trust| trust.trials))
                .chain(rung.stops.clone())
        });
        let bodies = self.actors.bodies.iter().flat_map(|body| [body.trials_with_veto, body.trials_stopped]);
        let others = self.actors.objectors.iter().map(|objector| objector.trials_with_objection);
        let others = others.chain(self.actors.spoilers.iter().map(|spoiler| spoiler.trials_with_attack));
        let parties = self.actors.parties.iter().map(|party| party.trials_stopped);
        let compared = &self.confrontation;
        let confrontations = [compared.with.total(), compared.without.total(), compared.later.total()];
        let timeline = self.timeline.iter().flat_map(|row| [row.alive, row.structural_honoured]);
        let causes = self.causes.iter().chain(&self.channel_ends).copied();
        rungs.chain(bodies).chain(others).chain(parties).chain(confrontations).chain(timeline).chain(causes)
    }

    /// Length of every list, each with what it is a list of.
    fn lengths(&self) -> Vec<(&'static str, u64)> {
        let mut lengths: Vec<(&'static str, usize)> = vec![
            ("causes", self.causes.len()),
            ("channel ends", self.channel_ends.len()),
            ("arms", usize::from(self.confrontation.counterfactual)),
            ("steps", self.confrontation.with.bins()),
            ("steps without the channel", self.confrontation.without.bins()),
            ("horizons", self.confrontation.horizons.len()),
            ("outcomes by horizon", self.by_horizon.len()),
            ("differences of the arms", self.confrontation.later.bins()),
            ("bodies", self.actors.bodies.len()),
            ("objectors", self.actors.objectors.len()),
            ("spoilers", self.actors.spoilers.len()),
            ("leverage measures", self.leverage.len()),
            ("rows of the timeline", self.timeline.len()),
            ("landmarks", self.landmarks.len()),
            ("worlds", self.by_world.len()),
        ];
        lengths.extend(self.confrontation.horizons.iter().map(|horizon| ("steps of a horizon", horizon.step as usize)));
        for rung in &self.ladder.rungs {
            lengths.push(("steps of a rung", rung.first_in_force.bins()));
            lengths.push(("reasons to stop", rung.stops.len()));
        }
        lengths.extend(self.actors.bodies.iter().map(|body| ("review lengths", body.review_length.bins())));
        for landmark in &self.landmarks {
            lengths.push(("steps to a landmark", landmark.step as usize));
            lengths.push(("indicators", landmark.indicators.len()));
            lengths.extend(landmark.indicators.iter().flatten().map(|counts| ("bins of an indicator", counts.bins())));
        }
        for (decided, quantities) in self.decided.iter().zip(&self.quantities) {
            lengths.push(("steps of an outcome", decided.bins()));
            lengths.push(("quantities", quantities.len()));
            lengths.extend(quantities.iter().map(|spread| ("bins of a quantity", spread.histogram.bins())));
        }
        lengths.extend(self.news.iter().flat_map(NewsCounts::lengths));
        lengths.into_iter().map(|(what, length)| (what, length as u64)).collect()
    }

    /// Trials simulated, whether they count or not.
    #[must_use]
    pub fn simulated(&self) -> u64 {
        self.news.as_ref().map_or(self.trials, |news| news.simulated)
    }

    /// Trials that ended in `outcome`.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> u64 {
        Cause::ALL.iter().filter(|cause| cause.outcome() == outcome).map(|cause| self.cause(*cause)).sum()
    }

    /// Trials that ended by `cause`.
    #[must_use]
    pub fn cause(&self, cause: Cause) -> u64 {
        self.causes[cause.index()]
    }

    /// `quantity` over the trials of one outcome.
    #[must_use]
    pub fn of_outcome(&self, quantity: Quantity, outcome: Outcome) -> &Spread {
        &self.quantities[outcome.index()][quantity.index()]
    }

    /// `quantity` over all trials.
    #[must_use]
    pub fn of_all(&self, quantity: Quantity) -> Spread {
        let mut all = self.of_outcome(quantity, Outcome::ALL[0]).clone();
        for outcome in &Outcome::ALL[1..] {
            all.merge(self.of_outcome(quantity, *outcome));
        }
        all
    }
}

fn add_counts(own: &mut [u64], others: &[u64]) {
    for (own, others) in own.iter_mut().zip(others) {
        *own += others;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;
    use crate::trial::Grid;

    fn counted(values: &[f64]) -> (Axis, Spread) {
        let axis = Axis::bounded(Grid::Count, Money::ZERO).expect("no steps");
        let mut spread = Spread::new(axis.bins());
        values.iter().for_each(|value| spread.add(&axis, *value));
        (axis, spread)
    }

    #[test]
    fn moments_of_counts_come_exact_from_the_histogram() {
        let values = [0.0, 3.0, 3.0, 510.0, 511.0, 4000.0];
        let (axis, spread) = counted(&values);
        let mut direct = Moments::default();
        values.iter().for_each(|value| direct.add(*value));
        assert_eq!(spread.moments(&axis), direct);
        assert_eq!(spread.histogram.filled().last(), Some((511, 2)));
    }

    #[test]
    fn undefined_values_count_for_nothing() {
        let (axis, spread) = counted(&[f64::NAN, 2.0]);
        assert_eq!((spread.moments(&axis).count(), spread.histogram.total()), (1, 1));
    }
}
