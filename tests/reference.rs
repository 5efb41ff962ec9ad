//! The engine against answers that are known exactly.
//!
//! Every comparison of this file belongs to one family whose false-alarm rate is at most 1e-6: a
//! figure fails only where it is more than [`BOUND`] standard errors from the exact answer. An error
//! of `BOUND + 3` standard errors is missed with probability about 1e-3; the sizes are stated at each test.
//! Seeds are fixed, so a passing test passes always.

mod common;
mod exact_ladder;

use common::{play, shipped_plan};
use detente::domain::{Cause, Outcome};
use detente::plan::Plan;
use detente::tally::TallyRecord;
use detente::trial::Quantity;
use exact_ladder::{Answer, Ladder};

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

fn compare(name: &str, plan: &Plan, exact: &Answer, trials: u64) {
    let tally = play(plan, trials);
    let record = tally.record();
    let cause = |cause: Cause| record.cause(cause);
    assert_share(&format!("{name}: scaling"), record.outcome(Outcome::Scaling), trials, exact.scaling);
    assert_share(
        &format!("{name}: dispute"),
        cause(Cause::DisputeCount) + cause(Cause::DisputeLimit),
        trials,
        exact.dispute,
    );
    assert_share(&format!("{name}: confrontation"), cause(Cause::ConfrontationOpen), trials, exact.confrontation);
    assert_share(&format!("{name}: stalling"), record.outcome(Outcome::Stalling), trials, exact.stalling);
    assert_mean_end(name, record, tally.axis(Quantity::EndWeeks), exact.mean_end);
}

fn assert_mean_end(name: &str, record: &TallyRecord, axis: &detente::tally::Axis, exact: f64) {
    let moments = record.of_all(Quantity::EndWeeks).moments(axis);
    let (mean, sd) = (moments.mean().expect("trials"), moments.sd().expect("trials"));
    let error = sd / (record.trials as f64).sqrt();
    assert!((mean - exact).abs() <= BOUND * error, "{name}: mean end {mean} for {exact} (standard error {error})");
}

/// The six rows by name, what is set for each, and its parameters for the exact answer.
fn rows() -> Vec<(&'static str, Vec<&'static str>, Ladder, [f64; 5])> {
    let exits = |n: &'static str| match n {
        "5" => ["party.first.disputes_before_exit=5", "party.second.disputes_before_exit=5"],
        _ => ["party.first.disputes_before_exit=4", "party.second.disputes_before_exit=4"],
    };
    let standard = Ladder::default();
    vec![
        (
            "standard",
            vec![],
            standard.clone(),
            [0.582_277_737_796, 0.354_959_653_374, 0.043_767_399_968, 0.018_995_208_862, 14.944_092_976],
        ),
        (
            "noisy",
            [&["ladder.concession.false_alarm=0.15"], &exits("5")[..]].concat(),
            Ladder { false_alarm: 0.15, exit_after: 5, ..standard.clone() },
            [0.196_018_329_923, 0.656_831_934_410, 0.047_222_426_896, 0.099_927_308_771, 16.397_640_900],
        ),
        (
            "slow bodies",
            vec![
                "body.one.approval=0.5",
                "body.two.approval=0.6",
                "body.three={party=\"target\",review_weeks=0,approval=0.7}",
                "ladder.lapse_weeks=10",
            ],
            Ladder { approve: vec![0.5, 0.6, 0.7], lapse: 10, ..standard.clone() },
            [0.120_366_573_693, 0.076_510_722_403, 0.074_868_141_119, 0.728_254_562_786, 25.032_557_762],
        ),
        (
            "one-sided cheat",
            [
                &[
                    "rung.step.first.compliance=1",
                    "rung.last.first.compliance=1",
                    "rung.step.second.compliance=0.6",
                    "rung.last.second.compliance=0.6",
                    "ladder.concession.detection=0.95",
                ],
                &exits("4")[..],
            ]
            .concat(),
            Ladder { comply: [1.0, 0.6], detect: 0.95, exit_after: 4, ..standard.clone() },
            [0.057_978_974_108, 0.834_120_425_907, 0.034_317_274_191, 0.073_583_325_794, 12.273_211_823],
        ),
        (
            "short horizon",
            vec!["rung.step.repeat=5", "horizon_weeks=9"],
            Ladder { rungs: 6, horizon: 9, ..standard.clone() },
            [0.354_272_810_838, 0.074_594_554_527, 0.024_730_979_329, 0.546_401_655_306, 8.318_254_331],
        ),
        (
            "hazardous",
            vec!["escalation.confrontation_per_step=0.05", "ladder.concession.compliance=0.99"],
            Ladder { confront: 0.05, comply: [0.99, 0.99], ..standard },
            [0.418_758_382_308, 0.037_369_156_470, 0.537_591_237_483, 0.006_281_223_739, 10.789_193_906],
        ),
    ]
}

#[test]
fn the_exact_answers_are_the_published_ones_to_nine_digits() {
    for (name, _, ladder, published) in rows() {
        let exact = ladder.solve();
        let own = [exact.scaling, exact.dispute, exact.confrontation, exact.stalling, exact.mean_end];
        for (own, published) in own.iter().zip(published) {
            assert!((own - published).abs() < 1e-9, "{name}: {own} for {published}");
        }
    }
}

/// 300,000 trials a row: an error of 0.008 in a share near one half, of 0.002 in one near 0.02, or of
/// 0.13 weeks in the mean end would surely be seen.
#[test]
fn the_six_rows_of_the_reference_ladder_agree() {
    for (name, sets, ladder, _) in rows() {
        compare(name, &shipped_plan("reference/ladder.toml", &sets), &ladder.solve(), 300_000);
    }
}

/// Twelve ladders drawn by a fixed rule, 100,000 trials each: an error of 0.014 in a share near one
/// half would surely be seen.
#[test]
fn ladders_drawn_at_random_agree() {
    for number in 0..12 {
        let ladder = Ladder::drawn(number);
        let sets = ladder.sets();
        let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
        compare(
            &format!("drawn {number}: {ladder:?}"),
            &shipped_plan("reference/ladder.toml", &sets),
            &ladder.solve(),
            100_000,
        );
    }
}

/// Share of collapse of the tranche chain: `1 - (1 - 0.0298^(MAX + 1))^N` without loss of digits.
fn chain(parts: u32, max: i32) -> f64 {
    -libm::expm1(f64::from(parts) * libm::log1p(-libm::pow(0.0298, f64::from(max + 1))))
}

fn chain_agrees(parts: u32, max: i32, trials: u64) {
    let tries = [format!("party.first.tries_per_rung={}", max + 1), format!("party.second.tries_per_rung={}", max + 1)];
    let parts_set = format!("rung.part.tranches={parts}");
    let plan = shipped_plan("reference/tranche_chain.toml", &[&tries[0], &tries[1], &parts_set]);
    let collapses = play(&plan, trials).record().outcome(Outcome::Collapse);
    let expected = chain(parts, max) * trials as f64;
    assert!(expected > 100.0, "too rare for the normal bound");
    assert_share(&format!("chain {parts}, {max}"), collapses, trials, chain(parts, max));
}

#[test]
fn the_closed_form_of_the_tranche_chain_gives_the_published_values() {
    for (parts, max, published, digits) in [
        (16, 2, 4.233_33e-4, 5e-10),
        (16, 3, 1.261_78e-5, 5e-11),
        (16, 5, 1.120_51e-8, 5e-14),
        (32, 2, 8.464_88e-4, 5e-10),
        (64, 2, 1.692_259e-3, 5e-10),
    ] {
        assert!((chain(parts, max) - published).abs() < digits, "({parts}, {max})");
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
    for (name, sets, ladder, _) in rows() {
        compare(name, &shipped_plan("reference/ladder.toml", &sets), &ladder.solve(), 10_000_000);
    }
}

/// A constant hazard of .0145 a month over 260 weeks gives .5851 at any step: 100,000 trials, an error of
/// 0.014 would surely be seen.
#[test]
fn a_constant_hazard_gives_its_closed_form_at_any_step() {
    for step_days in ["7", "3.5", "1"] {
        let text = "[rung]\n[ladder]\norder = []\n[escalation]\nincidents_per_month = 0\ninstability_per_month = 0\nconfrontation_per_month = 0.0145\n";
        let plan =
            common::plan(text, &["horizon_weeks=260", &format!("run.step_days={step_days}"), "ladder.round_weeks=1"]);
        let tally = play(&plan, 100_000);
        assert_share(step_days, tally.record().confrontation.with.total(), 100_000, 0.585_122_6);
    }
}

/// A sign-off loop of one body (mean review 4 weeks, approval .8, veto wait 8 weeks, offered again at once)
/// takes 7.0 weeks on average; rounds every half day add a quarter of a day per wait. 60,000 trials: the
/// band is 0.25 weeks.
#[test]
fn the_sign_off_loop_takes_seven_weeks_on_average() {
    let text = "horizon_weeks = 520\n[run]\nstep_days = 0.5\nuntil = \"channel_ends\"\n[body.only]\nparty = \"sender\"\napproval = 0.8\nreview_weeks = 4\nveto_wait_weeks = 8\n[objector]\n[spoiler]\n[ladder]\norder = [\"one\"]\nround_weeks = 0.0714285714285714\nlapse_weeks = 520\n[rung.one]\nsender = { kind = \"easing\", acceptance = 1, compliance = 1, false_alarm = 0 }\nimplementation_weeks = 0\ncheck_lag_weeks = 0\n[escalation]\nincidents_per_month = 0\nconfrontation_per_step = 0\n";
    let plan =
        common::plan(text, &["party.sender_state.turnover_per_month=0", "party.target_state.turnover_per_month=0"]);
    let tally = play(&plan, 60_000);
    let spread = tally.record().of_all(Quantity::FirstInForceWeeks);
    let mean = spread.moments(tally.axis(Quantity::FirstInForceWeeks)).mean().expect("signed");
    // First round after half a day, one further round per veto on average a quarter of a day late.
    assert!((mean - 7.0 - 0.0714).abs() < 0.25, "{mean}");
}

/// Shares of the four outcomes of the built-in scenario at a step of `days`.
fn outcome_shares(days: &str, trials: u64) -> Vec<f64> {
    let plan = common::plan("", &[&format!("run.step_days={days}")]);
    let tally = play(&plan, trials);
    Outcome::ALL.iter().map(|outcome| tally.record().outcome(*outcome) as f64 / trials as f64).collect()
}

/// Halving the step moves no share by more than .003. The two runs share only part of their luck, so the
/// band adds `BOUND` standard errors of a difference of independent shares: with 100,000 trials .003 + .013,
/// with 4 million (nightly) .003 + .002.
fn halving_the_step_moves_no_share(trials: u64) {
    let band = 0.003 + BOUND * (0.5 / trials as f64).sqrt();
    for (outcome, (week, half)) in
        Outcome::ALL.iter().zip(outcome_shares("7", trials).iter().zip(outcome_shares("3.5", trials)))
    {
        assert!((week - half).abs() <= band, "{}: {week} at 7 days, {half} at 3.5", outcome.word());
    }
}

#[test]
fn halving_the_step_moves_no_share_at_a_hundred_thousand_trials() {
    halving_the_step_moves_no_share(100_000);
}

#[test]
#[ignore = "takes minutes; run by scripts/nightly.sh"]
fn halving_the_step_moves_no_share_at_four_million_trials() {
    halving_the_step_moves_no_share(4_000_000);
}
