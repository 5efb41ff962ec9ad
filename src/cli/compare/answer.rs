//! From a comparison to its tables and its screen.

use super::super::job::Ready;
use super::super::screen::shortened;
use super::super::{Failure, Status};
use super::order::{Order, Question};
use super::screen;
use anyhow::anyhow;
use detente_engine::domain::Outcome;
use detente_engine::plan::Plan;
use detente_study::compare::{
    Factor, Figure, PairTally, against_first, attribution, attribution_causes, difference_rows, differences, exchanges,
    flows, interaction_rows, interactions, key_effects, key_rows, strongest,
};
use detente_study::compare::{InteractionTally, MOST_COMBINED};
use detente_study::run::RunControl;
use detente_study::scenario::{KeyDifference, Meeting, Over, Scenario, differing_keys, exchanged, read_text_over};
use detente_study::table::Table;
use rayon::prelude::*;

/// What came of a comparison.
pub(super) struct Answer {
    pub(super) tables: Vec<Table>,
    pub(super) screen: String,
}

/// Simulates what `order` asks for, on the current thread pool; none where `control` give up.
pub(super) fn answer(order: &Order, control: RunControl<'_>) -> Result<Option<Answer>, Failure> {
    match order.question {
        Question::Plans => Ok(plans(order, control)),
        Question::Without(_) => Ok(without(order, control)),
        Question::Keys => keys(order, control),
    }
}

fn plans(order: &Order, control: RunControl<'_>) -> Option<Answer> {
    let all: Vec<&Plan> = order.ready.iter().map(|one| &one.plan).collect();
    let tallies = against_first(&all, order.spec, control)?;
    let base = order.base();
    let family = Figure::ALL.len() * tallies.len();
    let pairs: Vec<_> = order.others().iter().zip(&tallies).collect();
    let found: Vec<(&str, &str, _)> = pairs
        .iter()
        .map(|(other, tally)| {
            let same = other.plan.says_the_same_as(&base.plan);
            (other.stem(), base.stem(), differences(tally, family, same))
        })
        .collect();
    let moved: Vec<(&str, &str, &PairTally)> =
        pairs.iter().map(|(other, tally)| (other.stem(), base.stem(), *tally)).collect();
    let screen = found.iter().zip(&tallies).map(|(found, tally)| screen::plans(found, tally, family)).collect();
    Some(Answer { tables: vec![Table::of(&difference_rows(&found)), Table::of(&flows(&moved))], screen })
}

/// The plan of `base` without some factors, or why it is none.
fn plan_without(base: &Ready, factors: &[&Factor]) -> Result<Plan, String> {
    let mut sets: Vec<String> = factors.iter().flat_map(|factor| &factor.sets).cloned().collect();
    // Whole tables go last: what was set in them before goes with them.
    sets.sort_by_key(|set| set.matches('.').count() == 1 && set.ends_with("=none"));
    let over = Over { sets: &sets, meeting: Meeting::LastWins, ..Over::default() };
    let file = read_text_over(base.stem(), &base.file.flattened, over);
    let file = file.map_err(|faults| faults.faults().first().map_or(String::new(), |fault| fault.render(false)))?;
    Plan::compile(&file.scenario).map_err(|error| error.to_string())
}

fn without(order: &Order, control: RunControl<'_>) -> Option<Answer> {
    let base = order.base();
    let all = order.factors();
    let plans: Vec<Result<Plan, String>> = all.par_iter().map(|factor| plan_without(base, &[factor])).collect();
    let mut removed: Vec<(&Factor, Plan)> = Vec::new();
    for (factor, plan) in all.iter().zip(plans) {
        match plan {
            Ok(plan) => removed.push((factor, plan)),
            Err(why) => {
                super::super::remark(&format!(
                    "without {} there is no sound scenario, so it is left in:\n{why}",
                    factor.id
                ));
            }
        }
    }
    let side_by_side: Vec<&Plan> = std::iter::once(&base.plan).chain(removed.iter().map(|(_, plan)| plan)).collect();
    let tallies = against_first(&side_by_side, order.spec, control)?;
    let found: Vec<(&Factor, &PairTally)> = removed.iter().map(|(factor, _)| *factor).zip(&tallies).collect();
    let (combined, pairs) = combined(order, &removed, &tallies, control)?;
    let pairs = pairs.as_ref().map(strongest).unwrap_or_default();
    let tables = vec![
        Table::of(&attribution(base.stem(), &found)),
        Table::of(&attribution_causes(base.stem(), &found)),
        Table::of(&interaction_rows(base.stem(), &combined, &pairs)),
    ];
    Some(Answer { tables, screen: screen::without(&found, &combined, &pairs) })
}

/// The strongest factors, tried two by two.
fn combined<'a>(
    order: &Order,
    removed: &[(&'a Factor, Plan)],
    tallies: &[PairTally],
    control: RunControl<'_>,
) -> Option<(Vec<&'a Factor>, Option<InteractionTally>)> {
    let better = |at: &usize| tallies[*at].moved_from(Outcome::Collapse)[1];
    let mut strongest: Vec<usize> = (0..removed.len()).filter(|at| better(at) > 0).collect();
    strongest.sort_by_key(|at| (std::cmp::Reverse(better(at)), *at));
    strongest.truncate(MOST_COMBINED);
    let factors: Vec<&Factor> = strongest.iter().map(|at| removed[*at].0).collect();
    let pairs: Vec<[usize; 2]> =
        (0..factors.len()).flat_map(|one| (one + 1..factors.len()).map(move |other| [one, other])).collect();
    let plan = |pair: &[usize; 2]| Some((*pair, plan_without(order.base(), &pair.map(|at| factors[at])).ok()?));
    // Two may leave no sound scenario together.
    let both: Vec<([usize; 2], Plan)> = pairs.par_iter().filter_map(plan).collect();
    if both.is_empty() {
        return Some((factors, None));
    }
    let pairs: Vec<[usize; 2]> = both.iter().map(|(pair, _)| *pair).collect();
    let singles = strongest.iter().map(|at| &removed[*at].1);
    let plans = std::iter::once(&order.base().plan).chain(singles).chain(both.iter().map(|(_, plan)| plan));
    let plans: Vec<&Plan> = plans.collect();
    let tally = interactions(&plans, factors.len(), &pairs, order.spec, control)?;
    Some((factors, Some(tally)))
}

/// Keys that are exchanged together, and the two plans that this makes.
struct Exchange {
    keys: Vec<KeyDifference>,
    plans: [Plan; 2],
}

/// `keys` exchanged both ways; none where that makes no sound scenario.
fn exchange(base: &Ready, other: &Ready, keys: &[KeyDifference]) -> Option<Exchange> {
    let all: Vec<&KeyDifference> = keys.iter().collect();
    let plan = |one: &Ready, from: &Ready| Plan::compile(&exchanged(&one.file, &from.file, &all).ok()?.scenario).ok();
    Some(Exchange { keys: keys.to_vec(), plans: [plan(base, other)?, plan(other, base)?] })
}

fn keys(order: &Order, control: RunControl<'_>) -> Result<Option<Answer>, Failure> {
    let (base, other) = (order.base(), &order.others()[0]);
    let differing = differing_keys(&base.file, &other.file);
    let alone: Vec<Option<Exchange>> =
        differing.par_iter().map(|key| exchange(base, other, std::slice::from_ref(key))).collect();
    let entangled: Vec<KeyDifference> =
        differing.iter().zip(&alone).filter(|(_, found)| found.is_none()).map(|(key, _)| key.clone()).collect();
    let mut exchanges_made: Vec<Exchange> = alone.into_iter().flatten().collect();
    if !entangled.is_empty() {
        let names: Vec<&str> = entangled.iter().map(|key| key.key.as_str()).collect();
        let error = || {
            anyhow!(
                "{} and {} differ in {}, which cannot be exchanged between them even together; compare them without `--by key`",
                base.path.display(),
                other.path.display(),
                names.join(", ")
            )
        };
        exchanges_made
            .push(exchange(base, other, &entangled).ok_or_else(|| Failure::new(Status::CommandLine, error()))?);
    }
    // What is spelled differently and says the same.
    exchanges_made
        .retain(|made| !(made.plans[0].says_the_same_as(&base.plan) && made.plans[1].says_the_same_as(&other.plan)));
    let mut plans = vec![&base.plan, &other.plan];
    plans.extend(exchanges_made.iter().flat_map(|made| &made.plans));
    let Some(exchanged) = exchanges(&plans, order.spec, control) else { return Ok(None) };
    let effects = key_effects(&exchanged);
    let spelled: Vec<[String; 3]> = exchanges_made.iter().map(spelled).collect();
    let spelled: Vec<(&str, &str, &str)> =
        spelled.iter().map(|[key, base, other]| (key.as_str(), base.as_str(), other.as_str())).collect();
    let rows = key_rows(other.stem(), base.stem(), &spelled, &effects);
    let shown: Vec<[String; 3]> = exchanges_made.iter().map(|made| shown(made, [base, other])).collect();
    let screen = screen::keys((base.stem(), other.stem()), &shown, &effects);
    Ok(Some(Answer { tables: vec![Table::of(&rows)], screen }))
}

/// Keys and values of an exchange, as text.
fn spelled(made: &Exchange) -> [String; 3] {
    let joined = |part: fn(&KeyDifference) -> &String| made.keys.iter().map(part).cloned().collect::<Vec<_>>();
    [joined(|key| &key.key).join(" + "), joined(|key| &key.base).join(" + "), joined(|key| &key.other).join(" + ")]
}

/// The same for the screen, where a value that a file leaves at its default is spelled out.
fn shown(made: &Exchange, files: [&Ready; 2]) -> [String; 3] {
    let value = |at: usize| {
        let own = |key: &KeyDifference| {
            let written = [&key.base, &key.other][at];
            if written.is_empty() { left_out(&key.key, &files[at].file.scenario) } else { written.clone() }
        };
        made.keys.iter().map(own).collect::<Vec<_>>().join(" + ")
    };
    let [keys, ..] = spelled(made);
    [keys, value(0), value(1)]
}

/// What a file says that does not give `key`: the default, where that is one value; that there is no such actor or rung.
fn left_out(key: &str, scenario: &Scenario) -> String {
    const LISTS: [&str; 4] = ["body", "objector", "spoiler", "rung"];
    const ROOM: usize = 22;
    let known = scenario.parameters.iter().find(|row| row.key == key);
    let mut path = key.splitn(3, '.');
    match known {
        Some(row) if !row.value.is_empty() => format!("{} (default)", shortened(&row.value, ROOM)),
        Some(row) if !row.distribution.is_empty() => format!("{} (default)", shortened(&row.distribution, ROOM)),
        Some(_) => "none (default)".to_owned(),
        None if path.next().is_some_and(|list| LISTS.contains(&list)) && path.nth(1).is_none() => {
            "(left out)".to_owned()
        }
        None => "(default)".to_owned(),
    }
}
