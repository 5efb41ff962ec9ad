//! What an analysis shows: for each question the pictures, with the rows of the tables behind them.

use super::bars::{bar, bars, by_length, each, largest, of_key};
use super::finding::{Finding, shown};
use super::{Analysis, Rows, calibration, order, plans};
use crate::names::Names;
use detente_engine::domain::Outcome;
use detente_study::compare::{AttributionRow, Figure, KeyRow};
use detente_study::table::{IndexRow, grouped, share_percent};

/// The sentence of the finding that has one of these names, the first that is there; of the first finding where none is.
pub(super) fn leading(findings: &[Finding], names: &[&str]) -> Vec<String> {
    let named = names.iter().find_map(|name| findings.iter().find(|finding| finding.name == *name));
    named.or(findings.first()).map(|finding| finding.sentence.clone()).into_iter().collect()
}

/// Everything that is shown of `analysis`.
pub(crate) fn findings(analysis: &Analysis<'_>) -> Vec<Finding> {
    let names = &analysis.tables.names;
    match &analysis.tables.rows {
        Rows::Sensitivity { indices } => sensitivity(indices, names),
        Rows::Plans { differences, flows, regret, worth_knowing, worth_watching, dots, .. } => {
            let tables = plans::Tables { differences, flows, regret, worth_knowing, worth_watching, dots };
            plans::findings(&tables, names)
        }
        Rows::Without { attribution } => without(attribution, names),
        Rows::Keys { keys } => of_keys(keys, names),
        Rows::Calibration(rows) => calibration::findings(rows),
        Rows::Order { orders, best, search } => order::findings(orders, best, search, names),
    }
}

/// The outcome that a sensitivity analysis is headed by, of those that are there the first.
const HEADING: [&str; 2] = ["confrontation", "collapse"];

/// The outcome that the analysis is headed by, where it is there.
fn heading(indices: &[IndexRow]) -> Option<&'static str> {
    HEADING.into_iter().find(|outcome| indices.iter().any(|row| row.outcome == *outcome))
}

/// Which uncertain value moves the outcome most that heads the analysis, as a title, and by how much; as far as it can be told from
/// chance.
pub(super) fn decisive(indices: &[IndexRow], names: &Names) -> Vec<String> {
    let Some(outcome) = heading(indices) else { return Vec::new() };
    let (rows, _) = largest(indices, |row| row.outcome == outcome, |row| row.effect.value);
    let most = rows.first().and_then(|row| of_key(*row, &row.input, row.effect, names));
    let Some((_, effect)) = most.filter(|(_, effect)| effect.is_told_apart()) else {
        return vec![format!("No uncertain value moves {outcome} by more than chance.")];
    };
    vec![
        format!("{} moves {outcome} most: by {}.", effect.label, effect.figure()),
        format!(
            "So much is added to the share of {outcome} when that value moves up by half of its distribution, the others anywhere in \
             theirs ({} from chance).",
            effect.interval()
        ),
    ]
}

/// A tornado for each outcome that differs between trials.
fn sensitivity(indices: &[IndexRow], names: &Names) -> Vec<Finding> {
    let tornado = |outcome: &String| {
        let [part, low, high] = indices.iter().find(|row| row.outcome == *outcome)?.assumed_part.whole()?;
        let (rows, all) = largest(indices, |row| row.outcome == *outcome, |row| row.effect.value);
        let mut own: Vec<_> = rows.into_iter().filter_map(|row| of_key(row, &row.input, row.effect, names)).collect();
        by_length(&mut own);
        let decided = match low > 0.0 {
            true => format!("{} ({:.1} to {:.1} %)", share_percent(part), 100.0 * low, 100.0 * high),
            false => "too little to be told from nothing".to_owned(),
        };
        let shown = shown(own.len(), all, "uncertain values, by what moving them up by half changes");
        let sentence = format!(
            "The uncertain inputs explain {decided} of why one trial ends differently from another; chance explains the rest."
        );
        let (name, heading) = (format!("tornado_{outcome}"), format!("What moves {outcome}"));
        (!own.is_empty()).then(|| bars(name, heading, (sentence, shown), own))
    };
    // The first picture belongs to the title.
    let mut outcomes = each(indices, |row| row.outcome.clone());
    outcomes.sort_by_key(|outcome| heading(indices) != Some(outcome.as_str()));
    outcomes.iter().filter_map(tornado).collect()
}

/// For each end, what most of its trials would have ended better without.
pub(super) fn without(rows: &[AttributionRow], names: &Names) -> Vec<Finding> {
    let picture = |outcome: &Outcome| {
        let (own, all) = largest(rows, |row| row.outcome == *outcome, |row| row.better_share.value);
        let mut own: Vec<_> =
            own.into_iter().filter_map(|row| bar(row, &names.factor(&row.factor), row.better_share, false)).collect();
        by_length(&mut own);
        let ((row, first), outcome) = (own.first()?, outcome.word());
        let sentence = format!(
            "Of the {} trials that end in {outcome}, {} end better without {}, more than without anything else.",
            grouped(row.count),
            first.figure(),
            first.label,
        );
        let shown = shown(own.len(), all, "things taken out");
        let heading = format!("{outcome}: {} would have ended better without {}", first.figure(), first.label);
        Some(bars(format!("without_{outcome}"), heading, (sentence, shown), own))
    };
    // The worst end first: it is what the title is about.
    each(rows, |row| row.outcome).iter().rev().filter_map(picture).collect()
}

/// For each figure, by how much each key moves it.
pub(super) fn of_keys(rows: &[KeyRow], names: &Names) -> Vec<Finding> {
    let picture = |figure: &Figure| {
        let (own, all) = largest(rows, |row| row.figure == *figure, |row| row.effect.value);
        let mut own: Vec<_> = own.into_iter().filter_map(|row| of_key(row, &row.key, row.effect, names)).collect();
        by_length(&mut own);
        let ((row, first), figure) = (own.first()?, figure.word());
        let (scenario, base, what) = (&row.scenario, &row.base, first.told());
        let sentence = format!("{scenario} against {base}: {what} moves {figure} most, by {}.", first.figure());
        let shown = shown(own.len(), all, "keys");
        Some(bars(format!("keys_{figure}"), format!("Which keys move {figure}"), (sentence, shown), own))
    };
    each(rows, |row| row.figure).iter().filter_map(picture).collect()
}
