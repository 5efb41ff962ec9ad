//! One line a scenario.

use super::super::width::{columns, filled_name, shortened};
use super::super::wording::stem;
use super::Line;
use detente_engine::domain::Outcome;
use detente_engine::tally::Tally;
use detente_study::table::{Headline, ScenarioResult, confrontation_difference, grouped, percent, share_interval};
use std::fmt::Write as _;
use std::path::Path;

/// Columns that the figures of a row take, with what stands between them.
const FIGURES: usize = 53;
/// Columns of a screen.
const SCREEN: usize = 80;

/// The table of a batch.
pub(super) fn rows(lines: &[Line<'_>]) -> String {
    let width = lines.iter().map(|line| columns(&stem(line.path()))).max().unwrap_or(0).clamp(10, 18);
    let mut text = format!(" {:width$}  scaling  stalling  overtaken  collapse  conf.*  stops at\n", "scenario");
    for line in lines {
        match line {
            Line::Simulated { path, result } => {
                let _ = writeln!(
                    text,
                    " {}  {}",
                    filled_name(&stem(path), width),
                    figures(result, SCREEN - FIGURES - width)
                );
            }
            Line::Faulty { path, faults } => {
                let _ = writeln!(text, " {}  {}", filled_name(&stem(path), width), faulty(path, *faults));
            }
        }
    }
    let _ = writeln!(text, " * confrontation at the horizon: points against no channel");
    let _ = writeln!(
        text,
        " 95 % intervals of shares (chance alone): at most +-{:.1} points; 0: never seen",
        results(lines).map(|result| chance(outcomes(result.tally))).fold(0.0, f64::max)
    );
    text + &assumed(lines) + "\n"
}

/// How far each file came.
pub(super) fn statuses(lines: &[Line<'_>]) -> String {
    let width = lines.iter().map(|line| columns(&stem(line.path()))).max().unwrap_or(0).clamp(10, 40);
    let mut text = String::new();
    for line in lines {
        let status = match line {
            Line::Simulated { result, .. } => {
                format!("{}, {} trials simulated", result.status.word(), grouped(result.tally.record().simulated()))
            }
            Line::Faulty { path, faults } => faulty(path, *faults),
        };
        let _ = writeln!(text, " {}  {status}", filled_name(&stem(line.path()), width));
    }
    text.push('\n');
    text
}

/// What is said of a file with faults.
pub(super) fn faulty(path: &Path, faults: usize) -> String {
    format!("{}: see `detente check {}`", detente_study::table::counted(faults, "fault"), path.display())
}

/// The figures of one scenario; `room` is what is left for the name of the sticking point.
fn figures(result: &ScenarioResult<'_>, room: usize) -> String {
    let record = result.tally.record();
    let share = |outcome: Outcome| percent(record.outcome(outcome), record.trials);
    let horizon = record.confrontation.horizons.last().filter(|_| record.confrontation.counterfactual);
    let change = horizon.and_then(|horizon| confrontation_difference(horizon)[0]);
    let change = change.map_or("-".to_owned(), |change| format!("{:+.1}", 100.0 * change));
    let sticking_point = Headline::of(record).rung().map(|(at, _)| &record.ladder.rungs[at]);
    format!(
        "{:>7}  {:>8}  {:>9}  {:>8}  {change:>6}  {}",
        share(Outcome::Scaling),
        share(Outcome::Stalling),
        share(Outcome::Overtaken),
        share(Outcome::Collapse),
        sticking_point.map_or("-".to_owned(), |rung| shortened(&rung.label, room)),
    )
}

/// Half the width of the widest 95 % interval of the shares of trials that came to `outcomes`, in points; 0 without trials.
pub(super) fn chance(outcomes: [u64; 4]) -> f64 {
    let trials = outcomes.iter().sum();
    let widths = outcomes.iter().filter_map(|count| {
        let [low, high] = share_interval(*count, trials);
        Some(50.0 * (high? - low?))
    });
    widths.fold(0.0, f64::max)
}

/// How many trials of `tally` came to each outcome.
pub(super) fn outcomes(tally: &Tally) -> [u64; 4] {
    std::array::from_fn(|at| tally.record().outcome(Outcome::ALL[at]))
}

/// The scenarios on the screen that were simulated.
fn results<'a>(lines: &'a [Line<'a>]) -> impl Iterator<Item = &'a ScenarioResult<'a>> {
    lines.iter().filter_map(|line| if let Line::Simulated { result, .. } = line { Some(result) } else { None })
}

/// How far shares move if assumptions differ, and where that stands; or why nowhere.
fn assumed(lines: &[Line<'_>]) -> String {
    let counted = |number: usize| detente_study::table::counted(number, "file");
    let (with, without): (Vec<&ScenarioResult<'_>>, Vec<&ScenarioResult<'_>>) =
        results(lines).partition(|result| result.worlds.is_some());
    let news = without.iter().filter(|result| result.has_news()).count();
    let certain = without.len() - news;
    let of = |result: &ScenarioResult<'_>| {
        let widths = Outcome::ALL.iter().filter_map(|outcome| result.assumed(*outcome));
        widths.map(|ends| 100.0 * (ends.high - ends.low)).fold(0.0, f64::max)
    };
    let is_there = !with.is_empty();
    let widest = with.into_iter().map(of).fold(0.0, f64::max);
    let mut text = match widest {
        _ if !is_there => String::new(),
        0.0 => " if assumptions differ (90 %): within chance; assumed_* in outcomes.csv\n".to_owned(),
        widest => {
            let decimals = usize::from(widest < 2.0);
            format!(" if assumptions differ (90 %): up to {widest:.decimals$} points wide; assumed_* in outcomes.csv\n")
        }
    };
    if certain > 0 {
        let _ = writeln!(text, " assumed_* are empty for {} without uncertain values", counted(certain));
    }
    if news > 0 {
        let _ = writeln!(text, " assumed_* are empty for {} under news: not worked out there", counted(news));
    }
    text
}
