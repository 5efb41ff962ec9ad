//! `watch.csv`: what goes with each state of what an observer can read.

use super::interval::{WILSON, ranged_share, share};
use super::run_tables::OfRun;
use super::{Ranged, ScenarioResult, Text, Tidy, table};
use detente_engine::domain::Outcome;
use detente_engine::statistics::information;
use detente_engine::tally::LandmarkCounts;
use detente_engine::trial::Indicator;
use std::cmp::Reverse;

/// Fewest trials whose shares are shown.
const FEWEST_TRIALS: u64 = 200;

table! {
    /// A row is a state of an indicator at a landmark and an outcome, over the trials still undecided then.
    pub struct WatchRow: "watch" {
        /// Week at whose end the trials were read.
        landmark_week: Tidy ["weeks"],
        /// Place of the indicator at this landmark by the information it gives, 1 the most.
        rank: u64,
        /// What was read, as an observer of the channel could; the glossary says what each is.
        indicator: Indicator,
        /// What the state of the indicator tells about the outcome, less what chance alone would give; about 0 where it tells
        /// nothing.
        information_bits: Option<f64> ["bits"],
        /// What the observer reads.
        state: Text,
        /// Trials still undecided at the landmark that are in this state.
        trials: u64 ["trials"],
        /// How they ended.
        outcome: Outcome,
        /// Of them, those that ended so.
        count: u64 ["trials"],
        /// count / trials; empty under 200 trials. It goes with the state and is not caused by it.
        share: Ranged ["share", WILSON],
        /// Share of the outcome among all trials undecided at the landmark.
        share_undecided: Option<f64> ["share"],
    }
}

impl OfRun for WatchRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        let mut rows = Vec::new();
        for landmark in &result.record().landmarks {
            for (rank, watched) in (1..).zip(watched(landmark)) {
                for state in &watched.states {
                    rows.extend(Outcome::ALL.iter().map(|own| row(result, landmark, (rank, &watched), state, *own)));
                }
            }
        }
        rows
    }
}

fn row(
    result: &ScenarioResult<'_>,
    landmark: &LandmarkCounts,
    (rank, watched): (u64, &Watched),
    state: &WatchedState,
    outcome: Outcome,
) -> WatchRow {
    let (count, trials) = (state.outcomes[outcome.index()], state.outcomes.iter().sum());
    WatchRow {
        scenario: result.stem().to_owned(),
        landmark_week: Tidy(result.plan.weeks(landmark.step)),
        rank,
        indicator: watched.indicator,
        information_bits: watched.information,
        state: state.word.into(),
        trials,
        outcome,
        count,
        share: if state.is_shown() { ranged_share(count, trials) } else { Ranged::default() },
        share_undecided: share(landmark.undecided[outcome.index()], landmark.undecided.iter().sum()),
    }
}

/// An indicator at a landmark.
#[derive(Clone, Debug)]
pub struct Watched {
    /// Which.
    pub indicator: Indicator,
    /// Bits that its state tells about the outcome, less the bias of chance; `None` where nothing was undecided.
    pub information: Option<f64>,
    /// Its states, what is undefined last.
    pub states: Vec<WatchedState>,
}

/// The undecided trials in one state of an indicator.
#[derive(Clone, Debug)]
pub struct WatchedState {
    /// Its name.
    pub word: &'static str,
    /// How many came to each outcome.
    pub outcomes: [u64; 4],
}

impl WatchedState {
    /// Whether there are enough trials to show their shares.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.outcomes.iter().sum::<u64>() >= FEWEST_TRIALS
    }
}

/// The indicators at a landmark, those that tell most first.
#[must_use]
pub fn watched(landmark: &LandmarkCounts) -> Vec<Watched> {
    let mut all: Vec<Watched> = Indicator::ALL.iter().map(|indicator| read(landmark, *indicator)).collect();
    // In billionths of a bit, so that what differs by rounding alone keeps the order of the indicators.
    all.sort_by_key(|watched| Reverse(watched.information.map(|bits| (bits * 1e9).round() as i64)));
    all
}

fn read(landmark: &LandmarkCounts, indicator: Indicator) -> Watched {
    let counts = &landmark.indicators[indicator.index()];
    let within = |bins: std::ops::Range<usize>| counts.each_ref().map(|bin| bin.counts()[bins.clone()].iter().sum());
    let mut states: Vec<WatchedState> =
        indicator.bins_by_state().map(|(word, bins)| WatchedState { word, outcomes: within(bins) }).collect();
    if let Some(word) = indicator.undefined() {
        let outcome = |outcome: usize| landmark.undecided[outcome] - counts[outcome].total();
        states.push(WatchedState { word, outcomes: std::array::from_fn(outcome) });
    }
    let rows: Vec<[u64; 4]> = states.iter().map(|state| state.outcomes).collect();
    Watched { indicator, information: information(&rows), states }
}
