//! Trust needed against trust earned, where both are known beforehand.
//!
//! The acceptance test simulates 100,000 trials and fails where the share is more than 6.1 standard errors from one half,
//! which chance alone does once in 1e9.

use detente_engine::plan::Plan;
use detente_engine::tally::RungCounts;
use support::still;

const TRIALS: u64 = 100_000;

/// One deep rung on which the sender weighs what the target is worth; its acceptance follows the equation. It gains nothing
/// by the rung (q* = 1) and is under full pressure, so p = Lam(6 (q - 1) + 3.6), which is one half at 0.4.
fn deep(trusts_other: f64) -> Plan {
    let text =
        "[rung.deep]\nstructural = true\nreluctance = -3.6\nsender = { kind = \"other\", acceptance = \"none\" }\n";
    still(4, text, &["ladder.order=[\"deep\"]", &format!("party.first.trusts_other={trusts_other}")])
}

fn counted(plan: &Plan) -> RungCounts {
    support::simulate(plan, TRIALS).record().ladder.rungs[0].clone()
}

#[test]
fn trust_earned_at_the_first_rung_is_that_of_the_file_and_who_gives_nothing_needs_none() {
    let [sender, target] = counted(&deep(0.3)).trust;
    assert_eq!((sender.trials, target.trials), (TRIALS, 0));
    assert!((sender.earned.mean(TRIALS).expect("trials") - 0.3).abs() < 1e-6);
    assert_eq!(target.needed.mean(target.trials), None);
    let pinned =
        still(4, "[rung.deep]\nstructural = true\nsender = { kind = \"other\" }\n", &["ladder.order=[\"deep\"]"]);
    assert_eq!(counted(&pinned).trust[0].trials, 0, "an acceptance given outright weighs nothing");
}

#[test]
fn with_just_the_trust_needed_half_of_the_offers_are_accepted() {
    let needed = counted(&deep(0.3)).trust[0].needed.mean(TRIALS).expect("trials");
    assert!((needed - 0.4).abs() < 1e-6, "{needed}");
    let share = |trust: f64| counted(&deep(trust)).accepted as f64 / TRIALS as f64;
    let error = 0.5 / (TRIALS as f64).sqrt();
    assert!((share(needed) - 0.5).abs() < 6.1 * error, "{}", share(needed));
    assert!(share(needed - 0.05) < 0.5 - 6.1 * error && share(needed + 0.05) > 0.5 + 6.1 * error);
}
