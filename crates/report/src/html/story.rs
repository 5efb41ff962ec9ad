//! Trials told again, on the page of their scenario.

use super::part::Part;
use super::said;
use crate::model::ScenarioReport;
use crate::page;
use crate::words;
use detente_study::story::{Line, Tale};
use maud::{Markup, html};

/// The parts, one for each trial that was told.
pub(super) fn told(scenario: &ScenarioReport, seed: u64, part: &Part<'_>) -> Markup {
    html! { @for (nth, tale) in scenario.tales.iter().enumerate() { (of_tale(scenario, tale, seed, nth == 0, part)) } }
}

fn of_tale(scenario: &ScenarioReport, tale: &Tale, seed: u64, is_typical: bool, part: &Part<'_>) -> Markup {
    let cause = tale.cause.spaced();
    let found = format!("It is decided in week {:.0}: {}, {cause}", tale.week, tale.outcome.word());
    let share = words::share_of(scenario, tale.outcome);
    let brackets = if is_typical { " What stands in [brackets] the parties do not know." } else { "" };
    let hidden = tale.hidden.as_ref().map_or(String::new(), |hidden| format!(" Hidden from the parties: {hidden}."));
    let about = format!(
        "One simulated history of the {share} that end in {}. Of those whose cause is \u{201c}{cause}\u{201d}, half are decided by then.{brackets}{hidden}",
        tale.outcome.word()
    );
    html! {
        (part.head(&words::told_of(tale, is_typical), &found))
        p { (said(&about)) }
        ol.story {
            @for line in &tale.lines { li { b { (said(&when(scenario, line))) } " " (hidden_marked(&said(&what(line)))) } "\n" }
        }
        p.facts {
            @if tale.left_out > 0 { (tale.left_out) " more events of note are left out. " }
            code {
                "detente trace inputs/" (scenario.simulated.scenario) ".toml"
                @if seed != page::SEED { " --seed " (seed) }
                " --trial " (tale.trial)
            }
            " tells all of it."
        }
    }
}

/// The week, and the month where the scenario has a start.
fn when(scenario: &ScenarioReport, line: &Line) -> String {
    let day =
        scenario.start.and_then(|start| words::month(start, line.week)).map_or(String::new(), |day| format!(", {day}"));
    format!("Week {:.0}{day}", line.week)
}

/// What happened, how often, and until when.
pub(crate) fn what(line: &Line) -> String {
    let often = match line.times {
        1 => String::new(),
        times => format!(" ({times} times until week {:.0})", line.until),
    };
    format!("{}{often}.", line.words)
}

/// A sentence in which what is hidden, from bracket to bracket, stands out.
fn hidden_marked(sentence: &str) -> Markup {
    html! {
        @for part in sentence.split_inclusive(']') {
            @if let Some((open, hidden)) = part.split_once('[') { (open) i { "[" (hidden) } } @else { (part) }
        }
    }
}
