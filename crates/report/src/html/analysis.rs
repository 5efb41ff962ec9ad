//! The page of an analysis.

use super::table::printed;
use super::{caveat, details, document, drawings, origin, said};
use crate::analysis::{Analysis, Finding, findings};
use crate::svg::{self, escaped};
use std::fmt::Write as _;

/// The page.
pub(crate) fn page(analysis: &Analysis<'_>) -> String {
    let heading = analysis.tables.question().heading();
    let findings = findings(analysis);
    let mut main = String::new();
    for finding in &findings {
        main.push_str(&section(analysis, finding));
    }
    main.push_str("<section id=\"limits\">\n<h2>How to read it</h2>\n<ul>\n");
    let reading = analysis.tables.question().reading().iter().copied();
    for sentence in reading.chain([super::LIMITS[0], super::LIMITS[2]]) {
        let _ = writeln!(main, "<li>{}</li>", escaped(sentence));
    }
    main.push_str("</ul>\n</section>\n");
    main.push_str(&origin(analysis.provenance));
    let head =
        format!("<header>\n<h1>{heading}</h1>\n{}{}{}</header>\n", opening(analysis), caveat(), contents(&findings));
    document(&format!("detente: {heading}"), &head, &main, "")
}

/// What was found, above all else.
fn opening(analysis: &Analysis<'_>) -> String {
    let class = |nth| if nth == 0 { " class=\"headline\"" } else { "" };
    let paragraph =
        |(nth, sentence): (usize, String)| format!("<p{}>{}</p>\n", class(nth), said(&whole_numbers(&sentence)));
    analysis.opening().into_iter().enumerate().map(paragraph).collect()
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

fn contents(findings: &[Finding]) -> String {
    let link = |finding: &Finding| {
        format!("<li><a href=\"#f-{}\">{}</a></li>\n", escaped(&finding.name), escaped(&finding.heading))
    };
    let links: String = findings.iter().map(link).collect();
    if findings.len() > 1 { format!("<nav aria-label=\"Findings\"><ul>\n{links}</ul></nav>\n") } else { String::new() }
}

fn section(analysis: &Analysis<'_>, finding: &Finding) -> String {
    let table = &finding.rows;
    // The name of the scenario is left out where it is the same on every row.
    let same = table.rows.windows(2).all(|pair| pair[0].first() == pair[1].first());
    let places: Vec<usize> = (usize::from(same)..table.columns.len()).collect();
    let numbers = printed(table, &table.rows.iter().collect::<Vec<_>>(), &places);
    let listed: String = finding.listed.iter().map(|line| format!("<li>{}</li>\n", said(line))).collect();
    let listed = if listed.is_empty() { listed } else { format!("<ul>\n{listed}</ul>\n") };
    let charts = svg::of_finding(analysis, finding);
    let shown = match charts.as_slice() {
        [] if table.rows.is_empty() => String::new(),
        [] => numbers,
        charts => charts.iter().map(drawings).collect::<String>() + &details("The numbers", &numbers),
    };
    format!(
        "<section id=\"f-{}\">\n<h2>{}</h2>\n<p>{}</p>\n{listed}{shown}</section>\n",
        escaped(&finding.name),
        escaped(&finding.heading),
        said(&finding.caption()),
    )
}
