//! The page of an analysis.

use super::table::printed;
use super::tried::tried;
use super::{caveat, details, document, drawings, origin, said};
use crate::analysis::{Analysis, Finding, findings};
use crate::svg::{self, Chart, escaped};
use std::fmt::Write as _;

/// The page: the answer as its title where there is one, then what was found, how to read it, and where it comes from.
pub(crate) fn page(analysis: &Analysis<'_>) -> String {
    let heading = analysis.tables.question().heading();
    let findings = findings(analysis);
    let charts = svg::of_findings(analysis, &findings);
    let mut main = String::new();
    for (nth, (finding, charts)) in findings.iter().zip(&charts).enumerate() {
        main.push_str(&section(finding, charts));
        // The first picture belongs to the answer: the ways to the others stand below it.
        main.push_str(&if nth == 0 { contents(&findings) } else { String::new() });
    }
    if let Some(page) = &analysis.page {
        let tried = tried(Some(page), page.first());
        let _ = writeln!(main, "<section id=\"tried\" class=\"tried\">\n<h2>Try it yourself</h2>\n{tried}</section>");
    }
    main.push_str("<section id=\"limits\">\n<h2>How to read it</h2>\n<ul>\n");
    let reading = analysis.tables.question().reading().iter().copied();
    for sentence in reading.chain([super::LIMITS[0], super::LIMITS[2]]) {
        let _ = writeln!(main, "<li>{}</li>", escaped(sentence));
    }
    main.push_str("</ul>\n</section>\n");
    main.push_str(&origin(analysis.provenance));
    let head = format!("<header>\n{}{}</header>\n", opening(analysis, heading), caveat());
    document(&format!("detente: {heading}"), &head, &main, analysis.page.as_ref())
}

/// What was found, above all else: the first sentence is the title.
fn opening(analysis: &Analysis<'_>, heading: &str) -> String {
    let sentences = analysis.opening();
    let Some((first, rest)) = sentences.split_first() else { return format!("<h1>{heading}</h1>\n") };
    let title = said(&whole_numbers(first.trim_end_matches('.')));
    let rest = rest.iter().map(|sentence| format!("<p class=\"lead\">{}</p>\n", said(&whole_numbers(sentence))));
    format!("<p class=\"kicker\">{heading}</p>\n<h1 class=\"finding\">{title}</h1>\n{}", rest.collect::<String>())
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

fn section(finding: &Finding, charts: &[Chart<'_>]) -> String {
    let table = &finding.rows;
    // The name of the scenario is left out where it is the same on every row.
    let same = table.rows.windows(2).all(|pair| pair[0].first() == pair[1].first());
    let places: Vec<usize> = (usize::from(same)..table.columns.len()).collect();
    let numbers = printed(table, &table.rows.iter().collect::<Vec<_>>(), &places);
    let listed: String = finding.listed.iter().map(|line| format!("<li>{}</li>\n", said(line))).collect();
    let listed = if listed.is_empty() { listed } else { format!("<ul>\n{listed}</ul>\n") };
    let shown = match charts {
        [] if table.rows.is_empty() => String::new(),
        [] => details("The numbers", &numbers),
        charts => charts.iter().map(drawings).collect::<String>() + &details("The numbers", &numbers),
    };
    format!(
        "<section id=\"f-{}\">\n<h2>{}</h2>\n<p>{}</p>\n{listed}{shown}</section>\n",
        escaped(&finding.name),
        escaped(&finding.heading),
        said(&finding.caption()),
    )
}
