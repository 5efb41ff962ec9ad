//! The comparison of the plans within the page on their runs.

use super::analysis::{contents, opening, section as of_finding};
use super::heading;
use crate::analysis::{Analysis, findings};
use crate::svg;
use maud::{Markup, html};

/// Where the section stands.
const SECTION: &str = "plans";

/// On the first screen: what was found, and the way to the rest.
pub(super) fn first(plans: &Analysis<'_>) -> Markup {
    html! {
        div.beside {
            (opening(plans, 2))
            p { a href={ "#" (SECTION) } { "All that the comparison found, and how to read it" } }
        }
    }
}

/// The section: everything that was found, with its pictures, and how to read it.
pub(super) fn section(plans: &Analysis<'_>) -> Markup {
    let (question, findings) = (plans.tables.question(), findings(plans));
    let charts = svg::of_findings(plans, &findings);
    html! {
        section id=(SECTION) {
            (heading(2, question.heading()))
            (contents(&findings))
            @for (finding, charts) in findings.iter().zip(&charts) { (of_finding(finding, charts, 3)) }
            (heading(3, "How to read it"))
            ul { @for sentence in question.reading() { li { (sentence) } } }
        }
        "\n"
    }
}
