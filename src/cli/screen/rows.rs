//! One line a scenario.

use super::Line;
use crate::domain::Outcome;
use crate::table::{ScenarioResult, confrontation_difference, grouped, percent, share_interval};
use std::fmt::Write as _;
use std::path::Path;

/// Columns that the figures of a row take, with what stands between them.
const FIGURES: usize = 53;
/// Columns of a screen.
const SCREEN: usize = 80;

/// The table of a batch.
pub(super) fn rows(lines: &[Line<'_>]) -> String {
    let width = lines.iter().map(|line| stem(line.path()).chars().count()).max().unwrap_or(0).clamp(10, 18);
    let mut text = format!(" {:width$}  scaling  stalling  postponed  collapse  conf.*  binds\n", "scenario");
    for line in lines {
        match line {
            Line::Played { path, result } => {
                let _ = writeln!(
                    text,
                    " {:width$}  {}",
                    shortened(&stem(path), width),
                    figures(result, SCREEN - FIGURES - width)
                );
            }
            Line::Faulty { path, faults } => {
                let _ = writeln!(text, " {:width$}  {}", shortened(&stem(path), width), faulty(path, *faults));
            }
        }
    }
    let _ = writeln!(text, " * confrontation at the horizon: points against no channel");
    let _ = writeln!(
        text,
        " 95 % intervals of the shares (luck alone): at most +-{:.1} points; 0: never seen\n",
        widest(lines)
    );
    text
}

/// How far each file came.
pub(super) fn statuses(lines: &[Line<'_>]) -> String {
    let width = lines.iter().map(|line| stem(line.path()).chars().count()).max().unwrap_or(0).clamp(10, 40);
    let mut text = String::new();
    for line in lines {
        let status = match line {
            Line::Played { result, .. } => {
                format!("{}, {} trials played", result.status.word(), grouped(result.tally.record().played()))
            }
            Line::Faulty { path, faults } => faulty(path, *faults),
        };
        let _ = writeln!(text, " {:width$}  {status}", shortened(&stem(line.path()), width));
    }
    text.push('\n');
    text
}

/// What is said of a file with faults.
pub(super) fn faulty(path: &Path, faults: usize) -> String {
    format!("{}: see `detente check {}`", crate::cli::wording::counted(faults, "fault"), path.display())
}

/// The figures of one scenario; `room` is what is left for the name of the rung that binds.
fn figures(result: &ScenarioResult<'_>, room: usize) -> String {
    let record = result.tally.record();
    let share = |outcome: Outcome| percent(record.outcome(outcome), record.trials);
    let horizon = record.confrontation.horizons.last().filter(|_| record.confrontation.twin);
    let change = horizon.and_then(|horizon| confrontation_difference(horizon)[0]);
    let change = change.map_or("-".to_owned(), |change| format!("{:+.1}", 100.0 * change));
    let binds = record.ladder.rungs.iter().rev().max_by_key(|rung| rung.stopped()).filter(|rung| rung.stopped() > 0);
    format!(
        "{:>7}  {:>8}  {:>9}  {:>8}  {change:>6}  {}",
        share(Outcome::Scaling),
        share(Outcome::Stalling),
        share(Outcome::Postponed),
        share(Outcome::Collapse),
        binds.map_or("-".to_owned(), |rung| shortened(&rung.label, room)),
    )
}

/// Half the width of the widest interval on the screen, in points.
fn widest(lines: &[Line<'_>]) -> f64 {
    let of = |result: &ScenarioResult<'_>| {
        let record = result.tally.record();
        let widths = Outcome::ALL.iter().filter_map(|outcome| {
            let [low, high] = share_interval(record.outcome(*outcome), record.trials);
            Some(50.0 * (high? - low?))
        });
        widths.fold(0.0, f64::max)
    };
    lines.iter().map(|line| if let Line::Played { result, .. } = line { of(result) } else { 0.0 }).fold(0.0, f64::max)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// `text` cut to `width` characters, the cut marked.
pub(in crate::cli) fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['~']).collect()
}
