//! What `calibrate` prints: 80 columns, no colour.

use super::super::screen::{from_here, shortened};
use detente_engine::statistics::Interval;
use detente_study::calibrate::{
    Calibration, FitRow, FitStatus, LITTLE_LEARNED, PosteriorRow, Sizes, fit_rows, pair_rows, posterior_rows,
};
use detente_study::figure::Unit;
use detente_study::input::Input;
use detente_study::recipe::WORLDS_FILE;
use detente_study::table::{counted, grouped};
use std::fmt::Write as _;
use std::path::Path;

/// Keys that are shown as learned of; the table has all.
const MOST_KEYS: usize = 8;
/// Pairs that are shown as never met together.
const MOST_PAIRS: usize = 5;
/// Width of the column that says what is measured.
const WIDE: usize = 28;

/// What is said beside the answer.
pub(super) struct CalibrationSetting<'a> {
    pub(super) path: &'a Path,
    pub(super) out: &'a Path,
    pub(super) seed: u64,
    pub(super) seconds: f64,
}

/// The whole screen.
pub(super) fn page(input: &Input, found: &Calibration, sizes: Sizes, setting: &CalibrationSetting<'_>) -> String {
    let name = setting.path.file_name().unwrap_or_default().display();
    let stem = input.stem();
    let mut text = format!("detente {}   calibrate   {name}   seed {}\n\n", env!("CARGO_PKG_VERSION"), setting.seed);
    text.push_str(&searched(found, sizes));
    text.push_str(&fit(found, &fit_rows(stem, found)));
    text.push_str(&pairs(stem, found));
    text.push_str(&learned(&posterior_rows(stem, found)));
    text.push_str(" What the targets leave open stays open. It is not a forecast.\n\n");
    let out = from_here(setting.out).display();
    let _ = writeln!(text, "{out}/   4 tables, {WORLDS_FILE}, manifest.json    ({:.1} s)", setting.seconds);
    let _ = writeln!(text, "next:  detente run {} --worlds {out}/{WORLDS_FILE}", setting.path.display());
    text
}

/// How much was simulated, and what it is worth.
fn searched(found: &Calibration, sizes: Sizes) -> String {
    let waves = &found.waves.waves;
    let points: usize = waves.iter().map(|wave| wave.points.len()).sum();
    let mut text = format!(
        " free      {}\n searched  {} of {} points, {} trials each: {} trials\n",
        counted(found.free.len(), "key"),
        counted(waves.len(), "wave"),
        grouped(u64::from(sizes.points)),
        grouped(sizes.trials),
        grouped(points as u64 * sizes.trials),
    );
    let at = if found.waves.power < 1.0 {
        format!(", at {:.1} times the tolerance of the targets", 1.0 / found.waves.power.sqrt())
    } else {
        String::new()
    };
    let _ = writeln!(text, " worth     {:.0} equally weighted worlds{at}\n", found.waves.effective());
    text
}

/// The targets with what the worlds say before and after.
fn fit(found: &Calibration, rows: &[FitRow]) -> String {
    let mut text = format!(" {:<5}{:<WIDE$}{:>10}  {:<20}{:>5}\n", "", "", "target", "over the worlds", "miss");
    for (row, target) in rows.iter().zip(&found.targets) {
        let Some(figure) = &target.figure else { continue };
        let unit = figure.unit();
        let bound = match row.compares.as_str() {
            "at_most" => "<= ",
            "at_least" => ">= ",
            _ => "",
        };
        let after = match (row.posterior_p50, row.posterior_p05, row.posterior_p95) {
            (Some(middle), Some(low), Some(high)) => {
                format!("{} ({})", short(unit, middle), short_range(unit, Interval { low, high }))
            }
            _ => "-".to_owned(),
        };
        let miss = row.miss.map_or("-".to_owned(), |miss| format!("{miss:+.1}"));
        let mark = match (row.status, row.held_out == "yes") {
            (FitStatus::Unreachable, _) => " no world",
            (FitStatus::Missed, _) => " missed",
            (FitStatus::Met, true) => " held out",
            (FitStatus::Met, false) => "",
        };
        let _ = writeln!(
            text,
            " {:<5}{:<WIDE$}{:>10}  {after:<20}{miss:>5}{mark}",
            shortened(&row.target, 4),
            shortened(&row.measured, WIDE - 2),
            format!("{bound}{}", short(unit, row.value)),
        );
    }
    text.push_str(" over the worlds: median, 5 % to 95 %; miss: in standard deviations.\n What was known before, and what the others foretell, stands in fit.csv.\n\n");
    text
}

/// A figure in few characters.
fn short(unit: Unit, value: f64) -> String {
    unit.written(value).replace(" %", "%").replacen("0.0", ".0", usize::from(value < 0.1))
}

fn short_range(unit: Unit, interval: Interval) -> String {
    let [low, high] = [interval.low, interval.high].map(|end| short(unit, end).replace('%', ""));
    format!("{low}-{high}")
}

/// Pairs of targets that no point meets together.
fn pairs(stem: &str, found: &Calibration) -> String {
    let mut rows: Vec<_> = pair_rows(stem, found).into_iter().filter(|row| row.met == "no").collect();
    if rows.is_empty() {
        return " no two targets contradict each other: for each pair some world meets both\n\n".to_owned();
    }
    rows.sort_by(|one, other| other.nearest.total_cmp(&one.nearest));
    let mut text = String::from(" no world meets both\n");
    for row in rows.iter().take(MOST_PAIRS) {
        let _ =
            writeln!(text, "   {} and {}: {:.1} standard deviations off at best", row.target, row.other, row.nearest);
    }
    if rows.len() > MOST_PAIRS {
        let _ = writeln!(text, "   and {} more, in target_pairs.csv", rows.len() - MOST_PAIRS);
    }
    text.push('\n');
    text
}

/// What the targets teach about the keys.
fn learned(rows: &[PosteriorRow]) -> String {
    let mut keys: Vec<&PosteriorRow> = Vec::new();
    for row in rows {
        if keys.iter().all(|key| key.key != row.key) {
            keys.push(row);
        }
    }
    keys.sort_by(|one, other| other.information.total_cmp(&one.information));
    let (learned, others): (Vec<&PosteriorRow>, Vec<_>) =
        keys.into_iter().partition(|row| row.information >= LITTLE_LEARNED);
    let mut text = String::new();
    if !learned.is_empty() {
        let _ = writeln!(text, " {:<36}{:>9}{:>26}{:>6}", "learned of", "before", "after", "bits");
    }
    for row in learned.iter().take(MOST_KEYS) {
        let name = row.key.trim_start_matches("default.");
        let after =
            format!("{} ({} to {})", brief(row.posterior_p50), brief(row.posterior_p05), brief(row.posterior_p95));
        let _ = writeln!(
            text,
            "   {:<33} {:>9} {after:>25} {:>5.2}",
            shortened(name, 32),
            brief(row.prior_p50),
            row.information
        );
    }
    if learned.len() > MOST_KEYS {
        let _ = writeln!(text, "   and {} more, in posterior.csv", learned.len() - MOST_KEYS);
    }
    let _ = writeln!(text, " next to nothing is learned of {}\n", counted(others.len(), "other key"));
    text
}

/// A value in three digits or so.
fn brief(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 || size == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}
