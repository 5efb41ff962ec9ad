//! What histories leave for the figures of base rates that no tally of a run has, as it is kept in a record.

use super::counts::Counts;
use super::estimate::{Counted, estimate};
use super::life_table::LifeTable;
use super::named::NamedFigure;
use super::plans::prolonged;
use super::rate_estimate::RateEstimate;
use detente_engine::plan::Plan;
use serde::{Deserialize, Serialize};

/// Sums over histories of trials of a [`prolonged`] plan. Integers, and few of them: days on which nothing ended are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryTally {
    trials: u64,
    /// Trials in which something came into force within five years.
    began: u64,
    /// From the first coming into force until a party left: day, spells that ended so, spells unseen from then on.
    left: Vec<[u64; 3]>,
    /// The same from the first plain rung in force until a structural one.
    structural: Vec<[u64; 3]>,
}

/// A record that is none of histories of this plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what is said of histories cannot be of this scenario")]
pub struct HistoryTallyError;

impl HistoryTally {
    /// Of `counts`, which are of trials of a [`prolonged`] plan.
    #[must_use]
    pub fn of(counts: &Counts) -> Self {
        let Counts { trials, began, left, structural, .. } = counts;
        Self { trials: *trials, began: *began, left: left.spells(), structural: structural.spells() }
    }

    /// Trials.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// Whether it can be of trials of `plan`, prolonged.
    ///
    /// # Errors
    ///
    /// Where it counts more than there are trials, or days after their end.
    pub fn check(&self, plan: &Plan) -> Result<(), HistoryTallyError> {
        self.counts(&prolonged(plan)).map(|_| ()).ok_or(HistoryTallyError)
    }

    /// What it says of `figure` of `plan`; `None` where nothing happened that it could be told from, or it was not counted: all
    /// but whether anything came into force, who left, and what was settled.
    #[must_use]
    pub fn estimate(&self, figure: NamedFigure, plan: &Plan) -> Option<RateEstimate> {
        let is_counted = matches!(figure, NamedFigure::EverInForce | NamedFigure::Left(_) | NamedFigure::Structural(_));
        let plan = prolonged(plan);
        let counts = self.counts(&plan).filter(|_| is_counted)?;
        estimate(figure, &Counted { plan: &plan, channel: Some(&counts), no_ladder: None })
    }

    fn counts(&self, prolonged: &Plan) -> Option<Counts> {
        let empty = Counts::new(prolonged);
        let table = |spells: &[[u64; 3]]| LifeTable::of_spells(empty.left.days(), spells, self.trials);
        let (left, structural) = (table(&self.left)?, table(&self.structural)?);
        (self.began <= self.trials).then_some(Counts {
            trials: self.trials,
            began: self.began,
            left,
            structural,
            ..empty
        })
    }
}
