//! Experts put together into weighted worlds.

use super::answers::{Answered, Expert, row};
use super::draws::Drawn;
use super::not_pooled::NotPooled;
use super::score::{SeedScores, SeedTruth, scores};
use super::weigh::{Weighing, by_scores, shares, whole_weights};
use crate::scenario::{self, CheckedFile, MOST_WORLDS, Over, Scenario, ScenarioFaults, suggestion};
use detente_engine::parameter::registry::{self, Entry};
use detente_engine::parameter::{NumberId, VALUE, Worlds, allowed_values};
use std::collections::BTreeSet;

/// Most experts of a pool.
pub const MOST_EXPERTS: usize = 1_000;
/// What no expert may be called: tables have it for all of them.
const RESERVED: &str = "pool";

/// What came of a pool.
#[derive(Clone, Debug)]
pub struct Pool {
    /// The experts, in order of their names.
    pub experts: Vec<PooledExpert>,
    /// How many seed questions they were scored by; 0 where they were not.
    pub seeds: usize,
    /// The pooled keys, in the order of `parameters.csv`.
    pub keys: Vec<PooledKey>,
    /// The worlds: draws of each expert in turn.
    pub worlds: Worlds,
}

/// An expert of a pool.
#[derive(Clone, Debug)]
pub struct PooledExpert {
    /// Name.
    pub name: String,
    /// His scores, where there were seed questions.
    pub scores: Option<SeedScores>,
    /// His share of the pool, 0 to 1.
    pub weight: f64,
}

/// A pooled key.
#[derive(Clone, Debug)]
pub struct PooledKey {
    /// The dotted key.
    pub key: String,
    /// Its unit.
    pub unit: String,
    /// Its usual range, lower end and upper end, in its unit.
    pub usual: (f64, f64),
    /// By expert: whether he answered it.
    pub answered: Vec<bool>,
    /// By expert: his draws.
    pub values: Vec<Vec<f64>>,
}

/// Pools what `experts` say of the scenario `base`, with `draws` worlds of each. Scores are by `truths`.
///
/// The order of the experts changes nothing.
///
/// # Errors
///
/// All that is wrong with their answers, at once; or why they cannot be weighed or put together.
pub fn pool(
    base: &CheckedFile,
    experts: &[Expert],
    weighing: &Weighing,
    truths: &[SeedTruth],
    draws: u32,
    seed: u64,
) -> Result<Pool, NotPooled> {
    let mut experts: Vec<&Expert> = experts.iter().collect();
    experts.sort_by(|one, other| one.name.cmp(&other.name));
    fits(&experts, draws)?;
    let answered = answers(base, &experts)?;
    let scores = seed_scores(&experts, weighing, truths)?;
    let weights = weights(&experts, weighing, scores.as_deref())?;
    let pooled = pooled_rows(&base.scenario, &answered)?;
    let mut drawn: Vec<Drawn> =
        experts.iter().zip(&answered).map(|(expert, own)| Drawn::new(&expert.name, own, draws, seed)).collect();
    let keys = pooled.iter().map(|(key, number)| pooled_key(base, &experts, &answered, &mut drawn, key, *number));
    let keys = keys.collect::<Result<Vec<_>, _>>()?;
    let worlds = worlds(&base.scenario, &keys, &drawn, &weights, draws as usize);
    must_be_sound(base, &worlds)?;
    let seeds = scores.as_ref().and_then(|_| experts[0].seeds.as_ref()).map_or(0, |own| own.answers.len());
    let named = experts.iter().enumerate().map(|(at, expert)| PooledExpert {
        name: expert.name.clone(),
        scores: scores.as_ref().map(|scores| scores[at]),
        weight: weights[at],
    });
    Ok(Pool { experts: named.collect(), seeds, keys, worlds })
}

/// Refuses too few or too many experts, and names that could be read in two ways.
fn fits(experts: &[&Expert], draws: u32) -> Result<(), NotPooled> {
    if experts.len() < 2 {
        let count = experts.len();
        return Err(NotPooled(format!(
            "{count} of the two or more experts that a pool needs: give --values once for each; `detente run --values` simulates \
             what one says"
        )));
    }
    let most = MOST_WORLDS / experts.len();
    if experts.len() > MOST_EXPERTS || draws == 0 || draws as usize > most {
        return Err(NotPooled(format!(
            "{} experts with {draws} draws each: at most {MOST_EXPERTS} experts, and {MOST_WORLDS} draws in all; give --draws {}",
            experts.len(),
            most.max(1)
        )));
    }
    let mut wrong = Vec::new();
    for (one, other) in experts.iter().zip(&experts[1..]) {
        if one.name == other.name {
            wrong.push(format!("two files are of an expert `{}`: give each file the name of its expert", one.name));
        }
    }
    for (at, expert) in experts.iter().enumerate() {
        if expert.name == RESERVED || !is_name(&expert.name) {
            wrong.push(format!(
                "`{}` cannot name an expert: rename his file, to a letter, then letters, digits, _ and -, and not {RESERVED}",
                expert.name
            ));
        }
        let same =
            experts[..at].iter().find(|other| other.name != expert.name && other.answers.text == expert.answers.text);
        if let Some(other) = same {
            wrong.push(format!(
                "{} and {} are the very same answers: give each expert's own; where two agree in everything, one of them with \
                 twice the weight",
                other.answers.name, expert.answers.name
            ));
        }
    }
    all_or(&wrong)
}

fn is_name(name: &str) -> bool {
    name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// Nothing, where nothing is wrong.
fn all_or(wrong: &[String]) -> Result<(), NotPooled> {
    if wrong.is_empty() { Ok(()) } else { Err(NotPooled(wrong.join("\n"))) }
}

/// The scenario with the answers of each.
fn answers(base: &CheckedFile, experts: &[&Expert]) -> Result<Vec<Answered>, NotPooled> {
    let (mut answered, mut wrong) = (Vec::new(), Vec::new());
    for expert in experts {
        match expert.answer(base) {
            Ok(own) => answered.push(own),
            Err(NotPooled(why)) => wrong.push(why),
        }
    }
    all_or(&wrong).map(|()| answered)
}

/// The scores of each, where that is how they are weighed.
fn seed_scores(
    experts: &[&Expert],
    weighing: &Weighing,
    truths: &[SeedTruth],
) -> Result<Option<Vec<SeedScores>>, NotPooled> {
    if !matches!(weighing, Weighing::Scores { .. }) {
        return Ok(None);
    }
    let ids = |expert: &Expert| -> BTreeSet<String> {
        let seeds = expert.seeds.iter().flat_map(|seeds| &seeds.answers);
        seeds.map(|(id, _)| id.clone()).collect()
    };
    let all: BTreeSet<String> = experts.iter().flat_map(|expert| ids(expert)).collect();
    let lacking = experts.iter().filter_map(|expert| {
        let own = ids(expert);
        let missing: Vec<&str> = all.iter().filter(|id| !own.contains(*id)).map(String::as_str).collect();
        let name = &expert.name;
        match (own.is_empty(), missing.is_empty()) {
            (_, true) => None,
            (true, _) => Some(format!("no seeds of `{name}`: give --seeds {name}_seeds.csv, or leave him out of --values")),
            _ => Some(format!(
                "`{name}` did not answer the seed questions {}, and others did: scores compare only on the same questions",
                missing.join(", ")
            )),
        }
    });
    all_or(&lacking.collect::<Vec<_>>())?;
    let asked: Vec<SeedTruth> = truths.iter().filter(|truth| all.contains(&truth.id)).cloned().collect();
    let quantiles = |expert: &&Expert| -> Vec<[f64; 3]> {
        let answers = &expert.seeds.as_ref().expect("none is lacking").answers;
        let of = |truth: &SeedTruth| answers.iter().find(|(id, _)| *id == truth.id).expect("none is lacking").1;
        asked.iter().map(of).collect()
    };
    Ok(Some(scores(&experts.iter().map(quantiles).collect::<Vec<_>>(), &asked)))
}

/// The share of each in the pool.
fn weights(experts: &[&Expert], weighing: &Weighing, scores: Option<&[SeedScores]>) -> Result<Vec<f64>, NotPooled> {
    match weighing {
        Weighing::Equal => Ok(vec![1.0 / experts.len() as f64; experts.len()]),
        Weighing::Given { weights } => {
            let names = || experts.iter().map(|expert| expert.name.as_str());
            let mut wrong: Vec<String> = weights
                .keys()
                .filter(|name| !names().any(|own| own == *name))
                .map(|name| {
                    format!("--weights: no expert is called `{name}`; {}", suggestion(name, names(), "experts"))
                })
                .collect();
            wrong.extend(
                names()
                    .filter(|name| !weights.contains_key(*name))
                    .map(|name| format!("--weights: no weight of `{name}`; give one to each, 0 to leave one out")),
            );
            wrong.extend(
                weights
                    .iter()
                    .filter(|(_, weight)| !(weight.is_finite() && **weight >= 0.0))
                    .map(|(name, weight)| format!("--weights: `{name}` weighs {weight}; give a number, 0 or more")),
            );
            all_or(&wrong)?;
            let own = shares(&experts.iter().map(|expert| weights[&expert.name]).collect::<Vec<_>>());
            own.ok_or_else(|| {
                NotPooled("--weights: nobody weighs anything; give at least one a weight above 0".to_owned())
            })
        }
        Weighing::Scores { cut_off, .. } => {
            let scores = scores.expect("scores were worked out");
            by_scores(scores, *cut_off).ok_or_else(|| {
                let told: Vec<String> = experts
                    .iter()
                    .zip(scores)
                    .map(|(expert, own)| format!("{} {:.2e}", expert.name, own.calibration))
                    .collect();
                NotPooled(format!(
                    "no expert has a calibration score of {cut_off} or more ({}): their ranges miss too many known answers; leave \
                     --seeds out, which weighs all the same, lower --cut-off, or ask more seed questions",
                    told.join(", ")
                ))
            })
        }
    }
}

/// The rows that are pooled: those that somebody answered, and those that go together with one of them in the scenario of some
/// expert, as one range of the file stands for both or it ties both to each other.
fn pooled_rows(base: &Scenario, answered: &[Answered]) -> Result<Vec<(String, NumberId)>, NotPooled> {
    let numbers = |key: &String| row(base, key).and_then(|row| row.number);
    let mut pooled: Vec<NumberId> = answered.iter().flat_map(|own| own.changed.iter().filter_map(numbers)).collect();
    let groups: Vec<Vec<NumberId>> = answered.iter().flat_map(|own| together(&own.scenario)).collect();
    loop {
        let before = pooled.len();
        for group in &groups {
            if group.iter().any(|number| pooled.contains(number)) {
                let new: Vec<NumberId> = group.iter().filter(|number| !pooled.contains(number)).copied().collect();
                pooled.extend(new);
            }
        }
        if pooled.len() == before {
            break;
        }
    }
    let rows = base.parameters.iter().filter_map(|row| Some((row.key.clone(), row.number?)));
    let rows: Vec<(String, NumberId)> = rows.filter(|(_, number)| pooled.contains(number)).collect();
    let whole = rows.iter().filter(|(key, _)| allowed_values(key).is_none());
    let told =
        |(key, _): &(String, NumberId)| format!("{key} goes together with what was answered, and is a whole number");
    all_or(&whole.map(told).collect::<Vec<_>>())?;
    Ok(rows)
}

/// Numbers that are drawn together in `scenario`.
fn together(scenario: &Scenario) -> Vec<Vec<NumberId>> {
    let own = scenario.uncertain.iter().map(|value| value.numbers.clone());
    let tied = scenario
        .correlated
        .iter()
        .map(|pair| [pair.one, pair.other].map(|at| scenario.uncertain[at].numbers.clone()).concat());
    own.chain(tied).collect()
}

fn pooled_key(
    base: &CheckedFile,
    experts: &[&Expert],
    answered: &[Answered],
    drawn: &mut [Drawn],
    key: &str,
    number: NumberId,
) -> Result<PooledKey, NotPooled> {
    let range = allowed_values(key).expect("a key whose values worlds can hold");
    let values: Vec<Vec<f64>> =
        drawn.iter_mut().map(|own| own.values(|numbers| number.of(numbers), |value| range.contains(value))).collect();
    let without = experts.iter().zip(&values).filter(|(_, values)| values.iter().any(|value| value.is_nan()));
    let without: Vec<&str> = without.map(|(expert, _)| expert.name.as_str()).collect();
    if !without.is_empty() {
        return Err(NotPooled(format!(
            "{key}: some give it outright, and {} leave it to the model; let all give it, or none",
            without.join(", ")
        )));
    }
    let answered = answered.iter().map(|own| own.changed.contains(key)).collect();
    let unit = row(&base.scenario, key).map_or(String::new(), |row| row.unit.to_string());
    let usual = registry::of_key(key).and_then(Entry::as_number).expect("a number").plausible;
    Ok(PooledKey { key: key.to_owned(), unit, usual, answered, values })
}

/// The worlds: what each draw says of the pooled keys, and of all that the worlds of the scenario speak of besides.
fn worlds(base: &Scenario, keys: &[PooledKey], drawn: &[Drawn], weights: &[f64], draws: usize) -> Worlds {
    let own: Vec<String> = keys.iter().map(|key| format!("{VALUE}{}", key.key)).collect();
    let is_kept = |head: &String| !own.contains(head) && keys.iter().all(|key| key.key != *head);
    let kept: Vec<usize> = base
        .worlds
        .iter()
        .flat_map(|worlds| worlds.keys().iter().enumerate().filter(|(_, head)| is_kept(head)).map(|(column, _)| column))
        .collect();
    let heads = base.worlds.iter().flat_map(|worlds| kept.iter().map(|column| worlds.keys()[*column].clone()));
    let heads: Vec<String> = own.iter().cloned().chain(heads).collect();
    let mut cells = Vec::new();
    for (at, drawn) in drawn.iter().enumerate() {
        for draw in 0..draws {
            cells.extend(keys.iter().map(|key| key.values[at][draw]));
            if let (Some(worlds), Some(world)) = (&base.worlds, drawn.world(draw)) {
                cells.extend(kept.iter().map(|column| worlds.of(world)[*column]));
            }
        }
    }
    let whole = whole_weights(weights);
    Worlds::new(heads, whole.iter().flat_map(|weight| std::iter::repeat_n(*weight, draws)).collect(), cells)
}

/// Reads the scenario with the worlds: what each expert may say by himself, all together may not.
fn must_be_sound(base: &CheckedFile, worlds: &Worlds) -> Result<(), NotPooled> {
    let set = format!("worlds=\"{}\"", worlds.to_csv().replace('\n', "\\n"));
    let over = Over { sets: &[set], ..Over::default() };
    let read = scenario::read_text_over(&base.scenario.stem, &base.flattened, over);
    read.map(|_| ()).map_err(|faults: ScenarioFaults| NotPooled(faults.render(false)))
}
