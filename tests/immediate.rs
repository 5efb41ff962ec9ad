//! Attempts that are over on the day of their offer are played for all trials of a group together, but in a group of one
//! step by step: what a trial leaves, and all that is told of it, must be the same. No test here is statistical.

mod common;
mod plans;

use common::plan;
use detente::luck::{LANES, Tape};
use detente::plan::{Plan, World};
use detente::trial::{Event, Observer, Player, Players};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SEED: u64 = 20_261_127;
/// Scenarios drawn.
const SCENARIOS: usize = 240;
/// Trials of each: two groups, and one that is not full.
const TRIALS: usize = 2 * LANES + 7;

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

/// What is told of the trials of a group, by their places.
#[derive(Default)]
struct Diary {
    lane: usize,
    told: [Vec<(f64, Event)>; LANES],
}

impl Observer for Diary {
    fn observe(&mut self, day: f64, event: Event) {
        self.told[self.lane].push((day, event));
    }

    fn turn_to(&mut self, lane: usize) {
        self.lane = lane;
    }
}

/// A trial: all that it leaves, as text, and all that is told of it.
type Told = (String, Vec<(f64, Event)>);

fn alone(plan: &Plan) -> Vec<Told> {
    let keys = plan.purposes.keys(SEED);
    let (mut tape, mut player) = (Tape::new(&keys), Player::new(plan));
    let mut play = |trial: usize| {
        tape.turn_to(trial as u64);
        let mut diary = Diary::default();
        let record = player.play(&mut tape, &mut diary).clone();
        (plans::told(&record, player.moments()), std::mem::take(&mut diary.told[0]))
    };
    (0..TRIALS).map(&mut play).collect()
}

fn together(plan: &Plan) -> Vec<Told> {
    let keys = plan.purposes.keys(SEED);
    let (mut tape, mut players) = (Tape::new(&keys), Players::<LANES>::new(plan));
    let mut all = Vec::new();
    for first in (0..TRIALS).step_by(LANES) {
        tape.turn_to(first as u64);
        let mut diary = Diary::default();
        let number = LANES.min(TRIALS - first);
        players.play_watched(&mut tape, number, &mut diary);
        for (lane, told) in diary.told.into_iter().enumerate().take(number) {
            all.push((plans::told(&players.records()[lane], players.timeline().of(lane)), told));
        }
    }
    all
}

/// By rung instance, whether its attempts are immediate.
fn immediate(plan: &Plan) -> Vec<bool> {
    World::derive(plan, &plan.numbers).ladder.iter().map(|terms| terms.immediate).collect()
}

#[test]
fn an_attempt_that_is_over_at_once_goes_as_any_other() {
    let mut luck = ChaCha8Rng::seed_from_u64(SEED);
    let mut met = [0; 4];
    for number in 0..SCENARIOS {
        let sets = CHOICES.map(|choices| choices[luck.random_range(0..choices.len())]);
        let plan = plan(AT_ONCE, &sets);
        assert_eq!(immediate(&plan), [true; 7], "scenario {number}: {sets:?}");
        let (alone, together) = (alone(&plan), together(&plan));
        assert_eq!(alone.len(), together.len());
        for (trial, (alone, together)) in alone.iter().zip(&together).enumerate() {
            assert!(alone.0 == together.0, "scenario {number}, record of trial {trial}: {sets:?}");
            assert_eq!(alone.1, together.1, "scenario {number}, trial {trial}: {sets:?}");
            for (_, event) in &alone.1 {
                match event {
                    Event::Vetoed { .. } => met[0] += 1,
                    Event::InForce { .. } => met[1] += 1,
                    Event::Alarm { forgiven, .. } => met[2 + usize::from(*forgiven)] += 1,
                    _ => {}
                }
            }
        }
    }
    assert!(met.iter().all(|times| *times > 500), "vetoes, successes, alarms, forgiven alarms: {met:?}");
}

/// Ladders on which some attempts are immediate and others not, and trials in worlds of their own.
#[test]
fn what_is_immediate_in_part_or_in_some_worlds_goes_as_any_other() {
    for set in [
        "rung.funds.check_lag_weeks=1",
        "rung.last.implementation_weeks=2",
        "rung.funds.first.acceptance=0.7",
        "rung.step.second.compliance_exploiter=\"none\"",
        "body.one.approval=\"0.3 to 0.9\"",
        "ladder.concession.detection=\"0.3 to 0.9\"",
        "rung.step.check_lag_weeks={values=[0, 1], weights=[1, 1]}",
    ] {
        let plan = plan(AT_ONCE, &[set]);
        let (alone, together) = (alone(&plan), together(&plan));
        assert!(alone == together, "{set}");
        assert!(
            alone.iter().flat_map(|trial| &trial.1).any(|(_, event)| matches!(event, Event::InForce { .. })),
            "{set}"
        );
    }
}

#[test]
fn what_takes_time_or_hangs_on_anything_else_is_not_immediate() {
    let nowhere = [false; 7];
    // Where body one does not sign, and only the second party gives.
    let at_the_pause = [false, false, false, false, false, true, false];
    for (set, expected) in [
        ("body.one.review_weeks=1", at_the_pause),
        ("body.one.approval=\"none\"", at_the_pause),
        ("ladder.first_mover=\"second\"", at_the_pause),
        ("ladder.rung.implementation_weeks=1", nowhere),
        ("ladder.rung.check_lag_weeks=1", nowhere),
        ("ladder.concession.acceptance=0.9", nowhere),
        ("ladder.concession.acceptance=\"none\"", nowhere),
        ("ladder.concession.compliance=\"none\"", nowhere),
        ("rung.step.first.compliance_exploiter=\"none\"", [false, false, false, true, true, true, true]),
        ("rung.last.second.acceptance=0.5", [true, true, true, true, true, true, false]),
        ("party.first.over_claim=0.2", nowhere),
        ("party.second.renege_per_month=0.1", nowhere),
        ("objector.rival={heard_by=[\"one\"]}", nowhere),
        ("spoiler.militia={camp=\"second\"}", nowhere),
    ] {
        assert_eq!(immediate(&plan(AT_ONCE, &[set])), expected, "{set}");
    }
}
