//! What was observed, how many trials went so, and what that teaches.

use super::super::width::{filled, shortened};
use crate::cli::wording::date;
use detente_study::table::{Learned, ScenarioResult, grouped, learned, percent};
use std::fmt::Write as _;

/// Most entries, and most uncertain values, that are shown; the tables have all.
const MOST_LINES: usize = 6;

/// The card; empty where nothing was observed.
pub(super) fn card(result: &ScenarioResult<'_>) -> String {
    let record = result.tally.record();
    let Some(counts) = &record.news else { return String::new() };
    let kept = grouped(record.trials);
    let mut text = match counts.followed {
        None => format!(
            " what was observed: {kept} of {} trials went so, and all below is about them\n",
            grouped(counts.simulated)
        ),
        Some(followed) => format!(
            " what was observed: {} trials were followed from one entry to the next; they are\n   worth {kept}, which all below is about; that many would take about {} trials by\n   themselves\n",
            grouped(followed),
            grouped(counts.simulated)
        ),
    };
    for (news, alone) in result.scenario.news.iter().zip(&counts.alone).take(MOST_LINES) {
        let share = percent(*alone, counts.simulated);
        let _ = writeln!(text, "   by {:12} {} {share:>8}", date(news.date), filled(&news.words, 44));
    }
    text.push_str(&more(result.scenario.news.len(), "observed.csv"));
    text.push_str(&taught(&learned(result)));
    if !result.plan.uncertain.is_empty() {
        text.push_str("   if assumptions differ: not worked out under news, assumed_* are empty\n");
    }
    text.push('\n');
    text
}

/// The uncertain values of which the news teach more than chance would, and enough to be seen in print.
fn taught(all: &[Learned<'_>]) -> String {
    let is_seen = |one: &&Learned<'_>| one.distance > one.chance && ends(one.prior) != ends(one.posterior);
    let mut seen: Vec<&Learned<'_>> = all.iter().filter(is_seen).collect();
    seen.sort_by(|one, other| other.distance.partial_cmp(&one.distance).expect("distances are numbers"));
    if all.is_empty() {
        return String::new();
    }
    if seen.is_empty() {
        return "   it moves the range of no uncertain value by more than chance would\n".to_owned();
    }
    let mut text = format!("   {:40} {:>17} {:>17}\n", "what it teaches (90 % ranges)", "before", "after");
    for one in seen.iter().take(MOST_LINES) {
        let _ = writeln!(text, "   {:40} {:>17} {:>17}", shortened(one.key, 40), ends(one.prior), ends(one.posterior));
    }
    text + &more(seen.len(), "learned.csv")
}

/// How many of `all` are not shown, and where they stand; nothing where all are.
fn more(all: usize, table: &str) -> String {
    match all.saturating_sub(MOST_LINES) {
        0 => String::new(),
        more => format!("   and {more} more, in {table}\n"),
    }
}

fn ends([low, _, high]: [Option<f64>; 3]) -> String {
    let number = |end: Option<f64>| end.map_or_else(|| "?".to_owned(), three_digits);
    format!("{} to {}", number(low), number(high))
}

/// A number in about three digits.
fn three_digits(number: f64) -> String {
    let size = number.abs();
    let decimals = if size >= 100.0 {
        0
    } else if size >= 10.0 {
        1
    } else if size >= 0.1 {
        2
    } else {
        4
    };
    format!("{number:.decimals$}")
}
