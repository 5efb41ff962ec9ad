//! Steps in which nothing can happen are passed without being looked at; a trial can also be simulated step by step: what it
//! leaves, and all that is told of it, must be the same. No test here is statistical.

use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::trial::{Event, Observer, Pace, TrialSimulator};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use support::{RICH, plan};

const SEED: u64 = 20_261_127;
/// Scenarios drawn.
const SCENARIOS: usize = 240;
/// Trials of each.
const TRIALS: u64 = 120;

/// A ladder on which every attempt is over at once: rungs alike, money in tranches, one that only one party gives, and a
/// structural one.
const AT_ONCE: &str = r#"
title         = "at once"
horizon_weeks = 40
[party.first]
role             = "sender"
policy           = "tit_for_tat"
over_claim       = 0
renege_per_month = 0
[party.second]
role             = "target"
policy           = "tit_for_tat"
over_claim       = 0
renege_per_month = 0
[body.one]
party        = "first"
review_weeks = 0
approval     = 0.85
[body.two]
party        = "second"
review_weeks = 0
approval     = 0.7
[objector]
[spoiler]
[ladder]
order       = ["step", "funds", "pause", "last"]
first_mover = "simultaneous"
[ladder.rung]
implementation_weeks = 0
check_lag_weeks      = 0
[ladder.concession]
compliance  = 0.9
detection   = 0.8
false_alarm = 0.05
acceptance  = 1
[rung.step]
repeat = 3
both   = { kind = "other" }
[rung.funds]
tranches = 2
first    = { kind = "funds", money_usd_bn = 3 }
second   = { kind = "restraint" }
[rung.pause]
second = { kind = "restraint" }
needs  = ["two"]
[rung.last]
structural = true
both       = { kind = "other" }
"#;

/// What is drawn of a scenario: one of each line.
const CHOICES: [&[&str]; 32] = [
    &["run.until=\"channel_ends\"", "run.until=\"horizon\""],
    &["run.judge=\"record\"", "run.judge=\"truth\""],
    &["run.step_days=7", "run.step_days=3.5"],
    &["ladder.round_weeks=1", "ladder.round_weeks=2"],
    &["ladder.lapse_weeks=3", "ladder.lapse_weeks=2.4", "ladder.lapse_weeks=10"],
    &["dispute.limit_weeks=1", "dispute.limit_weeks=8"],
    &["opening.in_force=0", "opening.in_force=2"],
    &["party.first.trustworthy=0.5", "party.first.trustworthy=0.9"],
    &["party.second.trustworthy=0.3", "party.second.trustworthy=0.99"],
    &["party.first.forgiveness=0", "party.first.forgiveness=0.5"],
    &["party.second.forgiveness=0", "party.second.forgiveness=1"],
    &["party.first.snapback=\"newest\"", "party.first.snapback=\"all\"", "party.first.snapback=\"nothing\""],
    &["party.second.snapback=\"newest\"", "party.second.snapback=\"all\"", "party.second.snapback=\"nothing\""],
    &["party.first.cure=1", "party.first.cure=0.6", "party.first.cure=\"none\""],
    &["party.second.cure=1", "party.second.cure=0.6", "party.second.cure=\"none\""],
    &["party.first.turnover_per_month=0", "party.first.turnover_per_month=0.2"],
    &["party.second.turnover_per_month=0", "party.second.turnover_per_month=0.1"],
    &["party.first.disputes_before_exit=2", "party.first.disputes_before_exit=\"none\""],
    &["party.second.tries_per_rung=3", "party.second.tries_per_rung=\"none\""],
    &["ladder.concession.compliance_trustworthy=0.95", "ladder.concession.compliance_trustworthy=1"],
    &["ladder.concession.compliance_exploiter=0.95", "ladder.concession.compliance_exploiter=0.3"],
    &["ladder.concession.detection=0.9", "ladder.concession.detection=1"],
    &["ladder.concession.false_alarm=0.1", "ladder.concession.false_alarm=0"],
    &["body.one.approval=0.9", "body.one.approval=0.5", "body.one.approval=1"],
    &["body.one.veto_wait_weeks=0", "body.one.veto_wait_weeks=1.5"],
    &["body.two.approval=0.8", "body.two.approval=0"],
    &["rung.step.renewal_days=\"none\"", "rung.step.renewal_days=40"],
    &["rung.last.needs=[]", "rung.last.needs=[\"one\", \"two\"]"],
    &["escalation.incidents_per_month=0", "escalation.incidents_per_month=1"],
    &["escalation.confrontation_per_step=0.004", "escalation.confrontation_per_step=\"none\""],
    &["messaging.ambiguity=0", "messaging.ambiguity=0.3"],
    &["money.frozen_usd_bn=\"none\"", "money.frozen_usd_bn=8"],
];

/// What is drawn of the scenario in which every mechanism is at work: one of each line.
const RICH_CHOICES: [&[&str]; 15] = [
    &["run.until=\"channel_ends\"", "run.until=\"horizon\"", "run.until=\"horizon\""],
    &["run.step_days=7", "run.step_days=3.5", "run.step_days=1"],
    &["ladder.round_weeks=1", "ladder.round_weeks=3"],
    &["ladder.lapse_weeks=8", "ladder.lapse_weeks=40"],
    &["opening.tension=0", "opening.tension=2"],
    &["opening.in_force=0", "opening.in_force=2"],
    &["escalation.incidents_per_month=0.25", "escalation.incidents_per_month=0.6", "escalation.incidents_per_month=0"],
    &["escalation.instability_per_month=0", "escalation.instability_per_month=0.1"],
    &["escalation.confrontation_per_month=0.0145", "escalation.confrontation_per_month=0.2"],
    &["escalation.half_life_weeks=8", "escalation.half_life_weeks=12"],
    &["party.taker.turnover_per_month=0.01", "party.taker.turnover_per_month=0.8"],
    &["mediator.calming=0", "mediator.calming=1.5"],
    &["mediator.artificial_incentive=0", "mediator.artificial_incentive=2"],
    &["money.diversion_feeds_instability=0", "money.diversion_feeds_instability=5"],
    &["spoiler.militia.attacks_per_month=0.2", "spoiler.militia.attacks_per_month=4"],
];

/// What is told of a trial.
#[derive(Default)]
struct Diary(Vec<(f64, Event)>);

impl Observer for Diary {
    fn observe(&mut self, day: f64, event: Event) {
        self.0.push((day, event));
    }
}

/// A trial: all that it leaves, as text, and all that is told of it.
type Told = (String, Vec<(f64, Event)>);

fn told(plan: &Plan, pace: Pace) -> Vec<Told> {
    let keys = plan.purposes.keys(SEED);
    let (mut random, mut simulator) = (RandomBlocks::new(&keys), TrialSimulator::new(plan));
    let mut simulate = |trial: u64| {
        random.turn_to(trial);
        let mut diary = Diary::default();
        let record = simulator.simulate_at(pace, &mut random, &mut diary).clone();
        (support::plans::told(&record, simulator.moments()), diary.0)
    };
    (0..TRIALS).map(&mut simulate).collect()
}

/// How often each of these came: vetoes, coming into force, alarms not forgiven and forgiven, attacks, reneging, non-renewal,
/// confrontation with the channel and without.
fn met(trials: &[Told]) -> [u32; 9] {
    let mut met = [0; 9];
    for (_, event) in trials.iter().flat_map(|trial| &trial.1) {
        let at = match event {
            Event::Vetoed { .. } => 0,
            Event::InForce { .. } => 1,
            Event::Alarm { forgiven, .. } => 2 + usize::from(*forgiven),
            Event::Attacked { .. } => 4,
            Event::Reneged { .. } => 5,
            Event::NotRenewed { .. } => 6,
            Event::Confrontation => 7,
            Event::TwinConfrontation => 8,
            _ => continue,
        };
        met[at] += 1;
    }
    met
}

/// Simulates scenarios drawn from `choices` both ways, and counts what came.
fn both_ways(text: &str, choices: &[&[&str]]) -> [u32; 9] {
    let mut chance = ChaCha8Rng::seed_from_u64(SEED);
    let mut all = [0; 9];
    for number in 0..SCENARIOS {
        let sets: Vec<&str> = choices.iter().map(|choices| choices[chance.random_range(0..choices.len())]).collect();
        let plan = plan(text, &sets);
        let [passing, step_by_step] = [Pace::Passing, Pace::EveryStep].map(|pace| told(&plan, pace));
        for (trial, (passing, step_by_step)) in passing.iter().zip(&step_by_step).enumerate() {
            assert!(passing.0 == step_by_step.0, "scenario {number}, record of trial {trial}: {sets:?}");
            assert_eq!(passing.1, step_by_step.1, "scenario {number}, trial {trial}: {sets:?}");
        }
        all.iter_mut().zip(met(&passing)).for_each(|(all, met)| *all += met);
    }
    all
}

#[test]
fn attempts_that_are_over_at_once_go_as_step_by_step() {
    let met = both_ways(AT_ONCE, &CHOICES);
    assert!(met[..4].iter().all(|times| *times > 500), "{met:?}");
}

#[test]
fn all_that_takes_time_goes_as_step_by_step() {
    let met = both_ways(RICH, &RICH_CHOICES);
    assert!(met.iter().all(|times| *times > 50), "{met:?}");
}
