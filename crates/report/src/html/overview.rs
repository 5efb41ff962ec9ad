//! Too many scenarios to show each: all of them together.

use super::table::{NUMBER, TEXT, heads, picks, row, scrolled};
use super::{caveat, drawings, link, said, summary_of, sure};
use crate::bound::End;
use crate::model::Report;
use crate::overview::{self, Along, Overview};
use crate::svg;
use crate::words;
use detente_study::table::{Pick, SummaryRow, grouped};
use maud::{Markup, html};

/// Rows of the summary that the page lists.
const MOST_LISTED: usize = 1000;
/// Varied keys that these rows show.
const MOST_COLUMNS: usize = 6;

/// Columns of the summary that these rows show beside them.
const LISTED: &[Pick<SummaryRow>] = picks!(SummaryRow:
    trials,
    scaling_share,
    stalling_share,
    overtaken_share,
    collapse_share,
    confrontation_difference,
);

/// The section.
pub(super) fn section(report: &Report<'_>, overview: &Overview) -> Markup {
    html! {
        section id="comparison" {
            h2 { "All scenarios together" }
            @for picture in overview.pictures.iter().skip(1) { (along(report, picture)) }
            @if let Some(words) = &overview.left_out { p.facts { (words) } }
            @if let Some(words) = words::counterfactuals(report) { p.facts { (words) } }
            (ends(report, overview))
            (list(report))
            p {
                "To see another scenario in full, go to the folder of this page and put its name for NAME: "
                code { (words::one_more(&report.provenance)) }
            }
        }
        "\n"
    }
}

/// The first screen: the title, the first picture, how sure it is, one caveat, and what is shown.
pub(super) fn first(report: &Report<'_>, overview: &Overview) -> Markup {
    let [chance, assumptions] = overview.sure();
    html! {
        h1.finding { (said(&overview.title)) }
        @if let Some(picture) = overview.pictures.first() { (drawings(&svg::along(picture, &report.provenance))) }
        (sure(&chance, &assumptions))
        (caveat())
        p.facts { (overview.bound(report.scenarios.len())) }
    }
}

/// A picture of all scenarios along an axis.
fn along(report: &Report<'_>, picture: &Along) -> Markup {
    let chart = svg::along(picture, &report.provenance);
    html! { h3 { (chart.title) } p { (said(&chart.sentence)) } (drawings(&chart)) }
}

/// From the lowest to the highest of each measure.
fn ends(report: &Report<'_>, overview: &Overview) -> Markup {
    if overview.ends.is_empty() {
        return html! { p { "All scenarios have the same shares." } };
    }
    let link = |end: &End| {
        let own = report.scenarios.iter().find(|scenario| scenario.simulated.scenario == end.scenario);
        html! { a href={ "#s-" (end.scenario) } { (own.map_or(end.scenario.as_str(), link)) } }
    };
    let columns = [(TEXT, "figure"), (NUMBER, "lowest"), (TEXT, "in"), (NUMBER, "highest"), (TEXT, "in")];
    let rows = html! {
        @for (measure, [lowest, highest]) in &overview.ends {
            (row(&measure.words(), [
                (NUMBER, &overview::figure(*measure, lowest.value)),
                (TEXT, &link(lowest)),
                (NUMBER, &overview::figure(*measure, highest.value)),
                (TEXT, &link(highest)),
            ]))
        }
    };
    html! {
        p { "Each figure from the lowest to the highest of all scenarios; of several that have it, the first is named." }
        (scrolled("Lowest and highest", &html! { table { (heads(columns)) tbody { (rows) } } }))
    }
}

/// The first scenarios with their shares.
fn list(report: &Report<'_>) -> Markup {
    let (all, listed) = (report.tables.summary.len(), report.tables.summary.len().min(MOST_LISTED));
    html! {
        details {
            summary {
                @if all == listed { "The shares of all " (grouped(all as u64)) " scenarios" }
                @else { "The shares of the first " (grouped(listed as u64)) " of " (grouped(all as u64)) " scenarios" }
            }
            (summary_of(report, listed, MOST_COLUMNS, LISTED))
            p.facts { code { "summary.csv" } " has all scenarios with all columns." }
        }
    }
}
