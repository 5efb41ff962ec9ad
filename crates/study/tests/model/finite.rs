//! Which scenarios are finite, and what is said of those that are not.

use detente_engine::domain::{Cause, Outcome};
use detente_engine::exact::{self, MOST_STATES, NotFinite};
use support::{plan, shipped_plan};

/// A finite scenario with every kind of thing in it that can be made endless.
const FINITE: &str = r#"
horizon_weeks = 30
[run]
judge = "record"
[party.north]
role = "sender"
cure = 1
turnover_per_month = 0
renege_per_month = 0
incident_response = "ring_fence"
[party.south]
role = "target"
cure = 1
turnover_per_month = 0
renege_per_month = 0
incident_response = "ring_fence"
[body.senate]
party = "north"
review_weeks = 0
approval = 0.9
[ladder]
order = ["release"]
round_weeks = 1
lapse_weeks = 12
[ladder.concession]
acceptance = 1
[rung.release]
structural = true
implementation_weeks = 0
check_lag_weeks = 2
north = { kind = "funds", money_usd_bn = 1 }
south = { kind = "monitoring", compliance = 0.8 }
[escalation]
confrontation_per_step = 0.002
"#;

fn refusal(sets: &[&str]) -> String {
    exact::answer(&plan(FINITE, sets)).expect_err("not finite").to_string()
}

#[test]
fn what_makes_a_scenario_endless_is_named_with_what_to_do() {
    assert!(exact::answer(&plan(FINITE, &[])).is_ok());
    for (set, key) in [
        ("party.north.trustworthy=\"0.2 to 0.6\"", "party.north.trustworthy"),
        ("party.south.turnover_per_month=0.01", "party.south.turnover_per_month"),
        ("party.south.renege_per_month=0.01", "party.south.renege_per_month"),
        ("party.south.cure=\"none\"", "party.south.cure"),
        ("rung.release.implementation_weeks=1", "rung.release.implementation_weeks"),
        ("ladder.concession.acceptance=\"none\"", "rung.release.north.acceptance"),
        ("rung.release.south.acceptance=\"none\"", "rung.release.south.acceptance"),
        ("body.senate.review_weeks=2", "body.senate.review_weeks"),
        ("body.senate.approval=\"none\"", "body.senate.approval"),
        ("party.north.incident_response=\"pause\"", "escalation.incidents_per_month"),
        ("escalation.confrontation_per_step=\"none\"", "escalation.incidents_per_month"),
    ] {
        let sentence = refusal(&[set]);
        assert!(sentence.starts_with(&format!("no exact answer: `{key}` ")), "{set}: {sentence}");
        assert!(sentence.contains("; set it to ") || sentence.contains("; give it "), "{set}: {sentence}");
    }
}

#[test]
fn what_moves_the_hazard_of_confrontation_is_named_one_after_the_other() {
    let mut sets = vec!["escalation.confrontation_per_step=\"none\""];
    for (key, remedy) in [
        ("escalation.incidents_per_month", "escalation.incidents_per_month=0"),
        ("spoiler.hardliners.attacks_per_month", "spoiler.hardliners.attacks_per_month=0"),
        ("mediator.calming", "mediator.calming=0"),
        ("mediator.artificial_incentive", "mediator.artificial_incentive=0"),
        ("rung.release.relief", "rung.release.relief=0"),
        ("money.diversion_feeds_instability", "money.diversion_feeds_instability=0"),
        ("escalation.danger", "escalation.danger=1"),
    ] {
        let sentence = refusal(&sets);
        assert!(sentence.contains(&format!("`{key}`")), "{key}: {sentence}");
        sets.push(remedy);
    }
    assert!(exact::answer(&plan(FINITE, &sets)).is_ok());
}

/// What the equations fix for the whole trial is finite as well: compliance by type, and approval where nothing
/// that changes has weight. 400,000 trials: an error of 0.008 in a share near one half would surely be seen; six
/// standard errors are exceeded by chance once in 5e8.
#[test]
fn what_the_equations_fix_for_the_whole_trial_is_finite() {
    let sets = [
        "rung.release.south.compliance=\"none\"",
        "rung.release.repeat=2",
        "run.judge=\"truth\"",
        "body.senate.approval=\"none\"",
        "sign_off.credibility_weight=0",
        "sign_off.capital_weight=0",
        "sign_off.objection_weight=0",
    ];
    let (plan, trials) = (plan(FINITE, &sets), 400_000);
    let exact = exact::answer(&plan).expect("finite");
    let tally = support::simulate(&plan, trials);
    for cause in Cause::ALL {
        let (share, n) = (exact.cause(*cause), trials as f64);
        let simulated = tally.record().cause(*cause) as f64 / n;
        let band = 6.0 * (share * (1.0 - share) / n).sqrt() + 5.0 / n;
        assert!((simulated - share).abs() <= band, "{}: {simulated} for {share}", cause.word());
    }
    assert!(exact.cause(Cause::Hollow) > 0.01 && exact.outcome(Outcome::Scaling) > 0.1);
}

#[test]
fn too_many_states_are_refused_with_their_number() {
    let sets = ["rung.step.repeat=60", "horizon_weeks=520", "ladder.lapse_weeks=520", "party.first.tries_per_rung=9"];
    match exact::answer(&shipped_plan("reference/ladder.toml", &sets)) {
        Err(NotFinite::TooManyStates { step, steps, met, estimate, limit }) => {
            assert!(step < steps && met > limit && estimate > met && limit == MOST_STATES);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn durations_without_a_common_unit_are_refused_in_a_model() {
    let odd = plan(FINITE, &["rung.release.check_lag_weeks=0.123456"]);
    let finite = exact::FinitePlan::of(&odd).expect("finite");
    assert!(finite.solve().is_ok());
    let refusal = finite.prism("odd").expect_err("no common unit").to_string();
    assert!(refusal.starts_with("no PRISM model: "), "{refusal}");
}
