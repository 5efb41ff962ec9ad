//! What `calibrate` prints: 80 columns, no colour.

use super::super::screen::{AnalysisSetting, three_digits};
use super::super::width::shortened;
use detente_engine::statistics::Interval;
use detente_study::calibrate::{
    Calibration, FitRow, FitStatus, PosteriorRow, Sizes, by_information, fit_rows, pair_rows, posterior_rows,
};
use detente_study::figure::Unit;
use detente_study::input::Input;
use detente_study::recipe::WORLDS_FILE;
use detente_study::table::{counted, grouped};
use std::fmt::Write as _;

/// Keys that are shown as learned of; the table has all.
const MOST_KEYS: usize = 8;
/// Pairs that are shown as never met together.
const MOST_PAIRS: usize = 5;
/// Width of the column that says what is measured.
const WIDE: usize = 28;

/// The whole screen.
pub(super) fn page(input: &Input, found: &Calibration, sizes: Sizes, setting: &AnalysisSetting<'_>) -> String {
    let stem = input.stem();
    let mut text = setting.head("calibrate");
    text.push_str(&searched(found, sizes));
    text.push_str(&fit(found, &fit_rows(stem, found)));
    text.push_str(&pairs(stem, found));
    text.push_str(&learned(&posterior_rows(stem, found)));
    text.push_str(" What the targets leave open stays open. It is not a forecast.\n\n");
    text.push_str(&setting.folder(&format!("4 tables, {WORLDS_FILE}")));
    let worlds = setting.written(WORLDS_FILE);
    let _ = writeln!(text, "next:  detente run {} --worlds {}", setting.path.display(), worlds.display());
    text
}

/// How much was simulated, and what it is worth.
fn searched(found: &Calibration, sizes: Sizes) -> String {
    let waves = &found.waves.waves;
    let points: usize = waves.iter().map(|wave| wave.points.len()).sum();
    let mut text = format!(
        " free      {}\n searched  {} of {} points, {} trials each: {} trials\n",
        counted(found.free.names.len(), "key"),
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
    let (learned, others): (Vec<&PosteriorRow>, Vec<_>) =
        by_information(rows).into_iter().partition(|row| row.is_learned());
    let mut text = String::new();
    if !learned.is_empty() {
        let _ = writeln!(text, " {:<36}{:>9}{:>26}{:>6}", "learned of", "before", "after", "bits");
    }
    for row in learned.iter().take(MOST_KEYS) {
        let after = format!(
            "{} ({} to {})",
            three_digits(row.posterior_p50),
            three_digits(row.posterior_p05),
            three_digits(row.posterior_p95)
        );
        let _ = writeln!(
            text,
            "   {:<33} {:>9} {after:>25} {:>5.2}",
            shortened(row.name(), 32),
            three_digits(row.prior_p50),
            row.information
        );
    }
    if learned.len() > MOST_KEYS {
        let _ = writeln!(text, "   and {} more, in posterior.csv", learned.len() - MOST_KEYS);
    }
    let _ = writeln!(text, " next to nothing is learned of {}\n", counted(others.len(), "other key"));
    text
}
