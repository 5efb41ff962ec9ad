//! The page of an analysis.

use super::table::printed;
use super::{caveat, document, figure, origin, said};
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
    let head = format!("<header>\n<h1>{heading}</h1>\n{}{}</header>\n", caveat(), contents(&findings));
    document(&format!("detente: {heading}"), &head, &main, "")
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
    let chart = svg::of_finding(analysis, finding);
    format!(
        "<section id=\"f-{}\">\n<h2>{}</h2>\n<p>{}</p>\n{}</section>\n",
        escaped(&finding.name),
        escaped(&finding.heading),
        said(&finding.caption()),
        figure(&chart, &printed(table, &table.rows.iter().collect::<Vec<_>>(), &places))
    )
}
