//! Titles, which say what was found, and what is said at the head of several scenarios.

use super::{
    against_counterfactuals, because, hundred_trials, ladder, leading_cause, leading_outcome, lowered, span,
    sticking_point, trust,
};
use crate::answer::Reading;
use crate::cell::spaced;
use crate::model::{Report, ScenarioReport};
use crate::svg::Subject;
use crate::watch::Indicator;
use detente_engine::domain::Basis;
use detente_study::table::{grouped, share_percent};

/// The file name, the title and the sentence of a chart of one scenario. Titles say what was found.
pub(crate) fn of_chart(report: &ScenarioReport, subject: Subject) -> (&'static str, String, String) {
    let (name, title, sentence) = match subject {
        Subject::Confrontation => ("confrontation", report.answer.title.clone(), against_counterfactuals(report)),
        Subject::Outcomes => ("outcomes", ends_and_causes(report), leading_outcome(report)),
        Subject::Judged => ("judged", later(report), hundred_trials(report)),
        Subject::Watch => ("watch", watched(report), None),
        Subject::Ladder => ("ladder", stops(report), ladder(report)),
        Subject::Trust => ("trust", "How the parties come to trust each other".to_owned(), trust(report)),
        Subject::Comparison | Subject::Along => ("comparison", "How it compares".to_owned(), None),
        Subject::Finding => ("finding", "What was found".to_owned(), None),
    };
    (name, title, sentence.unwrap_or_default())
}

/// The most frequent outcome and its cause, as a title.
pub(crate) fn ends_and_causes(report: &ScenarioReport) -> String {
    let Some((outcome, _)) = report.leads.outcome() else { return "How it ends, and why".to_owned() };
    let share = report.outcomes.iter().find(|own| own.outcome == outcome).map_or(0.0, |own| own.share.value);
    let cause =
        leading_cause(report, outcome).map_or(String::new(), |own| format!("; most often {}", because(own.cause)));
    format!("The most frequent end is {} ({}){cause}", outcome.word(), share_percent(share))
}

/// How the outcome that comes most often by the end grows, as a title.
fn later(report: &ScenarioReport) -> String {
    let first = report.judged.first().zip(report.leads.outcome());
    let Some((first, (outcome, _))) = first else { return "How it would have ended earlier".to_owned() };
    let end = report.outcomes.iter().find(|own| own.outcome == outcome).map_or(0.0, |own| own.share.value);
    format!(
        "Judged after {}, {} of the trials count as {}; after {}, {}",
        span(first.weeks),
        share_percent(first.shares[outcome.index()]),
        outcome.word(),
        span(report.horizon_weeks),
        share_percent(end)
    )
}

/// What tells most early on, as a title.
pub(crate) fn watched(report: &ScenarioReport) -> String {
    let first = report.watch.as_ref().and_then(|watch| Some((watch, watch.indicators.first()?)));
    first.map_or("What to watch".to_owned(), |(watch, first)| {
        format!("What tells most after {}: {}", span(watch.week), spaced(first.indicator.word()))
    })
}

/// Where the ladder stops, as a title.
pub(crate) fn stops(report: &ScenarioReport) -> String {
    sticking_point(report).map_or("How far the ladder is climbed".to_owned(), |rung| {
        format!(
            "The ladder stops most often at \u{201c}{}\u{201d}: {}",
            rung.called(),
            share_percent(rung.stopped.value)
        )
    })
}

/// An indicator in words, with what it is.
pub(crate) fn indicator(indicator: &Indicator) -> String {
    let (word, meaning) = (spaced(indicator.indicator.word()), indicator.indicator.meaning());
    format!("{word}: {}", lowered(meaning.trim_end_matches('.')))
}

/// In how many scenarios the channel does what to confrontation by the end, as a title; what the scenarios are, where they are
/// not compared with none.
pub(crate) fn of_all(report: &Report<'_>) -> String {
    let last = report.scenarios.iter().filter_map(|scenario| scenario.confrontation.last());
    let read: Vec<Reading> = last.map(|horizon| Reading::of(horizon.difference)).collect();
    let of = |wanted: Reading| read.iter().filter(|own| **own == wanted).count();
    let all = report.scenarios.len();
    if read.is_empty() {
        return format!("How {all} scenarios end");
    }
    let told = [
        (of(Reading::Less), "rarer"),
        (of(Reading::More), "more frequent"),
        (of(Reading::Hardly), "hardly different"),
        (of(Reading::Open), "neither, as far as chance lets one tell,"),
    ];
    let mut parts: Vec<String> =
        told.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{what} in {number}")).collect();
    if let Some(first) = parts.first_mut() {
        *first = format!("{first} of {all} scenarios");
    }
    format!("By the end, the channel makes confrontation {}", parts.join(", "))
}

/// How far chance and assumptions may have moved the figures of several scenarios.
pub(crate) fn sure_of_all(report: &Report<'_>) -> (String, String) {
    let shares =
        || report.scenarios.iter().flat_map(|scenario| scenario.outcomes.iter().map(move |share| (scenario, share)));
    let widest = shares().map(|(_, share)| share.share.high - share.share.low).fold(0.0, f64::max);
    let chance = format!("no share is more than {:.1} points off, with 95 % each.", 50.0 * widest);
    let spread =
        shares().filter_map(|(scenario, share)| share.assumed.map(|[low, high]| (scenario, share.outcome, low, high)));
    let most = spread.max_by(|one, other| (one.3 - one.2).total_cmp(&(other.3 - other.2)));
    let assumptions = match most {
        Some((scenario, outcome, low, high)) if high > low => format!(
            "they move most the share of {} in \u{201c}{}\u{201d}: {:.0} to {:.0} % in 90 of 100 worlds.",
            outcome.word(),
            scenario.title,
            100.0 * low,
            100.0 * high
        ),
        _ => "how far they move the shares was not worked out.".to_owned(),
    };
    (chance, assumptions)
}

/// What is not known, as a title.
pub(crate) fn unknown(report: &ScenarioReport) -> String {
    let of = |wanted: Basis| report.bases.iter().find(|(basis, _)| *basis == wanted).map_or(0, |(_, number)| *number);
    let all: u64 = report.bases.iter().map(|(_, number)| number).sum();
    let template = match of(Basis::Template) {
        0 => String::new(),
        values => format!(" {} came with a template,", grouped(values)),
    };
    format!(
        "{} of {} values are judgement,{template} {} more were left at their default",
        grouped(of(Basis::Judgement)),
        grouped(all),
        grouped(of(Basis::Default))
    )
}
