//! Too many scenarios to show each: all of them together.

use super::table::picks;
use super::{caveat, details, drawings, link, said, summary_of, sure};
use crate::bound::End;
use crate::model::Report;
use crate::overview::{self, Along, Overview};
use crate::svg::{self, escaped};
use crate::words;
use detente_study::table::{Pick, SummaryRow, grouped};
use std::fmt::Write as _;

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
pub(super) fn section(report: &Report<'_>, overview: &Overview) -> String {
    let mut text = String::from("<section id=\"comparison\">\n<h2>All scenarios together</h2>\n");
    for picture in overview.pictures.iter().skip(1) {
        text.push_str(&along(report, picture));
    }
    if let Some(words) = &overview.left_out {
        let _ = writeln!(text, "<p class=\"facts\">{}</p>", escaped(words));
    }
    if let Some(words) = words::counterfactuals(report) {
        let _ = writeln!(text, "<p class=\"facts\">{}</p>", escaped(&words));
    }
    text.push_str(&ends(report, overview));
    text.push_str(&list(report));
    let _ = writeln!(
        text,
        "<p>To see another scenario in full, go to the folder of this page and put its name for NAME: <code>{}</code></p>\n</section>",
        escaped(&words::one_more(&report.provenance))
    );
    text
}

/// The first screen: the title, the first picture, how sure it is, one caveat, and what is shown.
pub(super) fn first(report: &Report<'_>, overview: &Overview) -> String {
    let mut text = format!("<h1 class=\"finding\">{}</h1>\n", said(&overview.title));
    if let Some(picture) = overview.pictures.first() {
        text.push_str(&drawings(&svg::along(picture, &report.provenance)));
    }
    let [chance, assumptions] = overview.sure();
    text.push_str(&(sure(&chance, &assumptions) + &caveat()));
    let _ = writeln!(text, "<p class=\"facts\">{}</p>", escaped(&overview.bound(report.scenarios.len())));
    text
}

/// A picture of all scenarios along an axis.
fn along(report: &Report<'_>, picture: &Along) -> String {
    let chart = svg::along(picture, &report.provenance);
    format!("<h3>{}</h3>\n<p>{}</p>\n{}", escaped(&chart.title), said(&chart.sentence), drawings(&chart))
}

/// From the lowest to the highest of each measure.
fn ends(report: &Report<'_>, overview: &Overview) -> String {
    if overview.ends.is_empty() {
        return "<p>All scenarios have the same shares.</p>\n".to_owned();
    }
    let mut text = String::from(
        "<p>Each figure from the lowest to the highest of all scenarios; of several that have it, the first is named.</p>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Lowest and highest\">\n<table>\n<thead><tr>\
         <th scope=\"col\">figure</th><th scope=\"col\" class=\"n\">lowest</th><th scope=\"col\">in</th>\
         <th scope=\"col\" class=\"n\">highest</th><th scope=\"col\">in</th></tr></thead>\n<tbody>\n",
    );
    for (measure, ends) in &overview.ends {
        let cells = |end: &End| {
            let own = report.scenarios.iter().find(|scenario| scenario.simulated.scenario == end.scenario);
            let label = own.map_or(end.scenario.as_str(), link);
            let value = overview::figure(*measure, end.value);
            format!(
                "<td class=\"n\">{}</td><td><a href=\"#s-{}\">{}</a></td>",
                escaped(&value),
                escaped(&end.scenario),
                escaped(label)
            )
        };
        let [lowest, highest] = [&ends[0], &ends[1]].map(cells);
        let _ = writeln!(text, "<tr><th scope=\"row\">{}</th>{lowest}{highest}</tr>", escaped(&measure.words()));
    }
    text.push_str("</tbody>\n</table>\n</div>\n");
    text
}

/// The first scenarios with their shares.
fn list(report: &Report<'_>) -> String {
    let (all, listed) = (report.tables.summary.len(), report.tables.summary.len().min(MOST_LISTED));
    let heading = match all == listed {
        true => format!("The shares of all {} scenarios", grouped(all as u64)),
        false => format!("The shares of the first {} of {} scenarios", grouped(listed as u64), grouped(all as u64)),
    };
    let rest = "<p class=\"facts\"><code>summary.csv</code> has all scenarios with all columns.</p>\n";
    details(&heading, &(summary_of(report, listed, MOST_COLUMNS, LISTED) + rest))
}
