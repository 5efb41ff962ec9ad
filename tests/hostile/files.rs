//! Files and names that nobody sends in good faith: each gets a message and a documented status, and harms nothing.

#![allow(clippy::print_stdout, reason = "what was counted and measured is told")]

use crate::Desk;
use crate::measured::{beside, measured, told};
use crate::names::{DEVICES, NAMES};
use std::fs;
use std::process::{Output, Stdio};

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    /// It has faults: status 1, and a message that holds this.
    Faulty(&'static str),
    /// It is a scenario after all: status 0.
    Sound,
}
use Fate::{Faulty, Sound};

fn repeated(head: &str, body: &str, times: usize) -> Vec<u8> {
    format!("{head}{}", body.repeat(times)).into_bytes()
}

fn numbered(times: usize, line: impl Fn(usize) -> String) -> Vec<u8> {
    (0..times).map(line).collect::<String>().into_bytes()
}

fn list_of(times: usize, item: impl Fn(usize) -> String) -> String {
    (0..times).map(item).collect::<Vec<_>>().join(", ")
}

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// Files by what is wrong with them.
fn files() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let utf16 =
        |mark: [u8; 2], text: &str| [mark.to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    vec![
        ("empty", text(""), Sound),
        ("only_blanks", text(" \n\t\n"), Sound),
        ("byte_order_mark", text("\u{feff}title = \"x\"\n"), Sound),
        ("line_ends_of_windows", text("title = \"x\"\r\nhorizon_weeks = 52\r\n"), Sound),
        ("no_last_line_end", text("horizon_weeks = 52"), Sound),
        ("comment_only", repeated("#", "x", 5000), Sound),
        ("longest_file", repeated("#", "x", (1 << 20) - 1), Sound),
        ("title_like_a_formula", text("title = \"=1+1\"\n"), Sound),
        ("right_to_left_letters", text("title = \"\u{5d0}\u{5d1}\"\n"), Sound),
        ("one_byte_too_long", repeated("#", "x", 1 << 20), Faulty("larger than 1 MiB")),
        ("much_too_long", repeated("#", "x", 3 << 20), Faulty("larger than 1 MiB")),
        ("line_ends_of_old_macs", text("title = \"x\"\rhorizon_weeks = 52\r"), Faulty("mac:1")),
        (
            "three_byte_order_marks",
            text("\u{feff}\u{feff}\u{feff}title = \"x\"\n"),
            Faulty("three_byte_order_marks.toml:1"),
        ),
        ("latin_1", b"title = \"D\xe9tente\"\n".to_vec(), Faulty("not UTF-8")),
        ("lone_continuation", b"title = \"\x80\"\n".to_vec(), Faulty("not UTF-8")),
        ("overlong_slash", b"title = \"\xc0\xaf\"\n".to_vec(), Faulty("not UTF-8")),
        ("surrogate", b"title = \"\xed\xa0\x80\"\n".to_vec(), Faulty("not UTF-8")),
        ("cut_in_a_character", b"title = \"\xe2\x82".to_vec(), Faulty("not UTF-8")),
        ("utf_16", utf16([0xff, 0xfe], "title = \"x\"\n"), Faulty("not UTF-8")),
        (
            "random_bytes",
            (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect(),
            Faulty("not UTF-8"),
        ),
        ("zeros", vec![0; 4096], Faulty("zeros.toml:1")),
        ("zero_in_text", text("title = \"a\0b\"\n"), Faulty("zero_in_text.toml:1")),
        ("escape_in_text", text("title = \"\u{1b}[31m\"\n"), Faulty("escape_in_text.toml:1")),
        ("spelled_escape", text("title = \"\\u001b]0;owned\\u0007\"\n"), Faulty("control character")),
        ("spelled_line_break", text("title = \"a\\nb\"\n"), Faulty("control character")),
        ("spelled_delete", text("title = \"\\u007f\"\n"), Faulty("control character")),
        ("turned_direction", text("title = \"\u{202e}txt.exe\"\n"), Faulty("control character")),
        ("isolated_direction", text("title = \"\u{2066}a\"\n"), Faulty("control character")),
        ("line_separator", text("title = \"a\u{2028}b\"\n"), Faulty("control character")),
        ("escape_in_a_key", text("\"\\u001b[2J\" = 1\n"), Faulty("unknown key")),
        ("deep_lists", repeated("a = ", "[", 200_000), Faulty("deep_lists.toml:1")),
        (
            "deep_closed_lists",
            text(&format!("a = {}{}", "[".repeat(90_000), "]".repeat(90_000))),
            Faulty("deep_closed_lists.toml:1"),
        ),
        ("deep_tables", repeated("a = ", "{a=", 90_000), Faulty("deep_tables.toml:1")),
        ("deep_key", text(&format!("a{} = 1", ".a".repeat(200_000))), Faulty("deep_key.toml:1")),
        ("deep_head", text(&format!("[a{}]\n", ".a".repeat(200_000))), Faulty("deep_head.toml:1")),
        ("many_keys", numbered(80_000, |n| format!("k{n} = 1\n")), Faulty("unknown key")),
        ("many_tables", numbered(50_000, |n| format!("[t{n}]\n")), Faulty("unknown key")),
        ("many_rungs", numbered(60_000, |n| format!("[rung.r{n}]\n")), Faulty("too many tables")),
        ("many_bodies", numbered(50_000, |n| format!("[body.b{n}]\n")), Faulty("too many tables")),
        ("many_spoilers", numbered(50_000, |n| format!("[spoiler.s{n}]\n")), Faulty("too many tables")),
        ("many_parties", numbered(5_000, |n| format!("[party.p{n}]\n")), Faulty("too many tables")),
        ("long_key", text(&format!("{} = 1\n", "k".repeat(500_000))), Faulty("unknown key")),
        ("long_text", text(&format!("until = \"{}\"\n", "x".repeat(500_000))), Faulty("unknown key")),
        ("long_id", text(&format!("[rung.{}]\n", "r".repeat(41))), Faulty("not an id")),
        ("long_number", text(&format!("horizon_weeks = {}\n", "9".repeat(500_000))), Faulty("horizon_weeks")),
        ("whole_number_without_end", text("horizon_weeks = 99999999999999999999\n"), Faulty("out of range")),
        ("negative", text("horizon_weeks = -1\n"), Faulty("out of range")),
        ("negative_zero", text("horizon_weeks = -0.0\n"), Faulty("out of range")),
        ("tiny", text("[run]\nstep_days = 1e-300\n"), Faulty("out of range")),
        ("huge", text("horizon_weeks = 1e308\n"), Faulty("out of range")),
        ("beyond_huge", text("horizon_weeks = 1e999\n"), Faulty("horizon_weeks")),
        ("infinity", text("horizon_weeks = inf\n"), Faulty("not a finite number")),
        ("not_a_number", text("horizon_weeks = nan\n"), Faulty("not a finite number")),
        ("hexadecimal", text("horizon_weeks = 0xffffffffffffffff\n"), Faulty("horizon_weeks")),
        ("number_as_text", text("horizon_weeks = \"52\"\n"), Faulty("horizon_weeks")),
        ("decimal_comma", text("horizon_weeks = 52,5\n"), Faulty("decimal_comma.toml:1")),
        ("flag_for_a_number", text("horizon_weeks = true\n"), Faulty("horizon_weeks")),
        ("day_that_is_none", text("start = 2026-02-30\n"), Faulty("day_that_is_none.toml:1")),
        ("year_far_off", text("start = 99999-01-01\n"), Faulty("year_far_off.toml:1")),
        ("many_tranches", text("[ladder]\norder = [\"r\"]\n[rung.r]\ntranches = 4000000000\n"), Faulty("tranches")),
        ("many_repeats", text("[ladder]\norder = [\"r\"]\n[rung.r]\nrepeat = 4000000000\n"), Faulty("repeat")),
        ("more_steps_than_memory", more_steps_than_memory(), Faulty("too many steps for so many rungs")),
        ("rung_twice_in_order", text("[ladder]\norder = [\"r\", \"r\"]\n[rung.r]\n"), Faulty("ladder.order")),
        ("order_of_nothing", text("[ladder]\norder = [\"../../etc/passwd\"]\n"), Faulty("ladder.order")),
        ("key_twice", text("title = \"a\"\ntitle = \"b\"\n"), Faulty("key_twice.toml:2")),
        ("table_for_a_value", text("[title]\n"), Faulty("title")),
        ("value_for_a_table", text("party = 3\n"), Faulty("must be a table")),
        ("extends_itself", text("extends = \"extends_itself.toml\"\n"), Faulty("circle")),
        ("extends_a_folder", text("extends = \"..\"\n"), Faulty("extends")),
        ("extends_a_device", text("extends = \"/dev/zero\"\n"), Faulty("extends")),
        ("extends_nothing", text("extends = \"../../../../no/such/file\"\n"), Faulty("extends")),
        ("extends_a_list", text("extends = [\"a\", \"b\"]\n"), Faulty("extends")),
        (
            "distribution_upside_down",
            text("[escalation]\nincidents_per_month = { low = 2, mode = 1, high = 0 }\n"),
            Faulty("incidents_per_month"),
        ),
        (
            "distribution_of_nonsense",
            text("[escalation]\nincidents_per_month = \"1 to\"\n"),
            Faulty("incidents_per_month"),
        ),
        ("half_a_file", text("[party.a]\nrole = \"sen"), Faulty("half_a_file.toml:2")),
        (
            "many_keys_in_a_line",
            text(&format!("a = {{ {} }}\n", list_of(40_000, |n| format!("k{n} = 1")))),
            Faulty("unknown key"),
        ),
        (
            "many_keys_of_a_rung_in_a_line",
            text(&format!("rung = {{ r = {{ {} }} }}\n", list_of(40_000, |n| format!("k{n} = 1")))),
            Faulty("unknown key"),
        ),
        (
            "many_ids_in_an_order",
            text(&format!("[ladder]\norder = [{}]\n", list_of(60_000, |n| format!("\"r{n}\"")))),
            Faulty("ladder.order"),
        ),
        ("a_web_page", text("<!DOCTYPE html><html></html>"), Faulty("a_web_page.toml:1")),
        ("a_json_file", text("{\"title\": \"x\"}"), Faulty("a_json_file.toml:1")),
        ("an_archive", b"PK\x03\x04\x14\x00\x08\x00".to_vec(), Faulty("an_archive.toml:1")),
    ]
}

/// 4,000 rungs as climbed over a hundred years in steps of six hours.
fn more_steps_than_memory() -> Vec<u8> {
    let names: Vec<String> = (0..80).map(|n| format!("r{n}")).collect();
    let order = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let rungs: String = names.iter().map(|name| format!("[rung.{name}]\nrepeat = 50\n")).collect();
    format!("horizon_weeks = 5200\n[run]\nstep_days = 0.25\n[ladder]\norder = [{order}]\n{rungs}").into_bytes()
}

/// Runs `detente` on `what`, within the limits for what is refused.
fn detente(desk: &Desk, what: &str, args: &[&str]) -> Output {
    measured(what, &mut desk.command(args))
}

fn message(output: &Output) -> String {
    let text = [&output.stderr[..], &output.stdout].concat();
    String::from_utf8(text).expect("messages are UTF-8")
}

/// What holds for whatever is said: no panic, and nothing that a terminal would obey.
fn assert_calm(what: &str, output: &Output) {
    let text = message(output);
    assert!(!text.contains("panicked"), "{what}: {text}");
    let wild = text.chars().find(|c| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c));
    assert_eq!(wild, None, "{what}: {}", text.escape_debug());
}

#[test]
fn hostile_files_get_a_message_and_a_status_and_harm_nothing() {
    let desk = Desk::new();
    desk.put("in/keep.txt", "mine");
    let files = files();
    assert!(files.iter().filter(|(_, _, fate)| *fate != Sound).count() >= 60);
    for (name, bytes, fate) in &files {
        let path = format!("in/{name}.toml");
        fs::write(desk.path(&path), bytes).expect("a disk");
        let output = detente(&desk, name, &["run", &path, "--trials", "16", "--out", "out", "--quiet", "--force"]);
        assert_calm(name, &output);
        match fate {
            Sound => assert_eq!(output.status.code(), Some(0), "{name}: {}", message(&output)),
            Faulty(said) => {
                let message = message(&output);
                assert_eq!(output.status.code(), Some(1), "{name}: {message}");
                let name = format!("{name}.toml");
                let said = if *said == "mac:1" { "line_ends_of_old_macs.toml:1" } else { said };
                let short: String = message.chars().take(2000).collect();
                assert!(message.contains(&name) && message.contains(said), "{name}: no `{said}` in {short}");
                assert!(message.len() < 2_000_000, "{name}: {} bytes of message", message.len());
            }
        }
    }
    assert_eq!(desk.read("in/keep.txt"), "mine");
    let left: Vec<String> = fs::read_dir(desk.path(""))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "in" && name != "out")
        .collect();
    assert_eq!(left, [""; 0], "nothing beside the results");
    let faulty = files.iter().filter(|(_, _, fate)| *fate != Sound).count();
    println!("{faulty} hostile files, {} odd ones that are sound: {}", files.len() - faulty, told());
}

#[test]
fn what_is_no_file_is_refused_without_waiting_for_it() {
    let desk = Desk::with("sound.toml", "horizon_weeks = 26\n");
    let made =
        beside(|| std::process::Command::new("mkfifo").arg(desk.path("pipe.toml")).status().expect("mkfifo runs"));
    assert!(made.success());
    std::os::unix::fs::symlink("/dev/zero", desk.path("endless.toml")).expect("a disk");
    std::os::unix::fs::symlink("round.toml", desk.path("round.toml")).expect("a disk");
    fs::create_dir(desk.path("folder.toml")).expect("a disk");
    for (path, said) in [
        ("pipe.toml", "a pipe or a device"),
        ("endless.toml", "a pipe or a device"),
        ("/dev/stdin", "a pipe or a device"),
        ("round.toml", "cannot be read"),
        ("absent.toml", "no such file"),
    ] {
        let output = measured(path, desk.command(&["check", path]).stdin(Stdio::piped()));
        assert_calm(path, &output);
        assert_eq!(output.status.code(), Some(1), "{path}");
        assert!(message(&output).contains(said), "{path}: {}", message(&output));
    }
    assert_eq!(beside(|| desk.run(&["check", "folder.toml"])).status.code(), Some(2), "a folder without scenarios");
    let batch = beside(|| desk.run(&["run", ".", "--trials", "16", "--quiet", "--out", "out"]));
    assert_eq!(batch.status.code(), Some(1));
    assert!(desk.read("out/outcomes.csv").contains("sound,scaling,"));
}

#[test]
fn hostile_names_of_scenarios_are_refused_and_write_nothing() {
    let desk = Desk::new();
    let long = "a".repeat(101);
    for name in NAMES.iter().chain(&DEVICES).chain([&long.as_str()]) {
        let told = detente_study::scenario::read_text(name, "", &[]).expect_err(name).to_string();
        assert!(told.contains("cannot name"), "{name:?}: {told}");
        let output = detente(&desk, name, &["new", "--", name]);
        assert_calm(name, &output);
        assert_eq!(output.status.code(), Some(2), "{name:?}: {}", message(&output));
    }
    assert_eq!(fs::read_dir(desk.path("")).expect("a folder").count(), 0, "nothing was written");
    println!("{} hostile names: {}", NAMES.len() + DEVICES.len() + 1, told());
}

#[test]
fn hostile_ids_are_refused() {
    let desk = Desk::new();
    for name in NAMES {
        let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
        let quoted: String = quoted
            .chars()
            .map(|c| if c.is_control() { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() })
            .collect();
        for table in ["rung", "party", "body", "objector", "spoiler"] {
            let text = format!("[{table}.\"{quoted}\"]\n");
            let told = detente_study::scenario::read_text("case", &text, &[]).expect_err(name).to_string();
            assert!(told.contains("not an id"), "{name:?}: {told}");
        }
        desk.put("case.toml", &format!("[rung.\"{quoted}\"]\n"));
        let output = detente(&desk, name, &["check", "case.toml"]);
        assert_calm(name, &output);
        assert_eq!(output.status.code(), Some(1), "{name:?}");
    }
}

#[test]
fn files_with_hostile_names_are_named_without_harm() {
    let desk = Desk::new();
    let possible = |name: &&str| !name.contains('/') && !["", ".", ".."].contains(name);
    let names: Vec<&str> = NAMES.into_iter().filter(possible).collect();
    assert!(names.len() >= 60);
    for name in &names {
        let path = format!("in/{name}.toml");
        desk.put(&path, "horizon_weeks = 26\n");
        let output = detente(&desk, name, &["run", &path, "--trials", "16", "--out", "out"]);
        assert_calm(name, &output);
        assert_eq!(output.status.code(), Some(1), "{name:?}: {}", message(&output));
        assert!(message(&output).contains("cannot name"), "{name:?}: {}", message(&output));
        fs::remove_file(desk.path(&path)).expect("a file");
    }
    assert!(!desk.path("out").exists());
    println!("{} hostile names of files: {}", names.len(), told());
    desk.put("Case.toml", "");
    desk.put("case.toml", "");
    let counterfactuals = beside(|| desk.run(&["run", "Case.toml", "case.toml"]));
    assert_eq!(counterfactuals.status.code(), Some(2), "some disks would take one for the other");
}

#[test]
fn titles_and_names_become_no_formulas() {
    let desk = Desk::new();
    for (number, name) in NAMES.iter().enumerate().filter(|(_, name)| {
        !name.is_empty() && !name.chars().any(|c| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}'))
    }) {
        let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
        desk.put(
            "case.toml",
            &format!("title = \"{quoted}\"\nsource = \"{quoted}\"\n[party.sender_state]\nname = \"{quoted}\"\n"),
        );
        let output = detente(&desk, name, &["run", "case.toml", "--trials", "16", "--out", "out", "--quiet"]);
        assert_calm(name, &output);
        if output.status.code() == Some(1) {
            continue;
        }
        assert_eq!(output.status.code(), Some(0), "{number}: {name:?}: {}", message(&output));
        for table in ["summary", "parameters", "actors"] {
            let text = desk.read(&format!("out/{table}.csv"));
            for row in csv::Reader::from_reader(text.as_bytes()).records() {
                let row = row.expect("a row");
                let bad = row.iter().find(|cell| {
                    cell.starts_with(['=', '+', '@', '\t']) || cell.starts_with('-') && cell.parse::<f64>().is_err()
                });
                assert_eq!(bad, None, "{name:?} in {table}");
            }
        }
    }
}

/// Keys from outside a file nest tables as a file does, and no parser has counted their parts before.
#[test]
fn keys_that_are_nested_too_deep_are_refused_wherever_they_are_given() {
    let desk = Desk::with("case.toml", "horizon_weeks = 26\n");
    let key = format!("a{}", ".a".repeat(30_000));
    let set = format!("{key}=1");
    for args in [["check", "case.toml", "--set", &set], ["sweep", "case.toml", "--vary", &set]] {
        let output = detente(&desk, args[0], &args);
        assert_calm(args[0], &output);
        assert_eq!(output.status.code(), Some(1), "{}", message(&output).chars().take(300).collect::<String>());
    }
    assert!(!desk.path("results").exists());
}
