//! The page of an analysis.

use super::table::printed;
use super::tried::tried;
use super::{caveat, document, drawings, heading, heading_of, origin, said};
use crate::analysis::{Analysis, Finding, findings};
use crate::svg::{self, Chart};
use maud::{Markup, html};

/// The page: the answer as its title where there is one, then what was found, how to read it, and where it comes from.
pub(crate) fn page(analysis: &Analysis<'_>) -> String {
    let question = analysis.tables.question();
    let findings = findings(analysis);
    let charts = svg::of_findings(analysis, &findings);
    let head = html! { header { (opening(analysis, 1)) (caveat()) } };
    let main = html! {
        @for (nth, (finding, charts)) in findings.iter().zip(&charts).enumerate() {
            (section(finding, charts, 2))
            // The first picture belongs to the answer: the ways to the others stand below it.
            @if nth == 0 && findings.len() > 1 { (contents(&findings)) }
        }
        @if let Some(page) = &analysis.page {
            section id="tried" class="tried" { h2 { "Try it yourself" } (tried(page, page.first())) } "\n"
        }
        section id="limits" {
            h2 { "How to read it" }
            ul {
                @for sentence in question.reading().iter().chain([&super::LIMITS[0], &super::LIMITS[2]]) {
                    li { (sentence) }
                }
            }
        }
        "\n"
        (origin(analysis.provenance))
    };
    document(question.heading(), head, main, analysis.page.as_ref())
}

/// What was found, above all else: the first sentence is the title, a heading of this `rank`.
pub(super) fn opening(analysis: &Analysis<'_>, rank: u8) -> Markup {
    let (sentences, about) = (analysis.opening(), analysis.tables.question().heading());
    let Some((first, rest)) = sentences.split_first() else { return heading(rank, about) };
    html! {
        p.kicker { (about) }
        (heading_of(Some("finding"), rank, &whole_numbers(first.trim_end_matches('.'))))
        @for sentence in rest { p.lead { (said(&whole_numbers(sentence))) } }
    }
}

/// `sentence` with no line ending within a number.
fn whole_numbers(sentence: &str) -> String {
    let letters: Vec<char> = sentence.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let joined = letters.iter().enumerate().map(|(at, letter)| {
        let within = *letter == ' ' && at > 0 && is_digit(at - 1) && is_digit(at + 1);
        if within { '\u{a0}' } else { *letter }
    });
    joined.collect()
}

/// The ways to the findings.
pub(super) fn contents(findings: &[Finding]) -> Markup {
    html! {
        nav aria-label="Findings" {
            ul { @for finding in findings { li { a href={ "#f-" (finding.name) } { (finding.heading) } } } }
        }
        "\n"
    }
}

/// A finding under a heading of this `rank`: in words, in its pictures, and in figures.
pub(super) fn section(finding: &Finding, charts: &[Chart<'_>], rank: u8) -> Markup {
    let table = &finding.rows;
    // The name of the scenario is left out where it is the same on every row.
    let same = table.rows.windows(2).all(|pair| pair[0].first() == pair[1].first());
    let places: Vec<usize> = (usize::from(same)..table.columns.len()).collect();
    html! {
        section id={ "f-" (finding.name) } {
            (heading(rank, &finding.heading))
            p { (said(&finding.caption())) }
            @if !finding.listed.is_empty() { ul { @for line in &finding.listed { li { (said(line)) } } } }
            @for chart in charts { (drawings(chart)) }
            @if !charts.is_empty() || !table.rows.is_empty() {
                details {
                    summary { "The numbers" }
                    (printed(table, &table.rows.iter().collect::<Vec<_>>(), &places))
                }
            }
        }
        "\n"
    }
}
