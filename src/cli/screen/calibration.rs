//! The calibration card in words.

use super::super::width::{shortened, wrapped};
use super::analysis::three_digits;
use detente_study::calibration::{Card, Departure, Departures, Judgement, Line, Measure, Unstated};
use detente_study::table::{grouped, points};
use std::fmt::Write as _;

/// Widest line of a source.
const WIDTH: usize = 78;

/// Widest key with its value.
const VALUE: usize = 53;
/// Widest value that is not stated.
const UNSTATED: usize = 60;

/// The card.
pub(in crate::cli) fn card(card: &Card) -> String {
    let mut text = format!("\n {:48} {:>11}  {}\n", "what the values imply", "here", "documented");
    let mut sources = String::new();
    let mut number = 0;
    for line in &card.lines {
        let documented = line.rate.documented.map(|(low, high)| {
            number += 1;
            source(&mut sources, number, &line.rate.source);
            format!("{} [{number}]", ends(line.rate.measure, low, high))
        });
        let mark = if line.simulated { "*" } else { "" };
        let what = format!("{}{mark}", line.rate.what);
        let documented = documented.unwrap_or_else(|| "nothing".to_owned());
        let _ = writeln!(text, " {what:49}{:>11}  {documented}", here(line));
        let verdict = match line.judgement() {
            Judgement::FarBelow => "far below what is documented",
            Judgement::FarAbove => "far above what is documented",
            Judgement::Near | Judgement::Undocumented => continue,
        };
        let _ = writeln!(text, "     ! {verdict}: is it meant?");
    }
    let _ = write!(
        text,
        " Far: more than four times as much or as little, or 20 points off.\n \
         Uncertain values stand at their medians.\n \
         * {} trials simulated with seed 1: right to about {:.0} points.\n{sources}\n",
        grouped(card.trials),
        100.0 / (card.trials as f64).sqrt()
    );
    text
}

/// Which stated numbers move the most frequent outcome most.
pub(in crate::cli) fn departures(departures: &Departures) -> String {
    let word = departures.outcome.word();
    let mut text = format!(" furthest from the built-in case: what moves {word} most, in points (95 %)\n");
    departures.told.iter().for_each(|one| text.push_str(&departure(one)));
    if departures.told.is_empty() {
        text.push_str("   no stated number moves it beyond chance\n");
    }
    let _ = writeln!(
        text,
        " Each of {} that the file states otherwise was left out alone:\n {} trials with seed 1, on the same random numbers.\n",
        detente_study::table::counted(departures.number, "number"),
        grouped(departures.trials)
    );
    text
}

fn departure(one: &Departure) -> String {
    let value = format!("{} = {}", one.key, one.value);
    let change = format!("{} ({} to {})", points(one.change), points(one.interval.low), points(one.interval.high));
    let unstated = match &one.unstated {
        Unstated::Value(value) => shortened(value, UNSTATED),
        Unstated::Unknown(ends) => {
            let [low, high] = ends.map(three_digits);
            format!("unknown, 90 % from {low} to {high}")
        }
    };
    format!("   {:VALUE$} {change:>22}\n     left out: {unstated}\n", shortened(&value, VALUE))
}

/// The figure that the scenario implies.
fn here(line: &Line) -> String {
    let figure = figure(line.rate.measure, line.implied);
    match line.before {
        Some(before) => format!("{:.0} to {figure}", 100.0 * before),
        None => figure,
    }
}

fn figure(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Share => format!("{:.0} %", 100.0 * value),
        Measure::PerYear if value < 1.0 => format!("{value:.2}"),
        Measure::PerYear | Measure::Weeks => format!("{value:.1}"),
    }
}

/// The documented figures: one, or the lowest and the highest.
fn ends(measure: Measure, low: f64, high: f64) -> String {
    let (low, high) = (figure(measure, low), figure(measure, high));
    if low == high { high } else { format!("{} to {high}", low.trim_end_matches(" %")) }
}

/// Adds a source, broken between words.
fn source(text: &mut String, number: usize, source: &str) {
    let mut head = format!(" [{number}]");
    for line in wrapped(source, WIDTH - 1 - head.len()) {
        let _ = writeln!(text, "{head} {line}");
        head = "    ".to_owned();
    }
}
