//! `report.html`: one file that needs no network and no second file. All that it says stands in it without a
//! script; scripts filter its scenarios, and open the page within it that simulates (`tried.js`).
//!
//! Sentences and charts round; the tables under "The numbers" hold every cell of the CSV files, in at most six significant digits where those stand in full.

mod analysis;
mod base_rates;
mod news;
mod numbers;
mod overview;
mod part;
mod plans;
mod scenario;
mod story;
mod table;
mod tried;

pub(super) use analysis::page as analysis_page;
pub(super) use story::what;

use super::analysis::Analysis;
use super::bound::MOST_SHOWN;
use super::model::{Provenance, Report, ScenarioReport};
use super::one_file::{one_file, script_element, without_controls};
use super::page::{Embedded, policy_around};
use super::svg::{self, Chart, NARROW, WIDE, dark_rules};
use super::words;
use detente_study::table::{Pick, SummaryRow};
use maud::{Markup, html};
use table::{Class, NUMBER, TEXT, heads, picks, row, scrolled};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = concat!(include_str!("filter.js"), include_str!("tried.js"));

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
    "This ranks mechanisms under stated assumptions. It is not a forecast: do not quote a share as the probability of a real event.",
    "Chance is the error of simulating only so many times; more trials narrow it. What a file leaves uncertain is averaged over in every share; the wider interval shows it for the outcomes, and no number of trials narrows that.",
    "No data set measures the rungs of a concession ladder. Most values are judgement; each scenario lists them with their sources.",
    "Compare scenarios that share their assumptions. Between scenarios with different assumptions, the assumptions differ first.",
    "Two parties, one channel, one mediator. A change of government comes at a rate, not on election day.",
];

/// The page.
pub(super) fn page(report: &Report<'_>) -> String {
    let title = match report.scenarios.as_slice() {
        [only] if is_single(report) => only.title.clone(),
        _ => format!("{} scenarios", report.provenance.scenarios.len()),
    };
    // The finding of a single scenario is what the page is called.
    let rank = if is_single(report) { 1 } else { 2 };
    let main = html! {
        @if let Some(overview) = &report.overview { (overview::section(report, overview)) }
        @if let Some(plans) = Analysis::of_plans(report) { (plans::section(&plans)) }
        @for scenario in &report.scenarios { (scenario::section(report, scenario, rank)) }
        (limits())
        (origin(&report.provenance))
    };
    document(&title, head(report), main, report.page.as_ref())
}

/// A page of one file: what stands above, in its main part, and the page within it.
fn document(title: &str, head: Markup, main: Markup, page: Option<&Embedded>) -> String {
    let style = format!("{STYLE}@media screen and (prefers-color-scheme:dark){{\n{}}}\n", dark_rules());
    let body = html! {
        a.skip href="#main" { "To the results" } "\n"
        (without_controls(head))
        main id="main" { (without_controls(main)) }
        @if let Some(page) = page { (panel()) (page.element()) }
        (script_element(None, None, SCRIPT))
    };
    one_file(title, &policy_around(SCRIPT, &style), &style, &body)
}

/// Where the page within is shown, in place of the report.
fn panel() -> Markup {
    html! {
        section id="panel" aria-label="Change values and simulate" hidden {
            p { button type="button" { "Back to the report" } }
        }
        "\n"
    }
}

/// A heading of this `rank`.
fn heading(rank: u8, words: &str) -> Markup {
    heading_of(None, rank, words)
}

/// A heading of this `rank` that looks like its `class`.
fn heading_of(class: Class, rank: u8, words: &str) -> Markup {
    let words = said(words);
    match rank {
        1 => html! { h1 class=[class] { (words) } },
        2 => html! { h2 class=[class] { (words) } },
        3 => html! { h3 class=[class] { (words) } },
        _ => html! { h4 class=[class] { (words) } },
    }
}

/// What everything says of itself.
fn caveat() -> Markup {
    html! { p.caveat { (words::CAVEAT) } }
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
fn head(report: &Report<'_>) -> Markup {
    if is_single(report) {
        return Markup::default();
    }
    html! {
        header {
            @if let Some(words) = words::varied(&report.provenance) { p.facts { (words) } }
            @match &report.overview {
                None => (comparison(report)),
                Some(overview) => (overview::first(report, overview)),
            }
            @if let Some(plans) = Analysis::of_plans(report) { (plans::first(&plans)) }
            @if report.scenarios.len() > 1 { (ways(&report.scenarios)) }
            p.facts.printed {
                "Printed are the finding, what decides it, and the ladder of each scenario"
                @if Analysis::of_plans(report).is_some() { ", with the comparison of the plans" }
                "; the page on a screen has all."
            }
        }
        "\n"
    }
}

/// The ways to each scenario, and what shows some of them alone.
fn ways(scenarios: &[ScenarioReport]) -> Markup {
    html! {
        nav aria-label="Scenarios" {
            ul {
                @for scenario in scenarios {
                    li { a href={ "#s-" (scenario.simulated.scenario) } { (link(scenario)) } } "\n"
                }
            }
        }
        fieldset id="filter" hidden {
            legend { "Show" }
            @for scenario in scenarios {
                label {
                    input type="checkbox" value=(scenario.simulated.scenario) checked;
                    " " (words::label(&scenario.simulated))
                }
                "\n"
            }
            button type="button" value="all" { "all" } " " button type="button" value="none" { "none" }
        }
    }
}

/// How far chance and assumptions may have moved what is said above.
fn sure(chance: &str, assumptions: &str) -> Markup {
    html! {
        p.sure { b { "How sure?" } " " b { "Chance:" } " " (said(chance)) " " b { "Assumptions:" } " " (said(assumptions)) }
    }
}

fn comparison(report: &Report<'_>) -> Markup {
    let chart = svg::comparison(report);
    let (chance, assumptions) = words::sure_of_all(report);
    html! {
        div id="comparison" {
            p.kicker { (report.scenarios.len()) " scenarios side by side" }
            h1.finding { (said(&chart.title)) }
            (drawings(&chart))
            (sure(&chance, &assumptions))
            (caveat())
            details { summary { "The numbers" } (summary_of(report, usize::MAX, usize::MAX, COMPARED)) }
        }
    }
}

/// Of the first `rows` scenarios the names, the first `keys` of what is varied, and some columns of the summary.
fn summary_of(report: &Report<'_>, rows: usize, keys: usize, picks: &[Pick<SummaryRow>]) -> Markup {
    let (summary, varied) = (report.summary(), report.provenance.varied.as_ref());
    // What is varied stands behind the scenario.
    let varied = varied.map_or(0, |varied| varied.keys.len()).min(keys);
    let places: Vec<usize> = (0..=varied).chain(table::places(summary, picks)).collect();
    table::printed(summary, &summary.rows.iter().take(rows).collect::<Vec<_>>(), &places)
}

/// A chart in both widths, of which the page shows the one that fits.
fn drawings(chart: &Chart<'_>) -> Markup {
    html! {
        figure {
            div.wide { (chart.inline(WIDE)) }
            div.narrow { (chart.inline(NARROW)) }
        }
        "\n"
    }
}

/// A sentence in which no line ends between a number and its per cent sign.
fn said(sentence: &str) -> String {
    sentence.replace(" %", "\u{a0}%")
}

fn limits() -> Markup {
    html! {
        section id="limits" { h2 { "Limits" } ul { @for limit in LIMITS { li { (limit) } } } }
        "\n"
    }
}

fn origin(provenance: &Provenance) -> Markup {
    html! {
        section id="origin" {
            h2 { "Where the figures come from" }
            p {
                "detente " (provenance.version) ", results version " (provenance.results_version) ", seed " (provenance.seed)
                ". The CSV files beside this page hold the same figures; " code { "README.md" } " says what each column means, "
                code { "inputs/" } " holds the scenarios as run. The same inputs, seed and version give the same bytes on any machine."
            }
            @if provenance.scenarios.len() > MOST_SHOWN {
                p { code { "manifest.json" } " has the trials, the status and the SHA-256 of the input of every scenario." }
            } @else {
                (scrolled("Inputs", &inputs(provenance)))
            }
        }
        "\n"
    }
}

fn inputs(provenance: &Provenance) -> Markup {
    let columns = ["scenario", "trials", "status", "SHA-256 of the input"].map(|words| (TEXT, words));
    html! {
        table {
            (heads(columns))
            tbody {
                @for simulated in &provenance.scenarios {
                    (row(&simulated.scenario, [
                        (NUMBER, &words::trials_in_figures(simulated)),
                        (TEXT, &simulated.status.word()),
                        (Some("digest"), &simulated.input),
                    ]))
                }
            }
        }
    }
}
