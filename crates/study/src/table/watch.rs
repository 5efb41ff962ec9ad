//! `watch.csv`: what goes with each state of what an observer can read.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::interval::{share, share_interval};
use super::{Cell, ScenarioResult, Table};
use detente_engine::domain::Outcome;
use detente_engine::statistics::information;
use detente_engine::tally::LandmarkCounts;
use detente_engine::trial::Indicator;
use std::cmp::Reverse;

/// Fewest trials whose shares are shown.
const FEWEST_TRIALS: u64 = 200;

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("landmark_week", Kind::Real, "weeks", "Week at whose end the trials were read."),
    ("rank", Kind::Count, "", "Place of the indicator at this landmark by the information it gives, 1 the most."),
    (
        "indicator",
        Kind::Text,
        "",
        "What was read, as an observer of the channel could; the glossary says what each is.",
    ),
    (
        "information_bits",
        Kind::Real,
        "bits",
        "What the state of the indicator tells about the outcome, less what chance alone would give; about 0 where it tells nothing.",
    ),
    ("state", Kind::Text, "", "What the observer reads."),
    ("trials", Kind::Count, "trials", "Trials still undecided at the landmark that are in this state."),
    ("outcome", Kind::Text, "", "How they ended."),
    ("count", Kind::Count, "trials", "Of them, those that ended so."),
    (
        "share",
        Kind::Share,
        "share",
        "count / trials; empty under 200 trials. It goes with the state and is not caused by it.",
    ),
    ("share_lo", Kind::Share, "share", "Lower end of the 95 % interval of the share from chance alone (Wilson)."),
    ("share_hi", Kind::Share, "share", "Upper end of the same interval."),
    ("share_undecided", Kind::Share, "share", "Share of the outcome among all trials undecided at the landmark."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "watch",
        description: "A row is a state of an indicator at a landmark and an outcome, over the trials still undecided then.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for landmark in &result.record().landmarks {
        let week = result.plan.weeks(landmark.step);
        let undecided: u64 = landmark.undecided.iter().sum();
        for (place, watched) in watched(landmark).iter().enumerate() {
            for state in &watched.states {
                let trials: u64 = state.outcomes.iter().sum();
                for outcome in Outcome::ALL {
                    let count = state.outcomes[outcome.index()];
                    let shown = trials >= FEWEST_TRIALS;
                    let [low, high] = share_interval(count, trials).map(|end| end.filter(|_| shown));
                    rows.push(row![
                        result.stem(),
                        Cell::Tidy(week),
                        place as u64 + 1,
                        Cell::word(watched.indicator.word()),
                        watched.information,
                        Cell::word(state.word),
                        trials,
                        Cell::word(outcome.word()),
                        count,
                        share(count, trials).filter(|_| shown),
                        low,
                        high,
                        share(landmark.undecided[outcome.index()], undecided),
                    ]);
                }
            }
        }
    }
    rows
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
