//! The engine against answers that are known exactly.
//!
//! Every comparison of this file belongs to one family whose false-alarm rate is at most 1e-6: a
//! figure fails only where it is more than [`BOUND`] standard errors from the exact answer. An error
//! of `BOUND + 3` standard errors is missed with probability about 1e-3; the sizes are stated at each test.
//! Seeds are fixed, so a passing test passes always.

use detente_engine::domain::{Cause, Outcome};
use detente_engine::exact::{self, Exact};
use detente_engine::plan::Plan;
use detente_engine::statistics::PairedCounts;
use detente_engine::tally::TallyRecord;
use detente_engine::trial::{Demand, Quantity};
use detente_study::run::{self, Spec};
use support::{shipped_plan, simulate};

/// Standard errors at which a two-sided normal test has a false-alarm rate of 1e-6 / 120 = 8.3e-9:
/// fewer than 120 figures are compared here and in the long tests together.
const BOUND: f64 = 5.77;

/// Fails where `count` of `trials` is implausible for a probability of `exact`.
fn assert_share(what: &str, count: u64, trials: u64, exact: f64) {
    let n = trials as f64;
    let error = (exact * (1.0 - exact) / n).sqrt();
    let share = count as f64 / n;
    assert!((share - exact).abs() <= BOUND * error + 0.5 / n, "{what}: {share} for {exact} (standard error {error})");
}

fn answer(plan: &Plan) -> Exact {
    exact::answer(plan).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// The four shares and the mean end, in the order in which they are published.
fn figures(exact: &Exact) -> [f64; 5] {
    [
        exact.outcome(Outcome::Scaling),
        exact.cause(Cause::DisputeCount),
        exact.outcome(Outcome::Overtaken),
        exact.outcome(Outcome::Stalling),
        exact.mean_end_weeks(),
    ]
}

fn compare(name: &str, plan: &Plan, trials: u64) {
    let [scaling, dispute, confrontation, stalling, mean_end] = figures(&answer(plan));
    let tally = simulate(plan, trials);
    let record = tally.record();
    let cause = |cause: Cause| record.cause(cause);
    assert_share(&format!("{name}: scaling"), record.outcome(Outcome::Scaling), trials, scaling);
    assert_share(&format!("{name}: dispute"), cause(Cause::DisputeCount), trials, dispute);
    assert_share(&format!("{name}: confrontation"), cause(Cause::Uncompared), trials, confrontation);
    assert_share(&format!("{name}: stalling"), record.outcome(Outcome::Stalling), trials, stalling);
    assert_mean_end(name, record, tally.axis(Quantity::EndWeeks), mean_end);
}

fn assert_mean_end(name: &str, record: &TallyRecord, axis: &detente_engine::tally::Axis, exact: f64) {
    let moments = record.of_all(Quantity::EndWeeks).moments(axis);
    let (mean, sd) = (moments.mean().expect("trials"), moments.sd().expect("trials"));
    let error = sd / (record.trials as f64).sqrt();
    assert!((mean - exact).abs() <= BOUND * error, "{name}: mean end {mean} for {exact} (standard error {error})");
}

/// The six rows by name, what is set for each, and the published answers.
fn rows() -> Vec<(&'static str, Vec<&'static str>, [f64; 5])> {
    let five = ["party.first.disputes_before_exit=5", "party.second.disputes_before_exit=5"];
    let four = ["party.first.disputes_before_exit=4", "party.second.disputes_before_exit=4"];
    let cheat = [
        "rung.step.first.compliance=1",
        "rung.last.first.compliance=1",
        "rung.step.second.compliance=0.6",
        "rung.last.second.compliance=0.6",
        "ladder.concession.detection=0.95",
    ];
    let slow = [
        "body.one.approval=0.5",
        "body.two.approval=0.6",
        "body.three={party=\"target\",review_weeks=0,approval=0.7}",
        "ladder.lapse_weeks=10",
    ];
    vec![
        (
            "standard",
            vec![],
            [0.582_277_737_796, 0.354_959_653_374, 0.043_767_399_968, 0.018_995_208_862, 14.944_092_976],
        ),
        (
            "noisy",
            [&["ladder.concession.false_alarm=0.15"], &five[..]].concat(),
            [0.196_018_329_923, 0.656_831_934_410, 0.047_222_426_896, 0.099_927_308_771, 16.397_640_900],
        ),
        (
            "slow bodies",
            slow.to_vec(),
            [0.120_366_573_693, 0.076_510_722_403, 0.074_868_141_119, 0.728_254_562_786, 25.032_557_762],
        ),
        (
            "one-sided cheat",
            [&cheat[..], &four].concat(),
            [0.057_978_974_108, 0.834_120_425_907, 0.034_317_274_191, 0.073_583_325_794, 12.273_211_823],
        ),
        (
            "short horizon",
            vec!["rung.step.repeat=5", "horizon_weeks=9"],
            [0.354_272_810_838, 0.074_594_554_527, 0.024_730_979_329, 0.546_401_655_306, 8.318_254_331],
        ),
        (
            "hazardous",
            vec!["escalation.confrontation_per_step=0.05", "ladder.concession.compliance=0.99"],
            [0.418_758_382_308, 0.037_369_156_470, 0.537_591_237_483, 0.006_281_223_739, 10.789_193_906],
        ),
    ]
}

#[test]
fn the_exact_answers_of_the_six_rows_are_the_published_ones_to_all_digits() {
    for (name, sets, published) in rows() {
        let exact = figures(&answer(&shipped_plan("reference/ladder.toml", &sets)));
        let digits = [5e-13, 5e-13, 5e-13, 5e-13, 5e-10];
        for ((exact, published), digits) in exact.iter().zip(published).zip(digits) {
            assert!((exact - published).abs() < digits * 1.001, "{name}: {exact} for {published}");
        }
    }
}

/// 300,000 trials a row: an error of 0.008 in a share near one half, of 0.002 in one near 0.02, or of
/// 0.13 weeks in the mean end would surely be seen.
#[test]
fn the_six_rows_of_the_reference_ladder_agree() {
    for (name, sets, _) in rows() {
        compare(name, &shipped_plan("reference/ladder.toml", &sets), 300_000);
    }
}

/// Share of collapse of the tranche chain: `1 - (1 - 0.0298^(MAX + 1))^N` without loss of digits.
fn chain(parts: u32, max: i32) -> f64 {
    -libm::expm1(f64::from(parts) * libm::log1p(-libm::pow(0.0298, f64::from(max + 1))))
}

/// The tranche chain in `parts` parts, each tried `max + 1` times at most.
fn chain_plan(parts: u32, max: i32) -> Plan {
    let tries = [format!("party.first.tries_per_rung={}", max + 1), format!("party.second.tries_per_rung={}", max + 1)];
    let parts_set = format!("rung.part.tranches={parts}");
    shipped_plan("reference/tranche_chain.toml", &[&tries[0], &tries[1], &parts_set])
}

fn chain_agrees(parts: u32, max: i32, trials: u64) {
    let plan = chain_plan(parts, max);
    let collapses = simulate(&plan, trials).record().outcome(Outcome::Collapse);
    let expected = chain(parts, max) * trials as f64;
    assert!(expected > 100.0, "too rare for the normal bound");
    assert_share(&format!("chain {parts}, {max}"), collapses, trials, chain(parts, max));
}

/// The solver adds up the chain without knowing its closed form, down to a share of 1e-8.
#[test]
fn the_tranche_chain_has_its_published_values_in_closed_form_and_exactly() {
    for (parts, max, published, digits) in [
        (16, 2, 4.233_33e-4, 5e-10),
        (16, 3, 1.261_78e-5, 5e-11),
        (16, 5, 1.120_51e-8, 5e-14),
        (32, 2, 8.464_88e-4, 5e-10),
        (64, 2, 1.692_259e-3, 5e-10),
    ] {
        assert!((chain(parts, max) - published).abs() < digits, "({parts}, {max})");
        let exact = answer(&chain_plan(parts, max)).outcome(Outcome::Collapse);
        assert!((exact / chain(parts, max) - 1.0).abs() < 1e-9, "({parts}, {max}): {exact}");
    }
}

/// 400,000 trials: an error of 0.0017 in 0.0141, of 0.0044 in 0.114, of 0.0003 in 4.2e-4 would surely be seen.
#[test]
fn the_tranche_chain_agrees() {
    for (parts, max) in [(16, 1), (4, 0), (16, 2)] {
        chain_agrees(parts, max, 400_000);
    }
}

/// The four published values that 10^7 trials can see. At them an error of 6e-5 in 4.23e-4, of 1e-5 in
/// 1.26e-5, of 8e-5 in 8.46e-4, of 1.2e-4 in 1.69e-3 would surely be seen.
#[test]
#[ignore = "takes minutes; run by scripts/nightly.sh"]
fn the_published_values_of_the_tranche_chain_agree_at_ten_million_trials() {
    for (parts, max) in [(16, 2), (16, 3), (32, 2), (64, 2)] {
        chain_agrees(parts, max, 10_000_000);
    }
}

/// 10^7 trials a row: an error of 0.0014 in a share near one half would surely be seen.
#[test]
#[ignore = "takes minutes; run by scripts/nightly.sh"]
fn the_six_rows_agree_at_ten_million_trials() {
    for (name, sets, _) in rows() {
        compare(name, &shipped_plan("reference/ladder.toml", &sets), 10_000_000);
    }
}

/// A sign-off loop of one body (mean review 4 weeks, approval .8, veto wait 8 weeks, offered again at once)
/// takes 7.0 weeks on average; rounds every half day add a quarter of a day per wait. 60,000 trials: the
/// band is 0.25 weeks.
#[test]
fn the_sign_off_loop_takes_seven_weeks_on_average() {
    let text = "horizon_weeks = 520\n[run]\nstep_days = 0.5\nuntil = \"channel_ends\"\n[body.only]\nparty = \"sender\"\napproval = 0.8\nreview_weeks = 4\nveto_wait_weeks = 8\n[objector]\n[spoiler]\n[ladder]\norder = [\"one\"]\nround_weeks = 0.0714285714285714\nlapse_weeks = 520\n[rung.one]\nsender = { kind = \"easing\", acceptance = 1, compliance = 1, false_alarm = 0 }\nimplementation_weeks = 0\ncheck_lag_weeks = 0\n[escalation]\nincidents_per_month = 0\nconfrontation_per_step = 0\n";
    let plan =
        support::plan(text, &["party.sender_state.turnover_per_month=0", "party.target_state.turnover_per_month=0"]);
    let tally = simulate(&plan, 60_000);
    let spread = tally.record().of_all(Quantity::FirstInForceWeeks);
    let mean = spread.moments(tally.axis(Quantity::FirstInForceWeeks)).mean().expect("signed");
    // First round after half a day, one further round per veto on average a quarter of a day late.
    assert!((mean - 7.0 - 0.0714).abs() < 0.25, "{mean}");
}

/// In how many trials each outcome comes at steps of a week, at steps of half a week, at both. The two share part of
/// their chance, which makes the error of a difference smaller than that of two runs.
fn outcomes_at_both_steps(trials: u64) -> Vec<PairedCounts> {
    let [week, half] = ["run.step_days=7", "run.step_days=3.5"].map(|set| support::plan("", &[set]));
    run::paired_trials(
        &[&week, &half],
        Demand::Ending,
        Spec { seed: 1, trials },
        &|_| (),
        || vec![PairedCounts::default(); Outcome::ALL.len()],
        |counts, records| {
            for (counts, outcome) in counts.iter_mut().zip(Outcome::ALL) {
                let [week, half] = [records[0], records[1]].map(|record| record.outcome == *outcome);
                counts.add(week, half);
            }
        },
        |counts: &mut Vec<PairedCounts>, more| {
            counts.iter_mut().zip(more).for_each(|(counts, more)| counts.merge(more));
        },
    )
}

/// Two one-sided tests for every outcome: the shares at the two steps are `margin` apart, one way or the other. All
/// must be refused, `normal` standard errors inside the margin.
fn halving_the_step_is_equivalent(trials: u64, margin: f64, normal: f64) {
    for (outcome, counts) in Outcome::ALL.iter().zip(outcomes_at_both_steps(trials)) {
        let (difference, error) = (counts.difference().expect("trials"), counts.standard_error());
        assert!(
            difference.abs() + normal * error <= margin,
            "{}: {difference} apart (standard error {error}) is not shown to be within {margin}",
            outcome.word()
        );
    }
}

/// 200,000 trials, standard errors of a difference of at most .001: shares that are half a point apart would pass with a
/// probability of at most 5 %, .007 apart of under 1e-3; shares that are the same fail on 1 seed of 300.
#[test]
fn halving_the_step_moves_no_share_by_half_a_point() {
    halving_the_step_is_equivalent(200_000, 0.005, 1.645);
}

/// 4 million trials, standard errors of at most .00023: shares .003 apart would pass with a probability of at most 1e-6,
/// and shares that are the same fail on fewer than 1 seed of 10^9.
#[test]
#[ignore = "takes minutes; run by scripts/nightly.sh"]
fn halving_the_step_moves_no_share_by_a_third_of_a_point() {
    halving_the_step_is_equivalent(4_000_000, 0.003, 4.753);
}
