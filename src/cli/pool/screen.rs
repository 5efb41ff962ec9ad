//! What `pool` prints: 80 columns, no colour.

use super::super::screen::{AnalysisSetting, three_digits};
use super::super::width::shortened;
use detente_study::expert::{Pool, PooledKeyRow, expert_rows, pooled_key_rows};
use detente_study::recipe::WORLDS_FILE;
use detente_study::table::counted;
use std::fmt::Write as _;

/// Experts that are shown; the table has all.
const MOST_EXPERTS: usize = 20;
/// Keys that are shown with what each says.
const MOST_KEYS: usize = 5;
/// Experts that are shown of a key.
const MOST_ANSWERS: usize = 6;
/// Width of the screen.
const WIDTH: usize = 80;
/// Width of names.
const WIDE: usize = 24;

/// The whole screen; there are `draws` worlds of each expert.
pub(super) fn page(stem: &str, pool: &Pool, draws: u32, setting: &AnalysisSetting<'_>) -> String {
    let mut text = setting.head("pool");
    let _ = writeln!(
        text,
        " {}, {} each, {}\n",
        counted(pool.experts.len(), "expert"),
        counted(draws as usize, "world"),
        counted(pool.keys.len(), "pooled key")
    );
    text.push_str(&experts(stem, pool));
    text.push_str(&apart(&pooled_key_rows(stem, pool)));
    text.push_str(" A pool says what these people hold possible. It is not a forecast.\n\n");
    text.push_str(&setting.folder(&format!("2 tables, {WORLDS_FILE}")));
    let run = format!("next:  detente run {}", setting.path.display());
    let worlds = format!("--worlds {}", setting.written(WORLDS_FILE).display());
    let fits = run.chars().count() + worlds.chars().count() < WIDTH;
    let _ = if fits { writeln!(text, "{run} {worlds}") } else { writeln!(text, "{run} \\\n         {worlds}") };
    text
}

/// Who weighs what.
fn experts(stem: &str, pool: &Pool) -> String {
    let is_scored = pool.experts.iter().any(|expert| expert.scores.is_some());
    let scores = if is_scored { format!("{:>13}{:>13}", "calibration", "information") } else { String::new() };
    let mut text = format!(" {:<WIDE$}{:>9}{scores}{:>9}\n", "expert", "answered", "weight");
    let rows = expert_rows(stem, pool);
    for row in rows.iter().take(MOST_EXPERTS) {
        let scores = match (row.calibration, row.information) {
            (Some(calibration), Some(information)) => format!("{:>13}{information:>13.2}", small(calibration)),
            _ => String::new(),
        };
        let weight = format!("{:.1} %", 100.0 * row.weight);
        let _ = writeln!(text, " {:<WIDE$}{:>9}{scores}{weight:>9}", shortened(&row.expert, WIDE - 2), row.answered);
    }
    if rows.len() > MOST_EXPERTS {
        let _ = writeln!(text, " and {} more, in experts.csv", rows.len() - MOST_EXPERTS);
    }
    if is_scored {
        let _ = writeln!(
            text,
            " scored by {}: weight is calibration times information",
            counted(pool.seeds, "seed question")
        );
    }
    text.push('\n');
    text
}

/// The keys of which the medians lie furthest apart, with what each expert says.
fn apart(rows: &[PooledKeyRow]) -> String {
    let mut keys: Vec<&PooledKeyRow> = rows.iter().filter(|row| row.apart.is_some()).collect();
    let by_distance = |one: &&PooledKeyRow, other: &&PooledKeyRow| {
        other.apart.unwrap_or(0.0).total_cmp(&one.apart.unwrap_or(0.0)).then_with(|| one.key.cmp(&other.key))
    };
    keys.sort_by(by_distance);
    let mut text = format!(" {:<44}{:>10}{:>12}{:>12}\n", "furthest apart", "5 %", "median", "95 %");
    for key in keys.iter().take(MOST_KEYS) {
        let _ = writeln!(text, " {}", shortened(&key.key, 76));
        let own: Vec<&PooledKeyRow> = rows.iter().filter(|row| row.key == key.key).collect();
        let (pooled, experts) = own.split_last().expect("the pool");
        for row in experts.iter().take(MOST_ANSWERS).chain([pooled]) {
            let who = if row.answered == "yes" { row.expert.clone() } else { format!("{} (not answered)", row.expert) };
            let [low, middle, high] = [row.p05, row.p50, row.p95].map(three_digits);
            let _ = writeln!(text, "   {:<42}{low:>10}{middle:>12}{high:>12}", shortened(&who, 40));
        }
    }
    if keys.len() > MOST_KEYS {
        let _ = writeln!(text, " and {}, in pooled_keys.csv", counted(keys.len() - MOST_KEYS, "more key"));
    }
    text.push('\n');
    text
}

/// A score that may be next to nothing.
fn small(score: f64) -> String {
    if score >= 0.001 { format!("{score:.3}") } else { format!("{score:.1e}") }
}
