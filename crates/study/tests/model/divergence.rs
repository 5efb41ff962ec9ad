//! Where trials of two plans cannot have parted, that of the one stands for the other: held against trials simulated at full length, one by
//! one. No test here is statistical.

use detente_engine::divergence::{DivergenceWatch, between};
use detente_engine::parameter::{NumberId, given};
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::trial::{Demand, TrialSimulator, Unobserved};
use detente_study::compare::{
    Ended, Figures, MovedTally, PairRemoval, Removal, exchanges, factors, interactions, pair_trials, without_each,
};
use detente_study::input::Input;
use detente_study::run::{PairedTable, RunControl, Spec};
use std::collections::BTreeMap;
use std::path::Path;
use support::{RICH, checked, plan};

const SEED: u64 = 20_261_130;
const TRIALS: u64 = 64;

/// A plan and how its trials went: at the first demand and at the last.
struct Watched {
    plan: Plan,
    trials: [Vec<(Ended, DivergenceWatch)>; 2],
}

const DEMANDS: [Demand; 2] = [Demand::Outcome, Demand::Everything];

impl Watched {
    fn new(plan: Plan) -> Self {
        let trials = DEMANDS.map(|demand| {
            let keys = plan.purposes.keys(SEED);
            let (mut random, mut simulator) = (RandomBlocks::new(&keys), TrialSimulator::asked(&plan, demand));
            let (figures, mut watch) = (Figures::of(&plan), DivergenceWatch::new(&plan, demand == Demand::Outcome));
            let mut simulate = |trial: u64| {
                random.turn_to(trial);
                let ended = figures.ended(simulator.simulate(&mut random, watch.begun()));
                (ended, watch.clone())
            };
            (0..TRIALS).map(&mut simulate).collect()
        });
        Self { plan, trials }
    }

    /// In how many trials it cannot have parted from `other`; in these both must end alike.
    fn spared(&self, other: &Plan, what: &str) -> u64 {
        let divergences = between(&self.plan, other);
        let (keys, figures) = (other.purposes.keys(SEED), Figures::of(other));
        let mut spared = 0;
        for (demand, trials) in DEMANDS.into_iter().zip(&self.trials) {
            let (mut random, mut simulator) = (RandomBlocks::new(&keys), TrialSimulator::asked(other, demand));
            for (trial, (own, watch)) in (0..TRIALS).zip(trials) {
                if watch.has_parted(&divergences) {
                    continue;
                }
                spared += 1;
                random.turn_to(trial);
                let theirs = figures.ended(simulator.simulate(&mut random, &mut Unobserved));
                assert_eq!(own.cause.outcome(), theirs.cause.outcome(), "{what}, trial {trial}: {divergences:?}");
                assert!(demand == Demand::Outcome || *own == theirs, "{what}, trial {trial}: {own:?} {theirs:?}");
            }
        }
        spared
    }
}

/// Every number of the scenario in which all mechanisms are at work, at three other values.
#[test]
fn a_number_that_cannot_have_mattered_did_not() {
    let mut by_key: BTreeMap<String, u64> = BTreeMap::new();
    for sets in [
        &["party.giver.forgiveness=0.2", "party.taker.cure_per_month=0.4"][..],
        &["opening.in_force=2", "escalation.incidents_per_month=0.15", "party.giver.turnover_per_month=0.005"],
        &["run.until=\"channel_ends\"", "mediator.calming=0", "party.taker.renege_per_month=0.01"],
    ] {
        let watched = Watched::new(plan(RICH, sets));
        let base = &watched.plan;
        for number in NumberId::all(&base.numbers) {
            let now = number.of(&mut base.numbers.clone());
            for value in [0.0, 1.0, given(now).map_or(0.5, |now| 0.7 * now), f64::NAN] {
                // An optional number alone may be left out, and a clock that stands still is no scenario.
                if value.is_nan() && given(now).is_some() && number.key() != "renewal_days"
                    || value == 0.0 && number.key().contains("half_life")
                {
                    continue;
                }
                let mut other = base.clone();
                number.set(&mut other.numbers, value);
                other.uncertain.retain(|own| own.effect != detente_engine::plan::Effect::Numbers(vec![number]));
                *by_key.entry(number.key().to_owned()).or_default() +=
                    watched.spared(&other, &format!("{number:?} = {value}, {sets:?}"));
            }
        }
    }
    // The test bites only where trials are spared.
    let keys = by_key.values().filter(|spared| **spared > 0).count();
    assert!(keys >= 35, "{keys} of {}: {by_key:?}", by_key.len());
}

#[test]
fn orders_with_the_same_first_rungs_go_alike_until_these_are_in_force() {
    let ids: Vec<String> = checked(RICH, &[]).scenario.rungs.iter().map(|rung| rung.id.clone()).collect();
    assert!(ids.len() >= 4, "{ids:?}");
    let order = |places: [usize; 4]| {
        let order: Vec<&String> = places.iter().map(|place| &ids[*place]).collect();
        plan(RICH, &[&format!("ladder.order={order:?}")])
    };
    let (mut all, watched) = (0, Watched::new(order([0, 1, 2, 3])));
    for other in [[0, 1, 3, 2], [0, 2, 1, 3], [0, 3, 2, 1], [1, 0, 2, 3]] {
        let found = watched.spared(&order(other), &format!("{other:?}"));
        assert!(other[0] == 0 || found == 0, "{other:?}: another first rung, another trial");
        all += found;
    }
    assert!(all > TRIALS / 4, "{all}");
}

fn input(sets: &[&str]) -> Input {
    let flattened = checked(RICH, sets).flattened;
    Input::of_text(Path::new("rich.toml"), &flattened).expect("sound")
}

#[test]
fn parts_taken_out_one_by_one_and_two_by_two_end_as_simulated_at_full_length() {
    let base = input(&["defaults=\"calibrated\""]);
    let spec = Spec { seed: SEED, trials: 1500 };
    let all = factors(&base.file.scenario);
    let removals: Vec<Removal> = all.into_iter().filter_map(|factor| Removal::of(&base, factor).ok()).collect();
    let removals: Vec<&Removal> = removals.iter().collect();
    let plans: Vec<&Plan> = std::iter::once(&base.plan).chain(removals.iter().map(|removal| &removal.plan)).collect();
    let mut long_way = vec![MovedTally::default(); removals.len()];
    let table = PairedTable::new(&plans, Demand::Everything, spec.seed, None);
    let empty = || vec![MovedTally::default(); removals.len()];
    table.simulate(
        spec,
        0..spec.blocks(),
        RunControl::UNWATCHED,
        &empty,
        |tallies, trial| {
            let records = trial.records();
            tallies.iter_mut().zip(&records[1..]).for_each(|(tally, other)| tally.add(records[0], other));
        },
        |tallies| long_way.iter_mut().zip(&tallies).for_each(|(own, other)| own.merge(other)),
    );
    let short_way = without_each(&base.plan, &removals, spec, RunControl::UNWATCHED).expect("nothing gives up");
    for ((removal, short), long) in removals.iter().zip(&short_way).zip(&long_way) {
        assert_eq!(short, long, "without {}", removal.factor.id);
    }
    // Two by two: each pair as if it were the only one, with nothing spared.
    let pairs: Vec<[usize; 2]> =
        (0..removals.len()).flat_map(|one| (one + 1..removals.len()).map(move |other| [one, other])).collect();
    let pairs: Vec<PairRemoval> =
        pairs.into_iter().step_by(3).filter_map(|pair| PairRemoval::of(&base, &removals, pair)).collect();
    let short = interactions(&base.plan, &removals, &pairs, spec, RunControl::UNWATCHED).expect("nothing gives up");
    let opening = || vec![detente_engine::divergence::Divergence::Opening];
    let unsparing: Vec<Removal> = removals
        .iter()
        .map(|own| Removal { factor: own.factor.clone(), plan: own.plan.clone(), divergences: opening() })
        .collect();
    let pairs: Vec<PairRemoval> =
        pairs.into_iter().map(|pair| PairRemoval { divergences: [opening(), opening()], ..pair }).collect();
    let unsparing: Vec<&Removal> = unsparing.iter().collect();
    let long = interactions(&base.plan, &unsparing, &pairs, spec, RunControl::UNWATCHED).expect("nothing gives up");
    assert_eq!(short, long);
}

#[test]
fn keys_exchanged_end_as_simulated_at_full_length() {
    let sets = [
        "rung.inspections.giver.detection=0.3",
        "rung.pause.check_lag_weeks=3",
        "body.council.review_weeks=6",
        "party.taker.contrition=1",
        "objector.rival.propensity=2",
        "escalation.attribution=0.9",
        "verification.cost_per_check_usd_bn=0.5",
    ];
    let base = input(&[]);
    let other = input(&sets);
    let mut plans = vec![base.plan.clone(), other.plan.clone()];
    for at in 0..sets.len() {
        plans.push(input(&sets[at..=at]).plan);
        plans.push(input(&[&sets[..at], &sets[at + 1..]].concat()).plan);
    }
    let plans: Vec<&Plan> = plans.iter().collect();
    let spec = Spec { seed: SEED, trials: 1500 };
    let short = exchanges(&plans, spec, RunControl::UNWATCHED).expect("nothing gives up");
    let figures: Vec<Figures> = plans.iter().map(|plan| Figures::of(plan)).collect();
    let mut long = detente_study::compare::KeyTally::new(sets.len());
    let table = PairedTable::new(&plans, Figures::demand(), spec.seed, None);
    table.simulate(
        spec,
        0..spec.blocks(),
        RunControl::UNWATCHED,
        &|| detente_study::compare::KeyTally::new(sets.len()),
        |tally, trial| tally.add(&figures, &trial.records()),
        |tally| long.merge(&tally),
    );
    assert_eq!(short, long);
}

#[test]
fn pairs_have_a_quarter_of_the_trials_and_no_fewer_than_there_are_of_few() {
    let of = |trials| pair_trials(Spec { seed: 1, trials }).trials;
    assert_eq!([of(400), of(25_000), of(100_000), of(1_000_000)], [400, 25_000, 25_000, 250_000]);
}
