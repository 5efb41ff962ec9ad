//! What was observed, on the page of a scenario.

use super::table::{NUMBER, TEXT, heads, of_scenario, picks, row, scrolled};
use super::{heading, said};
use crate::model::{Report, ScenarioReport};
use crate::observed::{Entry, Taught};
use crate::words;
use detente_study::table::{LearnedRow, ObservedRow, Pick, share_percent};
use maud::{Markup, html};

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
pub(super) fn observed(report: &Report<'_>, scenario: &ScenarioReport, rank: u8) -> Markup {
    let Some((observed, words)) = scenario.observed.as_ref().zip(words::observed(&scenario.simulated)) else {
        return Markup::default();
    };
    let stem = &scenario.simulated.scenario;
    html! {
        (heading(rank, "What was observed"))
        p { (said(&words)) }
        (table("What was observed", ["observed", "by", "trials that went so"], &observed.entries, entry))
        details {
            summary { "The numbers of what was observed" }
            (of_scenario(report, stem, OBSERVED).unwrap_or_default())
        }
        @if observed.can_teach {
            @if observed.taught.is_empty() { p { (words::NOTHING_TAUGHT) } }
            @else {
                (table("What it teaches", ["what it teaches (90 % ranges)", "before", "after"], &observed.taught, taught))
            }
            details {
                summary { "The numbers of all uncertain values" }
                (of_scenario(report, stem, LEARNED).unwrap_or_default())
            }
            p { (words::NO_WORLDS) }
        }
    }
}

fn entry(entry: &Entry) -> Markup {
    let day = entry.date.map_or(String::new(), words::day);
    let share = entry.share.map_or(String::new(), share_percent);
    row(&entry.words, [(NUMBER, &day), (NUMBER, &share)])
}

fn taught(taught: &Taught) -> Markup {
    row(&taught.key, [(NUMBER, &words::range(taught.before)), (NUMBER, &words::range(taught.after))])
}

fn table<T>(label: &str, [first, second, third]: [&str; 3], all: &[T], row: impl Fn(&T) -> Markup) -> Markup {
    let columns = heads([(TEXT, first), (NUMBER, second), (NUMBER, third)]);
    scrolled(label, &html! { table { (columns) tbody { @for one in all { (row(one)) } } } })
}
