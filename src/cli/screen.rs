//! What `run` prints: a page for up to three scenarios, a line each for more. 80 columns, no colour.

mod analysis;
mod base_rates;
mod calibration;
mod news;
mod next;
mod page;
mod plans;
mod rows;
mod sensitivity;
mod sweep;
mod watch;

pub(super) use analysis::{AnalysisSetting, three_digits};
pub(super) use calibration::{card as calibration, departures};
pub(super) use next::LaidOver;
pub(super) use page::from_the_template;
pub(super) use sensitivity::SensitivitySetting;

use detente_study::design::Sensitivity;
use detente_study::input::Input;
use detente_study::recipe::{Compared, Simulated};
use detente_study::run::{Part, Spec};
use detente_study::sheet;
use detente_study::table::counted;
use detente_study::table::{ScenarioResult, Status, Varied, grouped};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What every screen of results ends with.
const NO_FORECAST: &str = " This ranks mechanisms under the assumptions in the files. It is not a forecast.\n\n";
/// Scenarios up to which each has a page of its own.
const MOST_PAGES: usize = 3;

/// One scenario of a batch.
pub(super) enum Line<'a> {
    /// It was simulated.
    Simulated {
        /// Its file.
        path: &'a Path,
        /// What came of it.
        result: ScenarioResult<'a>,
    },
    /// It could not be.
    Faulty {
        /// Its file.
        path: &'a Path,
        /// How many faults it has.
        faults: usize,
    },
}

impl<'a> Line<'a> {
    /// The scenario's file.
    pub(super) fn path(&self) -> &'a Path {
        match self {
            Self::Simulated { path, .. } | Self::Faulty { path, .. } => path,
        }
    }

    fn is_complete(&self) -> bool {
        matches!(self, Self::Simulated { result, .. } if result.status == Status::Complete)
    }
}

/// A line of the screen for every file, in order of their names.
pub(super) fn lines<'a>(simulated: &'a [Simulated], faulty: &'a [(PathBuf, usize)]) -> Vec<Line<'a>> {
    let name = |path: &'a Path| path.file_stem().unwrap_or_default().to_string_lossy();
    let sound = simulated.iter().map(|one| Line::Simulated { path: &one.input.path, result: one.result() });
    let faulty = faulty.iter().map(|(path, faults)| Line::Faulty { path, faults: *faults });
    let mut lines: Vec<Line<'a>> = sound.chain(faulty).collect();
    lines.sort_by_key(|line| name(line.path()));
    lines
}

/// What the scenarios of a batch have in common.
pub(super) struct BatchSetting<'a> {
    /// Seed and trials.
    pub(super) spec: Spec,
    /// The shard, where only one was simulated.
    pub(super) shard: Option<Part>,
    /// What was laid over the files.
    pub(super) given: LaidOver<'a>,
    /// The results folder, as a full path.
    pub(super) out: &'a Path,
    /// How many tables were written.
    pub(super) tables: usize,
    /// Whether a report was written, too.
    pub(super) report: bool,
    /// What the scenarios change against each other, where they were compared.
    pub(super) compared: Option<&'a Compared>,
    /// How long it took.
    pub(super) seconds: f64,
}

/// The screen of a whole batch.
pub(super) fn batch(lines: &[Line<'_>], setting: &BatchSetting<'_>) -> String {
    let interrupted = lines.iter().any(|line| matches!(line, Line::Simulated { .. }) && !line.is_complete());
    let mut text = String::new();
    if interrupted || setting.shard.is_some() {
        text.push_str(&head(None, setting));
        text.push_str(&rows::statuses(lines));
    } else if lines.len() > MOST_PAGES {
        text.push_str(&head(None, setting));
        text.push_str(&rows::rows(lines));
    } else {
        for line in lines {
            match line {
                Line::Simulated { path, result } => {
                    text.push_str(&head(Some(path), setting));
                    text.push_str(&page::page(result, lines.len() == 1));
                }
                Line::Faulty { path, faults } => {
                    let _ = writeln!(text, "{}: {}\n", path.display(), rows::faulty(path, *faults));
                }
            }
        }
    }
    text.push_str(&setting.compared.map_or(String::new(), plans::plans));
    text.push_str(&foot(lines, setting));
    text
}

/// The screen of a sweep of the scenario in `path`.
pub(super) fn sweep(
    path: &Path,
    simulated: &[Simulated],
    varied: Option<&Varied>,
    setting: &BatchSetting<'_>,
) -> String {
    let points = varied.map(|varied| sweep::rows(simulated, varied)).unwrap_or_default();
    // A point is told from the file as run: its values may have come from a design or from cells of a sheet.
    let input = |one: &Simulated| from_here(setting.out).join(format!("inputs/{}.toml", one.input.stem()));
    let inputs: Vec<PathBuf> = simulated.iter().map(input).collect();
    let lines = inputs.iter().zip(simulated).map(|(path, one)| Line::Simulated { path, result: one.result() });
    let lines: Vec<Line<'_>> = lines.collect();
    head(Some(path), setting) + &points + &foot(&lines, setting)
}

/// The screen of a sensitivity analysis.
pub(super) fn sensitivity(input: &Input, found: &Sensitivity, setting: &SensitivitySetting<'_>) -> String {
    let mut text = format!(
        "detente {}   {}   {} trials in all, seed {}\n\n",
        env!("CARGO_PKG_VERSION"),
        setting.path.file_name().unwrap_or_default().display(),
        grouped(setting.trials),
        setting.seed
    );
    text.push_str(&sensitivity::page(input, found, setting.measure));
    text.push_str(NO_FORECAST);
    let _ = writeln!(
        text,
        "{}/   indices.csv, index_pairs.csv, boxes.csv: all outcomes    ({:.1} s)",
        from_here(setting.out).display(),
        setting.seconds
    );
    text
}

fn head(path: Option<&Path>, setting: &BatchSetting<'_>) -> String {
    let name = path.and_then(Path::file_name).map_or(String::new(), |name| format!("   {}", name.display()));
    let (trials, seed) = (grouped(setting.spec.trials), setting.spec.seed);
    let plural = if setting.spec.trials == 1 { "trial" } else { "trials" };
    let shard = setting.shard.map_or(String::new(), |part| format!(", shard {} of {}", part.index(), part.count()));
    format!("detente {}{name}   {trials} {plural}, seed {seed}{shard}\n\n", env!("CARGO_PKG_VERSION"))
}

fn foot(lines: &[Line<'_>], setting: &BatchSetting<'_>) -> String {
    let mut text = String::from(NO_FORECAST);
    let out = from_here(setting.out).display();
    let simulated = lines.iter().filter(|line| matches!(line, Line::Simulated { .. })).count();
    let complete = lines.iter().filter(|line| line.is_complete()).count();
    if complete < lines.len() {
        let faulty = lines.len() - simulated;
        let _ = writeln!(
            text,
            "{complete} of {} complete, {faulty} with faults, {} interrupted",
            counted(lines.len(), "file"),
            simulated - complete
        );
    }
    let files = if simulated == 1 { "the file as run" } else { "the files as run" };
    let what = if setting.shard.is_some() { "records".to_owned() } else { format!("{} tables", setting.tables) };
    let report = if setting.report { "a report, " } else { "" };
    let _ = writeln!(text, "{out}/   {what}, {files}, {report}manifest.json    ({:.1} s)", setting.seconds);
    match lines.iter().find(|line| line.is_complete()) {
        Some(line) if setting.shard.is_none() => {
            let _ = writeln!(text, "next:  {}", next_trace(line, setting));
            let _ = match setting.report {
                true => writeln!(text, "       open {out}/report.html in a browser"),
                false => writeln!(text, "       detente report {out}"),
            };
        }
        _ => (),
    }
    text
}

/// The command that tells a trial of `line`: with what was laid over its file, or of the file as run, where a table that was laid over it
/// came through a pipe and is gone.
fn next_trace(line: &Line<'_>, setting: &BatchSetting<'_>) -> String {
    match (line, setting.given.values) {
        (Line::Simulated { result, .. }, Some(values)) if sheet::is_pipe(values) => {
            let input = from_here(setting.out).join(format!("inputs/{}.toml", result.scenario.stem));
            next::trace(&input, setting.spec, LaidOver::default())
        }
        _ => next::trace(line.path(), setting.spec, setting.given),
    }
}

/// `path` as seen from the working directory, where it lies below.
pub(super) fn from_here(path: &Path) -> &Path {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path)
}
