//! `indicators.csv`: how well what an observer can read foretells the outcome.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::{Cell, ScenarioResult, Table};
use detente_engine::domain::Outcome;
use detente_engine::statistics::{Confidence, brier_skill, discrimination};
use detente_engine::tally::{Histogram, LandmarkCounts};
use detente_engine::trial::Indicator;

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("landmark_week", Kind::Real, "weeks", "Week at whose end the trials were read."),
    (
        "undecided",
        Kind::Count,
        "trials",
        "Trials whose outcome was still open then; the rest of the row is about these.",
    ),
    (
        "indicator",
        Kind::Text,
        "",
        "What was read, as an observer of the channel could; the glossary says what each is.",
    ),
    ("outcome", Kind::Text, "", "The outcome to be foretold."),
    ("trials", Kind::Count, "trials", "Undecided trials in which the indicator was defined."),
    (
        "auc",
        Kind::Share,
        "share",
        "Area under the curve: the chance that a trial with this outcome shows more of the indicator than one without; 0.5 tells nothing, below it less goes with the outcome.",
    ),
    ("auc_lo", Kind::Share, "share", "Lower end of the 95 % interval of the area from chance alone (DeLong)."),
    ("auc_hi", Kind::Share, "share", "Upper end of the same interval."),
    (
        "brier_skill",
        Kind::Real,
        "",
        "By how much the squared error of a forecast of the outcome falls when the indicator is known, against the overall share; 0 tells nothing, 1 is certainty.",
    ),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "indicators",
        description: "A row is an indicator, read at a landmark, and an outcome, over the trials still undecided then.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let row = |landmark: &LandmarkCounts, indicator: Indicator, outcome: Outcome| {
        let undecided: u64 = landmark.undecided.iter().sum();
        let (of_kind, others) = split(&landmark.indicators[indicator.index()], outcome);
        let trials: u64 = of_kind.iter().chain(&others).sum();
        let area = discrimination(&of_kind, &others);
        let ends = area.map(|(area, error)| {
            let half = Confidence::NINETY_FIVE.normal() * error;
            [(area - half).max(0.0), (area + half).min(1.0)]
        });
        row![
            result.stem(),
            Cell::Tidy(result.plan.weeks(landmark.step)),
            undecided,
            Cell::word(indicator.word()),
            Cell::word(outcome.word()),
            trials,
            area.map(|(area, _)| area),
            ends.map(|[low, _]| low),
            ends.map(|[_, high]| high),
            brier_skill(&of_kind, &others),
        ]
    };
    let mut rows = Vec::new();
    for landmark in &result.record().landmarks {
        for indicator in Indicator::ALL {
            rows.extend(Outcome::ALL.iter().map(|outcome| row(landmark, *indicator, *outcome)));
        }
    }
    rows
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
