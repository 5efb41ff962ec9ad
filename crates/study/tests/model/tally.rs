//! Laws of the tally: merging is exact, and what is written reads back the same.

use detente_engine::domain::{Outcome, Until};
use detente_engine::random::RandomBlocks;
use detente_engine::tally::{Tally, TallyRecord, TimelineSums, to_fixed};
use detente_engine::trial::{Moment, TrialSimulator, Unobserved};

#[test]
fn merging_at_each_split_equals_the_whole() {
    let plan = support::fixture::plan(Until::Horizon);
    let whole = support::fixture::tally(&plan, 0, 60);
    for split in [0, 1, 17, 59, 60] {
        let mut merged = support::fixture::tally(&plan, 0, split);
        merged.merge(&support::fixture::tally(&plan, split, 60));
        assert_eq!(merged, whole, "split at {split}");
    }
}

#[test]
fn merging_does_not_depend_on_order_or_grouping() {
    let plan = support::fixture::plan(Until::Horizon);
    let parts = [
        support::fixture::tally(&plan, 0, 9),
        support::fixture::tally(&plan, 9, 20),
        support::fixture::tally(&plan, 20, 40),
    ];
    let mut forward = parts[0].clone();
    forward.merge(&parts[1]);
    forward.merge(&parts[2]);
    let mut tail = parts[2].clone();
    tail.merge(&parts[1]);
    tail.merge(&parts[0]);
    assert_eq!(forward, tail);
}

#[test]
fn adding_order_is_irrelevant() {
    let plan = support::fixture::plan(Until::Horizon);
    let mut backward = Tally::new(&plan, support::fixture::frozen());
    (0..50).rev().for_each(|trial| support::fixture::add(&mut backward, &plan, trial));
    assert_eq!(backward, support::fixture::tally(&plan, 0, 50));
}

#[test]
fn empty_is_the_identity_of_merging() {
    let plan = support::fixture::plan(Until::Horizon);
    let whole = support::fixture::tally(&plan, 0, 30);
    let mut left = Tally::new(&plan, support::fixture::frozen());
    left.merge(&whole);
    let mut right = whole.clone();
    right.merge(&Tally::new(&plan, support::fixture::frozen()));
    assert_eq!((&left, &right), (&whole, &whole));
}

#[test]
fn a_written_record_restores_the_same_tally() {
    let plan = support::fixture::plan(Until::Horizon);
    for trials in [0, 1, 80] {
        let tally = support::fixture::tally(&plan, 0, trials);
        let json = serde_json::to_string(tally.record()).expect("plain data");
        let record: TallyRecord = serde_json::from_str(&json).expect("own form");
        assert_eq!(Tally::restore(record, &plan, support::fixture::frozen()).expect("same plan"), tally);
    }
}

#[test]
fn a_record_of_another_plan_is_refused() {
    let plan = support::fixture::plan(Until::Horizon);
    let record = support::fixture::tally(&plan, 0, 3).record().clone();
    let mut longer = plan.clone();
    longer.steps += 1;
    assert!(Tally::restore(record.clone(), &longer, support::fixture::frozen()).is_err());
    let mut renamed = plan.clone();
    renamed.ladder[0].label = "parley".to_owned();
    assert!(Tally::restore(record.clone(), &renamed, support::fixture::frozen()).is_err());
    assert!(Tally::restore(record, &support::fixture::plan(Until::ChannelEnds), support::fixture::frozen()).is_err());
}

#[test]
fn a_record_that_does_not_add_up_is_refused() {
    let plan = support::fixture::plan(Until::Horizon);
    let mut record = support::fixture::tally(&plan, 0, 3).record().clone();
    let refused = |record| Tally::restore(record, &plan, support::fixture::frozen()).expect_err("edited").to_string();
    record.trials += 1;
    assert!(refused(record.clone()).contains("sums and trials"));
    record.trials -= 1;
    record.ladder.rungs[0].delivered = 4;
    assert!(refused(record).contains("counts of trials"));
}

/// Found by damaging records at random: what is left over was taken for the number of trials in which nothing was read.
#[test]
fn a_record_in_which_more_was_read_than_was_undecided_is_refused() {
    let plan = support::fixture::plan(Until::Horizon);
    let record = support::fixture::tally(&plan, 0, 3).record().clone();
    let refused = |record| Tally::restore(record, &plan, support::fixture::frozen()).expect_err("edited").to_string();
    let mut more = record.clone();
    more.landmarks[0].undecided = [4, 0, 0, 0];
    assert!(refused(more).contains("readings at a landmark"));
    let mut read = record;
    let counts = &mut read.landmarks[0].indicators[0][0];
    (0..4).for_each(|_| counts.add(0));
    assert!(refused(read).contains("readings at a landmark"));
}

/// Adds one trial's moment to the sums of its reporting step.
fn take(sums: &mut TimelineSums, moment: &Moment) {
    sums.alive += 1;
    sums.tension += to_fixed(moment.tension);
    sums.trust_sender += to_fixed(moment.trust_sender);
    sums.trust_target += to_fixed(moment.trust_target);
    sums.in_force += u64::from(moment.in_force);
    sums.structural_honoured += u64::from(moment.structural_honoured);
}

#[test]
fn the_timeline_sums_the_moments_of_the_trials_that_count_and_no_others() {
    for (name, plan) in support::plans::all() {
        let keys = plan.purposes.keys(7);
        let (mut random, mut simulator) = (RandomBlocks::new(&keys), TrialSimulator::new(&plan));
        let mut tally = Tally::new(&plan, support::fixture::frozen());
        let mut known = vec![TimelineSums::default(); plan.report_steps().len()];
        for trial in (0..60).filter(|trial| trial % 3 > 0) {
            random.turn_to(trial);
            simulator.simulate(&mut random, &mut Unobserved);
            tally.add(simulator.record(), simulator.moments());
            known.iter_mut().zip(simulator.moments()).for_each(|(sums, moment)| take(sums, moment));
        }
        assert_eq!(tally.record().timeline, known, "{name}");
        assert!(known[0].alive == 40, "{name}");
    }
}

#[test]
fn every_trial_is_counted_once_in_each_breakdown() {
    let plan = support::fixture::plan(Until::Horizon);
    let tally = support::fixture::tally(&plan, 0, 200);
    let record = tally.record();
    assert_eq!(Outcome::ALL.iter().map(|outcome| record.outcome(*outcome)).sum::<u64>(), 200);
    assert_eq!(record.channel_ends.iter().sum::<u64>(), 200);
    assert_eq!(record.decided.iter().map(|steps| steps.total()).sum::<u64>(), 200);
    let stopped: u64 = record.ladder.rungs.iter().map(|rung| rung.stopped()).sum();
    assert_eq!(stopped + record.ladder.not_stopped, 200);
    assert!(record.confrontation.horizons.iter().all(|horizon| horizon.trials() == 200));
    assert_eq!(record.timeline[0].alive, 200);
}
