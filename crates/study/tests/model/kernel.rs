//! The kernel as a whole: no number of a trial depends on how it is simulated. That the numbers stay as they are is held
//! by `frozen.rs`.

use detente_engine::domain::{Cause, Outcome, StopReason};
use detente_engine::observe::Observable;
use detente_engine::plan::Plan;
use detente_engine::random::{RandomBlocks, Replay};
use detente_engine::trial::{Demand, LeverageMeasure, Moment, Quantity, TrialRecord, TrialSimulator, Unobserved};
use std::collections::BTreeSet;

const SEED: u64 = 20_260_702;
const TRIALS: u64 = 1500;

/// Simulates the first trials of `plan` on one random and hands each record and its moments to `see`.
fn simulate(plan: &Plan, trials: u64, mut see: impl FnMut(u64, &TrialRecord, &[Moment])) {
    let keys = plan.purposes.keys(SEED);
    let mut random = RandomBlocks::new(&keys);
    let mut simulator = TrialSimulator::new(plan);
    for trial in 0..trials {
        random.turn_to(trial);
        let record = simulator.simulate(&mut random, &mut Unobserved).clone();
        see(trial, &record, simulator.moments());
    }
}

#[test]
fn blocks_and_replay_give_the_same_records() {
    for (name, plan) in support::plans::all() {
        let keys = plan.purposes.keys(SEED);
        simulate(&plan, 60, |trial, record, moments| {
            let told = support::plans::told(record, moments);
            let mut simulator = TrialSimulator::new(&plan);
            let replayed = simulator.simulate(&mut Replay::new(&keys, trial), &mut Unobserved).clone();
            assert_eq!(support::plans::told(&replayed, simulator.moments()), told, "{name}, trial {trial}");
        });
    }
}

#[test]
fn a_record_does_not_depend_on_the_trials_simulated_before() {
    for (name, plan) in support::plans::all() {
        let keys = plan.purposes.keys(SEED);
        simulate(&plan, 60, |trial, record, moments| {
            let told = support::plans::told(record, moments);
            let mut random = RandomBlocks::new(&keys);
            random.turn_to(trial);
            let mut simulator = TrialSimulator::new(&plan);
            let alone = simulator.simulate(&mut random, &mut Unobserved).clone();
            assert_eq!(support::plans::told(&alone, simulator.moments()), told, "{name}, trial {trial}");
        });
    }
}

/// What is not asked for changes nothing of what is.
#[test]
fn a_trial_ends_in_the_same_way_whatever_is_asked_of_it() {
    for (name, plan) in support::plans::all() {
        let keys = plan.purposes.keys(SEED);
        let mut random = RandomBlocks::new(&keys);
        let [mut ending, mut quantities] =
            [Demand::Ending, Demand::Quantities].map(|demand| TrialSimulator::asked(&plan, demand));
        simulate(&plan, 300, |trial, record, _| {
            random.turn_to(trial);
            let mut known = record.clone();
            (known.leverage, known.counterfactual_confrontation_step) = ([[f64::NAN; 2]; LeverageMeasure::COUNT], None);
            known.cause = if known.outcome == Outcome::Overtaken { Cause::Uncompared } else { known.cause };
            known.counts.clear();
            known.readings.clear();
            let asked = quantities.simulate(&mut random, &mut Unobserved);
            assert_eq!(support::plans::told(asked, &[]), support::plans::told(&known, &[]), "{name}, trial {trial}");
            known.quantities = [f64::NAN; Quantity::COUNT];
            let asked = ending.simulate(&mut random, &mut Unobserved);
            assert_eq!(support::plans::told(asked, &[]), support::plans::told(&known, &[]), "{name}, trial {trial}");
            assert!(ending.moments().is_empty() && quantities.moments().is_empty());
        });
    }
}

/// A trial that is simulated for one observable alone gives the value that it gives where everything is asked for.
#[test]
fn an_observable_needs_no_more_than_it_asks_for() {
    const ASKED: [Demand; 3] = [Demand::Outcome, Demand::Ending, Demand::Quantities];
    let words: Vec<String> = Observable::words().into_iter().map(|word| word.replace("week_N", "week_26")).collect();
    let observables: Vec<Observable> = words.iter().filter_map(|word| Observable::from_word(word)).collect();
    assert!(observables.len() > 80, "{}", observables.len());
    let mut compared = [0; ASKED.len()];
    for (name, plan) in support::plans::all() {
        let keys = plan.purposes.keys(SEED);
        let mut random = RandomBlocks::new(&keys);
        for (demand, compared) in ASKED.into_iter().zip(&mut compared) {
            let bound: Vec<_> = observables
                .iter()
                .filter(|observable| observable.demand() == demand)
                .map(|observable| (observable.word(), observable.bind(&plan)))
                .collect();
            let mut simulator = TrialSimulator::asked(&plan, demand);
            simulate(&plan, 100, |trial, record, _| {
                random.turn_to(trial);
                let asked = simulator.simulate(&mut random, &mut Unobserved);
                for (word, bound) in &bound {
                    let values = [record, asked].map(|record| bound.value(record).to_bits());
                    assert_eq!(values[0], values[1], "{name}, trial {trial}: {word}");
                    *compared += 1;
                }
            });
        }
    }
    assert!(compared.iter().all(|compared| *compared > 5_000), "{compared:?}");
}

/// What these plans are worth, here and in the golden digests: between them the plans end and stop in every way there is.
#[test]
fn the_plans_reach_every_cause_and_every_reason_to_stop() {
    let (mut causes, mut reasons) = (BTreeSet::new(), BTreeSet::new());
    for (_, plan) in support::plans::all() {
        simulate(&plan, TRIALS, |_, record, _| {
            causes.insert(record.cause);
            reasons.insert(record.stop_reason);
        });
    }
    let missing: Vec<&Cause> = Cause::ALL.iter().filter(|cause| !causes.contains(cause)).collect();
    assert!(missing.is_empty(), "no trial ended by {missing:?}");
    let missing: Vec<&StopReason> = StopReason::ALL.iter().filter(|reason| !reasons.contains(reason)).collect();
    assert!(missing.is_empty(), "no ladder stopped by {missing:?}");
}
