//! The commands as an analyst meets them: messages, exit statuses, files.

use crate::Desk;
use std::collections::BTreeMap;
use support::RICH;

const FIVE_MISTAKES: &str = "\
title = \"five mistakes\"

[party.giver]
role        = \"sender\"
trustworthi = 0.6

[party.taker]
role        = \"target\"
trustworthy = 1.2

[body.treasury]
party        = \"nobody\"
review_weeks = nan

[escalation]
incidents_per_month = 0,3
";

#[test]
fn five_mistakes_get_five_located_messages_and_touch_no_earlier_result() {
    let desk = Desk::with("case.toml", RICH);
    desk.done(&["run", "case.toml", "--trials", "500", "--quiet"]);
    let before = desk.digest("results");
    desk.put("case.toml", FIVE_MISTAKES);
    let output = desk.run(&["run", "case.toml", "--trials", "500"]);
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    for line in ["case.toml:5:", "case.toml:9:", "case.toml:12:", "case.toml:13:", "case.toml:16:"] {
        assert!(message.contains(line), "no message at {line}\n{message}");
    }
    assert!(message.contains("trustworthy"), "no suggestion\n{message}");
    assert!(message.contains("5 faults"), "{message}");
    assert_eq!(before, desk.digest("results"));
    let checked = desk.run(&["check", "case.toml"]);
    assert_eq!(checked.status.code(), Some(1));
    assert_eq!(message, String::from_utf8(checked.stderr).expect("UTF-8"));
}

#[test]
fn a_bad_file_does_not_stop_the_batch() {
    let desk = Desk::with("batch/good.toml", RICH);
    desk.put("batch/bad.toml", FIVE_MISTAKES);
    desk.put("batch/_base.toml", "nonsense = 1\n");
    let output = desk.run(&["run", "batch", "--trials", "500"]);
    assert_eq!(output.status.code(), Some(1));
    let screen = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(screen.contains("5 faults: see `detente check"), "{screen}");
    assert!(desk.read("results/batch/outcomes.csv").contains("good,scaling,"));
    assert!(!desk.path("results/batch/records/_base.json").exists());
}

#[test]
fn results_that_were_edited_or_are_foreign_are_not_replaced() {
    let desk = Desk::with("case.toml", RICH);
    let run = ["run", "case.toml", "--trials", "200", "--quiet"];
    desk.done(&run);
    desk.done(&run);
    let table = desk.read("results/case/outcomes.csv");
    desk.put("results/case/outcomes.csv", &table.replace("case,", "mine,"));
    let refused = desk.run(&run);
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--force"));
    assert!(desk.read("results/case/outcomes.csv").contains("mine,"));
    desk.done(&[&run[..], &["--force"]].concat());
    assert_eq!(desk.read("results/case/outcomes.csv"), table);
    desk.put("notes/todo.txt", "mine");
    let refused = desk.run(&["run", "case.toml", "--trials", "200", "--out", "notes"]);
    assert_eq!(refused.status.code(), Some(3));
    assert_eq!(desk.read("notes/todo.txt"), "mine");
}

#[test]
fn a_results_folder_that_holds_the_scenarios_is_refused_even_by_force() {
    let desk = Desk::with("cases/case.toml", RICH);
    let refused = desk.run(&["run", "cases/case.toml", "--out", "cases", "--force", "--trials", "10"]);
    assert_eq!(refused.status.code(), Some(3));
    assert_eq!(desk.read("cases/case.toml"), RICH);
}

#[test]
fn a_wrong_command_line_has_its_own_status() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["run", "--trials", "none"]).status.code(), Some(2));
    assert_eq!(desk.run(&["run", "--trials", "0"]).status.code(), Some(2));
    assert_eq!(desk.run(&["walk"]).status.code(), Some(2));
    for marked in ["10.000", "10,000", "10'000"] {
        for command in ["run", "sweep", "order"] {
            let refused = desk.run(&[command, "case.toml", "--trials", marked]);
            assert_eq!(refused.status.code(), Some(2), "{command} {marked}");
            assert!(String::from_utf8_lossy(&refused.stderr).contains("write 10000,"), "{command} {marked}");
        }
    }
    desk.put("scenarios/indo_pak.toml", RICH);
    desk.put("near.toml", RICH);
    for (absent, near) in [
        ("indo_pak", "scenarios/indo_pak.toml"),
        ("indo_pak.toml", "scenarios/indo_pak.toml"),
        ("scenarios/indo_pak", "scenarios/indo_pak.toml"),
        ("near", "near.toml"),
    ] {
        let refused = desk.run(&["run", absent]);
        assert_eq!(refused.status.code(), Some(1), "{absent}");
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        let near: std::path::PathBuf = near.split('/').collect();
        assert!(said.contains(&format!("did you mean {}?", near.display())), "{said}");
    }
    let missing = desk.run(&["run", "absent.toml"]);
    assert!(!String::from_utf8_lossy(&missing.stderr).contains("did you mean"));
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("absent.toml"));
    desk.put("a/x.toml", RICH);
    desk.put("b/x.toml", RICH);
    assert_eq!(desk.run(&["run", "a/x.toml", "b/x.toml"]).status.code(), Some(2));
}

#[test]
fn a_precision_is_another_way_of_giving_the_number_of_trials() {
    let desk = Desk::with("case.toml", RICH);
    desk.done(&["run", "case.toml", "--precision", "2.5", "--quiet"]);
    let by_precision = desk.digest("results");
    desk.done(&["run", "case.toml", "--trials", "2497", "--quiet"]);
    assert_eq!(by_precision, desk.digest("results"));
    for part in ["1/2", "2/2"] {
        desk.done(&["run", "case.toml", "--precision", "2.5", "--shard", part, "--quiet"]);
    }
    desk.done(&["merge", "shards/case", "--out", "merged", "--quiet"]);
    assert_eq!(desk.read("merged/manifest.json"), desk.read("results/case/manifest.json"));
    desk.done(&["sweep", "case.toml", "--vary", "messaging.ambiguity=0.1,0.2", "--precision", "10", "--quiet"]);
    assert!(desk.read("results/case_sweep/manifest.json").contains("157"), "157 trials at every point");
    for wrong in [&["--precision", "2.5", "--trials", "9"][..], &["--precision", "0"], &["--precision", "0,5"]] {
        assert_eq!(desk.run(&[&["run", "case.toml"], wrong].concat()).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn the_story_of_a_trial_tells_what_its_row_says() {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["run", "rich.toml", "--trials", "300", "--out", "out", "--quiet", "--trial-rows"]);
    let rows = desk.read("out/trials/rich.csv");
    let mut rows = csv::Reader::from_reader(rows.as_bytes());
    let columns: Vec<String> = rows.headers().expect("columns").iter().map(str::to_owned).collect();
    for row in rows.records().map(|row| row.expect("a row")).filter(|row| row[1].parse::<u64>().unwrap() % 37 == 0) {
        let story = desk.done(&["trace", "rich.toml", "--trial", &row[1], "--format", "csv"]);
        let mut told = csv::Reader::from_reader(story.as_bytes());
        let told: BTreeMap<String, String> = told
            .records()
            .map(|line| line.expect("a line"))
            .filter(|line| &line[2] == "result")
            .map(|line| (line[4].to_owned(), line[8].to_owned()))
            .collect();
        for (column, cell) in columns.iter().zip(&row).skip(2) {
            assert_eq!(told.get(column).map(String::as_str), Some(cell), "trial {}, {column}", &row[1]);
        }
    }
}

#[test]
fn trace_finds_trials_by_outcome_and_cause() {
    let desk = Desk::with("rich.toml", RICH);
    let story = desk.done(&["trace", "rich.toml", "--outcome", "collapse", "--cause", "turnover"]);
    assert!(story.contains("leaves the channel") && story.contains("outcome  collapse"), "{story}");
    let impossible = desk.run(&["trace", "rich.toml", "--outcome", "scaling", "--cause", "turnover"]);
    assert_eq!(impossible.status.code(), Some(2));
    let rare = desk.run(&["trace", "rich.toml", "--cause", "dispute_count", "--trials", "2"]);
    assert_eq!(rare.status.code(), Some(4));
    assert_eq!(desk.run(&["trace", "rich.toml", "--cause", "weather"]).status.code(), Some(2));
}

/// A remark that only the command line brings is found again by checking with the same command line.
#[test]
fn remarks_are_counted_with_the_way_to_see_them() {
    let desk = Desk::with("rich.toml", RICH);
    let set = ["--set", "opening.idle_weeks=500"];
    let counted = |args: &[&str]| {
        let output = desk.run(&[&["run", "rich.toml", "--trials", "64"], args].concat());
        String::from_utf8(output.stderr).expect("UTF-8").lines().find(|line| line.contains("remark")).map(str::to_owned)
    };
    assert_eq!(counted(&[]).as_deref(), Some("1 remark on rich.toml: see `detente check rich.toml`"));
    let with_set = "3 remarks on rich.toml: see `detente check rich.toml` with the same --set";
    assert_eq!(counted(&set).as_deref(), Some(with_set));
    let checked = desk.run(&[&["check", "rich.toml"], &set[..]].concat());
    let said = String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
    assert!(said.contains("the channel lapses in its first step") && said.contains("lapse_weeks"), "{said}");
}

/// The typical trial has the most frequent cause, and was decided in the median step of those that have it.
#[test]
fn the_typical_trial_is_that_of_the_rows() {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["run", "rich.toml", "--trials", "500", "--trial-rows", "--quiet"]);
    let rows = desk.read("results/rich/trials/rich.csv");
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let at = |name: &str, headers: &csv::StringRecord| headers.iter().position(|header| header == name).expect(name);
    let headers = reader.headers().expect("headers").clone();
    let (cause, end, trial) = (at("cause", &headers), at("end_weeks", &headers), at("trial", &headers));
    let mut by_cause: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
    for row in reader.records().map(|row| row.expect("a row")) {
        let weeks: f64 = row[end].parse().expect("a number");
        let own = by_cause.entry(row[cause].to_owned()).or_default();
        own.push(((1000.0 * weeks) as u64, row[trial].parse().expect("a number")));
    }
    let most = by_cause.values_mut().max_by_key(|own| own.len()).expect("causes");
    most.sort_unstable();
    let median = most[most.len() / 2].0;
    let (_, typical) = most.iter().find(|(end, _)| *end == median).expect("the median is one of them");
    let told = |args: &[&str]| desk.done(&[&["trace", "rich.toml", "--trials", "500"], args].concat());
    assert_eq!(told(&["--typical"]), told(&["--trial", &typical.to_string()]));
}

/// The command that a run ends with tells the story of what was simulated, whatever was laid over the file.
#[cfg(unix)]
#[test]
fn the_command_that_is_proposed_replays_what_was_simulated() {
    let desk = Desk::new();
    desk.put("my cases/rich.toml", RICH);
    desk.put("filled.csv", "scenario,key,value\nrich,party.giver.turnover_per_month,0.08\n");
    let set = ["--set", "messaging.ambiguity=0.1 to 0.3", "--set", "rung.pause.title=\"it's $HOME\""];
    let given = [&["--values", "filled.csv", "--seed", "5", "--trials", "300"], &set[..]].concat();
    let screen = desk.done(&[&["run", "my cases/rich.toml"], &given[..]].concat());
    let next = screen.lines().find_map(|line| line.strip_prefix("next:  detente ")).expect("a command");
    let binary = env!("CARGO_BIN_EXE_detente");
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &format!("'{binary}' {next}")]).current_dir(desk.path(""));
    let output = shell.output().expect("a shell");
    assert!(output.status.success(), "{next}: {}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(told, desk.done(&[&["trace", "my cases/rich.toml", "--typical"], &given[..]].concat()));
    assert_eq!(
        told,
        desk.done(&["trace", "results/rich/inputs/rich.toml", "--typical", "--seed", "5", "--trials", "300"])
    );
    let plain = desk.done(&["trace", "my cases/rich.toml", "--typical", "--seed", "5", "--trials", "300"]);
    assert_ne!(told, plain, "what is laid over the file shows in the story");
}

/// Trials and chance on the card are those of watch.csv.
#[test]
fn the_card_of_what_to_watch_says_how_many_trials_and_how_sure() {
    let desk = Desk::with("rich.toml", RICH);
    let screen = desk.done(&["run", "rich.toml", "--trials", "3000"]);
    let card = screen.split(" what to watch by week 26").nth(1).expect("a card").split("\n\n").next().expect("its end");
    let text = desk.read("results/rich/watch.csv");
    let rows: Vec<BTreeMap<String, String>> =
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect();
    let own: Vec<&BTreeMap<String, String>> = rows.iter().filter(|row| row["landmark_week"] == "26").collect();
    let first = own.iter().filter(|row| row["rank"] == "1" && row["outcome"] == "collapse");
    let undecided: u64 = first.map(|row| row["trials"].parse::<u64>().expect("a count")).sum();
    assert!(
        card.contains(&format!("all {} trials still undecided ", detente_study::table::grouped(undecided))),
        "{card}"
    );
    let on_card = |row: &&&BTreeMap<String, String>| {
        let indicator = card.split(&format!("\n   {}\n", row["indicator"].replace('_', " "))).nth(1);
        let states = indicator.map(|rest| rest.lines().take_while(|line| line.starts_with("     ")));
        states.is_some_and(|mut states| states.any(|line| line.trim().starts_with(&format!("{} ", row["state"]))))
    };
    let width = |row: &&BTreeMap<String, String>| {
        let end = |column: &str| row[column].parse::<f64>().expect("states with few trials are not on the card");
        50.0 * (end("share_hi") - end("share_lo"))
    };
    let widest = own.iter().filter(on_card).map(width).fold(0.0, f64::max);
    assert!(widest > 0.0 && card.contains(&format!("+-{widest:.1} in the others")), "{widest}: {card}");
    assert!(card.lines().all(|line| line.chars().count() <= 80), "{card}");
}

#[test]
fn a_new_scenario_is_sound_and_never_overwrites() {
    let desk = Desk::new();
    desk.done(&["new", "my_case"]);
    let checked = desk.done(&["check", "scenarios/my_case.toml"]);
    assert!(checked.contains("sound"), "{checked}");
    assert_eq!(desk.run(&["new", "my_case"]).status.code(), Some(3));
    for (path, written) in
        [("scenarios/second.toml", "second"), ("third.toml", "third"), ("./scenarios/fourth", "fourth")]
    {
        let told = desk.done(&["new", path]);
        assert!(told.contains(&format!("detente run scenarios/{written}.toml")), "{path}: {told}");
        assert!(desk.read(&format!("scenarios/{written}.toml")).starts_with(&format!("# {written}: ")), "{path}");
        desk.done(&["check", &format!("scenarios/{written}.toml")]);
    }
    assert_eq!(desk.run(&["new", "scenarios/second"]).status.code(), Some(3));
    for nothing in ["scenarios/", ""] {
        let refused = desk.run(&["new", nothing]);
        assert_eq!(refused.status.code(), Some(2), "{nothing}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("`detente new my_case` writes into"), "{refused:?}");
    }
    for elsewhere in ["../escape", "cases/escape.toml", "scenarios/cases/escape.toml"] {
        let refused = desk.run(&["new", elsewhere]);
        assert_eq!(refused.status.code(), Some(2), "{elsewhere}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("`detente new escape` writes into"), "{refused:?}");
    }
    desk.done(&["run", "scenarios/my_case.toml", "--trials", "300"]);
}

#[test]
fn the_screen_fits_eighty_columns_without_colour_for_one_and_for_sixty_scenarios() {
    let desk = Desk::with("batch/rich.toml", RICH);
    let one = desk.done(&["run", "batch/rich.toml", "--trials", "400", "--report"]);
    let report = desk.done(&["report", "results/rich"]);
    desk.put("batch/a_scenario_with_quite_a_long_name.toml", "horizon_weeks = 52\n");
    for number in 2..60 {
        desk.put(&format!("batch/case_{number}.toml"), "horizon_weeks = 26\n");
    }
    let sixty = desk.run(&["run", "batch", "--trials", "100"]);
    assert!(sixty.status.success());
    let (sixty, log) =
        (String::from_utf8(sixty.stdout).expect("UTF-8"), String::from_utf8_lossy(&sixty.stderr).into_owned());
    // A command that is to be copied stays on one line.
    let is_text = |line: &&str| !line.starts_with("next:  detente trace ");
    for line in [&one, &report, &sixty, &log].into_iter().flat_map(|text| text.lines()).filter(is_text) {
        assert!(line.chars().count() <= 80, "{} columns: {line}", line.chars().count());
        assert!(line.chars().all(|sign| !sign.is_control()), "a sign for terminals only: {line:?}");
    }
    assert!([&one, &report, &sixty].iter().all(|text| text.contains("It is not a forecast")));
    let rows = sixty
        .lines()
        .filter(|line| line.starts_with(" case_") || line.starts_with(" rich") || line.starts_with(" a_scen"));
    assert_eq!(rows.count(), 60);
}

#[test]
fn text_cells_cannot_become_formulas() {
    let desk = Desk::with("case.toml", &RICH.replace("\"rich\"", "\"=1+1\""));
    desk.done(&["run", "case.toml", "--trials", "200", "--quiet"]);
    assert!(desk.read("results/case/summary.csv").contains("'=1+1"));
}

#[test]
fn the_schema_and_the_completions_are_there() {
    let desk = Desk::new();
    let schema: serde_json::Value = serde_json::from_str(&desk.done(&["schema"])).expect("JSON");
    assert!(schema["properties"]["rung"].is_object());
    assert!(desk.done(&["completions", "bash"]).contains("detente"));
}

#[test]
fn every_dialect_holds_the_same_figures() {
    let desk = Desk::with("case.toml", RICH);
    let outcomes = |dialect: &str| {
        desk.done(&["run", "case.toml", "--trials", "300", "--quiet", "--csv-dialect", dialect]);
        desk.read("results/case/outcomes.csv")
    };
    let (standard, excel, eu) = (outcomes("standard"), outcomes("excel"), outcomes("eu"));
    assert_eq!(excel.trim_start_matches('\u{feff}').replace("\r\n", "\n"), standard);
    let rows = |text: &str, delimiter: u8| -> Vec<Vec<String>> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text.as_bytes());
        let cells = |row: csv::StringRecord| row.iter().map(|cell| cell.replace(',', ".")).collect();
        reader.records().map(|row| cells(row.expect("CSV"))).collect()
    };
    assert_eq!(rows(&eu, b';'), rows(&standard, b','));
    assert!(eu.contains(";\"0,") && eu.contains("\r\n"), "{eu}");
    for field in eu.trim_start_matches('\u{feff}').lines().flat_map(|line| line.split(';')) {
        assert!(!field.contains(',') || (field.starts_with('"') && field.ends_with('"')), "{field} could be split");
    }
}

#[test]
fn forty_files_of_which_five_are_bad_give_thirty_five_results_and_five_explanations() {
    let desk = Desk::new();
    for number in 0..40 {
        let text = if number % 8 == 3 { FIVE_MISTAKES } else { "horizon_weeks = 26\n" };
        desk.put(&format!("batch/case_{number:02}.toml"), text);
    }
    let output = desk.run(&["run", "batch", "--trials", "100", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1));
    let (screen, message) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(screen.contains("35 of 40 files complete, 5 with faults, 0 interrupted"), "{screen}");
    assert_eq!(screen.lines().filter(|line| line.starts_with(" case_")).count(), 40, "every file has its line");
    assert_eq!(screen.matches("5 faults: see `detente check batch/case_").count(), 5, "{screen}");
    assert_eq!(message.matches("case_03.toml:").count(), 5, "{message}");
    let outcomes = desk.read("out/outcomes.csv");
    assert_eq!(outcomes.lines().filter(|line| line.contains(",scaling,")).count(), 35);
    let records = std::fs::read_dir(desk.path("out/records")).expect("a folder");
    let names = records.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    assert_eq!(names.filter(|name| name.matches('.').count() == 1).count(), 35);
    desk.done(&["verify", "out"]);
}

#[test]
fn a_results_folder_says_what_to_open_first_and_what_its_files_hold() {
    let desk = Desk::with("case.toml", RICH);
    desk.done(&["run", "case.toml", "--trials", "20", "--trial-rows", "--quiet"]);
    let guide = desk.read("results/case/README.md");
    assert!(guide.contains("Open `summary.csv` first"), "{guide}");
    let entries = std::fs::read_dir(desk.path("results/case")).expect("a folder");
    for entry in entries.map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let named = if name == "trials" { "trials/case.csv".to_owned() } else { name };
        assert!(named == "README.md" || guide.contains(&format!("`{named}")), "{named} is missing in\n{guide}");
    }
}

/// Some systems write `.TOML`, and editors add endings of their own.
#[test]
fn what_a_folder_holds_beside_its_scenarios_is_said_and_capitals_make_no_difference() {
    let desk = Desk::with("batch/a.toml", "horizon_weeks = 26\n");
    desk.put("batch/B.TOML", "horizon_weeks = 26\n");
    desk.put("batch/_base.TOML", "nonsense = 1\n");
    let run = ["run", "batch", "--trials", "16", "--out", "out"];
    let said = |args: &[&str]| String::from_utf8_lossy(&desk.run(args).stderr).into_owned();
    assert_eq!(said(&run), "");
    let stems: Vec<String> = desk.read("out/summary.csv").lines().skip(1).map(|line| line[..2].to_owned()).collect();
    assert_eq!(stems, ["B,", "a,"]);
    for name in ["c.toml.txt", "d.tml", ".e.toml", "more/f.toml", "._g.toml", "notes.txt", "h.toml~", "empty/i.txt"] {
        desk.put(&format!("batch/{name}"), "horizon_weeks = 26\n");
    }
    let remark = "batch: left out: .e.toml (hidden, as its name begins with a point), \
                  c.toml.txt (its name does not end in .toml: rename it c.toml), \
                  d.tml (its name does not end in .toml: rename it d.toml), \
                  more (a folder with scenarios of its own: name it as well)\n";
    assert_eq!(said(&run), remark);
    assert_eq!(said(&["check", "batch"]), remark);
    assert_eq!(said(&[&run[..], &["--quiet"]].concat()), "");
    assert!(!said(&["run", "batch", "batch/more", "--trials", "16", "--out", "out"]).contains("more"));
    assert_eq!(said(&["run", "batch/B.TOML", "--trials", "16", "--out", "one"]), "");
    let output = desk.run(&["run", "batch/empty"]);
    assert_eq!(output.status.code(), Some(2));
    desk.put("batch/empty/j.toml.txt", "horizon_weeks = 26\n");
    assert!(said(&["run", "batch/empty"]).contains("holds no scenario (*.toml) (j.toml.txt: its name does not end"));
    desk.put("batch/A.TOML", "horizon_weeks = 26\n");
    if desk.read("batch/a.toml") == desk.read("batch/A.TOML") {
        assert_eq!(desk.run(&run).status.code(), Some(2), "two of one name");
    }
}
