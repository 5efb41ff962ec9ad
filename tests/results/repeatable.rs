//! Same bytes everywhere: threads, CPU features, names, and the order in a file change nothing.

use crate::Desk;
use support::RICH;

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
const TABLES: [&str; 15] = [
    "summary",
    "outcomes",
    "causes",
    "timeline",
    "quantities",
    "histograms",
    "rungs",
    "actors",
    "baseline",
    "base_rates",
    "fates",
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
    assert_eq!(tables.len(), 17);
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
