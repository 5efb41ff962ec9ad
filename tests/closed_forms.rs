//! Published closed forms that the scenario language can say exactly: the solver must give them to 1e-12, and
//! the engine within its luck.
//!
//! The engine plays 100,000 trials a case; a figure fails where it is more than 6.1 standard errors from the closed
//! form, which luck alone does once in 1e9, and an error of 0.015 in a share near one half would surely be seen.

mod common;

use common::still;
use detente::domain::{Cause, Outcome};
use detente::exact::{self, Exact};
use detente::plan::Plan;
use detente::trial::Quantity;
use std::fmt::Write as _;

const TRIALS: u64 = 100_000;
const BOUND: f64 = 6.1;

fn answer(plan: &Plan) -> Exact {
    exact::answer(plan).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// The solver and the engine both give `closed` as the share of `outcome`.
fn assert_outcome(plan: &Plan, outcome: Outcome, closed: f64) {
    let exact = answer(plan).outcome(outcome);
    assert!((exact - closed).abs() < 1e-12, "{}: {exact} for {closed}", outcome.word());
    let played = common::play(plan, TRIALS).record().outcome(outcome) as f64 / TRIALS as f64;
    let error = (closed * (1.0 - closed) / TRIALS as f64).sqrt();
    assert!((played - closed).abs() <= BOUND * error, "{}: {played} for {closed}", outcome.word());
}

#[test]
fn three_bodies_all_sign_with_the_product_of_their_probabilities() {
    let mut bodies = String::new();
    for body in ["one", "two", "three"] {
        let _ = writeln!(bodies, "[body.{body}]\nparty = \"sender\"\nreview_weeks = 0\napproval = 0.77");
    }
    let text = format!("{bodies}[rung.only]\nstructural = true\nsender = {{ kind = \"other\" }}\n");
    let closed = 0.77 * 0.77 * 0.77;
    assert!((closed - 0.4565_f64).abs() < 5e-5);
    assert_outcome(&still(1, &text, &["ladder.order=[\"only\"]"]), Outcome::Scaling, closed);
}

/// Eleven checks, each of which sees a breach with probability .2.
#[test]
fn eleven_checks_find_what_one_finds_in_a_fifth_of_cases() {
    let text = "[body]\n[rung.watch]\nrepeat = 11\nsender = { kind = \"other\", compliance = 0, detection = 0.2 }\n";
    let plan = still(12, text, &["ladder.order=[\"watch\"]", "party.first.disputes_before_exit=1"]);
    let closed = 1.0 - libm::pow(0.8, 11.0);
    assert!((closed - 0.9141).abs() < 5e-5);
    assert_outcome(&plan, Outcome::Collapse, closed);
}

/// Six rungs; each step one is gained with .1, the channel breaks with .02, confrontation comes with .01.
#[test]
fn the_markov_ladder_has_its_closed_form() {
    let confront = 0.01 / 0.98;
    let advance = 0.1 / (1.0 - confront);
    let text = format!(
        "[body.only]\nparty = \"sender\"\nreview_weeks = 0\nveto_wait_weeks = 0\napproval = {}\n[rung.step]\nrepeat = 5\n\
         sender = {{ kind = \"other\", false_alarm = {alarm} }}\n[rung.top]\nstructural = true\n\
         sender = {{ kind = \"other\", false_alarm = {alarm} }}\n",
        advance + 0.02,
        alarm = 0.02 / (advance + 0.02),
    );
    let confront = format!("escalation.confrontation_per_step={confront}");
    let plan =
        still(2000, &text, &["ladder.order=[\"step\",\"top\"]", "party.first.disputes_before_exit=1", &confront]);
    let scale = libm::pow(10.0 / 13.0, 6.0);
    assert_outcome(&plan, Outcome::Scaling, scale);
    let exact = answer(&plan);
    for (figure, closed, published) in [
        (exact.outcome(Outcome::Scaling), scale, 0.2072),
        (exact.cause(Cause::DisputeCount), (1.0 - scale) * 2.0 / 3.0, 0.5285),
        (exact.cause(Cause::Uncompared), (1.0 - scale) / 3.0, 0.2643),
        (exact.mean_end_weeks() / 100.0, (1.0 - scale) / 3.0, 0.2643),
    ] {
        assert!((figure - closed).abs() < 1e-12 && (closed - published).abs() < 5e-5, "{figure} for {closed}");
    }
}

/// The probability that a walk, one up with .55 and else one down, from 1 meets `top` before 0. The rung at
/// the bottom is the sender's, who never cures, so that one step down from there breaks the channel; the others
/// are the target's, who always does, so that one step down takes the newest rung back.
fn walk(top: u32) -> Plan {
    let text = format!(
        "[body]\n[rung.bottom]\nsender = {{ kind = \"other\", false_alarm = 0.45 }}\n[rung.middle]\nrepeat = {}\n\
         target = {{ kind = \"other\", false_alarm = 0.45 }}\n[rung.top]\nstructural = true\n\
         target = {{ kind = \"other\", false_alarm = 0.45 }}\n[dispute]\nlimit_weeks = 0\n",
        (top - 3).max(1)
    );
    let order =
        if top == 3 { "ladder.order=[\"bottom\",\"top\"]" } else { "ladder.order=[\"bottom\",\"middle\",\"top\"]" };
    let sets = [order, "party.first.cure=0", "party.second.cure=1", "party.first.snapback=\"newest\""];
    still(2000, &text, &sets)
}

/// From 3 of 6: to meet 6 from 1, the walk must first meet 3.
#[test]
fn the_gamblers_ruin_has_its_closed_form() {
    let odds: f64 = 0.45 / 0.55;
    let closed = |top: f64| (1.0 - odds) / (1.0 - libm::pow(odds, top));
    let [six, three] = [6, 3].map(|top| {
        let plan = walk(top);
        assert_outcome(&plan, Outcome::Scaling, closed(f64::from(top)));
        answer(&plan).outcome(Outcome::Scaling)
    });
    assert!((six / three - 0.6461).abs() < 5e-5, "{}", six / three);
}

/// A constant hazard of .0145 a month over 260 weeks, whatever the step.
#[test]
fn a_constant_hazard_gives_its_closed_form_at_any_step() {
    for step_days in ["7", "3.5", "1"] {
        let text = "horizon_weeks = 260\n[rung]\n[ladder]\norder = []\n[escalation]\nincidents_per_month = 0\n\
                    instability_per_month = 0\nconfrontation_per_month = 0.0145\n";
        let plan = common::plan(text, &[&format!("run.step_days={step_days}")]);
        let closed = -libm::expm1(-0.0145 * 260.0 * 7.0 / 30.0);
        assert!((closed - 0.5851).abs() < 5e-5);
        assert_outcome(&plan, Outcome::Overtaken, closed);
    }
}

/// Exponential reviews of mean 4 weeks have a variance of 16. The mean of 100,000 must lie within 0.08 and the
/// standard deviation within 0.16 (6.1 standard errors, the kurtosis of the exponential being 9).
#[test]
fn reviews_are_exponential() {
    let text = "[body.only]\nparty = \"sender\"\nreview_weeks = 4\napproval = 1\n\
                [rung.only]\nsender = { kind = \"other\" }\n";
    let tally = common::play(&still(520, text, &["ladder.order=[\"only\"]"]), TRIALS);
    let lag = tally.record().of_all(Quantity::SignOffLagWeeks).moments(tally.axis(Quantity::SignOffLagWeeks));
    let (mean, sd) = (lag.mean().expect("signed"), lag.sd().expect("signed"));
    assert!((mean - 4.0).abs() < 0.08, "{mean}");
    assert!((sd - 4.0).abs() < 0.16 && (sd * sd - 16.0).abs() < 1.3, "{sd}");
}
