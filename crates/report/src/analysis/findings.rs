//! What an analysis shows: for each question the pictures, with the rows of the tables behind them.

use super::finding::{Effect, Finding, Flow, Picture, shown};
use super::{Analysis, Rows, calibration};
use crate::bound::MOST_SHOWN;
use crate::model::Estimate;
use crate::words::points;
use detente_engine::domain::Outcome;
use detente_engine::parameter::UNSTATED;
use detente_engine::plan::WORLDS;
use detente_study::compare::{
    AttributionRow, DifferenceRow, Figure, FlowRow, KeyRow, RegretRow, Verdict, WorthKnowingRow,
};
use detente_study::table::{
    IndexRow, Ranged, ScreeningRow, Table, TableRow, grouped, of_a_hundred, share_percent,
};

/// Inputs, factors and keys that a picture shows; the tables have all.
const MOST: usize = 15;

/// Everything that is shown of `analysis`.
pub(crate) fn findings(analysis: &Analysis<'_>) -> Vec<Finding> {
    match &analysis.tables.rows {
        Rows::Sensitivity { indices, screening } => sensitivity(indices, screening),
        Rows::Plans { differences, flows, regret, worth_knowing: learned } => {
            plans(differences, flows).into_iter().chain(regrets(regret)).chain(worth_knowing(learned)).collect()
        }
        Rows::Without { attribution } => without(attribution),
        Rows::Keys { keys } => of_keys(keys),
        Rows::Calibration(rows) => calibration::findings(rows),
    }
}

/// What `rows` are told apart by, each once, in the order in which they come.
fn each<R, T: PartialEq>(rows: &[R], of: impl Fn(&R) -> T) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for own in rows.iter().map(of) {
        if !all.contains(&own) {
            all.push(own);
        }
    }
    all
}

/// The rows that are `meant`, those with the largest `size` first, as many as are shown, and their number before that.
fn largest<R>(rows: &[R], meant: impl Fn(&R) -> bool, size: impl Fn(&R) -> Option<f64>) -> (Vec<&R>, usize) {
    let own = rows.iter().filter(|row| meant(row));
    let mut own: Vec<(f64, &R)> = own.filter_map(|row| Some((size(row)?.abs(), row))).collect();
    own.sort_by(|one, other| other.0.total_cmp(&one.0));
    let all = own.len();
    (own.into_iter().take(MOST).map(|(_, row)| row).collect(), all)
}

/// The bar of a row, where its interval is known.
fn bar<'a, R>(row: &'a R, label: &str, length: Ranged, signed: bool) -> Option<(&'a R, Effect)> {
    Some((row, Effect { label: label.to_owned(), length: Estimate::of(length)?, signed }))
}

/// A picture of bars with the rows behind them.
fn bars<R: TableRow + Clone>(
    name: String,
    heading: String,
    (sentence, left_out): (String, String),
    bars: Vec<(&R, Effect)>,
) -> Finding {
    let (rows, effects): (Vec<R>, Vec<Effect>) = bars.into_iter().map(|(row, effect)| (row.clone(), effect)).unzip();
    Finding {
        name,
        heading,
        sentence,
        left_out,
        listed: Vec::new(),
        rows: Table::of(&rows),
        picture: Some(Picture::Effects(effects)),
    }
}

/// A tornado for each outcome that differs between trials.
fn sensitivity(indices: &[IndexRow], screening: &[ScreeningRow]) -> Vec<Finding> {
    let tornado = |outcome: &String| {
        let [part, low, high] = indices.iter().find(|row| row.outcome == *outcome)?.assumed_part.whole()?;
        let (rows, all) = largest(screening, |row| row.outcome == *outcome, |row| row.effect_size.value);
        let own: Vec<_> = rows.into_iter().filter_map(|row| bar(row, &row.input, row.effect, true)).collect();
        let decided = match low > 0.0 {
            true => format!("{} ({:.1} to {:.1} %)", share_percent(part), 100.0 * low, 100.0 * high),
            false => "too little to be told from nothing".to_owned(),
        };
        let shown = shown(own.len(), all, "uncertain values, by the size of what they change");
        let sentence = format!(
            "The uncertain inputs explain {decided} of why one trial ends differently from another; chance explains the rest."
        );
        let (name, heading) = (format!("tornado_{outcome}"), format!("What moves {outcome}"));
        (!own.is_empty()).then(|| bars(name, heading, (sentence, shown), own))
    };
    each(screening, |row| row.outcome.clone()).iter().filter_map(tornado).collect()
}

/// The differences and the flows of every plan against the base; of too many plans to show each, those that change most of
/// each figure.
fn plans(differences: &[DifferenceRow], flows: &[FlowRow]) -> Vec<Finding> {
    let scenarios = each(differences, |row| row.scenario.clone());
    if scenarios.len() > MOST_SHOWN {
        let figures = each(differences, |row| row.figure);
        return figures.iter().filter_map(|figure| most_changed(differences, *figure)).collect();
    }
    scenarios.iter().flat_map(|scenario| [changed(differences, scenario), moved(flows, scenario)]).flatten().collect()
}

fn most_changed(differences: &[DifferenceRow], figure: Figure) -> Option<Finding> {
    let (own, all) = largest(differences, |row| row.figure == figure, |row| row.difference.value);
    let own: Vec<_> = own.into_iter().filter_map(|row| bar(row, &row.scenario, row.difference, true)).collect();
    let (row, first) = own.first()?;
    let (base, figure) = (&row.base, figure.word());
    let sentence = format!("{} less {base} is the largest difference in {figure}: {}.", first.label, first.figure());
    let left_out = format!(
        "{} There are too many plans to show each (more than {MOST_SHOWN}): differences.csv and flows.csv have all.",
        shown(own.len(), all, "plans, by the size of what they change")
    );
    let left_out = left_out.trim().to_owned();
    let heading = format!("Which plans change {figure} most against {base}");
    Some(bars(format!("plans_{figure}"), heading, (sentence, left_out), own))
}

fn changed(differences: &[DifferenceRow], scenario: &str) -> Option<Finding> {
    let own: Vec<&DifferenceRow> = differences.iter().filter(|row| row.scenario == scenario).collect();
    let base = &own.first()?.base;
    let rows: Vec<_> = own.iter().filter_map(|row| bar(*row, row.figure.word(), row.difference, true)).collect();
    let told = own.iter().filter(|row| matches!(row.verdict, Verdict::Higher | Verdict::Lower)).count();
    let sentence = format!(
        "{scenario} less {base}: {told} of {} figures can be told apart from chance.{}",
        own.len(),
        over_worlds(&own)
    );
    let heading = format!("{scenario} against {base}");
    Some(bars(format!("differences_{scenario}"), heading, (sentence, String::new()), rows))
}

/// How differences hang on the assumptions; empty where nothing is uncertain.
fn over_worlds(rows: &[&DifferenceRow]) -> String {
    let said = |row: &&DifferenceRow| {
        let (higher, low, high) = (row.higher_share?, row.assumed_p05?, row.assumed_p95?);
        if low >= high {
            return Some(format!("{} differs by no more than chance from world to world", row.figure.spaced()));
        }
        let (figure, higher) = (row.figure.spaced(), of_a_hundred(higher));
        Some(format!(
            "{figure} is higher in {higher} worlds ({} to {} points in nine of ten)",
            points(low),
            points(high)
        ))
    };
    let is_meant =
        |row: &&&DifferenceRow| matches!(row.figure, Figure::Scaling | Figure::Collapse | Figure::Confrontation);
    let all: Vec<String> = rows.iter().filter(is_meant).filter_map(said).collect();
    if all.is_empty() { String::new() } else { format!(" If the assumptions differ, {}.", all.join("; ")) }
}

/// What each plan gives away where it is not the best; none where nothing is uncertain.
fn regrets(rows: &[RegretRow]) -> Option<Finding> {
    let best = |objective: &Figure| {
        let own = rows.iter().filter(|row| row.objective == *objective);
        let row = own.min_by(|one, other| one.regret.total_cmp(&other.regret))?;
        Some(format!(
            "Where {} is what counts, {} gives away least: it is the best in {} worlds, and misses what the best plan \
             reaches by {:.2} points on average, by {:.2} in the worst tenth of the worlds.",
            objective.as_objective(),
            row.scenario,
            of_a_hundred(row.best_share),
            100.0 * row.regret,
            100.0 * row.regret_worst_tenth
        ))
    };
    let listed: Vec<String> = each(rows, |row| row.objective).iter().filter_map(best).collect();
    Some(Finding {
        name: "regret".to_owned(),
        heading: "What each plan gives away where it is not the best".to_owned(),
        sentence: format!(
            "All plans were simulated in the same {} worlds, draws of all that is not known; chance is taken out.",
            rows.first()?.worlds
        ),
        left_out: String::new(),
        listed,
        rows: Table::of(rows),
        picture: None,
    })
}

/// What to find out before choosing; none where nothing is uncertain.
fn worth_knowing(rows: &[WorthKnowingRow]) -> Option<Finding> {
    let first = |objective: &Figure| {
        let own = rows.iter().filter(|row| row.objective == *objective && row.input != WORLDS);
        let told = own.filter_map(|row| Some((row, row.gain.whole()?))).find(|(_, [_, low, _])| *low > 0.0);
        let counts = objective.as_objective();
        match told {
            None => format!("Where {counts} is what counts, no single input would change the choice."),
            Some((row, [gain, low, high])) => format!(
                "Where {counts} is what counts, {} is worth most: known before choosing, it gains {:.2} points on average ({:.2} to {:.2}) and \
                 changes the choice in {} worlds.",
                row.input.strip_prefix(UNSTATED).unwrap_or(&row.input),
                100.0 * gain,
                100.0 * low,
                100.0 * high,
                of_a_hundred(row.changes_share.value.unwrap_or(0.0))
            ),
        }
    };
    (!rows.is_empty()).then(|| Finding {
        name: "worth_knowing".to_owned(),
        heading: "What to find out before choosing".to_owned(),
        sentence: "Something is worth finding out where it would change the choice between the plans.".to_owned(),
        left_out: String::new(),
        listed: each(rows, |row| row.objective).iter().map(first).collect(),
        rows: Table::of(rows),
        picture: None,
    })
}

fn moved(flows: &[FlowRow], scenario: &str) -> Option<Finding> {
    let own: Vec<FlowRow> = flows.iter().filter(|row| row.scenario == scenario).cloned().collect();
    let base = &own.first()?.base;
    let way = |from: Outcome, to: Outcome| {
        let goes = |row: &&FlowRow| row.from_outcome == from && row.to_outcome == to;
        let share = own.iter().filter(goes).filter_map(|row| row.share).sum();
        Flow { from, to, share }
    };
    let ways: Vec<Flow> = Outcome::ALL.iter().flat_map(|from| Outcome::ALL.iter().map(|to| way(*from, *to))).collect();
    let other: f64 = ways.iter().filter(|flow| flow.from != flow.to).map(|flow| flow.share).sum();
    Some(Finding {
        name: format!("flows_{scenario}"),
        heading: format!("Where the trials of {base} go under {scenario}"),
        sentence: format!("{} of trials end otherwise.", share_percent(other)),
        left_out: String::new(),
        listed: Vec::new(),
        rows: Table::of(&own),
        picture: Some(Picture::Flows(ways)),
    })
}

/// For each end, what most of its trials would have ended better without.
fn without(rows: &[AttributionRow]) -> Vec<Finding> {
    let picture = |outcome: &Outcome| {
        let (own, all) = largest(rows, |row| row.outcome == *outcome, |row| row.better_share.value);
        let own: Vec<_> = own.into_iter().filter_map(|row| bar(row, &row.factor, row.better_share, false)).collect();
        let ((row, first), outcome) = (own.first()?, outcome.word());
        let sentence = format!(
            "Of the {} trials that end in {outcome}, {} end better without {}, more than without anything else.",
            grouped(row.count),
            first.figure(),
            first.label,
        );
        let shown = shown(own.len(), all, "things taken out");
        let heading = format!("What keeps {outcome} from ending better");
        Some(bars(format!("without_{outcome}"), heading, (sentence, shown), own))
    };
    each(rows, |row| row.outcome).iter().filter_map(picture).collect()
}

/// For each figure, by how much each key moves it.
fn of_keys(rows: &[KeyRow]) -> Vec<Finding> {
    let picture = |figure: &Figure| {
        let (own, all) = largest(rows, |row| row.figure == *figure, |row| row.effect.value);
        let own: Vec<_> = own.into_iter().filter_map(|row| bar(row, &row.key, row.effect, true)).collect();
        let ((row, first), figure) = (own.first()?, figure.word());
        let (scenario, base, key) = (&row.scenario, &row.base, &row.key);
        let sentence = format!("{scenario} against {base}: {key} moves {figure} most, by {}.", first.figure());
        let shown = shown(own.len(), all, "keys");
        Some(bars(format!("keys_{figure}"), format!("Which keys move {figure}"), (sentence, shown), own))
    };
    each(rows, |row| row.figure).iter().filter_map(picture).collect()
}
