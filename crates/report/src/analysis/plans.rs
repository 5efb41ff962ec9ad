//! What a comparison of plans found: the answer, the differences over the worlds and from chance, where trials go, what a choice
//! gives away, and what is worth finding out or watching first.

use super::bars::{bar, bars, by_length, each, largest};
use super::finding::{Dots, Effect, Finding, Flow, Picture, shown};
use super::learning::{worth_knowing, worth_watching};
use crate::bound::MOST_SHOWN;
use crate::cell::points;
use crate::names::Names;
use detente_engine::domain::Outcome;
use detente_study::compare::{
    DeliveredRow, DifferenceRow, DotRow, Figure, FlowRow, RegretRow, Verdict, WorthKnowingRow, WorthWatchingRow,
};
use detente_study::table::{Table, of_a_hundred, share_percent};

/// The rows of its tables.
pub(super) struct Tables<'a> {
    pub(super) differences: &'a [DifferenceRow],
    pub(super) flows: &'a [FlowRow],
    pub(super) regret: &'a [RegretRow],
    pub(super) worth_knowing: &'a [WorthKnowingRow],
    pub(super) worth_watching: &'a [WorthWatchingRow],
    pub(super) dots: &'a [DotRow],
}

/// Everything that is shown.
pub(super) fn findings(tables: &Tables<'_>, names: &Names) -> Vec<Finding> {
    let shown = plans(tables, names).into_iter();
    shown
        .chain(regrets(tables.regret, names))
        .chain(worth_knowing(tables.worth_knowing, names))
        .chain(worth_watching(tables.worth_watching))
        .collect()
}

/// The answer: which headline figures each plan makes better or worse than the base, and in how many worlds. What an interval does
/// not tell apart from chance is not said to differ.
pub(super) fn opening(differences: &[DifferenceRow], delivered: &[DeliveredRow], names: &Names) -> Vec<String> {
    let scenarios = each(differences, |row| row.scenario.clone());
    if scenarios.len() > MOST_SHOWN {
        return Vec::new();
    }
    let of_one = |scenario: &String| {
        let carried = carried_out(delivered, scenario, names);
        answer(differences, scenario, names).into_iter().chain(carried)
    };
    scenarios.iter().flat_map(of_one).collect()
}

/// How much of its ladder a plan carries out, beside the base, whose row is the first.
fn carried_out(delivered: &[DeliveredRow], scenario: &str, names: &Names) -> Option<String> {
    let (base, own) = (delivered.first()?, delivered.iter().find(|row| row.scenario == scenario)?);
    let told = |row: &DeliveredRow| {
        let (mean, rungs, name) = (row.delivered_mean.value?, row.rungs, names.scenario(&row.scenario));
        Some(format!("{mean:.2} of {rungs} rungs under {name}"))
    };
    Some(format!("In force at some time, on average: {}, {}.", told(own)?, told(base)?))
}

fn answer(differences: &[DifferenceRow], scenario: &str, names: &Names) -> Vec<String> {
    let own: Vec<&DifferenceRow> = differences.iter().filter(|row| row.scenario == scenario).collect();
    let Some(first) = own.first() else { return Vec::new() };
    let (plan, base) = (names.scenario(scenario), names.scenario(&first.base));
    let meant = own.iter().filter(|row| Figure::OBJECTIVES.contains(&row.figure));
    let told: Vec<&&DifferenceRow> = meant.filter(|row| direction(row).is_some()).collect();
    if first.verdict == Verdict::Same {
        return vec![format!("{plan} says the same as {base}.")];
    }
    if told.is_empty() {
        return vec![format!("{plan} cannot be told apart from {base} in scaling, collapse or confrontation.")];
    }
    let side = |row: &DifferenceRow| {
        let verdict = if direction(row) == Some(true) { "better" } else { "worse" };
        format!("{} {} ({verdict})", more_or_less(row), row.figure.spaced())
    };
    let sides: Vec<String> = told.iter().map(|row| side(row)).collect();
    let title = format!("{plan} against {base}: {}.", sides.join(", "));
    let figure = |row: &DifferenceRow| {
        let [value, low, high] = row.difference.whole()?.map(points);
        let over = over_worlds(row).map_or(String::new(), |words| format!("; {words}"));
        Some(format!("{}: {value} points ({low} to {high} from chance){over}.", capital(&row.figure.spaced())))
    };
    let figures: Vec<String> = told.iter().filter_map(|row| figure(row)).collect();
    vec![title, figures.join(" ")]
}

/// Whether a difference that can be told is for the better; none where it cannot be told.
fn direction(row: &DifferenceRow) -> Option<bool> {
    match row.verdict {
        Verdict::Higher => Some(row.figure.is_wanted()),
        Verdict::Lower => Some(!row.figure.is_wanted()),
        _ => None,
    }
}

fn more_or_less(row: &DifferenceRow) -> &'static str {
    if row.verdict == Verdict::Higher { "more" } else { "less" }
}

/// In how many worlds a difference goes which way; none where nothing is uncertain.
fn over_worlds(row: &DifferenceRow) -> Option<String> {
    let (better, low, high) = (better(row)?, row.assumed_p05?, row.assumed_p95?);
    if low >= high {
        return Some("no more than chance from world to world".to_owned());
    }
    Some(format!("better in {} worlds, {} to {} in 90 of 100", of_a_hundred(better), points(low), points(high)))
}

/// Share of the worlds in which a difference is for the better; none where nothing is uncertain.
fn better(row: &DifferenceRow) -> Option<f64> {
    row.higher_share.map(|higher| row.figure.better(higher))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Of every plan against the base, the differences over the worlds, those from chance, and the flows; of too many plans to show each,
/// those that change most of each figure.
fn plans(tables: &Tables<'_>, names: &Names) -> Vec<Finding> {
    let scenarios = each(tables.differences, |row| row.scenario.clone());
    if scenarios.len() > MOST_SHOWN {
        let figures = each(tables.differences, |row| row.figure);
        return figures.iter().filter_map(|figure| most_changed(tables.differences, *figure, names)).collect();
    }
    let of_one = |scenario: &String| {
        [
            dotted(tables, scenario, names),
            changed(tables.differences, scenario, names),
            moved(tables.flows, scenario, names),
        ]
    };
    scenarios.iter().flat_map(of_one).flatten().collect()
}

/// Fifty equally likely values of each difference that plans are chosen by.
fn dotted(tables: &Tables<'_>, scenario: &str, names: &Names) -> Option<Finding> {
    let own: Vec<DotRow> = tables
        .dots
        .iter()
        .filter(|row| row.scenario == scenario && Figure::OBJECTIVES.contains(&row.figure))
        .cloned()
        .collect();
    own.first()?;
    let row = |figure: &Figure| tables.differences.iter().find(|row| row.scenario == scenario && row.figure == *figure);
    let dots = |figure: &Figure| {
        let values: Vec<f64> = own.iter().filter(|row| row.figure == *figure).map(|row| row.difference).collect();
        let better = better(row(figure)?)?;
        (!values.is_empty()).then(|| Dots { label: figure.spaced(), values, wanted: figure.is_wanted(), better })
    };
    let pictures: Vec<Dots> = Figure::OBJECTIVES.iter().filter_map(dots).collect();
    let surest = pictures.iter().reduce(|best, next| if next.sureness() > best.sureness() { next } else { best })?;
    Some(Finding {
        name: format!("worlds_{scenario}"),
        heading: if surest.are_spread() {
            format!("{} is {}", capital(&surest.label), surest.words())
        } else {
            "The plans differ by no more than chance from world to world".to_owned()
        },
        sentence: format!("{}, over what the files leave uncertain.", names.scenario(scenario)),
        left_out: String::new(),
        listed: Vec::new(),
        rows: Table::of(&own),
        picture: Some(Picture::Dots(pictures)),
    })
}

fn most_changed(differences: &[DifferenceRow], figure: Figure, names: &Names) -> Option<Finding> {
    let (own, all) = largest(differences, |row| row.figure == figure, |row| row.difference.value);
    let own = own.into_iter().filter_map(|row| bar(row, &names.scenario(&row.scenario), row.difference, true));
    let mut own: Vec<_> = own.map(|(row, effect)| (row, judged(row.figure, effect))).collect();
    by_length(&mut own);
    let (row, first) = own.first()?;
    let (base, figure) = (names.scenario(&row.base), figure.spaced());
    let sentence = format!("{} less {base} is the largest difference in {figure}: {}.", first.label, first.figure());
    let left_out = format!(
        "{} There are too many plans to show each (more than {MOST_SHOWN}): differences.csv and flows.csv have all.",
        shown(own.len(), all, "plans, by the size of what they change")
    );
    let left_out = left_out.trim().to_owned();
    let heading = format!("Which plans change {figure} most against {base}");
    Some(bars(format!("plans_{}", row.figure.word()), heading, (sentence, left_out), own))
}

/// An effect of which it is known whether more is better.
fn judged(figure: Figure, effect: Effect) -> Effect {
    // Who is overtaken or stalls would else have scaled or collapsed: by itself that is neither better nor worse.
    let wanted = match figure {
        Figure::Scaling => Some(true),
        Figure::Collapse | Figure::Confrontation | Figure::EarlyConfrontation => Some(false),
        _ => None,
    };
    Effect { wanted, ..effect }
}

fn changed(differences: &[DifferenceRow], scenario: &str, names: &Names) -> Option<Finding> {
    let own: Vec<&DifferenceRow> = differences.iter().filter(|row| row.scenario == scenario).collect();
    let (plan, base) = (names.scenario(scenario), names.scenario(&own.first()?.base));
    let rows = own.iter().filter_map(|row| bar(*row, &row.figure.spaced(), row.difference, true));
    let rows: Vec<_> = rows.map(|(row, effect)| (row, judged(row.figure, effect))).collect();
    let told = own.iter().filter(|row| matches!(row.verdict, Verdict::Higher | Verdict::Lower)).count();
    let sentence = format!("{plan} less {base}, in points of all trials.");
    let heading = format!("{told} of {} figures can be told apart from chance", own.len());
    Some(bars(format!("differences_{scenario}"), heading, (sentence, String::new()), rows))
}

/// What each plan gives away where it is not the best; none where nothing is uncertain.
fn regrets(rows: &[RegretRow], names: &Names) -> Option<Finding> {
    let best = |objective: &Figure| {
        let own = rows.iter().filter(|row| row.objective == *objective);
        let row = own.min_by(|one, other| one.regret.total_cmp(&other.regret))?;
        Some(format!(
            "Where {} is what counts, {} gives away least: it is the best in {} worlds, and misses what the best plan \
             reaches by {:.2} points on average, by {:.2} in the worst tenth of the worlds.",
            objective.as_objective(),
            names.scenario(&row.scenario),
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

fn moved(flows: &[FlowRow], scenario: &str, names: &Names) -> Option<Finding> {
    let own: Vec<FlowRow> = flows.iter().filter(|row| row.scenario == scenario).cloned().collect();
    let (plan, base) = (names.scenario(scenario), names.scenario(&own.first()?.base));
    let way = |from: Outcome, to: Outcome| {
        let goes = |row: &&FlowRow| row.from_outcome == from && row.to_outcome == to;
        let share = own.iter().filter(goes).filter_map(|row| row.share).sum();
        Flow { from, to, share }
    };
    let ways: Vec<Flow> = Outcome::ALL.iter().flat_map(|from| Outcome::ALL.iter().map(|to| way(*from, *to))).collect();
    let other: f64 = ways.iter().filter(|flow| flow.from != flow.to).map(|flow| flow.share).sum();
    Some(Finding {
        name: format!("flows_{scenario}"),
        heading: format!("{} of trials end otherwise", share_percent(other)),
        sentence: format!("Where the trials of {base} go under {plan}."),
        left_out: String::new(),
        listed: Vec::new(),
        rows: Table::of(&own),
        picture: Some(Picture::Flows(ways)),
    })
}
