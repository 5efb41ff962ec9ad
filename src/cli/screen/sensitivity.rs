//! The screen of a sensitivity analysis: who decides, in which direction, and where it happens most.

use super::super::width::filled;
use detente_engine::observe::MEASURES;
use detente_engine::statistics::Interval;
use detente_study::design::{BoxReport, Explained, Indices, Part, Sensitivity, Side};
use detente_study::input::Input;
use detente_study::table::grouped;
use std::fmt::Write as _;
use std::path::Path;

/// What is said beside the study itself.
pub(in crate::cli) struct SensitivitySetting<'a> {
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
/// What the draw of all that no file states is called.
const UNSTATED_NAME: &str = "what no file states (worlds)";
/// Widest key.
const NAME: usize = 37;

/// The screen, without head and foot.
pub(super) fn page(input: &Input, found: &Sensitivity, measure: usize) -> String {
    let keys: Vec<&str> = input.plan.uncertain.iter().map(|uncertain| uncertain.key.as_str()).collect();
    let word = MEASURES[measure].word();
    let Some(explained) = &found.explained[measure] else {
        return format!(" {word} never differs between trials, so nothing decides it.\n\n");
    };
    [
        parts(explained, &word),
        inputs(explained, &keys),
        pairs(&explained.indices, &keys),
        boxed(found.boxes[measure].as_ref(), &word, &keys),
    ]
    .concat()
}

/// How much is chance.
fn parts(explained: &Explained, word: &str) -> String {
    let mut text = format!(" {word}: {:.1} % of trials.\n", 100.0 * explained.indices.mean);
    if let Some(part) = explained.assumed {
        let _ = writeln!(
            text,
            " The uncertain inputs explain {} of why one trial ends\n differently from another; chance explains the rest.\n",
            interval(part)
        );
    }
    text
}

/// An input as it is shown.
struct Line<'a> {
    name: &'a str,
    first: Part,
    to_second: Option<Part>,
    effect: Option<Part>,
}

/// The inputs that can be told from nothing, the largest first, then how many cannot.
fn inputs(explained: &Explained, keys: &[&str]) -> String {
    let of_assumed = |part: Part| explained.of_assumed(part);
    if explained.assumed.is_none_or(|part| part.interval.low <= 0.0) {
        return " That part may well be nothing: simulate more --trials.\n\n".to_owned();
    }
    let stated = keys.iter().zip(&explained.indices.inputs).filter_map(|(key, own)| {
        let to_second = own.to_second.and_then(of_assumed);
        Some(Line { name: key, first: of_assumed(own.first)?, to_second, effect: Some(own.effect) })
    });
    let unstated = explained.unstated.and_then(of_assumed);
    let unstated = unstated.map(|first| Line { name: UNSTATED_NAME, first, to_second: None, effect: None });
    let mut all: Vec<Line<'_>> = stated.chain(unstated).collect();
    all.sort_by(|one, other| other.first.value.total_cmp(&one.first.value));
    let number = all.len();
    let surely = |part: Part| part.interval.low > 0.0;
    all.retain(|line| surely(line.first) || line.to_second.is_some_and(surely));
    let mut text = format!(
        " {:NAME$}  {:>12}  {:>12}  {:>9}\n",
        "of what the inputs explain", "by itself", "with others", "half up"
    );
    for line in all.iter().take(MOST_ROWS) {
        let _ = writeln!(
            text,
            " {}  {:>12}  {:>12}  {:>9}",
            filled(line.name, NAME),
            range(line.first),
            line.to_second.map(range).unwrap_or_default(),
            line.effect.map_or_else(String::new, |effect| format!("{:+.1}", 100.0 * effect.value))
        );
    }
    let more = all.len().saturating_sub(MOST_ROWS);
    if more > 0 {
        let _ = writeln!(text, " and {more} more, in indices.csv");
    }
    let _ = writeln!(text, " 95 % intervals in percent; one that begins below 0 may well be 0.");
    let _ = writeln!(text, " half up: points that moving the input up by half of its distribution adds.");
    let _ = writeln!(text, " {} of {number} inputs may well explain nothing.\n", number - all.len());
    text
}

/// The pairs that act together, the largest first.
fn pairs(indices: &Indices, keys: &[&str]) -> String {
    let Some(first) = indices.pairs.first() else { return String::new() };
    let [one, other] = first.inputs.map(|input| keys[input]);
    let number = match indices.pairs.len() {
        1 => "One pair of inputs acts".to_owned(),
        pairs => format!("{pairs} pairs of inputs act"),
    };
    let acts = if first.effect.value > 0.0 { "adds" } else { "takes" };
    format!(
        " {number} together beyond what each does by\n itself (index_pairs.csv has all). The strongest:\n {one}\n {other}\n half up of one {acts} {:.1} points {} the effect of half up of the other.\n\n",
        100.0 * first.effect.value.abs(),
        if first.effect.value > 0.0 { "to" } else { "from" }
    )
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
            "   {}  {side:8} {:<9.4}  found again {:.0} %",
            filled(keys[bound.input], NAME),
            bound.bound,
            100.0 * bound.found_again
        );
    }
    let _ = writeln!(
        text,
        " The box holds {} of the assumptions and {} of all {word}, counted in {}\n worlds that had no part in the search.\n",
        percent(found.mass()),
        percent(found.coverage()),
        grouped(found.points)
    );
    text
}

fn interval(part: Part) -> String {
    let Interval { low, high } = part.interval;
    format!("{:.1} % ({:.1} to {:.1})", 100.0 * part.value, 100.0 * low, 100.0 * high)
}

fn range(part: Part) -> String {
    let Interval { low, high } = part.interval;
    let decimals = usize::from(high < 0.1);
    format!("{:.decimals$} to {:.decimals$}", 100.0 * low, 100.0 * high)
}
