//! The exact solver against an enumeration of its own, and the engine against the solver.

use crate::oracle::{self, Case};
use detente_engine::domain::{Cause, Outcome};
use detente_engine::exact::{self, Exact};
use detente_engine::plan::Plan;
use detente_engine::trial::Quantity;

/// How many cases are drawn.
const CASES: u64 = 200;

fn solved(case: &Case) -> (Plan, Exact) {
    let text = case.scenario();
    let plan = support::plan(&text, &[]);
    let exact = exact::answer(&plan).unwrap_or_else(|refusal| panic!("{refusal}\n{text}"));
    (plan, exact)
}

#[test]
fn the_solver_agrees_with_an_enumeration_of_all_that_can_happen() {
    for number in 0..CASES {
        let case = Case::drawn(number);
        let (plan, exact) = solved(&case);
        let ends = oracle::ends(&case);
        let of =
            |cause: &Cause| ends.iter().filter(|((word, _), _)| *word == cause.word()).map(|(_, p)| p).sum::<f64>();
        for cause in Cause::ALL {
            let (own, other) = (exact.cause(*cause), of(cause));
            assert!((own - other).abs() < 1e-12, "case {number}, {}: {own} for {other}\n{case:?}", cause.word());
        }
        let mean: f64 = ends.iter().map(|((_, step), p)| p * plan.weeks(*step)).sum();
        assert!((exact.mean_end_weeks() - mean).abs() < 1e-11, "case {number}: mean end");
        for outcome in Outcome::ALL {
            for step in 0..=plan.steps {
                let by = |((word, decided), p): (&(&str, u32), &f64)| {
                    let counts =
                        *decided <= step && Cause::from_word(word).is_some_and(|cause| cause.outcome() == *outcome);
                    if counts { *p } else { 0.0 }
                };
                let other: f64 = ends.iter().map(by).sum();
                assert!((exact.decided_by(*outcome, step) - other).abs() < 1e-12, "case {number}, step {step}");
            }
        }
    }
}

/// Trials a case.
const TRIALS: u64 = 40_000;

/// Largest distance of a mean of [`TRIALS`] draws with `variance`, in a range of length `range`, from its
/// expectation. By Bernstein's inequality, which holds for rare events as well, it is exceeded with probability
/// 1e-6 / 5000; fewer figures than that are compared here.
fn band(variance: f64, range: f64) -> f64 {
    let (n, logarithm) = (TRIALS as f64, libm::log(2.0 * 5000.0 / 1e-6));
    let third = logarithm * range / (3.0 * n);
    third + (third * third + 2.0 * logarithm * variance / n).sqrt()
}

/// 40,000 trials a case: of a share near one half an error of 0.025 would surely be seen, of one near 0.01 an
/// error of 0.0055, of one that should be 0 an error of 0.0008; of a mean end an error of a fifth of a week.
#[test]
fn the_engine_agrees_with_the_solver() {
    for number in 0..CASES {
        let (plan, exact) = solved(&Case::drawn(number));
        let tally = support::simulate(&plan, TRIALS);
        let record = tally.record();
        let same = |what: &str, count: u64, share: f64| {
            let simulated = count as f64 / TRIALS as f64;
            let band = band(share * (1.0 - share), 1.0);
            assert!((simulated - share).abs() <= band, "case {number}, {what}: {simulated} for {share} (band {band})");
        };
        for cause in Cause::ALL {
            same(cause.word(), record.cause(*cause), exact.cause(*cause));
        }
        let half = plan.steps / 2;
        for outcome in Outcome::ALL {
            let decided = record.decided[outcome.index()].up_to(half as usize);
            same(&format!("{} by half time", outcome.word()), decided, exact.decided_by(*outcome, half));
        }
        same(
            "confrontation by half time",
            record.confrontation.with.up_to(half as usize),
            exact.confrontation_by(half),
        );
        let without = record.confrontation.without.up_to(half as usize);
        same("counterfactual by half time", without, exact.confrontation_without_channel_by(half).unwrap_or(0.0));
        let moments = record.of_all(Quantity::EndWeeks).moments(tally.axis(Quantity::EndWeeks));
        let (mean, sd) = (moments.mean().expect("trials"), moments.sd().expect("trials"));
        let band = band(sd * sd, plan.weeks(plan.steps));
        let weeks = exact.mean_end_weeks();
        assert!((mean - weeks).abs() <= band, "case {number}: mean end {mean} for {weeks} (band {band})");
    }
}

/// Every cause that a finite scenario can have carries weight in several cases.
#[test]
fn the_cases_reach_every_cause() {
    let answers: Vec<Exact> = (0..CASES).map(|number| solved(&Case::drawn(number)).1).collect();
    // Nothing that moves the hazard has a finite answer, so confrontation comes in the same step with a channel as without.
    let never = [Cause::Reneging, Cause::Turnover, Cause::NonRenewal, Cause::Postponed, Cause::Hastened];
    for cause in Cause::ALL {
        let cases = answers.iter().filter(|exact| exact.cause(*cause) > 0.01).count();
        if never.contains(cause) {
            assert_eq!(cases, 0);
        } else {
            assert!(cases >= 5, "{}: {cases} cases", cause.word());
        }
    }
}
