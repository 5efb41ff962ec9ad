//! What was observed, on the page of a scenario.

use super::table::{of_scenario, picks};
use super::{details, said};
use crate::model::{Report, ScenarioReport};
use crate::observed::{Entry, Taught};
use crate::svg::escaped;
use crate::words;
use detente_study::table::{LearnedRow, ObservedRow, Pick, share_percent};
use std::fmt::Write as _;

const OBSERVED: &[Pick<ObservedRow>] = picks!(ObservedRow: entry, date, week, observed, simulated, count, share, kept);
const LEARNED: &[Pick<LearnedRow>] = picks!(LearnedRow:
    key,
    prior_p05,
    prior_p50,
    prior_p95,
    posterior_p05,
    posterior_p50,
    posterior_p95,
    distance,
    chance,
);

/// What was observed, how many trials went so, and what that teaches, under a heading of this `rank`; empty where nothing was.
pub(super) fn observed(report: &Report<'_>, scenario: &ScenarioReport, rank: u8) -> String {
    let Some((observed, words)) = scenario.observed.as_ref().zip(words::observed(&scenario.simulated)) else {
        return String::new();
    };
    let stem = &scenario.simulated.scenario;
    let mut text = format!("<h{rank}>What was observed</h{rank}>\n<p>{}</p>\n", said(&words));
    text.push_str(&table(
        "What was observed",
        ["observed", "by", "trials that went so"],
        &rows(&observed.entries, entry),
    ));
    text.push_str(&details("The numbers of what was observed", &of_scenario(report, stem, OBSERVED)));
    if observed.can_teach {
        if observed.taught.is_empty() {
            let _ = writeln!(text, "<p>{}</p>", words::NOTHING_TAUGHT);
        } else {
            let heads = ["what it teaches (90 % ranges)", "before", "after"];
            text.push_str(&table("What it teaches", heads, &rows(&observed.taught, taught)));
        }
        text.push_str(&details("The numbers of all uncertain values", &of_scenario(report, stem, LEARNED)));
        let _ = writeln!(text, "<p>{}</p>", words::NO_WORLDS);
    }
    text
}

fn rows<T>(all: &[T], row: impl Fn(&T) -> String) -> String {
    all.iter().map(row).collect()
}

fn entry(entry: &Entry) -> String {
    let day = entry.date.map_or(String::new(), words::day);
    let share = entry.share.map_or(String::new(), share_percent);
    row(&entry.words, [&day, &share])
}

fn taught(taught: &Taught) -> String {
    let [before, after] = [taught.before, taught.after].map(words::range);
    row(&taught.key, [&before, &after])
}

fn row(head: &str, cells: [&str; 2]) -> String {
    let cells = cells.map(|text| format!("<td class=\"n\">{}</td>", escaped(text)));
    format!("<tr><th scope=\"row\">{}</th>{}</tr>\n", escaped(head), cells.concat())
}

fn table(label: &str, [first, second, third]: [&str; 3], rows: &str) -> String {
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\n<table>\n<thead><tr>\
         <th scope=\"col\">{first}</th><th scope=\"col\" class=\"n\">{second}</th>\
         <th scope=\"col\" class=\"n\">{third}</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )
}
