//! The screen of a sweep: a line for every point.

use super::super::width::{columns, shortened, wrapped};
use super::rows::{chance, outcomes};
use detente_engine::domain::Outcome;
use detente_study::recipe::Simulated;
use detente_study::table::{Varied, grouped, percent};
use std::fmt::Write as _;

/// Points that are shown; the tables have all.
const MOST_ROWS: usize = 40;
/// Characters of a line that the values may take, so that the shares fit beside them.
const ROOM: usize = 33;
/// Keys without a column that are named.
const MOST_NAMES: usize = 12;
/// Width of the screen.
const WIDTH: usize = 80;
/// Characters of a value.
const VALUE: usize = 12;

/// The points with their values and shares, or how far each came, where the sweep was interrupted.
pub(super) fn rows(simulated: &[Simulated], varied: &Varied) -> String {
    let mut text = String::new();
    let own: Vec<Vec<String>> = simulated.iter().map(|one| values(one, varied)).collect();
    let width = |at: usize| own.iter().map(|row| columns(&row[at])).max().unwrap_or(0);
    let fitting = |least: usize| {
        let mut widths: Vec<usize> = Vec::new();
        for next in (0..varied.keys.len().min(26)).map(|at| width(at).max(least)) {
            if widths.iter().map(|width| width + 2).sum::<usize>() + next + 2 > ROOM {
                break;
            }
            widths.push(next);
        }
        widths
    };
    let wide = fitting(5);
    let widths = if wide.len() < varied.keys.len() { fitting(1) } else { wide };
    let letters: Vec<char> = ('a'..='z').take(widths.len()).collect();
    for (letter, key) in letters.iter().zip(&varied.keys) {
        let _ = writeln!(text, " {letter} = {key}");
    }
    text.push_str(&without_room(&varied.keys[letters.len()..]));
    let _ = write!(text, "\n {:>5}", "point");
    letters.iter().zip(&widths).for_each(|(letter, width)| text.push_str(&format!("  {letter:>width$}")));
    text.push_str("  scaling  stalling  overtaken  collapse\n");
    for (number, (one, row)) in simulated.iter().zip(&own).enumerate().take(MOST_ROWS) {
        let _ = write!(text, " {:>5}", number + 1);
        for (value, width) in row.iter().zip(&widths) {
            let space = width.saturating_sub(columns(value));
            let _ = write!(text, "  {:space$}{value}", "");
        }
        let record = one.tally.record();
        let share = |outcome| percent(record.outcome(outcome), record.trials);
        let _ = writeln!(
            text,
            "  {:>7}  {:>8}  {:>9}  {:>8}",
            share(Outcome::Scaling),
            share(Outcome::Stalling),
            share(Outcome::Overtaken),
            share(Outcome::Collapse)
        );
    }
    if simulated.len() > MOST_ROWS {
        let _ = writeln!(text, " and {} more points: summary.csv", simulated.len() - MOST_ROWS);
    }
    text.push_str(&the_same(simulated));
    let trials = simulated.iter().map(Simulated::trials).min().unwrap_or(0);
    let _ = writeln!(text, " {} trials at every point, all on the same random numbers", grouped(trials));
    let widest = simulated.iter().map(|one| chance(outcomes(&one.tally))).fold(0.0, f64::max);
    let _ = writeln!(text, " 95 % intervals of shares of a point (chance alone): at most +-{widest:.1} points\n");
    text
}

/// What else is varied, by name: its values find no room on the screen.
fn without_room(keys: &[String]) -> String {
    if keys.is_empty() {
        return String::new();
    }
    let more = keys.len().saturating_sub(MOST_NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let named = keys[..keys.len().min(MOST_NAMES)].join(", ");
    let told = format!("also varied, values in summary.csv: {named}{more}");
    wrapped(&told, WIDTH - 1).iter().map(|line| format!(" {line}\n")).collect()
}

/// Points that say the same as an earlier one, so that nothing of what is varied between them is simulated, or that went the same in
/// every count on the same random numbers, as where another key overrules the one that is varied.
fn the_same(simulated: &[Simulated]) -> String {
    let shown = &simulated[..simulated.len().min(MOST_ROWS)];
    let says = |one: &Simulated, other: &Simulated| one.input.plan.says_the_same_as(&other.input.plan);
    let went = |one: &Simulated, other: &Simulated| one.tally.record() == other.tally.record();
    let earlier = |at: usize| shown[..at].iter().position(|one| says(one, &shown[at]) || went(one, &shown[at]));
    let line = |(at, first): (usize, usize)| {
        let (this, first) = (&shown[at], (first + 1, &shown[first]));
        if says(this, first.1) {
            format!(" point {} says the same as point {}: what differs between them changes nothing\n", at + 1, first.0)
        } else {
            format!(
                " point {} went as point {} in every count: does another key overrule what differs?\n",
                at + 1,
                first.0
            )
        }
    };
    (0..shown.len()).filter_map(|at| Some((at, earlier(at)?))).map(line).collect()
}

fn values(one: &Simulated, varied: &Varied) -> Vec<String> {
    let values = varied.points.get(one.input.stem()).map_or(&[] as &[String], Vec::as_slice);
    let one_line = |value: &String| value.replace(char::is_control, " ");
    values.iter().map(|value| shortened(&in_few_digits(&one_line(value)), VALUE)).collect()
}

/// A number with four digits, where it has more than six; the tables have all.
fn in_few_digits(value: &str) -> String {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    match value.parse::<f64>() {
        Ok(number) if digits > 6 && value.contains('.') => {
            let rounded: f64 = format!("{number:.3e}").parse().unwrap_or(number);
            rounded.to_string()
        }
        _ => value.to_owned(),
    }
}
