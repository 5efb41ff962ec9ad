//! Trust needed against trust earned, where both are known beforehand.
//!
//! The acceptance test simulates 100,000 trials and fails where the share is more than 6.1 standard errors from one half,
//! which chance alone does once in 1e9.

mod common;

use common::{Desk, RICH, still};
use detente_engine::plan::Plan;
use detente_engine::tally::RungCounts;

const TRIALS: u64 = 100_000;

/// One deep rung on which the sender weighs what the target is worth; its acceptance follows the equation. It gains nothing
/// by the rung (q* = 1) and is under full pressure, so p = Lam(6 (q - 1) + 3.6), which is one half at 0.4.
fn deep(trusts_other: f64) -> Plan {
    let text =
        "[rung.deep]\nstructural = true\nreluctance = -3.6\nsender = { kind = \"other\", acceptance = \"none\" }\n";
    still(4, text, &["ladder.order=[\"deep\"]", &format!("party.first.trusts_other={trusts_other}")])
}

fn counted(plan: &Plan) -> RungCounts {
    common::simulate(plan, TRIALS).record().ladder.rungs[0].clone()
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

#[test]
fn the_ladder_of_a_report_shows_the_trust_of_rungs_csv() {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["run", "rich.toml", "--trials", "500", "--quiet", "--report", "--out", "out"]);
    let (chart, table) = (desk.read("out/charts/rich_ladder.svg"), desk.read("out/rungs.csv"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let percent = |share: f64| format!("{:.1} %", (1e6 * share).round() / 1e4);
    let mut compared = 0;
    for row in reader.records().map(|row| row.expect("a row")) {
        let own = chart.split(&format!(" {} {}: ", &row[at("position")], &row[at("rung")])).nth(1).expect("a rung");
        let own = own.split("stops here").nth(1).expect("its stops");
        for party in ["sender", "target"] {
            let mean = |what: &str| row[at(&format!("trust_{party}_{what}_mean"))].parse::<f64>();
            let Ok(needed) = mean("needed") else {
                assert!(mean("earned").is_err(), "both or none");
                continue;
            };
            let needed = if needed > 0.0 { percent(needed) } else { "none".to_owned() };
            let told = format!("trust of {party} {}, needed {needed}.", percent(mean("earned").expect("with needed")));
            assert!(own.contains(&told), "{told}: {own}");
            compared += 1;
        }
    }
    assert!(compared >= 8, "{compared} of the parties");
}
