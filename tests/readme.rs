//! What the README and the pages of `docs/how-to` show is what the commands print. `DETENTE_UPDATE=1` rewrites the blocks.

mod common;

use common::Desk;
use std::fmt::Write as _;
use std::path::Path;

/// Before a block that quotes a command: `<!-- prints: detente ... -->`.
const MARK: &str = "<!-- prints: detente ";

/// A desk with the shipped scenarios on it.
fn desk() -> Desk {
    let desk = Desk::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")).expect("scenarios") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let name = format!("scenarios/{}", path.file_name().expect("a name").display());
            desk.put(&name, &std::fs::read_to_string(&path).expect("a file"));
        }
    }
    desk.put("cases.csv", include_str!("../docs/how-to/cases.csv"));
    desk
}

/// The output without what differs from run to run: how long it took.
fn printed(desk: &Desk, command: &str) -> String {
    let args: Vec<&str> = command.split_whitespace().collect();
    let mut text = String::new();
    for line in desk.done(&args).lines() {
        let line = line.rsplit_once("    (").filter(|(_, time)| time.ends_with(" s)")).map_or(line, |(line, _)| line);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[test]
fn the_readme_shows_what_the_commands_print() {
    assert!(renewed("README.md") >= 2, "the README quotes commands");
}

#[test]
fn the_page_on_what_to_watch_shows_what_the_command_prints() {
    assert_eq!(renewed("docs/how-to/what-to-watch.md"), 1);
}

#[test]
fn the_page_on_sweeps_shows_what_the_commands_print() {
    assert_eq!(renewed("docs/how-to/try-many-values.md"), 2);
}

#[test]
#[ignore = "plays five million trials: a minute or two on two cores"]
fn the_page_on_sensitivity_shows_what_the_command_prints() {
    assert_eq!(renewed("docs/how-to/what-matters.md"), 1);
}

/// Holds the blocks of a page against the commands that they quote, or rewrites them. Returns how many there are.
fn renewed(page: &str) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = std::fs::read_to_string(&path).expect(page);
    let desk = desk();
    let mut renewed = String::new();
    let mut rest = text.as_str();
    let mut blocks = 0;
    while let Some(at) = rest.find(MARK) {
        let after = &rest[at + MARK.len()..];
        let command = after.split(" -->").next().expect("a command");
        let start = rest[at..].find("```text\n").expect("a block") + at + "```text\n".len();
        let end = rest[start..].find("```").expect("an end") + start;
        let _ = write!(renewed, "{}{}", &rest[..start], printed(&desk, command));
        rest = &rest[end..];
        blocks += 1;
    }
    renewed.push_str(rest);
    if std::env::var_os("DETENTE_UPDATE").is_some() {
        std::fs::write(&path, &renewed).expect(page);
    } else {
        assert!(text == renewed, "{page} is out of date: DETENTE_UPDATE=1 cargo test --release --test readme");
    }
    blocks
}

#[test]
fn every_shipped_scenario_stands_in_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("README.md");
    for entry in std::fs::read_dir(root.join("scenarios")).expect("scenarios") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_string_lossy();
        assert!(!name.ends_with(".toml") || readme.contains(name.as_ref()), "{name} is not in the README");
    }
}
