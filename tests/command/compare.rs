//! `detente compare`: its folders, its screens, and what it refuses.

use crate::{Desk, assert_sound_on_any_threads};
use support::shipped;

/// A desk with the lesson, its variant and the sceptic's view on it.
fn desk() -> Desk {
    let desk = Desk::new();
    for name in ["tutorial.toml", "tutorial_tranches.toml", "_tutorial_sceptic.toml"] {
        desk.put(name, &std::fs::read_to_string(shipped(name)).expect("a file"));
    }
    desk
}

const QUESTIONS: [&[&str]; 4] = [
    &["tutorial.toml", "tutorial_tranches.toml", "_tutorial_sceptic.toml"],
    &["tutorial.toml", "tutorial.toml"],
    &["tutorial.toml", "--without", "incidents", "--without", "turnover.south", "--without", "hotline"],
    &["tutorial.toml", "_tutorial_sceptic.toml", "--by", "key"],
];

#[test]
fn folders_are_sound_rerun_to_the_byte_and_do_not_hang_on_threads() {
    let desk = desk();
    for (at, question) in QUESTIONS.iter().enumerate() {
        let args = [&["compare"], *question, &["--trials", "2000"]].concat();
        assert_sound_on_any_threads(&desk, &args, at);
    }
}

#[test]
fn a_scenario_against_itself_writes_nothing_but_zeros() {
    let desk = desk();
    desk.done(&["compare", "tutorial.toml", "tutorial.toml", "--trials", "2000", "--quiet", "--out", "same"]);
    for line in desk.read("same/differences.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(cells[6..9].iter().chain(&cells[10..13]).chain([&cells[14]]).all(|cell| *cell == "0.000000"), "{line}");
        assert_eq!(cells[15], "same", "{line}");
    }
    for line in desk.read("same/regret.csv").lines().skip(1) {
        assert!(
            line.ends_with(",0.500000,0.000000,0.000000") || line.ends_with(",1.000000,0.000000,0.000000"),
            "{line}"
        );
    }
    for line in desk.read("same/worth_knowing.csv").lines().skip(1) {
        assert!(line.ends_with(",0.000000,0.000000,0.000000,0.000000,0.000000,0.000000"), "{line}");
    }
    for line in desk.read("same/flows.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!((cells[2], cells[3]), (cells[4], cells[5]), "{line}");
    }
}

/// A run with a report has the comparison on its screen: the figures of the table, in points, for each plan.
#[test]
fn plans_that_are_run_with_a_report_are_compared_on_the_screen() {
    let desk = desk();
    let plans = QUESTIONS[0];
    let args = [&["run"], plans, &["--report", "--trials", "2000"]].concat();
    let out = assert_sound_on_any_threads(&desk, &args, 0);
    let screen = desk.done(&[&args[..], &["--out", &out, "--force"]].concat());
    assert!(screen.contains(" against tutorial, trial by trial on the same random numbers, in points\n"), "{screen}");
    let (mut told, mut unclear) = (0, 0);
    let below = |plan: &str, figure: &str| {
        let lines = screen.lines().skip_while(|line| *line != format!(" {plan}")).skip(1);
        lines
            .take_while(|line| line.starts_with("   "))
            .find(|line| line.starts_with(&format!("   {figure} ")))
            .map(str::to_owned)
    };
    for row in csv::Reader::from_reader(desk.read(&format!("{out}/differences.csv")).as_bytes()).records() {
        let row = row.expect("a row");
        if !["scaling", "collapse", "confrontation"].contains(&&row[2]) {
            continue;
        }
        let line = below(&row[0], &row[2]).expect("a line");
        let number = |at: usize| row[at].parse::<f64>().expect("a number");
        let points = |at: usize| format!("{:+.2}", 100.0 * number(at));
        let is_told = &row[15] != "not_told_apart";
        let difference = if is_told { points(6) } else { "unclear".to_owned() };
        let higher = if &row[2] == "scaling" { number(10) } else { 1.0 - number(10) };
        let interval = format!("({} to {})", points(7), points(8));
        assert!(line.contains(&format!(" {difference} {interval}")), "{line}");
        let better = format!("better in {:.0} of 100 worlds", 100.0 * higher);
        assert_eq!(line.contains(&better), number(11) < number(12), "{better}: {line}");
        told += u32::from(is_told);
        unclear += u32::from(!is_told);
    }
    assert!(told > 0 && told + unclear == 6, "{told} {unclear}");
    let without = desk.done(&[&["run"], plans, &["--trials", "2000", "--out", "without"]].concat());
    assert!(!without.contains("same random numbers"), "{without}");
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_to_do() {
    let desk = desk();
    let cases: [(&[&str], &str, i32); 6] = [
        (&["tutorial.toml"], "another scenario, or `--without each`", 2),
        (&["tutorial.toml", "tutorial_tranches.toml", "--without", "each"], "takes one scenario", 2),
        (&["tutorial.toml", "--by", "key"], "another scenario", 2),
        (&["tutorial.toml", "--without", "incident"], "did you mean `incidents`", 2),
        (&["tutorial.toml", "no_such.toml"], "no such file", 1),
        (&["tutorial.toml", "copy/tutorial.toml"], "would share the name", 2),
    ];
    desk.put("copy/tutorial.toml", "title = \"another\"\n");
    for (args, wanted, status) in cases {
        let output = desk.run(&[&["compare"], args, &["--trials", "100"]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(wanted), "{args:?}: {said}");
        assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
    }
    assert!(!desk.path("results").exists());
}

/// Marked is what the table, in which all effects are tested at once, tells from zero, and nothing else.
#[test]
fn keys_that_do_something_are_marked_and_defaults_are_spelled_out() {
    let desk = desk();
    let mild = "extends = \"tutorial.toml\"\n[spoiler.militia]\ncamp = \"south\"\n\
                [party.south]\nforgiveness = 0.2\ntries_per_rung = 4\n";
    desk.put("mild.toml", mild);
    for other in ["_tutorial_sceptic.toml", "mild.toml"] {
        let question =
            ["compare", "tutorial.toml", other, "--by", "key", "--trials", "4000", "--out", "keys", "--force"];
        let screen = desk.done(&question);
        let (mut clear, mut checked) = (0, 0);
        let text = desk.read("keys/keys.csv");
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(text.as_bytes()).records().map(|row| row.expect("a row")).collect();
        for row in &rows {
            let end = |at: usize| row[at].parse::<f64>().expect("a number");
            let is_clear = end(9) > 0.0 || end(10) < 0.0;
            clear += usize::from(is_clear);
            let Some(column) = ["scaling", "collapse", "confrontation"].iter().position(|shown| *shown == &row[2])
            else {
                continue;
            };
            let name = if &row[3] == "(together)" { "only together" } else { &row[3] };
            let line = screen.lines().find_map(|line| line.strip_prefix(&format!(" {name} "))).expect("a line");
            let shown = line.split_whitespace().nth(column).expect("a figure");
            assert_eq!(shown.ends_with('*'), is_clear, "{row:?}\n{screen}");
            checked += 1;
        }
        assert!(checked >= 9, "{checked}\n{screen}");
        assert!(
            screen.contains(&format!(" {clear} of {} effects in keys.csv are clearly not zero", rows.len())),
            "{screen}"
        );
        assert!(screen.contains("* clearly not zero: the 95 % interval (all "), "{screen}");
        let widest = screen.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(80), "{screen}");
        match other {
            "mild.toml" => {
                for said in [" 0 (default) -> 0.2\n", " none (default) -> 4\n", " (left out) -> { camp = \"south\" }\n"]
                {
                    assert!(screen.contains(said), "{said}{screen}");
                }
            }
            _ => {
                assert!(screen.contains(" (not stated) -> 0.005\n") && clear > 0 && clear < rows.len(), "{screen}");
            }
        }
    }
}

/// Column names are a promise.
#[test]
fn the_tables_of_comparisons_keep_their_columns() {
    const HEADERS: [(&str, &str); 11] = [
        (
            "plans/differences.csv",
            "scenario,base,figure,trials,base_share,share,difference,difference_lo,difference_hi,worlds,higher_share,assumed_p05,assumed_p95,variance_ratio,smallest_seen,verdict",
        ),
        ("plans/delivered.csv", "scenario,rungs,delivered_mean,delivered_mean_lo,delivered_mean_hi"),
        ("plans/regret.csv", "scenario,objective,worlds,best_share,regret,regret_worst_tenth"),
        (
            "plans/worth_knowing.csv",
            "scenario,objective,input,stated,gain,gain_lo,gain_hi,changes_share,changes_lo,changes_hi",
        ),
        (
            "plans/worth_watching.csv",
            "scenario,objective,landmark_week,indicator,alike_share,waiting,waiting_lo,waiting_hi,gain,gain_lo,gain_hi,changes_share,changes_lo,changes_hi",
        ),
        ("plans/difference_dots.csv", "scenario,base,figure,dot,difference"),
        ("plans/flows.csv", "scenario,base,from_outcome,from_cause,to_outcome,to_cause,count,trials,share"),
        (
            "without/attribution.csv",
            "scenario,kind,factor,means,outcome,count,better,better_share,better_lo,better_hi,worse,worse_share,net_share",
        ),
        (
            "without/attribution_causes.csv",
            "scenario,outcome,cause,count,kind,factor,better,better_share,better_lo,better_hi",
        ),
        (
            "without/interactions.csv",
            "scenario,first,second,collapses,better_without_first,better_without_second,better_without_both,interaction,interaction_lo,interaction_hi",
        ),
        (
            "keys/keys.csv",
            "scenario,base,figure,key,base_value,value,changed_in_base,changed_last,effect,effect_lo,effect_hi",
        ),
    ];
    let desk = desk();
    for (question, out) in [(QUESTIONS[0], "plans"), (QUESTIONS[2], "without"), (QUESTIONS[3], "keys")] {
        desk.done(&[&["compare"], question, &["--trials", "64", "--quiet", "--out", out]].concat());
    }
    for (file, header) in HEADERS {
        assert_eq!(desk.read(file).lines().next(), Some(header), "{file}");
    }
}

/// How much of its ladder each plan carries out is what a run of it says, rung by rung.
#[test]
fn plans_carry_out_as_much_as_their_runs_say() {
    let desk = Desk::with("a.toml", support::RICH);
    desk.put("b.toml", "extends = \"a.toml\"\ntitle = \"b\"\nladder.order = [\"hotline\", \"pause\"]\n");
    desk.done(&["run", "a.toml", "b.toml", "--trials", "3000", "--quiet", "--out", "runs"]);
    desk.done(&["compare", "a.toml", "b.toml", "--trials", "3000", "--quiet", "--out", "plans"]);
    let cells = |file: &str, column: &str| -> Vec<(String, f64)> {
        let text = desk.read(file);
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let head = lines.next().expect("a header");
        let at = head.iter().position(|name| name == column).expect("the column");
        lines.map(|cells| (cells[0].clone(), cells[at].parse().expect("a number"))).collect()
    };
    let shares = cells("runs/rungs.csv", "delivered_share");
    for ((plan, mean), (_, rungs)) in
        cells("plans/delivered.csv", "delivered_mean").iter().zip(cells("plans/delivered.csv", "rungs"))
    {
        let own: Vec<f64> = shares.iter().filter(|(own, _)| own == plan).map(|(_, share)| *share).collect();
        assert_eq!(own.len() as f64, rungs, "{plan}");
        let sum: f64 = own.iter().sum();
        assert!(*mean > 0.0 && (sum - mean).abs() < 1e-6 * rungs, "{plan}: {mean} and {sum}");
    }
}

/// A question that a newcomer asked, answered by one command: with the sign that two runs on chance of their own have, with chance,
/// assumptions, how much is carried out, and what to find out. The smallest of the three differences is four standard errors of those two
/// runs: were it so by chance, its sign would be wrong once in 30,000 times; the seeds are fixed.
#[test]
fn whether_a_treaty_comes_before_or_after_a_corridor_is_answered_with_the_right_sign() {
    let desk = Desk::new();
    for name in ["corridor.toml", "treaty_first.toml", "corridor_first.toml"] {
        let path = format!("{}/tests/corridor/{name}", env!("CARGO_MANIFEST_DIR"));
        desk.put(name, &std::fs::read_to_string(path).expect("a file"));
    }
    desk.done(&[
        "compare",
        "treaty_first.toml",
        "corridor_first.toml",
        "--trials",
        "40000",
        "--quiet",
        "--out",
        "plans",
    ]);
    for (plan, seed) in [("treaty_first", "2"), ("corridor_first", "3")] {
        let file = format!("{plan}.toml");
        desk.done(&["run", &file, "--trials", "40000", "--seed", seed, "--quiet", "--out", plan]);
    }
    let rows = |file: &str| -> Vec<std::collections::BTreeMap<String, String>> {
        let text = desk.read(file);
        let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize().collect::<Result<_, _>>();
        rows.expect("a table")
    };
    let alone = |plan: &str, figure: &str| -> f64 {
        let summary = rows(&format!("{plan}/summary.csv"));
        summary[0][&format!("{figure}_share")].parse().expect("a share")
    };
    for figure in ["scaling", "collapse", "confrontation"] {
        let rows = rows("plans/differences.csv");
        let own = rows.iter().find(|row| row["figure"] == figure).expect("a row");
        let difference: f64 = own["difference"].parse().expect("a number");
        let [one, other] = ["treaty_first", "corridor_first"].map(|plan| alone(plan, figure));
        assert!(["higher", "lower"].contains(&own["verdict"].as_str()), "{own:?}");
        assert_eq!(difference > 0.0, other > one, "{figure}: {difference}, {one} and {other}");
        assert!((other - one - difference).abs() < 0.012, "{figure}: {difference}, {one} and {other}");
        let number = |column: &str| own[column].parse::<f64>().expect("a number");
        assert!(
            number("assumed_p05") < number("assumed_p95") && (0.0..=1.0).contains(&number("higher_share")),
            "{own:?}"
        );
    }
    // It collapses less because less of it is carried out.
    let carried: Vec<f64> =
        rows("plans/delivered.csv").iter().map(|row| row["delivered_mean"].parse().expect("a mean")).collect();
    assert!(carried.len() == 2 && carried[0] + 0.3 < carried[1], "{carried:?}");
    let told =
        rows("plans/worth_knowing.csv").into_iter().any(|row| row["gain_lo"].parse::<f64>().expect("a number") > 0.0);
    assert!(told, "something is worth finding out");
}
