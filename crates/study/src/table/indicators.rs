//! `indicators.csv`: how well what an observer can read foretells the outcome.

use super::run_tables::OfRun;
use super::{Ranged, ScenarioResult, Tidy, table};
use detente_engine::domain::Outcome;
use detente_engine::statistics::{Confidence, Interval, brier_skill, discrimination};
use detente_engine::tally::{Histogram, LandmarkCounts};
use detente_engine::trial::Indicator;

const AREA_LO: &str = "Lower end of the 95 % interval of the area from chance alone (DeLong).";

table! {
    /// A row is an indicator, read at a landmark, and an outcome, over the trials still undecided then.
    pub struct IndicatorRow: "indicators" {
        /// Week at whose end the trials were read.
        landmark_week: Tidy ["weeks"],
        /// Trials whose outcome was still open then; the rest of the row is about these.
        undecided: u64 ["trials"],
        /// What was read, as an observer of the channel could; the glossary says what each is.
        indicator: Indicator,
        /// The outcome to be foretold.
        outcome: Outcome,
        /// Undecided trials in which the indicator was defined.
        trials: u64 ["trials"],
        /// Area under the curve: the chance that a trial with this outcome shows more of the indicator than one without; 0.5
        /// tells nothing, below it less goes with the outcome.
        auc: Ranged ["share", AREA_LO],
        /// By how much the squared error of a forecast of the outcome falls when the indicator is known, against the overall
        /// share; 0 tells nothing, 1 is certainty.
        brier_skill: Option<f64>,
    }
}

impl OfRun for IndicatorRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        let mut rows = Vec::new();
        for landmark in &result.record().landmarks {
            for indicator in Indicator::ALL {
                rows.extend(Outcome::ALL.iter().map(|outcome| row(result, landmark, *indicator, *outcome)));
            }
        }
        rows
    }
}

fn row(result: &ScenarioResult<'_>, landmark: &LandmarkCounts, indicator: Indicator, outcome: Outcome) -> IndicatorRow {
    let (of_kind, others) = split(&landmark.indicators[indicator.index()], outcome);
    let area = discrimination(&of_kind, &others);
    let interval = area.map(|(area, error)| {
        let half = Confidence::NINETY_FIVE.normal() * error;
        Interval { low: (area - half).max(0.0), high: (area + half).min(1.0) }
    });
    IndicatorRow {
        scenario: result.stem().to_owned(),
        landmark_week: Tidy(result.plan.weeks(landmark.step)),
        undecided: landmark.undecided.iter().sum(),
        indicator,
        outcome,
        trials: of_kind.iter().chain(&others).sum(),
        auc: Ranged::new(area.map(|(area, _)| area), interval),
        brier_skill: brier_skill(&of_kind, &others),
    }
}

/// Trials by bin that came to `outcome`, and the others.
fn split(counts: &[Histogram; 4], outcome: Outcome) -> (Vec<u64>, Vec<u64>) {
    let of_kind: Vec<u64> = counts[outcome.index()].counts();
    let mut others = vec![0; of_kind.len()];
    for other in Outcome::ALL.iter().filter(|other| **other != outcome) {
        for (sum, count) in others.iter_mut().zip(counts[other.index()].counts()) {
            *sum += count;
        }
    }
    (of_kind, others)
}
