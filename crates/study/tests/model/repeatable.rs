//! Trials that are the same however they are simulated, and shares that do not hang on ids.

use detente_engine::domain::{Cause, Outcome};
use detente_engine::tally::Tally;
use detente_engine::trial::{Demand, Quantity};
use detente_study::run::{self, Spec};
use support::{RICH, plan, simulate};

/// Ids, none of which is part of another or of any other word, and others in another order.
const IDS: [(&str, &str); 13] = [
    ("giver", "xena"),
    ("taker", "abel"),
    ("treasury", "zeta"),
    ("congress", "beta"),
    ("council", "kappa"),
    ("rival", "omega"),
    ("neighbour", "alpha"),
    ("militia", "sigma"),
    ("settlers", "delta"),
    ("hotline", "theta"),
    ("release", "psi_psi"),
    ("pause", "chi_chi"),
    ("inspections", "lambda"),
];

/// Other ids are another chance and another order, and nothing else: every cause, outcome and rung comes as often, and
/// every quantity has the same mean. 60,000 trials on either chance; a figure fails beyond 5.8 standard errors of a
/// difference, which in 150 figures is a false alarm of 1e-6. A share near one half that moved by .026, one near .02
/// that moved by .008, would surely be seen.
#[test]
fn renaming_ids_leaves_the_distribution() {
    let renamed = IDS.iter().fold(RICH.to_owned(), |text, (old, new)| text.replace(old, new));
    let (old, new, trials) = (plan(RICH, &[]), plan(&renamed, &[]), 60_000);
    let [one, other] = [&old, &new].map(|plan| simulate(plan, trials));
    let mut compared = 0;
    let mut same = |what: &str, [one, other]: [(f64, f64); 2]| {
        let error = libm::hypot(one.1, other.1);
        assert!((one.0 - other.0).abs() <= 5.8 * error + 1e-12, "{what}: {} and {}, error {error}", one.0, other.0);
        compared += 1;
    };
    let share = |count: u64| {
        let share = count as f64 / trials as f64;
        (share, (share * (1.0 - share) / trials as f64).sqrt())
    };
    for outcome in Outcome::ALL {
        same(outcome.word(), [&one, &other].map(|tally| share(tally.record().outcome(*outcome))));
    }
    for cause in Cause::ALL {
        same(cause.word(), [&one, &other].map(|tally| share(tally.record().cause(*cause))));
    }
    for quantity in Quantity::ALL {
        let mean = |tally: &Tally| {
            let moments = tally.record().of_all(*quantity).moments(tally.axis(*quantity));
            let (mean, sd) = (moments.mean().unwrap_or(0.0), moments.sd().unwrap_or(0.0));
            (mean, sd / (moments.count() as f64).max(1.0).sqrt())
        };
        same(quantity.word(), [&one, &other].map(mean));
    }
    assert_ne!(one.record().outcome(Outcome::Scaling), other.record().outcome(Outcome::Scaling), "another chance");
    assert!((50..=150).contains(&compared), "{compared}");
}

/// The weeks of decision of each pair of trials, in the order in which blocks are merged.
fn decided(plans: [&detente_engine::plan::Plan; 2], threads: usize) -> Vec<[u32; 2]> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let spec = Spec { seed: 1, trials: 5000 };
    pool.install(|| {
        run::paired_trials(
            &plans,
            Demand::Ending,
            spec,
            &|_| (),
            Vec::new,
            |list, records| list.push([records[0].decided_step, records[1].decided_step]),
            |list, more| list.extend(more),
        )
    })
}

#[test]
fn paired_trials_come_in_order_on_any_number_of_threads_and_share_their_chance() {
    let [base, variant] = [plan(RICH, &[]), plan(RICH, &["dispute.limit_weeks=4"])];
    let one = decided([&base, &variant], 1);
    assert_eq!(one.len(), 5000);
    for threads in [2, 7] {
        assert!(one == decided([&base, &variant], threads), "{threads} threads");
    }
    // The same plan twice lives the same life; a variant that matters in few trials lives it in most.
    assert!(decided([&base, &base], 2).iter().all(|[first, second]| first == second));
    let alike = one.iter().filter(|[first, second]| first == second).count();
    assert!((2500..5000).contains(&alike), "{alike}");
    for trial in [0, 1023, 1024, 4999] {
        assert_eq!(run::replay(&base, 1, trial).record.decided_step, one[trial as usize][0]);
    }
}

#[test]
fn paired_trials_are_the_trials_of_single_runs() {
    let plans = [plan(RICH, &[]), plan(RICH, &["messaging.ambiguity=0.9"])];
    let spec = Spec { seed: 1, trials: 3000 };
    let finished = std::sync::atomic::AtomicU64::new(0);
    let collapsed = run::paired_trials(
        &[&plans[0], &plans[1]],
        Demand::Ending,
        spec,
        &|trials| _ = finished.fetch_add(trials, std::sync::atomic::Ordering::Relaxed),
        || [0; 2],
        |counts, records| (0..2).for_each(|at| counts[at] += u64::from(records[at].outcome == Outcome::Collapse)),
        |counts: &mut [u64; 2], more| (0..2).for_each(|at| counts[at] += more[at]),
    );
    assert_eq!(finished.into_inner(), 6000);
    for (plan, count) in plans.iter().zip(collapsed) {
        assert_eq!(simulate(plan, 3000).record().outcome(Outcome::Collapse), count);
    }
}
