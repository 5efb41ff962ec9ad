//! How things stand at the start: each key of `[opening]` against what must follow from it.
//!
//! The one share that is simulated fails where it is more than 6.1 standard errors from its closed form, which chance alone does
//! once in 1e9; an error of .015 would surely be seen. All else is exact.

use detente_engine::domain::{Cause, Outcome};
use detente_engine::exact;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::trial::{Quantity, TrialRecord, TrialSimulator, Unobserved};
use detente_study::run::replay;
use detente_study::scenario;
use support::{RICH, checked, still};

/// Two rungs, each of which comes into force in the week in which its body approves; the first moves money.
const TWO_RUNGS: &str = "\
[body.only]
party = \"sender\"
review_weeks = 0
veto_wait_weeks = 0
approval = 0.3
[rung.first]
sender = { kind = \"funds\", money_usd_bn = 3, escrow_share = 1 }
[rung.second]
structural = true
sender = { kind = \"other\" }
";

fn two_rungs(sets: &[&str]) -> Plan {
    still(6, TWO_RUNGS, &[&["ladder.order=[\"first\",\"second\"]"], sets].concat())
}

fn record(plan: &Plan) -> TrialRecord {
    replay(plan, 1, 0).record
}

fn quantity(record: &TrialRecord, quantity: Quantity) -> f64 {
    record.quantities[quantity.index()]
}

#[test]
fn what_is_in_force_need_not_be_climbed_again() {
    const TRIALS: u64 = 100_000;
    let simulated = support::simulate(&two_rungs(&["opening.in_force=1"]), TRIALS);
    let closed = 1.0 - libm::pow(0.7, 6.0);
    let share = simulated.record().outcome(Outcome::Scaling) as f64 / TRIALS as f64;
    let error = (closed * (1.0 - closed) / TRIALS as f64).sqrt();
    assert!((share - closed).abs() <= 6.1 * error, "{share} for {closed}");
    let all = support::simulate(&two_rungs(&["opening.in_force=2"]), 1000);
    assert_eq!(all.record().cause(Cause::Completed), 1000);
}

#[test]
fn what_is_in_force_was_paid_and_counts_as_delivered() {
    let plan = two_rungs(&["opening.in_force=1", "body.only.approval=0"]);
    let record = record(&plan);
    assert_eq!(quantity(&record, Quantity::FundsDelivered), 3.0);
    assert_eq!((record.rungs[0].delivered, record.rungs[0].in_force, record.rungs[0].honoured), (1, true, true));
    assert_eq!((record.rungs[1].delivered, record.stopped_at), (0, Some(1)));
    assert!(quantity(&record, Quantity::FirstInForceWeeks).is_nan(), "it came before the start");
    // Trials do not hand on anything to those after them.
    let several = support::simulate(&plan, 40);
    assert_eq!(several.record().ladder.rungs[0].delivered, 40);
    assert_eq!(several.record().of_all(Quantity::RungsDelivered).histogram.filled().collect::<Vec<_>>(), [(1, 40)]);
}

#[test]
fn a_renewal_of_what_is_in_force_falls_due_from_the_start_on() {
    // What is in force at the opening was agreed to; only another government may see it otherwise.
    let clock = ["opening.in_force=1", "rung.first.renewal_days=21", "rung.first.sender.acceptance=0"];
    assert_ne!(record(&two_rungs(&clock)).cause, Cause::NonRenewal);
    let another = ["party.first.turnover_per_month=5", "party.first.exit_on_turnover=0"];
    let record = record(&two_rungs(&[&clock[..], &another].concat()));
    assert_eq!((record.cause, record.decided_step), (Cause::NonRenewal, 3));
}

#[test]
fn the_clock_of_the_lapse_has_run_since_a_rung_last_came_into_force() {
    let never = ["body.only.approval=0", "ladder.lapse_weeks=5"];
    for (idle, step) in [("0", 5), ("3", 2)] {
        let idle = format!("opening.idle_weeks={idle}");
        let record = record(&two_rungs(&[&never[..], &[&idle]].concat()));
        assert_eq!((record.channel_end_step, record.decided_step), (Some(step), step), "{idle}");
    }
}

#[test]
fn tension_halves_from_where_it_stands_in_both_arms() {
    let sets = ["opening.tension=1.5", "escalation.half_life_weeks=2", "run.until=horizon"];
    let plan = two_rungs(&sets);
    let keys = plan.purposes.keys(1);
    let (mut random, mut simulator) = (RandomBlocks::new(&keys), TrialSimulator::new(&plan));
    random.turn_to(0);
    simulator.simulate(&mut random, &mut Unobserved);
    for (week, moment) in simulator.moments().iter().enumerate() {
        let known = 1.5 * libm::pow(2.0, -(week as f64) / 2.0);
        assert!((moment.tension - known).abs() < 1e-12, "week {week}: {}", moment.tension);
    }
    let hot = ["opening.tension=1.5", "run.until=horizon", "ladder.order=[]", "mediator.calming=0"];
    let plan = support::plan(RICH, &[&hot[..], &["body.congress=none", "body.treasury=none"]].concat());
    for trial in 0..200 {
        let record = replay(&plan, 1, trial).record;
        assert_eq!(record.confrontation_step, record.counterfactual_confrontation_step, "no ladder is no channel");
    }
}

#[test]
fn promises_count_from_the_start() {
    let sets = ["opening.sender_kept=3", "opening.sender_broken=1", "opening.target_broken=4", "body.only.approval=0"];
    let record = record(&two_rungs(&sets));
    assert_eq!(quantity(&record, Quantity::CredibilitySender), 5.0 / 8.0);
    assert_eq!(quantity(&record, Quantity::CredibilityTarget), 2.0 / 8.0);
}

#[test]
fn an_opening_is_refused_where_it_cannot_be() {
    let sets = ["opening.in_force=9".to_owned()];
    let faults = scenario::read_text("test", RICH, &sets).expect_err("seven rungs");
    assert!(faults.to_string().contains("more than the ladder has"), "{faults}");
    let refusal = exact::answer(&two_rungs(&["opening.idle_weeks=1"])).expect_err("not from the beginning");
    assert!(refusal.to_string().contains("`opening`"), "{refusal}");
}

#[test]
fn rows_of_the_opening_stand_only_where_the_file_says_something_of_it() {
    let keys = |sets: &[&str]| {
        let rows = checked(RICH, sets).scenario.parameters;
        rows.into_iter().filter(|row| row.key.starts_with("opening.")).count()
    };
    assert_eq!((keys(&[]), keys(&["opening.tension=\"0.1 to 0.6\""])), (0, 7));
}
