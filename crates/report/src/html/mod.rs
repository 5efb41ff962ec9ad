//! `report.html`: one file that needs no network and no second file. All that it says stands in it without a
//! script; scripts filter its scenarios, and open the page within it that simulates (`tried.js`).
//!
//! Sentences and charts round; the tables under "The numbers" hold every cell of the CSV files, in at most six significant digits where those stand in full.

mod analysis;
mod base_rates;
mod news;
mod numbers;
mod overview;
mod scenario;
mod story;
mod table;
mod tried;

pub(super) use analysis::page as analysis_page;
pub(super) use story::what;

use super::bound::MOST_SHOWN;
use super::model::{Provenance, Report, ScenarioReport};
use super::page::{Embedded, policy_around};
use super::svg::{self, Chart, NARROW, WIDE, dark_rules, escaped};
use super::words;
use detente_study::table::{Pick, SummaryRow};
use std::fmt::Write as _;
use table::picks;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = concat!(include_str!("filter.js"), include_str!("tried.js"));

/// Where the page within is shown, in place of the report.
const PANEL: &str = "<section id=\"panel\" aria-label=\"Change values and simulate\" hidden>\n\
     <p><button type=\"button\">Back to the report</button></p>\n</section>\n";

/// Columns of the summary that the comparison shows beside the scenario and what is varied.
const COMPARED: &[Pick<SummaryRow>] = picks!(SummaryRow:
    trials,
    status,
    scaling_share whole,
    stalling_share whole,
    overtaken_share whole,
    collapse_share whole,
    confrontation_share,
    confrontation_share_no_channel,
    confrontation_difference whole,
    collapse_cause,
    sticking_point,
    most_vetoes_by,
);

/// What the figures cannot say.
const LIMITS: [&str; 5] = [
    "This ranks mechanisms under stated assumptions. It is not a forecast: do not quote a share as a probability of the world.",
    "Chance is the error of simulating only so many times; more trials narrow it. What a file leaves uncertain is averaged over in every share; the wider interval shows it for the outcomes, and no number of trials narrows that.",
    "No data set measures the rungs of a concession ladder. Most values are judgement; each scenario lists them with their sources.",
    "Compare scenarios that share their assumptions. Between scenarios with different assumptions, the assumptions differ first.",
    "Two parties, one channel, one mediator. A change of government comes at a rate, not on election day.",
];

/// The page.
pub(super) fn page(report: &Report<'_>) -> String {
    let title = match report.scenarios.as_slice() {
        [only] if is_single(report) => format!("detente: {}", only.title),
        _ => format!("detente: {} scenarios", report.provenance.scenarios.len()),
    };
    let mut main = match &report.overview {
        Some(overview) => overview::section(report, overview),
        None => String::new(),
    };
    // The finding of a single scenario is what the page is called.
    let rank = if is_single(report) { 1 } else { 2 };
    for scenario in &report.scenarios {
        main.push_str(&scenario::section(report, scenario, rank));
    }
    main.push_str(&limits());
    main.push_str(&origin(&report.provenance));
    document(&title, &head(report), &main, report.page.as_ref())
}

/// A page of one file: what stands above, in its main part, and the page within it.
fn document(title: &str, head: &str, main: &str, page: Option<&Embedded>) -> String {
    let style = format!("{STYLE}@media screen and (prefers-color-scheme:dark){{\n{}}}\n", dark_rules());
    let policy = policy_around(SCRIPT, &style);
    let within = page.map_or(String::new(), |page| PANEL.to_owned() + &page.element());
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n\
         <style>{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">To the results</a>\n{head}<main id=\"main\">\n{main}</main>\n{within}<script>{SCRIPT}</script>\n</body>\n</html>\n",
        escaped(title),
    )
}

/// What everything says of itself.
fn caveat() -> String {
    format!("<p class=\"caveat\">{}</p>\n", words::CAVEAT)
}

/// What a link to `scenario` says: of a point of a sweep its values, for its title is that of all points.
fn link(scenario: &ScenarioReport) -> &str {
    scenario.simulated.point.as_ref().unwrap_or(&scenario.title)
}

/// Whether the page is about one scenario alone.
fn is_single(report: &Report<'_>) -> bool {
    report.scenarios.len() == 1 && report.overview.is_none()
}

/// The first screen of several scenarios: what was found of all, one picture, how sure it is, one caveat; then the ways to each.
fn head(report: &Report<'_>) -> String {
    if is_single(report) {
        return String::new();
    }
    let mut text = String::from("<header>\n");
    if let Some(words) = words::varied(&report.provenance) {
        let _ = writeln!(text, "<p class=\"facts\">{}</p>", escaped(&words));
    }
    match &report.overview {
        None => text.push_str(&comparison(report)),
        Some(overview) => text.push_str(&overview::first(report, overview)),
    }
    if report.scenarios.len() > 1 {
        text.push_str("<nav aria-label=\"Scenarios\"><ul>\n");
        for scenario in &report.scenarios {
            let (id, title) = (escaped(&scenario.simulated.scenario), escaped(link(scenario)));
            let _ = writeln!(text, "<li><a href=\"#s-{id}\">{title}</a></li>");
        }
        text.push_str("</ul></nav>\n<fieldset id=\"filter\" hidden>\n<legend>Show</legend>\n");
        for scenario in &report.scenarios {
            let (id, label) = (escaped(&scenario.simulated.scenario), escaped(&words::label(&scenario.simulated)));
            let _ = writeln!(text, "<label><input type=\"checkbox\" value=\"{id}\" checked> {label}</label>");
        }
        text.push_str(
            "<button type=\"button\" value=\"all\">all</button> <button type=\"button\" value=\"none\">none</button>\n",
        );
        text.push_str("</fieldset>\n");
    }
    text.push_str(
        "<p class=\"facts printed\">Printed are the finding, what decides it, and the ladder of each scenario; the page on a screen has all.</p>\n",
    );
    text.push_str("</header>\n");
    text
}

/// How far chance and assumptions may have moved what is said above.
fn sure(chance: &str, assumptions: &str) -> String {
    format!(
        "<p class=\"sure\"><b>How sure?</b> <b>Chance:</b> {} <b>Assumptions:</b> {}</p>\n",
        said(chance),
        said(assumptions)
    )
}

fn comparison(report: &Report<'_>) -> String {
    let chart = svg::comparison(report);
    let numbers = summary_of(report, usize::MAX, usize::MAX, COMPARED);
    let (chance, assumptions) = words::sure_of_all(report);
    format!(
        "<div id=\"comparison\">\n<p class=\"kicker\">{} scenarios side by side</p>\n<h1 class=\"finding\">{}</h1>\n{}{}{}{}</div>\n",
        report.scenarios.len(),
        said(&chart.title),
        drawings(&chart),
        sure(&chance, &assumptions),
        caveat(),
        details("The numbers", &numbers)
    )
}

/// Of the first `rows` scenarios the names, the first `keys` of what is varied, and some columns of the summary.
fn summary_of(report: &Report<'_>, rows: usize, keys: usize, picks: &[Pick<SummaryRow>]) -> String {
    let (summary, varied) = (report.summary(), report.provenance.varied.as_ref());
    // What is varied stands behind the scenario.
    let varied = varied.map_or(0, |varied| varied.keys.len()).min(keys);
    let places: Vec<usize> = (0..=varied).chain(table::places(summary, picks)).collect();
    table::printed(summary, &summary.rows.iter().take(rows).collect::<Vec<_>>(), &places)
}

/// A chart in both widths, of which the page shows the one that fits.
fn drawings(chart: &Chart<'_>) -> String {
    format!(
        "<figure>\n<div class=\"wide\">\n{}</div>\n<div class=\"narrow\">\n{}</div>\n</figure>\n",
        chart.inline(WIDE),
        chart.inline(NARROW),
    )
}

/// A sentence; no line ends between a number and its per cent sign.
fn said(sentence: &str) -> String {
    escaped(sentence).replace(" %", "&nbsp;%")
}

/// What is shown on demand.
fn details(summary: &str, content: &str) -> String {
    format!("<details>\n<summary>{}</summary>\n{content}</details>\n", escaped(summary))
}

fn limits() -> String {
    let items: String = LIMITS.iter().map(|limit| format!("<li>{limit}</li>\n")).collect();
    format!("<section id=\"limits\">\n<h2>Limits</h2>\n<ul>\n{items}</ul>\n</section>\n")
}

fn origin(provenance: &Provenance) -> String {
    let mut text = format!(
        "<section id=\"origin\">\n<h2>Where the figures come from</h2>\n\
         <p>detente {}, results version {}, seed {}. The CSV files beside this page hold the same figures; \
         <code>README.md</code> says what each column means, <code>inputs/</code> holds the scenarios as run. \
         The same inputs, seed and version give the same bytes on any machine.</p>\n",
        escaped(&provenance.version),
        provenance.results_version,
        provenance.seed,
    );
    if provenance.scenarios.len() > MOST_SHOWN {
        text.push_str("<p><code>manifest.json</code> has the trials, the status and the SHA-256 of the input of every scenario.</p>\n</section>\n");
        return text;
    }
    text.push_str(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Inputs\">\n<table>\n\
         <thead><tr><th scope=\"col\">scenario</th><th scope=\"col\">trials</th><th scope=\"col\">status</th>\
         <th scope=\"col\">SHA-256 of the input</th></tr></thead>\n<tbody>\n",
    );
    for simulated in &provenance.scenarios {
        let _ = writeln!(
            text,
            "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td>{}</td><td class=\"digest\">{}</td></tr>",
            escaped(&simulated.scenario),
            words::trials_in_figures(simulated),
            simulated.status.word(),
            escaped(&simulated.input)
        );
    }
    text.push_str("</tbody>\n</table>\n</div>\n</section>\n");
    text
}
