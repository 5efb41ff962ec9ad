//! The screen of a sensitivity analysis: who decides, in which direction, and where it happens most.

use super::super::width::shortened;
use detente_engine::plan::WORLDS;
use detente_engine::statistics::Confidence;
use detente_study::design::{BoxReport, Effect, IndexEstimate, Indices, MEASURES, Sensitivity, Side};
use detente_study::input::Input;
use detente_study::table::grouped;
use std::fmt::Write as _;
use std::path::Path;

/// What is said beside the study itself.
pub(in crate::cli) struct StudySetting<'a> {
    /// The scenario's file.
    pub(in crate::cli) path: &'a Path,
    /// The outcome spoken of, a position in [`MEASURES`].
    pub(in crate::cli) measure: usize,
    /// The seed.
    pub(in crate::cli) seed: u64,
    /// Trials simulated in all.
    pub(in crate::cli) trials: u64,
    /// The results folder.
    pub(in crate::cli) out: &'a Path,
    /// How long it took.
    pub(in crate::cli) seconds: f64,
}

/// Inputs that are shown; the tables have all.
const MOST_ROWS: usize = 12;
/// Widest key.
const NAME: usize = 37;

/// The screen, without head and foot.
pub(super) fn page(input: &Input, study: &Sensitivity, measure: usize) -> String {
    let keys: Vec<&str> = input.plan.uncertain.iter().map(|uncertain| uncertain.key.as_str()).collect();
    let (indices, effects) = (&study.indices[measure], &study.effects[measure]);
    [
        parts(indices, &MEASURES[measure].word()),
        inputs(indices, effects, &keys),
        boxed(study.boxes[measure].as_ref(), &MEASURES[measure].word(), &keys),
    ]
    .concat()
}

/// How much is chance.
fn parts(indices: &Indices, word: &str) -> String {
    let mut text = format!(" {word}: {:.1} % of trials.\n", 100.0 * indices.mean);
    let _ = match indices.assumed {
        None => writeln!(text, " It never differs between trials, so nothing decides it.\n"),
        Some(part) => writeln!(
            text,
            " The uncertain inputs explain {} of why one trial ends\n differently from another; chance explains the rest.\n",
            interval(part)
        ),
    };
    text
}

/// The inputs that can be told from nothing, the largest first, then how many cannot.
fn inputs(indices: &Indices, effects: &[Effect], keys: &[&str]) -> String {
    if indices.assumed.is_none() {
        return String::new();
    }
    if indices.total_assumed.iter().all(Option::is_none) {
        return " That part cannot be told from nothing: simulate more --pairs or --scrambles.\n\n".to_owned();
    }
    let of = |all: &[Option<IndexEstimate>], input: usize| all[input].map_or(0.0, |estimate| estimate.value);
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|one, other| of(&indices.total_assumed, *other).total_cmp(&of(&indices.total_assumed, *one)));
    let surely = |input: &usize| indices.total_assumed[*input].is_some_and(|total| ends(total)[0] > 0.0);
    let (told, untold): (Vec<usize>, Vec<usize>) = order.into_iter().partition(surely);
    let inert = untold.iter().filter(|input| indices.total[**input].is_some_and(|total| total.value == 0.0)).count();
    let mut text = format!(
        " {:NAME$}  {:>12}  {:>12}  {:>9}\n",
        "of what the inputs explain", "by itself", "with others", "half up"
    );
    for input in told.iter().take(MOST_ROWS) {
        let [first, total] = [&indices.first_assumed, &indices.total_assumed].map(|all| all[*input].map(range));
        let _ = writeln!(
            text,
            " {:NAME$}  {:>12}  {:>12}  {:>9}",
            shortened(name(keys[*input]), NAME),
            first.unwrap_or_default(),
            total.unwrap_or_default(),
            if keys[*input] == WORLDS { String::new() } else { format!("{:+.1}", 100.0 * effects[*input].mean.value) }
        );
    }
    let more = told.len().saturating_sub(MOST_ROWS);
    if more > 0 {
        let _ = writeln!(text, " and {more} more, in indices.csv");
    }
    let _ = writeln!(text, " 95 % intervals in percent; one that begins below 0 is too small to be told from 0.");
    let _ = writeln!(text, " half up: points that moving the input up by half of its distribution adds.");
    let _ = writeln!(
        text,
        " {} of {} inputs cannot be told from nothing; {inert} never changed how a trial ended.\n",
        untold.len(),
        keys.len()
    );
    text
}

/// Where it happens most.
fn boxed(found: Option<&BoxReport>, word: &str, keys: &[&str]) -> String {
    let Some(found) = found else {
        return format!(" No box: {word} comes too seldom, or too seldom fails to come.\n\n");
    };
    if found.restrictions.is_empty() {
        return format!(" No box of assumptions stands out for {word}.\n\n");
    }
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    let mut text = format!(
        " {word} in {} of trials, not {}, where all of these hold:\n",
        percent(found.density),
        percent(found.share)
    );
    for bound in &found.restrictions {
        let side = if bound.side == Side::AtLeast { "at least" } else { "at most" };
        let _ = writeln!(
            text,
            "   {:NAME$}  {side:8} {:<9.4}  found again {:.0} %",
            shortened(keys[bound.input], NAME),
            bound.bound,
            100.0 * bound.found_again
        );
    }
    let _ = writeln!(
        text,
        " The box holds {} of the assumptions and {} of all {word}, counted at {}\n points that had no part in the search.\n",
        percent(found.mass()),
        percent(found.coverage()),
        grouped(found.points)
    );
    text
}

/// What an input is called: the world of a trial is what no file states.
fn name(key: &str) -> &str {
    if key == WORLDS { "what no file states (worlds)" } else { key }
}

fn ends(estimate: IndexEstimate) -> [f64; 2] {
    let interval = estimate.interval(Confidence::NINETY_FIVE);
    [interval.low, interval.high]
}

fn interval(estimate: IndexEstimate) -> String {
    let [low, high] = ends(estimate);
    format!("{:.1} % ({:.1} to {:.1})", 100.0 * estimate.value, 100.0 * low, 100.0 * high)
}

fn range(estimate: IndexEstimate) -> String {
    let [low, high] = ends(estimate);
    format!("{:.0} to {:.0}", 100.0 * low, 100.0 * high)
}
