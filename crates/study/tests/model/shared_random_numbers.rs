//! Relations between two scenarios that hold in every single trial, because both are simulated on the same words.
//!
//! None of them is statistical: one trial on the wrong side is a fault. Each test also counts the trials in which
//! the change did something, so that it cannot pass for want of cases.

use detente_engine::domain::Cause;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::trial::{Event, LeverageMeasure, Observer, Quantity, TrialRecord, TrialSimulator};
use support::{RICH, plan, shipped_plan, still};

/// Everything an observer was told.
#[derive(Default)]
struct Diary(Vec<(f64, Event)>);

impl Observer for Diary {
    fn observe(&mut self, day: f64, event: Event) {
        self.0.push((day, event));
    }
}

/// A trial: what it left behind, but for the demand for arms (which reads instability even where nothing comes of it),
/// and its story.
struct Told {
    record: TrialRecord,
    story: Vec<(f64, Event)>,
}

/// Simulates trials 0.. of two plans under seed 1, side by side.
fn pairs(low: &Plan, high: &Plan, trials: u64, mut see: impl FnMut(u64, &Told, &Told)) {
    let keys = [low, high].map(|plan| plan.purposes.keys(1));
    let mut randoms = [RandomBlocks::new(&keys[0]), RandomBlocks::new(&keys[1])];
    let (plans, mut simulators) = ([low, high], [TrialSimulator::new(low), TrialSimulator::new(high)]);
    for trial in 0..trials {
        let [low, high] = [0, 1].map(|arm| {
            randoms[arm].turn_to(trial);
            let mut diary = Diary::default();
            let mut record = simulators[arm].simulate(&mut randoms[arm], &mut diary).clone();
            record.leverage[LeverageMeasure::ArmsDemand.index()] = [0.0; 2];
            // The arm without a channel is simulated, and told, after the other.
            diary.0.sort_by_key(|(day, _)| (day / plans[arm].step_days).ceil() as u32);
            Told { record, story: diary.0 }
        });
        see(trial, &low, &high);
    }
}

const TRIALS: u64 = 2_000;

fn step_of(confrontation: Option<u32>) -> u32 {
    confrontation.unwrap_or(u32::MAX)
}

/// What is told up to the end of the step before the one in which `until` first happens; all where it does not.
fn told_before(story: &[(f64, Event)], until: Option<f64>, step_days: f64) -> &[(f64, Event)] {
    let Some(day) = until else { return story };
    let bound = ((day / step_days).ceil() - 1.0) * step_days;
    let kept = story.iter().rposition(|(day, _)| *day <= bound).map_or(0, |last| last + 1);
    let first_after = story.iter().position(|(day, _)| *day > bound).unwrap_or(story.len());
    assert_eq!(kept, first_after, "events of one step are told before those of the next");
    &story[..kept]
}

/// Checks that the plans tell the same before the step in which `first` happens in either, and leave the same record in
/// trials in which it does not. How many trials it happened in, and how many not.
fn alike_before(one: &Plan, other: &Plan, trials: u64, first: impl Fn(&Event) -> bool) -> [u32; 2] {
    let (mut happened, mut never) = (0, 0);
    pairs(one, other, trials, |trial, one_told, other_told| {
        let day = |told: &Told| told.story.iter().find(|(_, event)| first(event)).map(|(day, _)| *day);
        let until = [day(one_told), day(other_told)].into_iter().flatten().reduce(f64::min);
        let [before, same] = [one_told, other_told].map(|told| told_before(&told.story, until, one.step_days));
        assert_eq!(before, same, "trial {trial}");
        if until.is_none() {
            let [one, other] = [one_told, other_told].map(|told| format!("{:?}", told.record));
            assert!(one == other, "trial {trial}: records differ\n{one}\n{other}");
            never += 1;
        } else {
            happened += 1;
        }
    });
    [happened, never]
}

/// The same for [`RICH`] with `low` or `high` set, and `base` in either case.
fn alike_until(base: &[&str], low: &str, high: &str, first: impl Fn(&Event) -> bool) {
    let [one, other] = [low, high].map(|set| plan(RICH, &[base, &[set]].concat()));
    let [happened, never] = alike_before(&one, &other, TRIALS, first);
    assert!(happened > 50 && never > 50, "{high}: {happened} trials in which it happened, {never} without");
}

fn broke(event: &Event, why: Cause) -> bool {
    matches!(event, Event::Broke { cause } if *cause == why)
}

#[test]
fn limits_change_nothing_before_they_are_met() {
    // Confrontation may come in the very step in which the channel would have lapsed.
    let dormant = |event: &Event| matches!(event, Event::Dormant { .. } | Event::Confrontation);
    alike_until(&[], "ladder.lapse_weeks=26", "ladder.lapse_weeks=60", dormant);
    alike_until(&[], "dispute.limit_weeks=6", "dispute.limit_weeks=20", dormant);
    let disputes = |event: &Event| broke(event, Cause::DisputeCount);
    alike_until(&[], "party.giver.disputes_before_exit=2", "party.giver.disputes_before_exit=4", disputes);
    alike_until(&[], "party.giver.tries_per_rung=2", "party.giver.tries_per_rung=5", disputes);
}

#[test]
fn answers_change_nothing_before_they_are_given() {
    let left = |event: &Event| matches!(event, Event::Turnover { leaves: true, party: 0, .. });
    alike_until(&[], "party.giver.exit_on_turnover=0.2", "party.giver.exit_on_turnover=0.7", left);
    let forgave = |event: &Event| {
        matches!(event, Event::Alarm { forgiven: true, party: 1, .. })
            || matches!(event, Event::Incident { severity: 3, laid_to: Some(1), .. })
    };
    alike_until(&[], "party.giver.forgiveness=0", "party.giver.forgiveness=0.6", forgave);
    let laid = |event: &Event| matches!(event, Event::Incident { laid_to: Some(_), .. });
    alike_until(&[], "escalation.attribution=0.1", "escalation.attribution=0.6", laid);
    let waits = |event: &Event| matches!(event, Event::Vetoed { body: 1, .. });
    alike_until(&[], "body.council.veto_wait_weeks=3", "body.council.veto_wait_weeks=12", waits);
}

fn confronts(event: &Event) -> bool {
    matches!(event, Event::Confrontation | Event::TwinConfrontation)
}

/// Checks which way the step of confrontation moves from `one` to `other`, with the channel and in the counterfactual: 1 that it
/// only comes sooner, -1 only later, 0 neither. In how many trials it moved.
fn moved_confrontation(one: &Plan, other: &Plan, trials: u64, ways: [i8; 2]) -> [u32; 2] {
    let mut moved = [0, 0];
    pairs(one, other, trials, |trial, low_told, high_told| {
        let steps =
            |told: &Told| [told.record.confrontation_step, told.record.counterfactual_confrontation_step].map(step_of);
        for (arm, way) in ways.into_iter().enumerate() {
            let (low_step, high_step) = (steps(low_told)[arm], steps(high_told)[arm]);
            let right = match way {
                1 => high_step <= low_step,
                -1 => high_step >= low_step,
                _ => high_step == low_step,
            };
            assert!(right, "trial {trial}, arm {arm}: confrontation moved from {low_step} to {high_step}");
            moved[arm] += u32::from(high_step != low_step);
        }
    });
    moved
}

/// What only the hazard of confrontation reads can change nothing but the step of confrontation, and that one way.
fn moves_confrontation(base: &[&str], low: &str, high: &str, channel: i8, counterfactual: i8) {
    alike_until(base, low, high, confronts);
    let [one, other] = [low, high].map(|set| plan(RICH, &[base, &[set]].concat()));
    let ways = [channel, counterfactual];
    for (moved, way) in moved_confrontation(&one, &other, TRIALS, ways).into_iter().zip(ways) {
        assert!(way == 0 || moved > 30, "{high} moved confrontation in {moved} trials");
    }
}

#[test]
fn a_greater_hazard_only_brings_confrontation_forward_in_both_arms() {
    let set = ["escalation.confrontation_per_month=0.008", "escalation.confrontation_per_month=0.03"];
    moves_confrontation(&[], set[0], set[1], 1, 1);
    let set = ["escalation.confrontation_per_step=0.002", "escalation.confrontation_per_step=0.01"];
    moves_confrontation(&[], set[0], set[1], 1, 1);
    let set = ["escalation.instability_per_month=0", "escalation.instability_per_month=0.04"];
    moves_confrontation(&[], set[0], set[1], 1, 1);
}

#[test]
fn mediator_and_diversion_move_confrontation_with_the_channel_and_never_without() {
    moves_confrontation(&[], "mediator.calming=0.1", "mediator.calming=1.2", -1, 0);
    moves_confrontation(&[], "mediator.artificial_incentive=0", "mediator.artificial_incentive=1.5", 1, 0);
    let usable = ["rung.release.giver.escrow_share=0", "money.diverted_share=0.6"];
    let set = ["money.diversion_feeds_instability=0", "money.diversion_feeds_instability=3"];
    moves_confrontation(&usable, set[0], set[1], 1, 0);
}

/// Incidents come by inversion, so a greater rate only adds incidents to those there are; the counterfactual has no other
/// feedback than theirs.
#[test]
fn more_incidents_only_bring_the_confrontation_of_the_counterfactual_forward() {
    for (low, high) in [
        ("escalation.incidents_per_month=0.2", "escalation.incidents_per_month=0.6"),
        ("escalation.tension_per_severity=0.05", "escalation.tension_per_severity=0.2"),
    ] {
        let (one, other) = (plan(RICH, &[low]), plan(RICH, &[high]));
        let mut sooner = 0;
        pairs(&one, &other, TRIALS, |trial, low_told, high_told| {
            let [low_step, high_step] =
                [low_told, high_told].map(|told| step_of(told.record.counterfactual_confrontation_step));
            assert!(high_step <= low_step, "trial {trial}, {high}: from {low_step} to {high_step}");
            sooner += u32::from(high_step < low_step);
        });
        assert!(sooner > 30, "{high} moved {sooner} counterfactuals");
    }
}

/// In how many trials the story goes on after the horizon of `short`, up to which both tell the same.
fn goes_on(short: &Plan, long: &Plan, trials: u64) -> u32 {
    let mut went_on = 0;
    pairs(short, long, trials, |trial, short_told, long_told| {
        let bound = f64::from(short.steps) * short.step_days;
        // A channel that resumes does so with the first moment of a step, which the shorter horizon does not have any more.
        let is_within = |(day, event): &&(f64, Event)| *day < bound || (*day <= bound && *event != Event::Resumed);
        let within: Vec<_> = long_told.story.iter().filter(is_within).collect();
        assert!(within.iter().copied().eq(&short_told.story), "trial {trial}");
        went_on += u32::from(within.len() < long_told.story.len());
    });
    went_on
}

#[test]
fn a_longer_horizon_goes_on_where_the_shorter_one_ends() {
    let went_on = goes_on(&plan(RICH, &["horizon_weeks=52"]), &plan(RICH, &["horizon_weeks=130"]), TRIALS);
    assert!(went_on > 1_000, "{went_on} trials went on");
}

#[test]
fn horizon_and_hazard_move_the_shipped_scenarios_as_they_should() {
    for name in ["doha_2026.toml", "jpoa_2014.toml", "algiers_1981.toml", "tutorial.toml"] {
        let with = |set: &str| shipped_plan(name, &[set]);
        let went_on = goes_on(&with("horizon_weeks=104"), &with("horizon_weeks=200"), 300);
        let [low, high] = ["0.005", "0.02"].map(|hazard| with(&format!("escalation.confrontation_per_month={hazard}")));
        alike_before(&low, &high, 300, confronts);
        let [with, without] = moved_confrontation(&low, &high, 300, [1, 1]);
        assert!(went_on > 100 && with > 30 && without > 30, "{name}: {went_on} went on, {with} and {without} moved");
    }
}

#[test]
fn where_it_feeds_nothing_diversion_only_moves_money_from_permitted_to_diverted() {
    let base = ["money.diversion_feeds_instability=0", "rung.release.giver.escrow_share=0.3"];
    let [one, other] =
        ["money.diverted_share=0.1", "money.diverted_share=0.5"].map(|set| plan(RICH, &[&base[..], &[set]].concat()));
    let mut diverted = 0;
    pairs(&one, &other, TRIALS, |trial, low_told, high_told| {
        assert_eq!(low_told.story, high_told.story, "trial {trial}");
        let of = |told: &Told, quantity: Quantity| told.record.quantities[quantity.index()];
        let spent = |told: &Told| of(told, Quantity::FundsSpentPermitted) + of(told, Quantity::FundsDiverted);
        assert!((spent(low_told) - spent(high_told)).abs() < 1e-9, "trial {trial}");
        let [low_share, high_share] = [low_told, high_told].map(|told| of(told, Quantity::FundsDiverted));
        assert!(high_share >= low_share, "trial {trial}: {low_share} and {high_share} diverted");
        diverted += u32::from(high_share > low_share);
    });
    assert!(diverted > 300, "{diverted} trials diverted more");
}

/// A ladder in a still world with all behaviour given outright: ten rungs of the sender under one body.
const CLIMB: &str = "\
[body.only]
party = \"sender\"
review_weeks = 3
approval = 0.6
veto_wait_weeks = 5
[rung.step]
repeat = 9
check_lag_weeks = 1
sender = { kind = \"other\", false_alarm = 0.2, detection = 0.8, compliance = 0.9 }
[rung.top]
structural = true
sender = { kind = \"other\", false_alarm = 0.2, detection = 0.8, compliance = 0.9 }
[dispute]
limit_weeks = 1040
";

/// Checks that with `sooner` for `base` every rung of [`CLIMB`] comes into force no later in any trial.
fn brings_forward(also: &[&str], base: &str, sooner: &str) {
    let sets = [&["ladder.order=[\"step\",\"top\"]", "party.first.cure=1"][..], also].concat();
    let sets: Vec<&str> = sets.into_iter().filter(|set| !set.is_empty()).collect();
    let [low, high] = [base, sooner].map(|set| still(104, CLIMB, &[&sets[..], &[set]].concat()));
    let mut moved = 0;
    pairs(&low, &high, TRIALS, |trial, low_told, high_told| {
        for (rung, (late, soon)) in low_told.record.rungs.iter().zip(&high_told.record.rungs).enumerate() {
            // Never, which is 0, becomes the latest of all.
            let [late, soon] = [late, soon].map(|rung| rung.first_in_force_step.wrapping_sub(1));
            assert!(soon <= late, "trial {trial}, rung {rung}: step {soon} with {sooner}, {late} with {base}");
            moved += u32::from(soon < late);
        }
    });
    assert!(moved > 1_000, "{sooner} moved {moved} rungs");
}

/// The tries at a rung have their words by number, so what lets a try succeed means fewer tries. It also brings the
/// rung forward where a try that succeeds here cannot fail later on, which would cost more time than to fail here.
#[test]
fn what_lets_a_try_succeed_only_brings_rungs_forward() {
    let honest = ["ladder.concession.compliance=1", "rung.step.sender.compliance=1", "rung.top.sender.compliance=1"];
    let quiet = ["rung.step.sender.false_alarm=0", "rung.top.sender.false_alarm=0"];
    let safe = [&honest[..], &quiet].concat();
    brings_forward(&safe, "body.only.approval=0.4", "body.only.approval=0.7");
    let signed = [&safe[..], &["body.only.approval=1"]].concat();
    let acceptance = ["rung.step.sender.acceptance=0.6", "rung.step.sender.acceptance=0.9"];
    brings_forward(&signed, acceptance[0], acceptance[1]);
    brings_forward(&[], "rung.step.sender.false_alarm=0.3", "rung.step.sender.false_alarm=0.1");
    brings_forward(&[], "rung.step.sender.detection=0.9", "rung.step.sender.detection=0.3");
    brings_forward(&[], "rung.step.sender.compliance=0.6", "rung.step.sender.compliance=0.9");
    brings_forward(&[], "party.second.forgiveness=0", "party.second.forgiveness=0.6");
}

/// Shorter times leave the tries as they are, with several bodies as well: where both wait equally long after a veto,
/// it does not matter whose veto comes first.
#[test]
fn shorter_times_only_bring_rungs_forward() {
    let two = ["body.other={party=\"target\",review_weeks=4,approval=0.8,veto_wait_weeks=5}"];
    let wait = "rung.step.implementation_weeks";
    brings_forward(&two, &format!("{wait}=5"), &format!("{wait}=2"));
    brings_forward(&two, "body.only.review_weeks=6", "body.only.review_weeks=2");
    brings_forward(&two, "body.only.veto_wait_weeks=8", "body.only.veto_wait_weeks=1");
    brings_forward(&two, "rung.step.check_lag_weeks=3", "rung.step.check_lag_weeks=1");
}

#[test]
fn a_quicker_cure_only_brings_rungs_forward() {
    brings_forward(&["party.first.cure=\"none\""], "party.first.cure_per_month=0.3", "party.first.cure_per_month=1.5");
}

#[test]
fn a_greater_hazard_of_reneging_only_breaks_the_channel_sooner() {
    let sets = ["ladder.order=[\"step\",\"top\"]", "party.first.cure=1", "party.first.trustworthy=0.3"];
    let [low, high] = ["party.first.renege_per_month=0.1", "party.first.renege_per_month=0.4"]
        .map(|set| still(104, CLIMB, &[&sets[..], &[set]].concat()));
    let mut sooner = 0;
    pairs(&low, &high, TRIALS, |trial, low_told, high_told| {
        let day =
            |told: &Told| told.story.iter().find(|(_, event)| matches!(event, Event::Reneged { .. })).map(|e| e.0);
        let [late, soon] = [low_told, high_told].map(|told| day(told).unwrap_or(f64::INFINITY));
        assert!(soon <= late, "trial {trial}: reneged on day {soon}, with less hazard on day {late}");
        sooner += u32::from(soon < late);
    });
    assert!(sooner > 100, "{sooner} trials");
}
