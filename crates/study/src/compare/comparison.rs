//! Comparisons carried out: from scenarios to what was found and its tables.

use super::delivered::Delivered;
use super::factor::{Factor, factors};
use super::figure::Figure;
use super::interaction::{Interaction, InteractionTally, MOST_COMBINED, pair_trials, strongest};
use super::key::{KeyEffect, key_effects};
use super::learning::{WorthKnowing, WorthWatching};
use super::moved::MovedTally;
use super::over_worlds::{Regret, WorldPairs, world_pairs};
use super::pair::PairTally;
use super::removal::{PairRemoval, Removal};
use super::simulate::{SideBySide, exchanges, interactions, side_by_side, without_each};
use super::table::{
    attribution, attribution_causes, delivered_rows, difference_rows, dot_rows, flows, interaction_rows, key_rows,
    regret_rows, worth_knowing_rows, worth_watching_rows,
};
use super::{Difference, differences};
use crate::input::Input;
use crate::run::{RunControl, Spec};
use crate::scenario::{KeyDifference, differing_keys, exchanged};
use crate::table::Table;
use detente_engine::domain::Outcome;
use detente_engine::plan::Plan;
use detente_engine::statistics::OverWorlds;
use rayon::prelude::*;

/// What was found.
#[derive(Debug)]
pub enum Comparison {
    /// Which plan is better.
    Plans(Plans),
    /// What would have been without a part.
    Without(Without),
    /// Which key makes the difference.
    Keys(Keys),
}

/// Scenarios against the first of them.
#[derive(Debug)]
pub struct Plans {
    /// The others, in their order.
    pub others: Vec<OtherPlan>,
    /// How much of its ladder each plan carries out, the base first; empty without trials.
    pub delivered: Vec<Delivered>,
    /// Intervals that hold at once.
    pub family: usize,
    /// What each plan gives away, by objective and then by plan, the base first; empty where nothing is uncertain.
    pub regrets: Vec<Regret>,
    /// What it is worth to learn each input before choosing, by objective, most worth first; empty where nothing is uncertain.
    pub worth_knowing: Vec<WorthKnowing>,
    /// What it is worth to read each indicator before choosing, by objective, most worth first; empty where the plans part at the opening.
    pub worth_watching: Vec<WorthWatching>,
}

/// A scenario against the first.
#[derive(Debug)]
pub struct OtherPlan {
    /// Its name.
    pub name: String,
    /// The differences, by [`Figure`].
    pub differences: Vec<Difference>,
    /// How they hang on what is not known; empty where nothing is uncertain.
    pub over_worlds: Vec<OverWorlds>,
    /// Equally likely values of each difference over the worlds, by [`Figure`]; empty where nothing is uncertain.
    pub dots: Vec<Vec<f64>>,
    /// How single trials move.
    pub pair: PairTally,
}

/// A scenario without each of its parts.
#[derive(Debug)]
pub struct Without {
    /// What was taken out, and how single trials move.
    pub found: Vec<(Factor, MovedTally)>,
    /// The parts that were taken out two by two.
    pub combined: Vec<Factor>,
    /// Their strongest interactions.
    pub pairs: Vec<Interaction>,
    /// Parts without which there is no sound scenario, and why.
    pub unsound: Vec<(String, String)>,
}

/// Two scenarios with their keys exchanged one at a time.
#[derive(Debug)]
pub struct Keys {
    /// Keys that are exchanged together, for each exchange.
    pub exchanged: Vec<Vec<KeyDifference>>,
    /// What each exchange does.
    pub effects: Vec<KeyEffect>,
}

/// The others against the first of `inputs`; none where `control` gives up.
pub(crate) fn plans(inputs: &[Input], spec: Spec, control: RunControl<'_>) -> Option<(Plans, Vec<Table>)> {
    let all: Vec<&Plan> = inputs.iter().map(|one| &one.plan).collect();
    let SideBySide { pairs, delivered, worth_knowing, worth_watching } = side_by_side(&all, spec, control)?;
    let worlds = world_pairs(&all, spec.seed, spec.trials, control).ok()?;
    let base = &inputs[0];
    let family = Figure::ALL.len() * pairs.len();
    let of_one = |(at, (other, pair)): (usize, (&Input, PairTally))| {
        let differences = differences(&pair, family, other.plan.says_the_same_as(&base.plan));
        let over = |worlds: &WorldPairs| {
            differences.iter().map(|own| worlds.over(at, own.figure, own.difference)).collect::<Vec<_>>()
        };
        let over_worlds = worlds.as_ref().map(over).unwrap_or_default();
        let dots = |worlds: &WorldPairs| {
            differences.iter().map(|own| worlds.dots(at, own.figure, own.difference)).collect::<Vec<_>>()
        };
        let dots = worlds.as_ref().map(dots).unwrap_or_default();
        OtherPlan { name: other.stem().to_owned(), differences, over_worlds, dots, pair }
    };
    let others: Vec<OtherPlan> = inputs[1..].iter().zip(pairs).enumerate().map(of_one).collect();
    let centre = |other: usize, figure: Figure| others[other].differences[figure.index()].difference;
    let regrets = worlds.map(|worlds| worlds.regrets(centre)).unwrap_or_default();
    let stems: Vec<&str> = inputs.iter().map(Input::stem).collect();
    let tables = vec![
        Table::of(&difference_rows(base.stem(), &others)),
        Table::of(&flows(base.stem(), &others)),
        Table::of(&delivered_rows(&stems, &delivered)),
        Table::of(&regret_rows(&stems, &regrets)),
        Table::of(&worth_knowing_rows(base.stem(), &worth_knowing)),
        Table::of(&worth_watching_rows(base.stem(), &worth_watching)),
        Table::of(&dot_rows(base.stem(), &others)),
    ];
    Some((Plans { others, delivered, family, regrets, worth_knowing, worth_watching }, tables))
}

/// What is taken out of `base`: the parts `asked` for, all that can be where none is named.
pub(crate) fn parts_of(base: &Input, asked: &[String]) -> Vec<Factor> {
    let all = factors(&base.file.scenario).into_iter();
    all.filter(|factor| asked.is_empty() || asked.contains(&factor.id)).collect()
}

/// `base` without each of the parts `asked` for, and the strongest two by two; none where `control` gives up.
pub(crate) fn without(
    base: &Input,
    asked: &[String],
    spec: Spec,
    control: RunControl<'_>,
) -> Option<(Without, Vec<Table>)> {
    let all: Vec<_> = parts_of(base, asked).into_par_iter().map(|factor| Removal::of(base, factor)).collect();
    let (mut removals, mut unsound) = (Vec::new(), Vec::new());
    for removal in all {
        match removal {
            Ok(removal) => removals.push(removal),
            Err((factor, why)) => unsound.push((factor.id, why)),
        }
    }
    let each: Vec<&Removal> = removals.iter().collect();
    let tallies = without_each(&base.plan, &each, spec, control)?;
    let (combined, pairs) = combined(base, &each, &tallies, spec, control)?;
    let pairs = pairs.as_ref().map(strongest).unwrap_or_default();
    let shown: Vec<(&Factor, &MovedTally)> = removals.iter().map(|removal| &removal.factor).zip(&tallies).collect();
    let together: Vec<&Factor> = combined.iter().collect();
    let tables = vec![
        Table::of(&attribution(base.stem(), &shown)),
        Table::of(&attribution_causes(base.stem(), &shown)),
        Table::of(&interaction_rows(base.stem(), &together, &pairs)),
    ];
    let found = removals.into_iter().map(|removal| removal.factor).zip(tallies).collect();
    Some((Without { found, combined, pairs, unsound }, tables))
}

/// The strongest parts, taken out two by two.
fn combined(
    base: &Input,
    removals: &[&Removal],
    tallies: &[MovedTally],
    spec: Spec,
    control: RunControl<'_>,
) -> Option<(Vec<Factor>, Option<InteractionTally>)> {
    let better = |at: &usize| tallies[*at].moved_from(Outcome::Collapse)[1];
    let mut strongest: Vec<usize> = (0..removals.len()).filter(|at| better(at) > 0).collect();
    strongest.sort_by_key(|at| (std::cmp::Reverse(better(at)), *at));
    strongest.truncate(MOST_COMBINED);
    let singles: Vec<&Removal> = strongest.iter().map(|at| removals[*at]).collect();
    let factors = singles.iter().map(|single| single.factor.clone()).collect();
    let pairs: Vec<[usize; 2]> =
        (0..singles.len()).flat_map(|one| (one + 1..singles.len()).map(move |other| [one, other])).collect();
    // Two may leave no sound scenario together.
    let pairs: Vec<PairRemoval> = pairs.par_iter().filter_map(|pair| PairRemoval::of(base, &singles, *pair)).collect();
    if pairs.is_empty() {
        return Some((factors, None));
    }
    let tally = interactions(&base.plan, &singles, &pairs, pair_trials(spec), control)?;
    Some((factors, Some(tally)))
}

/// Keys that are exchanged together, and the two plans that this makes.
struct Exchange {
    keys: Vec<KeyDifference>,
    plans: [Plan; 2],
}

/// `keys` exchanged both ways; none where that makes no sound scenario.
fn exchange(base: &Input, other: &Input, keys: &[KeyDifference]) -> Option<Exchange> {
    let all: Vec<&KeyDifference> = keys.iter().collect();
    let plan = |one: &Input, from: &Input| Plan::compile(&exchanged(&one.file, &from.file, &all).ok()?.scenario).ok();
    Some(Exchange { keys: keys.to_vec(), plans: [plan(base, other)?, plan(other, base)?] })
}

/// Keys that differ between two scenarios and cannot be exchanged between them, even together.
#[derive(Debug)]
pub(crate) struct Entangled(pub(crate) Vec<String>);

/// Which key makes the difference between `base` and `other`; none where `control` gives up.
///
/// # Errors
///
/// Where keys cannot be exchanged.
pub(crate) fn keys(
    base: &Input,
    other: &Input,
    spec: Spec,
    control: RunControl<'_>,
) -> Result<Option<(Keys, Vec<Table>)>, Entangled> {
    let differing = differing_keys(&base.file, &other.file);
    let alone: Vec<Option<Exchange>> =
        differing.par_iter().map(|key| exchange(base, other, std::slice::from_ref(key))).collect();
    let entangled: Vec<KeyDifference> =
        differing.iter().zip(&alone).filter(|(_, found)| found.is_none()).map(|(key, _)| key.clone()).collect();
    let mut made: Vec<Exchange> = alone.into_iter().flatten().collect();
    if !entangled.is_empty() {
        let error = || Entangled(entangled.iter().map(|key| key.key.clone()).collect());
        made.push(exchange(base, other, &entangled).ok_or_else(error)?);
    }
    // What is spelled differently and says the same.
    made.retain(|made| !(made.plans[0].says_the_same_as(&base.plan) && made.plans[1].says_the_same_as(&other.plan)));
    let mut plans = vec![&base.plan, &other.plan];
    plans.extend(made.iter().flat_map(|made| &made.plans));
    let Some(simulated) = exchanges(&plans, spec, control) else { return Ok(None) };
    let effects = key_effects(&simulated);
    let exchanged: Vec<Vec<KeyDifference>> = made.into_iter().map(|made| made.keys).collect();
    let spelled: Vec<[String; 3]> = exchanged.iter().map(|keys| spelled(keys)).collect();
    let spelled: Vec<(&str, &str, &str)> =
        spelled.iter().map(|[key, base, other]| (key.as_str(), base.as_str(), other.as_str())).collect();
    let table = Table::of(&key_rows(other.stem(), base.stem(), &spelled, &effects));
    Ok(Some((Keys { exchanged, effects }, vec![table])))
}

/// The names of keys that are exchanged together, and their values in base and other, as text.
#[must_use]
pub fn spelled(keys: &[KeyDifference]) -> [String; 3] {
    let joined = |part: fn(&KeyDifference) -> &String| keys.iter().map(part).cloned().collect::<Vec<_>>().join(" + ");
    [joined(|key| &key.key), joined(|key| &key.base), joined(|key| &key.other)]
}
