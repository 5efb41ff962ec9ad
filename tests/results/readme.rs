//! What the README and the how-to pages show is what the commands print. `DETENTE_UPDATE=1` rewrites the blocks.

use crate::Desk;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

/// Before a block that quotes a command: `<!-- prints: detente ... -->`, or some of its lines: `<!-- prints: detente ... [lines 3 to 9] -->`.
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
    desk.put("docs/how-to/cases.csv", include_str!("../../docs/how-to/cases.csv"));
    desk.put("docs/how-to/experts/anna.csv", include_str!("../../docs/how-to/experts/anna.csv"));
    desk.put("docs/how-to/experts/ben.csv", include_str!("../../docs/how-to/experts/ben.csv"));
    desk
}

/// What commands have printed: several pages quote the same ones.
static PRINTED: LazyLock<Mutex<BTreeMap<String, Arc<OnceLock<String>>>>> = LazyLock::new(Mutex::default);

/// What `command` prints on `desk`, or has printed on another one.
fn printed(desk: &Desk, command: &str) -> String {
    let cell = Arc::clone(PRINTED.lock().expect("no test panics in between").entry(command.to_owned()).or_default());
    cell.get_or_init(|| printed_now(desk, command)).clone()
}

/// The output without what differs from run to run: how long it took.
fn printed_now(desk: &Desk, command: &str) -> String {
    let args: Vec<&str> = command.split_whitespace().collect();
    let mut text = String::new();
    for line in desk.done(&args).lines() {
        let line = line.rsplit_once("    (").filter(|(_, time)| time.ends_with(" s)")).map_or(line, |(line, _)| line);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// What `command` prints, or the lines of it that it says it is about.
fn quoted(desk: &Desk, command: &str) -> String {
    let Some((command, lines)) = command.split_once(" [lines ") else { return printed(desk, command) };
    let (first, last) = lines.trim_end_matches(']').split_once(" to ").expect("from a line to a line");
    let [first, last] = [first, last].map(|line| line.parse::<usize>().expect("the number of a line"));
    let all = printed(desk, command);
    assert!(all.lines().count() >= last, "{command} prints fewer lines than {last}");
    all.split_inclusive('\n').take(last).skip(first - 1).collect()
}

/// The page with its blocks as the commands print them now, and what they print.
fn renewed(desk: &Desk, page: &str) -> (String, Vec<String>) {
    let mut renewed = String::new();
    let mut rest = page;
    let mut blocks = Vec::new();
    while let Some(at) = rest.find(MARK) {
        let after = &rest[at + MARK.len()..];
        let command = after.split(" -->").next().expect("a command");
        let start = rest[at..].find("```text\n").expect("a block") + at + "```text\n".len();
        let end = rest[start..].find("```").expect("an end") + start;
        let block = quoted(desk, command);
        let _ = write!(renewed, "{}{block}", &rest[..start]);
        blocks.push(block);
        rest = &rest[end..];
    }
    renewed.push_str(rest);
    (renewed, blocks)
}

/// Holds the page at `path` against what its commands print, or rewrites it. Gives what they print.
fn hold(desk: &Desk, path: &Path) -> Vec<String> {
    let page = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (renewed, blocks) = renewed(desk, &page);
    if std::env::var_os("DETENTE_UPDATE").is_some() {
        std::fs::write(path, &renewed).expect("the page is written");
    } else {
        let update = "DETENTE_UPDATE=1 cargo test --release --test results -- readme";
        assert!(page == renewed, "{} is out of date: {update}", path.display());
    }
    blocks
}

#[test]
fn the_readme_shows_what_the_commands_print() {
    let (desk, root) = (desk(), Path::new(env!("CARGO_MANIFEST_DIR")));
    let blocks = hold(&desk, &root.join("README.md"));
    assert!(blocks.len() >= 4, "the README quotes {} commands", blocks.len());
}

#[test]
fn the_pages_on_results_and_on_a_case_and_the_picture_show_what_the_commands_make() {
    let (desk, root) = (desk(), Path::new(env!("CARGO_MANIFEST_DIR")));
    let docs = root.join("docs");
    desk.done(&["run", "--quiet"]);
    assert_eq!(hold(&desk, &docs.join("results.md")).len(), 1, "it quotes `detente report`");
    assert_eq!(hold(&desk, &docs.join("how-to/read-a-case.md")).len(), 1);
    let (picture, drawn) = (docs.join("comparison.svg"), desk.read("results/charts/comparison.svg"));
    if std::env::var_os("DETENTE_UPDATE").is_some() {
        std::fs::write(&picture, &drawn).expect("the picture is written");
    }
    let kept = std::fs::read_to_string(picture).expect("the picture");
    assert!(
        kept == drawn,
        "docs/comparison.svg is out of date: DETENTE_UPDATE=1 cargo test --release --test results -- readme"
    );
}

/// What a newcomer reads first stays short: its lines, and those of any block that a command prints.
#[test]
fn the_readme_is_short() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md");
    assert!(page.lines().count() <= 220, "{} lines", page.lines().count());
    for block in page.split("```text\n").skip(1) {
        let lines = block.split("```").next().expect("a block").lines().count();
        assert!(lines <= 15, "a block of {lines} lines");
    }
}

#[test]
fn the_page_on_what_to_watch_shows_what_the_command_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/how-to/what-to-watch.md");
    assert_eq!(hold(&desk(), &path).len(), 1);
}

#[test]
fn the_page_on_sweeps_shows_what_the_commands_print() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/how-to/try-many-values.md");
    assert_eq!(hold(&desk(), &path).len(), 2);
}

#[test]
fn the_page_on_experts_shows_what_the_command_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/how-to/several-experts.md");
    assert_eq!(hold(&desk(), &path).len(), 1);
}

#[test]
fn the_page_on_sensitivity_shows_what_the_command_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/how-to/what-matters.md");
    assert_eq!(hold(&desk(), &path).len(), 1);
}

/// Figures with a decimal point, as screens print them.
fn figures(text: &str) -> Vec<&str> {
    let parts = text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
    let is_figure = |part: &&str| part.contains('.') && part.parse::<f64>().is_ok() && !part.ends_with('.');
    parts.map(|part| part.trim_end_matches('.')).filter(is_figure).collect()
}

#[test]
fn the_how_to_pages_show_what_the_commands_print_and_conclude_from_nothing_else() {
    const CONCLUSION: &str = "## In three sentences\n";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/how-to");
    let pages = ["which-plan.md", "what-broke-it.md", "how-sure.md", "where-do-we-disagree.md", "what-order.md"];
    let printed = pages.map(|name| hold(&desk(), &folder.join(name)));
    for (name, blocks) in pages.into_iter().zip(printed) {
        assert!(!blocks.is_empty(), "{name} quotes no command");
        let page = std::fs::read_to_string(folder.join(name)).expect("just read");
        let (_, conclusion) = page.split_once(CONCLUSION).unwrap_or_else(|| panic!("{name} does not conclude"));
        let shown: Vec<&str> = blocks.iter().flat_map(|block| figures(block)).collect();
        let quoted = figures(conclusion);
        assert!(quoted.len() >= 2, "{name} concludes without figures");
        for figure in quoted {
            assert!(shown.contains(&figure), "{name} concludes from {figure}, which no command prints");
        }
    }
}

/// The words of a command as a shell parts them.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(at, part)| {
            if at % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() }
        })
        .collect()
}

/// All commands in the text of the README are carried out in their order, with few trials: the lesson, then an own case from its
/// template to a comparison with the variant that is printed there.
#[test]
fn the_commands_in_the_text_of_the_readme_go_through_in_their_order() {
    let (desk, page) = (desk(), include_str!("../../README.md"));
    let variant = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a variant");
    desk.put("scenarios/my_variant.toml", variant);
    // In step with the reader: what is quoted stands in comments and blocks.
    let text = page.split("```").step_by(2).collect::<String>();
    let mut done = Vec::new();
    for command in text.split('`').skip(1).step_by(2).filter_map(|part| part.strip_prefix("detente ")) {
        let args = words(command);
        if args.len() < 2 {
            continue;
        }
        let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
        if ["run", "compare"].contains(&args[0]) {
            args.extend(["--trials", "300"]);
        }
        desk.done(&args);
        done.push(args[0].to_owned());
    }
    assert_eq!(done, ["check", "run", "compare", "trace", "report", "new", "compare"], "the way of the README");
    assert_eq!(desk.read("scenarios/my_case.toml").matches("# change me first").count(), 3);
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
