//! The story of a typical trial, on the page of its scenario.

use super::said;
use super::scenario::Part;
use crate::model::ScenarioReport;
use crate::words;
use detente_study::story::Line;
use std::fmt::Write as _;

/// The part; empty where no trial was told.
pub(super) fn told(scenario: &ScenarioReport, part: &Part<'_>) -> String {
    let Some(tale) = &scenario.tale else { return String::new() };
    let found = format!("It ends in {} in week {:.0}, by {}", tale.outcome.word(), tale.week, tale.cause.spaced());
    let mut text = part.head("A typical trial", &found);
    let hidden = tale.hidden.as_ref().map_or(String::new(), |hidden| format!(" Hidden from the parties: {hidden}."));
    let _ = writeln!(
        text,
        "<p>{}</p>",
        said(&format!(
            "One simulated history, decided when half of those that end by {} are. What stands in [brackets] the parties do not know.{hidden}",
            tale.cause.spaced()
        ))
    );
    text.push_str("<ol class=\"story\">\n");
    for line in &tale.lines {
        let _ = writeln!(text, "<li><b>{}</b> {}</li>", said(&when(scenario, line)), hidden_marked(&what(line)));
    }
    text.push_str("</ol>\n");
    let more =
        if tale.left_out > 0 { format!("{} more events of note are left out. ", tale.left_out) } else { String::new() };
    let _ = writeln!(
        text,
        "<p class=\"facts\">{more}Trial {}: <code>detente trace</code> tells all of it.</p>",
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
