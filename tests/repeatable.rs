//! Same bytes everywhere: threads, CPU features, names, and the order in a file change nothing.

mod common;

use common::{Desk, RICH, plan, simulate};
use detente_engine::domain::{Cause, Outcome};
use detente_engine::tally::Tally;
use detente_engine::trial::{Demand, Quantity};
use detente_study::run::{self, Spec};

fn results(desk: &Desk, extra: &[&str]) -> String {
    let mut args = vec!["run", "rich.toml", "--trials", "6000", "--out", "out", "--quiet"];
    args.extend(extra);
    desk.done(&args);
    desk.digest("out")
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let desk = Desk::with("rich.toml", RICH);
    let one = results(&desk, &["--threads", "1", "--trial-rows"]);
    for threads in ["2", "3", "8"] {
        assert_eq!(one, results(&desk, &["--threads", threads, "--trial-rows"]), "{threads} threads");
    }
}

#[test]
fn the_features_of_the_processor_change_no_byte() {
    let desk = Desk::with("rich.toml", RICH);
    let all = results(&desk, &[]);
    let mut command = desk.command(&["run", "rich.toml", "--trials", "6000", "--out", "out", "--quiet"]);
    command.env("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable");
    assert!(command.output().expect("detente runs").status.success());
    assert_eq!(all, desk.digest("out"));
}

#[test]
fn tables_are_the_same_with_and_without_trial_rows() {
    let desk = Desk::with("rich.toml", RICH);
    results(&desk, &[]);
    let without = desk.read("out/records/rich.json");
    results(&desk, &["--trial-rows"]);
    assert_eq!(without, desk.read("out/records/rich.json"));
}

#[test]
fn the_first_rows_of_a_long_run_are_those_of_a_short_one() {
    let desk = Desk::with("rich.toml", RICH);
    results(&desk, &["--trial-rows"]);
    let long = desk.read("out/trials/rich.csv");
    desk.done(&["run", "rich.toml", "--trials", "1500", "--out", "short", "--quiet", "--trial-rows"]);
    let short = desk.read("short/trials/rich.csv");
    assert_eq!(short.lines().count(), 1501);
    assert!(long.starts_with(&short));
}

#[test]
fn another_seed_is_another_chance() {
    let desk = Desk::with("rich.toml", RICH);
    results(&desk, &[]);
    let one = desk.read("out/outcomes.csv");
    results(&desk, &["--seed", "2"]);
    assert_ne!(one, desk.read("out/outcomes.csv"));
}

/// Every table.
const TABLES: [&str; 13] = [
    "summary",
    "outcomes",
    "causes",
    "timeline",
    "quantities",
    "histograms",
    "rungs",
    "actors",
    "baseline",
    "leverage",
    "parameters",
    "indicators",
    "watch",
];

/// All tables and the record, in one text.
fn tables(desk: &Desk) -> String {
    let tables = TABLES.map(|table| desk.read(&format!("out/{table}.csv")));
    tables.concat() + &desk.read("out/records/rich.json")
}

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

/// The tables of `text` in another order, from the `turn`th, every second one last.
fn reordered(text: &str, turn: usize) -> String {
    let (head, tables) = text.split_once("\n[").expect("tables");
    let mut tables: Vec<String> = tables.split("\n[").map(|table| format!("[{table}\n")).collect();
    tables.rotate_left(turn);
    let (mut even, mut odd) = (Vec::new(), Vec::new());
    for (at, table) in tables.into_iter().enumerate() {
        if at % 2 == 0 { even.push(table) } else { odd.push(table) }
    }
    odd.reverse();
    format!("{head}\n{}{}", even.concat(), odd.concat())
}

#[test]
fn the_order_of_tables_in_a_file_and_notes_change_no_byte_of_any_table() {
    let desk = Desk::with("rich.toml", RICH);
    results(&desk, &[]);
    let base = tables(&desk);
    for turn in [0, 5, 11] {
        let text = reordered(RICH, turn).replace("[party.", "# a note\n[party.");
        assert_ne!(text, RICH);
        desk.put("rich.toml", &text);
        results(&desk, &[]);
        assert!(base == tables(&desk), "turned by {turn}");
    }
}

#[test]
fn titles_and_names_change_only_themselves() {
    let desk = Desk::new();
    let figures = |mark: &str| {
        let text = RICH
            .replace("title         = \"rich\"", &format!("title = \"T {mark}\"\nconfrontation = \"C {mark}\""))
            .replace("[party.giver]", &format!("[party.giver]\nname = \"P {mark}\""))
            .replace("[body.congress]", &format!("[body.congress]\nname = \"B {mark}\""))
            .replace("[objector.rival]", &format!("[objector.rival]\nname = \"O {mark}\""))
            .replace("[spoiler.militia]", &format!("[spoiler.militia]\nname = \"S {mark}\""))
            .replace("[rung.pause]", &format!("[rung.pause]\ntitle = \"R {mark}\""));
        desk.put("rich.toml", &text);
        results(&desk, &[]);
        tables(&desk)
    };
    let (one, other) = (figures("Quince"), figures("Walnut"));
    assert!(one.contains("T Quince") && one.contains("R Quince"), "titles are part of the tables");
    assert!(one.replace("Quince", "Walnut") == other);
}

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

#[test]
fn a_scenario_simulated_alone_has_the_figures_it_has_in_a_batch() {
    let desk = Desk::with("batch/rich.toml", RICH);
    desk.put("batch/plain.toml", "title = \"plain\"\n");
    desk.done(&["run", "batch", "--trials", "2000", "--out", "both", "--quiet"]);
    desk.done(&["run", "batch/rich.toml", "--trials", "2000", "--out", "alone", "--quiet"]);
    let of_rich = |folder: &str| -> Vec<String> {
        let table = desk.read(&format!("{folder}/causes.csv"));
        table.lines().filter(|line| line.starts_with("rich,")).map(str::to_owned).collect()
    };
    assert_eq!(of_rich("both"), of_rich("alone"));
    assert_eq!(of_rich("both").len(), 15);
}

/// More scenarios than are held in memory together when tables are written.
#[test]
fn the_tables_of_a_large_batch_are_those_of_its_scenarios_stacked_by_name() {
    let desk = Desk::new();
    let stems: Vec<String> = (0..18).map(|number| format!("case_{number:02}")).collect();
    for (number, stem) in stems.iter().enumerate() {
        desk.put(&format!("batch/{stem}.toml"), &format!("title = \"{stem}\"\nhorizon_weeks = {}\n", 20 + number));
        let file = format!("batch/{stem}.toml");
        desk.done(&["run", &file, "--trials", "100", "--out", &format!("alone/{stem}"), "--quiet"]);
    }
    desk.done(&["run", "batch", "--trials", "100", "--out", "out", "--quiet"]);
    let tables = std::fs::read_dir(desk.path("out")).expect("results").map(|file| file.expect("a file").path());
    let tables: Vec<_> = tables.filter(|path| path.extension().is_some_and(|kind| kind == "csv")).collect();
    assert_eq!(tables.len(), 14);
    for table in tables.iter().map(|path| path.file_stem().expect("a name").to_string_lossy()) {
        let stacked = desk.read(&format!("out/{table}.csv"));
        let parts = stems.iter().map(|stem| desk.read(&format!("alone/{stem}/{table}.csv")));
        let rows = |text: &str| text.split_once('\n').map(|(_, rows)| rows.to_owned()).expect("a header");
        assert_eq!(rows(&stacked), parts.map(|part| rows(&part)).collect::<String>(), "{table}");
    }
}

#[test]
fn the_file_as_run_gives_the_same_results_again() {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&[
        "run",
        "rich.toml",
        "--trials",
        "2000",
        "--out",
        "out",
        "--quiet",
        "--set",
        "messaging.ambiguity=0.1 to 0.3",
    ]);
    let first = desk.read("out/records/rich.json");
    desk.put("again/rich.toml", &desk.read("out/inputs/rich.toml"));
    desk.done(&["run", "again/rich.toml", "--trials", "2000", "--out", "out2", "--quiet"]);
    assert_eq!(first, desk.read("out2/records/rich.json"));
    assert_eq!(desk.read("out/parameters.csv"), desk.read("out2/parameters.csv"));
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
