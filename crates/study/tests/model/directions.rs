//! Directions in which the model must move, each a paired comparison on the same random numbers at the built-in
//! scenario. These are the quick guards of every change; `detente-lab claims` tries far more, at length.
//!
//! A direction holds where the paired difference of shares is beyond 5 standard errors on the right side: a
//! false alarm (a difference of zero taken for the right sign) has probability under 3e-7 for each, under
//! 6e-6 for the family. With 40,000 trials the standard error of a difference is at most .0035, so a true
//! difference of .03 would surely be seen.

use detente_engine::domain::{ChannelEnd, Outcome};
use detente_engine::plan::Plan;
use detente_engine::trial::{Demand, TrialRecord};
use detente_study::run::{self, Spec};
use support::plan;

const TRIALS: u64 = 40_000;

/// The sums of what `of` gives for the records of every trial of `plans`.
fn sums(plans: &[&Plan], of: impl Fn(&[&TrialRecord]) -> [f64; 2] + Sync) -> [f64; 2] {
    let add = |sums: &mut [f64; 2], more: &[f64; 2]| sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    let spec = Spec { seed: 5, trials: TRIALS };
    run::paired_trials(
        plans,
        Demand::Everything,
        spec,
        &|_| (),
        || [0.0; 2],
        |sums, records| add(sums, &of(records)),
        add,
    )
}

/// Mean and standard error of `of(higher) - of(base)` over paired trials.
fn difference(base: &Plan, higher: &Plan, of: impl Fn(&TrialRecord) -> f64 + Sync) -> (f64, f64) {
    let [sum, squares] = sums(&[base, higher], |records| {
        let difference = of(records[1]) - of(records[0]);
        [difference, difference * difference]
    });
    let n = TRIALS as f64;
    (sum / n, ((squares / n - (sum / n) * (sum / n)) / n).sqrt())
}

fn moves(base: &[&str], higher: &[&str], sign: f64, what: &str, of: impl Fn(&TrialRecord) -> f64 + Sync) {
    let (mean, error) = difference(&plan("", base), &plan("", higher), of);
    assert!(sign * mean > 5.0 * error, "{what}: {mean} (standard error {error}) from {base:?} to {higher:?}");
}

fn share(outcome: Outcome) -> impl Fn(&TrialRecord) -> f64 {
    move |record| f64::from(u8::from(record.outcome == outcome))
}

fn confronted_by(step: u32) -> impl Fn(&TrialRecord) -> f64 {
    move |record| f64::from(u8::from(record.confrontation_step.is_some_and(|at| at <= step)))
}

#[test]
fn better_detection_scales_more() {
    let [low, high] = ["ladder.concession.detection=0.6", "ladder.concession.detection=0.95"];
    moves(&[low], &[high], 1.0, "scaling", share(Outcome::Scaling));
}

#[test]
fn false_alarms_break_channels_and_some_forgiveness_mends_them() {
    let [quiet, noisy] = ["ladder.concession.false_alarm=0.01", "ladder.concession.false_alarm=0.15"];
    moves(&[quiet], &[noisy], 1.0, "collapse", share(Outcome::Collapse));
    let never = ["party.sender_state.forgiveness=0", "party.target_state.forgiveness=0", noisy];
    let some = ["party.sender_state.forgiveness=0.4", "party.target_state.forgiveness=0.4", noisy];
    moves(&never, &some, -1.0, "collapse", share(Outcome::Collapse));
}

#[test]
fn more_reversible_concessions_are_accepted_more_often() {
    let [low, high] = ["ladder.concession.reversible=0.2", "ladder.concession.reversible=0.9"];
    let renege = "party.target_state.renege_per_month=0";
    let accepted = |record: &TrialRecord| f64::from(u8::from(record.rungs[0].accepted > 0));
    moves(&[low, renege], &[high, renege], 1.0, "first rung accepted", accepted);
}

#[test]
fn ambiguity_buys_signatures() {
    // Ambiguity also undoes deterrence, so acceptance and compliance are given outright here.
    let given = ["ladder.concession.acceptance=1", "ladder.concession.compliance=0.9"];
    let [low, high] = ["messaging.ambiguity=0", "messaging.ambiguity=0.9"];
    let vetoed = |record: &TrialRecord| f64::from(record.bodies.iter().map(|body| body.vetoes).sum::<u32>());
    moves(&[low, given[0], given[1]], &[high, given[0], given[1]], -1.0, "vetoes", vetoed);
}

#[test]
fn more_bodies_scale_less_and_stall_more() {
    let more = ["body.second={party=\"target\"}", "body.third={party=\"target\"}"];
    moves(&[], &more, -1.0, "scaling", share(Outcome::Scaling));
    moves(&[], &more, 1.0, "stalling", share(Outcome::Stalling));
}

#[test]
fn turnover_that_leaves_collapses_channels() {
    let [low, high] = [["party.sender_state.exit_on_turnover=0.1"], ["party.sender_state.exit_on_turnover=0.9"]];
    moves(&low, &high, 1.0, "collapse", share(Outcome::Collapse));
}

/// Who waits longer for a cure, or through more disputes, must not see more parties leave: a war that would have come anyway is not
/// laid to the channel. (A channel that lapses later is open for longer, and can be left for longer.)
#[test]
fn more_patience_in_disputes_does_not_raise_collapse() {
    let [two, six] = [2, 6].map(|disputes| {
        ["sender_state", "target_state"].map(|id| format!("party.{id}.disputes_before_exit={disputes}"))
    });
    let [two, six] = [&two, &six].map(|sets| sets.each_ref().map(String::as_str));
    moves(&two, &six, -1.0, "collapse", share(Outcome::Collapse));
    let (mean, error) = difference(
        &plan("", &["dispute.limit_weeks=8"]),
        &plan("", &["dispute.limit_weeks=52"]),
        share(Outcome::Collapse),
    );
    // Some channels that would have been dormant are open and can be left. A rise by a point and a half would surely be seen; chance
    // fails one in 3e6.
    assert!(mean < 5.0 * error + 0.008, "{mean} (standard error {error})");
}

#[test]
fn faster_cures_save_channels() {
    let set = |rate: &'static str| match rate {
        "slow" => ["party.sender_state.cure_per_month=0.1", "party.target_state.cure_per_month=0.1"],
        _ => ["party.sender_state.cure_per_month=0.9", "party.target_state.cure_per_month=0.9"],
    };
    let dormant = |record: &TrialRecord| f64::from(u8::from(record.channel_end == ChannelEnd::Dormant));
    moves(&set("slow"), &set("fast"), -1.0, "dormant at the end", dormant);
    moves(&set("slow"), &set("fast"), 1.0, "scaling", share(Outcome::Scaling));
}

#[test]
fn a_mediator_calms_at_first_and_its_deals_suffer_when_it_fades() {
    moves(&["mediator.calming=0"], &["mediator.calming=1"], -1.0, "confrontation by week 26", confronted_by(26));
    let [low, high] = ["mediator.artificial_incentive=0", "mediator.artificial_incentive=0.8"];
    moves(&[low], &[high], 1.0, "confrontation by week 260", confronted_by(260));
}

#[test]
fn the_channel_lowers_confrontation_soon_much_more_than_late() {
    let plan = plan("", &[]);
    let lowered = |step: u32| {
        let by = |at: Option<u32>| f64::from(u8::from(at.is_some_and(|at| at <= step)));
        let [with, counterfactual] = sums(&[&plan], |records| {
            [records[0].confrontation_step, records[0].counterfactual_confrontation_step].map(by)
        });
        with / counterfactual
    };
    let (soon, late) = (lowered(26), lowered(260));
    assert!(soon < 0.75 && late > 0.8 && late < 1.0, "ratio of confrontation {soon} at week 26, {late} at week 260");
}

#[test]
fn diverted_money_feeds_confrontation_and_incidents_harm() {
    let [none, all] = [
        ["money.diverted_share=0", "money.diversion_feeds_instability=1.5"],
        ["money.diverted_share=0.6", "money.diversion_feeds_instability=1.5"],
    ];
    let usable = "rung.step_1.sender.escrow_share=0";
    let with = |set: [&'static str; 2]| [set[0], set[1], usable];
    moves(&with(none), &with(all), 1.0, "confrontation by week 260", confronted_by(260));
    let [calm, rough] = ["escalation.incidents_per_month=0.1", "escalation.incidents_per_month=0.6"];
    moves(&[calm], &[rough], 1.0, "overtaken", share(Outcome::Overtaken));
    moves(&[calm], &[rough], -1.0, "scaling", share(Outcome::Scaling));
}
