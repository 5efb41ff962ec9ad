//! The page as Markdown: a summary, one table, why some are off, and how everything was counted.

use super::verdict::{Judged, Verdict};
use detente_engine::statistics::Interval;
use detente_study::figure::{Figure, NamedFigure, Unit};
use detente_study::run::Spec;
use detente_study::table::grouped;
use detente_study::target::{Compares, Target};
use std::fmt::Write as _;

/// The line below which the page is made and above which it is written by hand.
pub const MARK: &str = "<!-- Made by `detente-lab base-rates` from here on; do not edit below this line. -->";

/// Where the figures of a page come from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Seed and trials.
    pub spec: Spec,
    /// Digest of the base rates and of the built-in scenario.
    pub inputs: String,
    /// Version of the results that the engine gives.
    pub results_version: u32,
}

/// How many base rates the built-in scenario meets.
#[must_use]
pub fn summary(judged: &[Judged<'_>]) -> String {
    let equal = || judged.iter().filter(|one| one.target.compares == Compares::Yes);
    let bounds = || judged.iter().filter(|one| matches!(one.target.compares, Compares::AtMost | Compares::AtLeast));
    let inside = equal().filter(|one| one.verdict == Verdict::Inside).count();
    let far = equal().filter(|one| one.verdict.is_far()).count();
    let kept = bounds().filter(|one| one.verdict == Verdict::Kept).count();
    let untold = match equal().filter(|one| one.verdict == Verdict::Untold).count() {
        0 => String::new(),
        untold => format!("; of {untold} nothing came that could be counted"),
    };
    format!(
        "The built-in scenario lies inside **{inside} of the {} base rates that compare**; {far} are off by more than\n\
         twice{untold}. It keeps {kept} of {} bounds.",
        equal().count(),
        bounds().count(),
    )
}

/// The whole page: `head`, which is written by hand, and what is made.
#[must_use]
pub fn page(head: &str, judged: &[Judged<'_>], origin: &Origin) -> String {
    let mut text = format!("{}\n\n{MARK}\n\n## Results\n\n{}\n\n", head.trim_end(), summary(judged));
    let _ = writeln!(
        text,
        "{} trials of the scenario, as many without a ladder, seed {}, results version {}; inputs {}.\n",
        grouped(origin.spec.trials),
        origin.spec.seed,
        origin.results_version,
        origin.inputs,
    );
    text.push_str(&overview(judged));
    text.push_str(&off(judged));
    text.push_str(&counted(judged));
    text.push_str(&vocabulary(judged));
    format!("{}\n", text.trim_end())
}

/// Every base rate beside what the scenario does, one row each.
#[must_use]
pub fn overview(judged: &[Judged<'_>]) -> String {
    let mut text =
        String::from("| | | base rate | model | model / base rate | |\n| --- | --- | --- | --- | --- | --- |\n");
    for one in judged {
        let target = one.target;
        let ratio = one.ratio().map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {ratio} | {} |",
            target.id,
            target.measured,
            base_rate(target),
            model(one),
            one.verdict.words(),
        );
    }
    text.push('\n');
    text
}

fn unit(target: &Target) -> Unit {
    target.figure.as_ref().map_or(Unit::Share, Figure::unit)
}

fn base_rate(target: &Target) -> String {
    let unit = unit(target);
    let (value, range) = (unit.written(target.value), unit.range(target.interval()));
    let sign = match target.compares {
        Compares::AtMost => "at most ",
        Compares::AtLeast => "at least ",
        Compares::Yes | Compares::No => "",
    };
    format!("{sign}{value} ({range})")
}

fn model(one: &Judged<'_>) -> String {
    let Some(estimate) = one.estimate else { return String::new() };
    let unit = unit(one.target);
    let range = |what: &str, found: Option<Interval>| {
        found.map_or_else(String::new, |found| format!(" ({what}{})", unit.range(found)))
    };
    let quartiles = range("quartiles ", estimate.quartiles);
    format!("{}{}{quartiles}", unit.written(estimate.value), range("", estimate.interval))
}

/// What is off, and why, as far as anybody has written it down.
fn off(judged: &[Judged<'_>]) -> String {
    let mut text = String::from("### What is off, and why\n\n");
    let off: Vec<&Judged<'_>> = judged.iter().filter(|one| one.verdict.is_off()).collect();
    if off.is_empty() {
        text.push_str("Nothing.\n\n");
    }
    for one in &off {
        let target = one.target;
        let why = if target.explained.is_empty() { "Not explained yet." } else { &target.explained };
        let _ = writeln!(
            text,
            "- **{}**, {}: {}. {why}",
            target.id,
            target.measured,
            one.verdict.words().replace("**", "")
        );
    }
    text.push('\n');
    text
}

/// Counting rules and sources.
fn counted(judged: &[Judged<'_>]) -> String {
    let mut text = String::from("### How the base rates were counted\n\n");
    for Judged { target, .. } in judged {
        let note = match target.compares {
            Compares::Yes => String::new(),
            Compares::AtMost | Compares::AtLeast => format!(" A bound only: {}.", target.note),
            Compares::No => format!(" Not compared: {}.", target.note),
        };
        let _ = writeln!(
            text,
            "- **{}**, n = {}. {}. {}.{note}",
            target.id,
            target.n,
            capital(&target.rule),
            target.source
        );
    }
    text.push('\n');
    text
}

/// How the figures of the model are worked out, those that are in use.
fn vocabulary(judged: &[Judged<'_>]) -> String {
    let mut text = String::from("### How the model's figures were worked out\n\n");
    for figure in NamedFigure::ALL {
        let is_user = |one: &&Judged<'_>| one.target.figure == Some(Figure::Named(figure));
        let users: Vec<&str> = judged.iter().filter(is_user).map(|one| one.target.id.as_str()).collect();
        if !users.is_empty() {
            let _ = writeln!(text, "- `{}` ({}). {}", figure.word(), users.join(", "), figure.meaning());
        }
    }
    text
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
