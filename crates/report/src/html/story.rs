//! Trials told again, on the page of their scenario.

use super::said;
use super::scenario::Part;
use crate::model::ScenarioReport;
use crate::page;
use crate::svg::escaped;
use crate::words;
use detente_study::story::{Line, Tale};
use std::fmt::Write as _;

/// The parts, one for each trial that was told.
pub(super) fn told(scenario: &ScenarioReport, seed: u64, part: &Part<'_>) -> String {
    scenario.tales.iter().enumerate().map(|(nth, tale)| of_tale(scenario, tale, seed, nth == 0, part)).collect()
}

fn of_tale(scenario: &ScenarioReport, tale: &Tale, seed: u64, is_typical: bool, part: &Part<'_>) -> String {
    let cause = tale.cause.spaced();
    let found = format!("It is decided in week {:.0}: {}, {cause}", tale.week, tale.outcome.word());
    let mut text = part.head(&words::told_of(tale, is_typical), &found);
    let share = words::share_of(scenario, tale.outcome);
    let brackets = if is_typical { " What stands in [brackets] the parties do not know." } else { "" };
    let hidden = tale.hidden.as_ref().map_or(String::new(), |hidden| format!(" Hidden from the parties: {hidden}."));
    let about = format!(
        "One simulated history of the {share} that end in {}. Of those whose cause is \u{201c}{cause}\u{201d}, half are decided by then.{brackets}{hidden}",
        tale.outcome.word()
    );
    let _ = writeln!(text, "<p>{}</p>", said(&about));
    text.push_str("<ol class=\"story\">\n");
    for line in &tale.lines {
        let _ = writeln!(text, "<li><b>{}</b> {}</li>", said(&when(scenario, line)), hidden_marked(&what(line)));
    }
    text.push_str("</ol>\n");
    let more =
        if tale.left_out > 0 { format!("{} more events of note are left out. ", tale.left_out) } else { String::new() };
    let _ = writeln!(
        text,
        "<p class=\"facts\">{more}<code>detente trace inputs/{}.toml{} --trial {}</code> tells all of it.</p>",
        escaped(&scenario.simulated.scenario),
        if seed == page::SEED { String::new() } else { format!(" --seed {seed}") },
        tale.trial
    );
    text
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

/// A sentence as markup in which what is hidden stands out.
fn hidden_marked(sentence: &str) -> String {
    said(sentence).replace('[', "<i>[").replace(']', "]</i>")
}
