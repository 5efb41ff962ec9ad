//! Uncertain values that hang together: margins as before, the rank correlation that was asked for, and nothing else moved.
//!
//! Rank correlations are of 4,000 trials and fail where they are more than .08 from what was asked: their standard error is at
//! most .016, so that chance alone does it less than once in 1e6; one wrong by .16 would surely be seen. A margin fails where
//! its distance (Kolmogorov) is above 2.7 / sqrt(n), once in 1e6; a distance of .08 would surely be seen.

use detente_engine::plan::Plan;
use detente_study::run::replay;
use support::{RICH, checked};

const TRIALS: u64 = 4000;

const PAIR: [&str; 2] = ["party.giver.trustworthy", "party.taker.trustworthy"];

fn rich(correlated: &str) -> Plan {
    Plan::compile(&checked(&format!("{RICH}{correlated}"), &[]).scenario).expect("no two ids collide")
}

fn pair(rank: f64) -> String {
    format!("\n[[correlated]]\nkeys = [\"{}\", \"{}\"]\nrank = {rank}\n", PAIR[0], PAIR[1])
}

/// By uncertain value, what each trial drew.
fn drawn(plan: &Plan) -> Vec<Vec<f64>> {
    let keys = plan.purposes.keys(1);
    let mut simulator = detente_engine::trial::TrialSimulator::new(plan);
    let mut columns = vec![Vec::new(); plan.uncertain.len()];
    let mut random = detente_engine::random::RandomBlocks::new(&keys);
    for trial in 0..TRIALS {
        random.turn_to(trial);
        simulator.simulate(&mut random, &mut detente_engine::trial::Unobserved);
        columns.iter_mut().zip(simulator.drawn()).for_each(|(column, value)| column.push(*value));
    }
    columns
}

fn position(plan: &Plan, key: &str) -> usize {
    plan.uncertain.iter().position(|value| value.key == key).expect("an uncertain value")
}

/// The rank of each value among all, from 0.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    order.into_iter().enumerate().for_each(|(rank, at)| ranks[at] = rank as f64);
    ranks
}

/// Spearman's rank correlation.
fn spearman(one: &[f64], other: &[f64]) -> f64 {
    let (one, other) = (ranks(one), ranks(other));
    let n = one.len() as f64;
    let squares: f64 = one.iter().zip(&other).map(|(a, b)| (a - b) * (a - b)).sum();
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

#[test]
fn ranks_correlate_as_asked_and_margins_stay() {
    let free = drawn(&rich(""));
    for asked in [-0.8, 0.3, 0.9] {
        let plan = rich(&pair(asked));
        let columns = drawn(&plan);
        let [giver, taker] = PAIR.map(|key| position(&plan, key));
        let found = spearman(&columns[giver], &columns[taker]);
        assert!((found - asked).abs() < 0.08, "{found} for {asked}");
        for (at, (column, before)) in columns.iter().zip(&free).enumerate() {
            let key = &plan.uncertain[at].key;
            // The first of the pair and all strangers are drawn to the bit as before.
            assert_eq!(column == before, at != taker, "{key}");
            let mut sorted = column.clone();
            sorted.sort_by(f64::total_cmp);
            let distance = (1..100).map(|percent| {
                let quantile = plan.uncertain[at].distribution.quantile(f64::from(percent) / 100.0);
                let below = sorted.partition_point(|value| *value <= quantile) as f64 / TRIALS as f64;
                (below - f64::from(percent) / 100.0).abs()
            });
            let distance = distance.fold(0.0, f64::max);
            assert!(distance < 2.7 / (TRIALS as f64).sqrt(), "{key}: {distance}");
        }
    }
}

#[test]
fn a_correlation_of_nought_changes_nothing_and_the_story_draws_as_the_run_does() {
    assert_eq!(drawn(&rich(&pair(0.0))), drawn(&rich("")));
    let plan = rich(&pair(0.7));
    let columns = drawn(&plan);
    for trial in [0, 17, 3999] {
        let told = replay(&plan, 1, trial);
        assert!(told.drawn.iter().zip(&columns).all(|(value, column)| *value == column[trial as usize]));
    }
}
