//! The kernel as a whole: no number of a trial depends on how it is played. That the numbers stay as they are is held
//! by `frozen.rs`.

mod plans;

use detente::domain::{Cause, StopReason};
use detente::luck::{Replay, Tape};
use detente::plan::Plan;
use detente::trial::{Moment, Player, Players, TrialRecord, Unobserved};
use std::collections::BTreeSet;

const SEED: u64 = 20_260_702;
const TRIALS: u64 = 1500;

/// Plays the first trials of `plan` on one tape and hands each record and its moments to `see`.
fn play(plan: &Plan, trials: u64, mut see: impl FnMut(u64, &TrialRecord, &[Moment])) {
    let keys = plan.purposes.keys(SEED);
    let mut tape = Tape::new(&keys);
    let mut player = Player::new(plan);
    for trial in 0..trials {
        tape.turn_to(trial);
        let record = player.play(&mut tape, &mut Unobserved).clone();
        see(trial, &record, &player.moments().collect::<Vec<_>>());
    }
}

#[test]
fn tape_and_replay_give_the_same_records() {
    for (name, plan) in plans::all() {
        let keys = plan.purposes.keys(SEED);
        play(&plan, 60, |trial, record, moments| {
            let told = plans::told(record, moments.iter().copied());
            let mut player = Player::new(&plan);
            let replayed = player.play(&mut Replay::new(&keys, trial), &mut Unobserved).clone();
            assert_eq!(plans::told(&replayed, player.moments()), told, "{name}, trial {trial}");
        });
    }
}

#[test]
fn a_record_does_not_depend_on_the_trials_played_before() {
    for (name, plan) in plans::all() {
        let keys = plan.purposes.keys(SEED);
        play(&plan, 60, |trial, record, moments| {
            let told = plans::told(record, moments.iter().copied());
            let mut tape = Tape::new(&keys);
            tape.turn_to(trial);
            let mut player = Player::new(&plan);
            let alone = player.play(&mut tape, &mut Unobserved).clone();
            assert_eq!(plans::told(&alone, player.moments()), told, "{name}, trial {trial}");
        });
    }
}

/// The records of the first trials played `L` side by side.
fn abreast<const L: usize>(plan: &Plan, trials: usize) -> Vec<String> {
    let keys = plan.purposes.keys(SEED);
    let (mut tape, mut players) = (Tape::new(&keys), Players::<L>::new(plan));
    let mut records = Vec::new();
    for first in (0..trials).step_by(L) {
        tape.turn_to(first as u64);
        let number = L.min(trials - first);
        players.play(&mut tape, number);
        let played = players.records()[..number].iter().enumerate();
        records.extend(played.map(|(lane, record)| plans::told(record, players.timeline().of(lane))));
    }
    records
}

#[test]
fn no_bit_of_a_record_depends_on_how_many_trials_stand_side_by_side() {
    for (name, plan) in plans::all() {
        let alone = abreast::<1>(&plan, 155);
        for other in
            [abreast::<2>(&plan, 155), abreast::<4>(&plan, 155), abreast::<8>(&plan, 155), abreast::<16>(&plan, 155)]
        {
            for (trial, (alone, other)) in alone.iter().zip(&other).enumerate() {
                assert_eq!(alone, other, "{name}, trial {trial}");
            }
        }
    }
}

/// What these plans are worth, here and in the golden digests: between them the plans end and stop in every way there is.
#[test]
fn the_plans_reach_every_cause_and_every_reason_to_stop() {
    let (mut causes, mut reasons) = (BTreeSet::new(), BTreeSet::new());
    for (_, plan) in plans::all() {
        play(&plan, TRIALS, |_, record, _| {
            causes.insert(record.cause);
            reasons.insert(record.stop_reason);
        });
    }
    let missing: Vec<&Cause> = Cause::ALL.iter().filter(|cause| !causes.contains(cause)).collect();
    assert!(missing.is_empty(), "no trial ended by {missing:?}");
    let missing: Vec<&StopReason> = StopReason::ALL.iter().filter(|reason| !reasons.contains(reason)).collect();
    assert!(missing.is_empty(), "no ladder stopped by {missing:?}");
}
