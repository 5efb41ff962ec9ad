//! What is not known, told apart from chance: the pass over many worlds, where the answer is known.

use detente_engine::domain::Outcome;
use detente_engine::exact;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::statistics::{Interval, OverWorlds, true_spread};
use detente_engine::tally::WorldTally;
use detente_engine::trial::{TrialSimulator, Unobserved};
use detente_study::run::{RunControl, WorldSizes, worlds};
use support::{RICH, plan, shipped_plan};

/// A finite scenario in which one probability given outright is uncertain.
const UNKNOWN: &str = "escalation.confrontation_per_step={ min = 0.001, max = 0.02 }";

fn pass(plan: &Plan, trials: u64) -> WorldTally {
    let sizes = WorldSizes::beside(&[plan], trials).expect("something is uncertain");
    worlds(plan, 1, sizes, RunControl::uninterrupted(&|_| ())).expect("nothing pauses")
}

/// Between which values the share of `outcome` truly lies in nine worlds of ten: it rises or falls with the one uncertain
/// value, so its ends are its exact values at the ends of that one.
fn truth(plan: &Plan, outcome: Outcome) -> Interval {
    let at = |level: f64| {
        let world = plan.in_world(&[plan.uncertain[0].distribution.quantile(level)]);
        exact::answer(&world).expect("finite in every world").outcome(outcome)
    };
    let (one, other) = (at(0.05), at(0.95));
    Interval { low: one.min(other), high: one.max(other) }
}

/// 781 worlds leave a standard error of about a hundredth of the width of a uniform spread on each end, and chance as much
/// again: an error of two points on a spread of some forty would be seen at once. One fixed seed, so no false alarms.
#[test]
fn the_spread_over_worlds_is_that_of_the_exact_shares() {
    let plan = shipped_plan("reference/ladder.toml", &[UNKNOWN]);
    let tally = pass(&plan, 100_000);
    assert_eq!((tally.worlds(), tally.trials_per_world()), (781, 128));
    for outcome in [Outcome::Scaling, Outcome::Overtaken] {
        let (truth, found) = (truth(&plan, outcome), true_spread(tally.of(outcome), None).expect("many worlds"));
        assert!(truth.width() > 0.10, "{outcome:?}: the value matters: {truth:?}");
        for (true_end, end) in [(truth.low, found.low), (truth.high, found.high)] {
            assert!((end - true_end).abs() < 0.02, "{outcome:?}: {found:?}, truly {truth:?}");
        }
    }
}

/// The share does not hang on the value, so all that is seen is chance: without the correction the ends would be
/// 14 points apart at 128 trials.
#[test]
fn a_value_that_decides_nothing_leaves_next_to_no_spread() {
    let plan = shipped_plan("reference/ladder.toml", &["mediator.calming={ min = 0.1, max = 0.9 }"]);
    let tally = pass(&plan, 131_072);
    let found = true_spread(tally.of(Outcome::Collapse), None).expect("many worlds");
    assert!(found.width() < 0.04, "{found:?}");
}

#[test]
fn a_trial_is_the_same_in_its_world_given_outright() {
    let plan = plan(RICH, &[]);
    assert!(!plan.uncertain.is_empty());
    let keys = plan.purposes.keys(1);
    let mut random = RandomBlocks::new(&keys);
    for trial in [0, 3, 17, 40] {
        random.turn_to(trial);
        let mut simulator = TrialSimulator::new(&plan);
        let record = format!("{:?}", simulator.simulate(&mut random, &mut Unobserved));
        let world = plan.in_world(simulator.drawn());
        assert_eq!(
            record,
            format!("{:?}", TrialSimulator::new(&world).simulate(&mut random, &mut Unobserved)),
            "trial {trial}"
        );
    }
}

/// Of each world both arms, on the same random numbers: with the channel they are the trials of the outcomes.
#[test]
fn the_arms_of_a_world_are_those_of_its_trials() {
    let tally = pass(&shipped_plan("tutorial.toml", &[]), 20_000);
    let arms = tally.arms(shipped_plan("tutorial.toml", &[]).horizons.len() - 1);
    assert_eq!(arms.len() as u64, tally.worlds());
    let mut counts = vec![0; tally.trials_per_world() as usize + 1];
    arms.iter().for_each(|world| counts[(world.both + world.only_first) as usize] += 1);
    assert_eq!(counts, tally.measures()[4], "confrontation with the channel by the end");
    let over = OverWorlds::of(&arms, -0.01).expect("many worlds");
    assert!(over.higher < 0.5 && over.interval.low < over.interval.high, "{over:?}");
    let still = pass(&shipped_plan("tutorial.toml", &["escalation.confrontation_per_month=0"]), 10_000);
    let over = OverWorlds::of(&still.arms(0), 0.0).expect("many worlds");
    assert_eq!((over.higher, over.interval.width()), (0.0, 0.0), "a channel cannot lessen what never comes");
    let alone = pass(&shipped_plan("tutorial.toml", &["run.until=channel_ends"]), 10_000);
    assert!(alone.arms(0).is_empty(), "without the other arm there is nothing to compare");
}
