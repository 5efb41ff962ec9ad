//! Published closed forms that the scenario language can say exactly: the solver must give them to 1e-12, and
//! the engine within its chance.
//!
//! The engine simulates 100,000 trials a case; a figure fails where it is more than 6.1 standard errors from the closed
//! form, which chance alone does once in 1e9, and an error of 0.015 in a share near one half would surely be seen.

use detente_engine::domain::{Cause, Outcome};
use detente_engine::exact::{self, Exact};
use detente_engine::plan::Plan;
use detente_engine::trial::Quantity;
use std::fmt::Write as _;
use support::still;

const TRIALS: u64 = 100_000;
const BOUND: f64 = 6.1;

fn answer(plan: &Plan) -> Exact {
    exact::answer(plan).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// The solver and the engine both give `closed` as the share of `outcome`.
fn assert_outcome(plan: &Plan, outcome: Outcome, closed: f64) {
    let exact = answer(plan).outcome(outcome);
    assert!((exact - closed).abs() < 1e-12, "{}: {exact} for {closed}", outcome.word());
    let simulated = support::simulate(plan, TRIALS).record().outcome(outcome) as f64 / TRIALS as f64;
    let error = (closed * (1.0 - closed) / TRIALS as f64).sqrt();
    assert!((simulated - closed).abs() <= BOUND * error, "{}: {simulated} for {closed}", outcome.word());
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
    // Those who vote by their party's word decide together, with .77; the others each alone.
    let all_sign = |unity: f64| {
        let own = (1.0 - unity) * 0.77;
        let one = 3.0 * unity * own * own * 0.77;
        let two = 3.0 * unity * unity * own * 0.77;
        libm::pow(own, 3.0) + one + two + libm::pow(unity, 3.0) * 0.77
    };
    for (unity, published) in [(0.5, 0.5469), (1.0, 0.77)] {
        let closed = all_sign(unity);
        assert!((closed - published).abs() < 5e-5, "{closed}");
        let sets = ["ladder.order=[\"only\"]", &format!("party.first.unity={unity}")];
        assert_outcome(&still(1, &text, &sets), Outcome::Scaling, closed);
    }
}

/// A channel that lapses in week 5, as the second rung is never accepted, and resumes with the hazard of .6 a month: three weeks
/// later it is dormant still with probability exp(-.6 * 3 * 7 / 30).
#[test]
fn a_dormant_channel_resumes_at_its_hazard() {
    let text = "[body]\n[rung.one]\nsender = { kind = \"other\" }\n[rung.two]\nsender = { kind = \"other\", acceptance = 0 }\n";
    let sets = ["ladder.order=[\"one\",\"two\"]", "ladder.lapse_weeks=4", "ladder.resume_per_month=0.6"];
    let plan = still(8, text, &sets);
    let closed = libm::exp(-0.6 * 21.0 / 30.0);
    let exact = answer(&plan);
    assert!((exact.cause(Cause::Dormant) - closed).abs() < 1e-12, "{}", exact.cause(Cause::Dormant));
    assert!((exact.cause(Cause::Open) + closed - 1.0).abs() < 1e-12);
    let simulated = support::simulate(&plan, TRIALS).record().cause(Cause::Dormant) as f64 / TRIALS as f64;
    assert!(
        (simulated - closed).abs() <= BOUND * (closed * (1.0 - closed) / TRIALS as f64).sqrt(),
        "{simulated} for {closed}"
    );
}

/// Confrontation within a year and within five, where danger is drawn as by default: the mean over its quantiles of what a
/// constant hazard gives.
#[test]
fn where_pairs_differ_in_danger_the_hazard_of_those_left_falls() {
    let text = "horizon_weeks = 260\n[rung]\n[ladder]\norder = []\n[escalation]\nincidents_per_month = 0\n\
                confrontation_per_month = 0.006\n";
    let plan = support::plan(text, &[]);
    let danger = &plan.uncertain.iter().find(|value| value.key == "escalation.danger").expect("danger").distribution;
    let parts = 200_000;
    let closed = |weeks: f64| {
        let by = |at: u32| {
            -libm::expm1(-danger.quantile((f64::from(at) + 0.5) / f64::from(parts)) * 0.006 * weeks * 7.0 / 30.0)
        };
        (0..parts).map(by).sum::<f64>() / f64::from(parts)
    };
    let [year, two, five] = [52.0, 104.0, 260.0].map(closed);
    assert!((year - 0.0595).abs() < 5e-5 && (five - 0.2043).abs() < 5e-5, "{year} {five}");
    let later = (five - two) / (1.0 - two) / 3.0;
    assert!((later / year - 0.6224).abs() < 5e-5, "{}", later / year);
    let tally = support::simulate(&plan, TRIALS);
    let simulated = tally.record().outcome(Outcome::Overtaken) as f64 / TRIALS as f64;
    assert!((simulated - five).abs() <= BOUND * (five * (1.0 - five) / TRIALS as f64).sqrt(), "{simulated} for {five}");
}

/// A government that changes on its day with .3 and then leaves; and one whose changes never leave.
#[test]
fn a_dated_change_of_government_comes_with_its_probability() {
    let text = "[body]\n[rung.only]\nsender = { kind = \"other\", acceptance = 0 }\n[turnover.term]\nparty = \"sender\"\n\
                on = 2030-03-01\nprobability = 0.3\n";
    let sets =
        ["ladder.order=[\"only\"]", "start=2030-01-01", "party.first.exit_on_turnover=0.5", "run.until=\"horizon\""];
    let left =
        support::simulate(&still(20, text, &sets), TRIALS).record().cause(Cause::Turnover) as f64 / TRIALS as f64;
    assert!((left - 0.15).abs() <= BOUND * (0.15 * 0.85 / TRIALS as f64).sqrt(), "{left}");
    let early = support::simulate(&still(8, text, &sets), TRIALS);
    assert_eq!(early.record().cause(Cause::Turnover), 0, "the day lies in week 9");
}

/// An exploiter that gives what can be undone in full and complies with nothing: it reneges at last with probability
/// 1 - exp(-sum of its hazards), each half as high a month after the one before.
#[test]
fn reneging_fades_with_the_time_in_force() {
    let text = "[body]\n[rung.one]\nsender = { kind = \"other\", reversible = 1, compliance_exploiter = 0, detection = 0 }\n\
                [rung.two]\nsender = { kind = \"other\", acceptance = 0 }\n";
    let sets = [
        "ladder.order=[\"one\",\"two\"]",
        "party.first.trustworthy=0.5",
        "party.first.renege_per_month=0.9",
        "party.first.renege_half_life_months=1",
    ];
    let weeks = 40;
    let months = 7.0 / 30.0;
    let hazards = (1..weeks).map(|age: u32| 0.9 * months * libm::exp2(-(f64::from(age) - 0.5) * months));
    let closed = 0.5 * -libm::expm1(-hazards.sum::<f64>());
    let simulated =
        support::simulate(&still(weeks, text, &sets), TRIALS).record().cause(Cause::Reneging) as f64 / TRIALS as f64;
    assert!((closed - 0.363).abs() < 1e-3, "{closed}");
    assert!(
        (simulated - closed).abs() <= BOUND * (closed * (1.0 - closed) / TRIALS as f64).sqrt(),
        "{simulated} for {closed}"
    );
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
                    instability_per_month = 0\nconfrontation_per_month = 0.0145\ndanger = 1\n";
        let plan = support::plan(text, &[&format!("run.step_days={step_days}")]);
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
    let tally = support::simulate(&still(520, text, &["ladder.order=[\"only\"]"]), TRIALS);
    let lag = tally.record().of_all(Quantity::SignOffLagWeeks).moments(tally.axis(Quantity::SignOffLagWeeks));
    let (mean, sd) = (lag.mean().expect("signed"), lag.sd().expect("signed"));
    assert!((mean - 4.0).abs() < 0.08, "{mean}");
    assert!((sd - 4.0).abs() < 0.16 && (sd * sd - 16.0).abs() < 1.3, "{sd}");
}
