//! The section of one scenario.

use super::base_rates;
use super::numbers::numbers;
use super::part::Part;
use super::table::{NUMBER, READS, TEXT, heads, row, scrolled};
use super::tried::tried;
use super::{drawings, heading_of, news, said, story, sure};
use crate::cell::points;
use crate::cell::spaced;
use crate::model::{Change, Horizon, Report, ScenarioReport};
use crate::svg::{self, Chart, Subject};
use crate::watch::Watch;
use crate::words;
use detente_engine::domain::{Basis, Outcome};
use detente_study::table::{WatchRow, grouped, share_percent};
use maud::{Markup, html};
use std::iter;

/// The section: the finding first, then what decides it, what to watch, what is not known, the ladder, a typical trial, and the
/// numbers last. `rank` is that of the heading of the finding; those of the parts are one below. Of several scenarios printed, what
/// is in `more` is left out.
pub(super) fn section(report: &Report<'_>, scenario: &ScenarioReport, rank: u8) -> Markup {
    let stem = &scenario.simulated.scenario;
    let charts = svg::of_scenario(report, scenario);
    let part = Part { rank: rank + 1, charts: &charts };
    html! {
        section.scenario id={ "s-" (stem) } data-scenario=(stem) {
            (first(report, scenario, rank, &charts))
            (news::observed(report, scenario, rank + 1))
            (part.head("What decides it", &words::ends_and_causes(scenario)))
            (part.drawn(Subject::Outcomes))
            (list_of(&scenario.decides))
            div.more {
                (part.titled(Subject::Judged))
                @if let Some(watch) = &scenario.watch {
                    (part.head("What to watch", &words::watched(scenario)))
                    p {
                        "Read by week " (format!("{:.0}", watch.week)) ", these tell most of how it will end, over the trials still \
                         undecided then. What is read goes with the outcome and does not cause it."
                    }
                    (part.drawn(Subject::Watch))
                    details {
                        summary { "The same as a table" }
                        (watched(watch))
                        @if report.printed::<WatchRow>().is_some() {
                            p { code { "watch.csv" } " has the intervals, all other indicators and other weeks." }
                        }
                    }
                } @else if !scenario.trouble.is_empty() {
                    (part.head("What to watch", "Where trouble shows"))
                }
                (list_of(&scenario.trouble))
                (part.head("What we do not know", &words::unknown(scenario)))
                (bases(scenario))
                (base_rates::beside(scenario, rank + 2))
            }
            @if !scenario.rungs.is_empty() {
                (part.head("The ladder", &words::stops(scenario)))
                (part.drawn(Subject::Ladder))
                (signatures(scenario))
            }
            div.more {
                (part.titled(Subject::Trust))
                (story::told(scenario, report.provenance.seed, &part))
                @if let Some(page) = &report.page {
                    div.tried id={ "try-" (stem) } {
                        (part.head("Try it yourself", "What if one of the values is another?"))
                        (tried(page, stem))
                    }
                }
                (part.head("The numbers", "Every figure behind this page"))
                (against_none(scenario))
                (numbers(report, scenario))
            }
            p.foot { (words::foot(scenario, &report.provenance)) }
        }
        "\n"
    }
}

/// The first screen: the finding, its figures, one picture, how sure it is, one caveat.
fn first(report: &Report<'_>, scenario: &ScenarioReport, rank: u8, charts: &[Chart<'_>]) -> Markup {
    let answer = &scenario.answer;
    let wanted = [Subject::Confrontation, Subject::Outcomes];
    let picture = wanted.iter().find_map(|wanted| charts.iter().find(|chart| chart.subject == *wanted));
    html! {
        p.kicker { (scenario.title) }
        (heading_of(Some("finding"), rank, &answer.title))
        p.lead { (said(&answer.figures.join(" "))) }
        @if let Some(picture) = picture.filter(|picture| picture.subject == Subject::Confrontation) {
            p.above { "Confrontation by week, share of trials" }
            (drawings(picture))
        }
        (sure(&answer.chance, &answer.assumptions))
        p.caveat { (said(&answer.caveat)) }
        @if report.page.is_some() {
            p.tried { a href={ "#try-" (scenario.simulated.scenario) } { "Change an assumption and simulate again" } }
        }
        (facts(scenario))
    }
}

/// What was simulated, and what must be known of it.
fn facts(scenario: &ScenarioReport) -> Markup {
    html! {
        p.facts {
            @if let Some(start) = scenario.start { "From " (words::day(start)) " (week 0), " }
            (format!("{:.0} weeks, {}, ", scenario.horizon_weeks, words::trials(&scenario.simulated)))
            code { (scenario.simulated.scenario) ".toml" } "."
            @if !scenario.confrontation_means.is_empty() { " Confrontation means: " (scenario.confrontation_means) }
        }
        @if let Some(because) = &scenario.because {
            p.facts { "Shown in full because of all scenarios it has " (because) "." }
        }
        @if let Some(words) = words::interrupted(scenario) { p.caveat { (words) } }
        @if let Some(words) = words::no_channel(scenario) { p.facts { (words) } }
    }
}

fn list_of(sentences: &[String]) -> Markup {
    html! { @if !sentences.is_empty() { ul { @for sentence in sentences { li { (said(sentence)) } } } } }
}

/// What goes with what an observer can read.
fn watched(watch: &Watch) -> Markup {
    let week = format!("read by week {:.0}", watch.week);
    let outcomes = Outcome::ALL.iter().map(|outcome| (NUMBER, outcome.word()));
    let shown = html! {
        table.watched {
            (heads(iter::once((TEXT, week.as_str())).chain(outcomes)))
            tbody {
                (shares_row("all still undecided", watch.undecided))
                @for indicator in &watch.indicators {
                    tr { th scope="rowgroup" colspan="5" { (spaced(indicator.indicator.word())) } }
                    @for (state, shares) in &indicator.states {
                        (shares_row(&spaced(state), shares.map(|share| share.value)))
                    }
                }
            }
        }
    };
    scrolled("What to watch", &shown)
}

fn shares_row(words: &str, shares: [f64; 4]) -> Markup {
    html! {
        tr { th scope="row" class="state" { (words) } @for share in shares { td.n { (share_percent(share)) } } } "\n"
    }
}

/// Confrontation by horizon; nothing where there are no counterfactuals.
fn against_none(scenario: &ScenarioReport) -> Markup {
    if scenario.confrontation.is_empty() {
        return Markup::default();
    }
    let columns = [
        (TEXT, "within"),
        (NUMBER, "with channel"),
        (NUMBER, "without"),
        (NUMBER, "difference, points (95 %)"),
        (READS, "reads"),
    ];
    let shown = html! {
        table {
            caption { "Confrontation, on the same random numbers" }
            (heads(columns))
            tbody { @for horizon in &scenario.confrontation { (horizon_row(horizon)) } }
        }
    };
    scrolled("Confrontation by horizon", &shown)
}

fn horizon_row(horizon: &Horizon) -> Markup {
    let [difference, low, high] =
        [horizon.difference.value, horizon.difference.low, horizon.difference.high].map(points);
    let reading = match horizon.change() {
        Change::Less => "less",
        Change::More => "more",
        Change::NotToldApart => "not told apart",
    };
    row(
        &words::span(horizon.weeks),
        [
            (NUMBER, &share_percent(horizon.with.value)),
            (NUMBER, &share_percent(horizon.without.value)),
            (NUMBER, &format!("{difference} ({low} to {high})")),
            (READS, &reading),
        ],
    )
}

/// Who must sign which rung, and how often each body refuses.
fn signatures(scenario: &ScenarioReport) -> Markup {
    if scenario.bodies.is_empty() {
        return Markup::default();
    }
    let columns =
        [(TEXT, "approving body"), (NUMBER, "vetoes"), (NUMBER, "reviews"), (NUMBER, "vetoes of its reviews")];
    html! {
        table {
            (heads(columns))
            tbody {
                @for body in &scenario.bodies {
                    (row(&body.name, [
                        (NUMBER, &grouped(body.vetoes)),
                        (NUMBER, &grouped(body.reviews)),
                        (NUMBER, &body.veto_share.map_or(String::new(), share_percent)),
                    ]))
                }
            }
        }
        details {
            summary { "Who must sign what" }
            ol { @for rung in &scenario.rungs { li { (rung.called()) ": " (svg::signers(rung)) } } }
        }
    }
}

/// How many values rest on what.
fn bases(scenario: &ScenarioReport) -> Markup {
    let shown = scenario.bases.iter().filter(|(basis, values)| *basis != Basis::Template || *values > 0);
    let words = |basis: Basis| match basis {
        Basis::Default => "left at their default",
        Basis::Template => "from a template, judged by nobody",
        Basis::Documented | Basis::Press | Basis::Judgement => basis.word(),
    };
    html! {
        p { "What the values rest on:" }
        ul.bases { @for (basis, values) in shown { li { b { (values) } " " (words(*basis)) } } }
    }
}
