//! What a page that simulates shows, and the places that its script fills.

use crate::one_file::without_controls;
use detente_study::scenario::CheckedFile;
use maud::{Markup, html};

/// The frame of a page for `scenarios`, of which the first is shown, under `seed`, with the digest of the `engine` in it.
pub(super) fn frame(scenarios: &[&CheckedFile], seed: u64, engine: &str) -> Markup {
    let first = scenarios.first().map(|file| &file.scenario);
    without_controls(html! {
        a.skip href="#answer" { "To the answer" }
        header {
            h1 id="title" { (title(scenarios)) }
            p.facts id="facts" {
                @if let Some(scenario) = first {
                    @if let Some(day) = scenario.start { "From " (day.to_string()) ". " }
                    "Confrontation means: " (scenario.confrontation)
                }
            }
        }
        main {
            div.trouble id="trouble" role="alert" hidden {
                b id="trouble-words" {}
                pre id="trouble-text" tabindex="0" aria-label="What is wrong" {}
            }
            noscript {
                p.trouble {
                    b { "This page simulates with a script, and scripts are switched off." }
                    " What the scenario holds can be read below."
                }
            }
            section id="first" class="needs-engine" aria-labelledby="finding" {
                p id="finding" role="status" { "Simulating …" }
                ul id="sure" {}
                ul id="change-print" class="only-print" aria-label="Changes" {}
                div id="progress-line" {
                    progress id="progress" max="1" value="0" aria-label="Trials simulated" {}
                    span id="progress-words" {}
                    button type="button" class="small" id="stop" hidden { "Stop" }
                    button type="button" class="small only-narrow" id="to-answer" { "To the pictures" }
                }
            }
            p.caveat { "This ranks mechanisms under stated assumptions. It is not a forecast. " span id="rests" {} }
            section.static-only {
                h2 { "What the scenario holds" }
                @for file in scenarios { (holds(file)) }
            }
            div id="work" class="needs-engine" {
                section id="controls" aria-labelledby="controls-title" {
                    h2 id="controls-title" { "Change something" }
                    div.tools {
                        label { "Scenario " select id="scenario-name" {} }
                        label {
                            "Trials "
                            select id="most-trials" {
                                option value="1000" { "1 000" }
                                option value="20000" selected { "20 000" }
                                option value="100000" { "100 000" }
                            }
                        }
                    }
                    p id="change-count" tabindex="-1" role="status" {}
                    ul id="change-list" {}
                    div.tools { button type="button" id="undo-all" hidden { "Undo all changes" } }
                    div id="notes" role="status" {}
                    details.group {
                        summary { "The ladder " span.count { "what is traded, in which order" } }
                        div id="ladder" {}
                    }
                    details.group {
                        summary { "Who takes part " span.count { "bodies, objectors, armed groups, go-between" } }
                        div id="switches" {}
                    }
                    details.group {
                        summary { "Another scenario " span.count { "a .toml file of your own" } }
                        p {
                            label {
                                "Choose a file, or drop it anywhere on this page "
                                input type="file" id="own-file" accept=".toml";
                            }
                        }
                    }
                    h3 { "Values" }
                    div.tools { label { "Search " input type="search" id="search"; } " " span id="found" role="status" {} }
                    div id="inputs" {}
                }
                section id="answer" aria-labelledby="answer-title" tabindex="-1" {
                    h2 id="answer-title" { "What follows" }
                    h3 id="hundred-title" { "A hundred trials" }
                    div.scroll tabindex="0" role="region" aria-label="A hundred trials" id="hundred" {}
                    h3 { "How trials end" }
                    p.about {
                        "Bar: share of trials. Upright lines: chance, 95 %. Outlined band: where the share lies in nine sets of \
                         assumptions of ten."
                        span id="before-key" hidden { " Hollow bar above: before your changes." }
                    }
                    div id="outcomes" {}
                    div id="changes-part" hidden {
                        h3 { "Before and after your changes" }
                        div.scroll tabindex="0" role="region" aria-label="Before and after" id="differences" {}
                    }
                    h3 { "Confrontation over time" }
                    div id="curve" {}
                    div.scroll tabindex="0" role="region" aria-label="Confrontation by horizon" id="horizons" {}
                    h3 { "What decides" }
                    ul id="decides" {}
                    div.needs-print-off {
                        h3 { "Take it with you" }
                        div.tools {
                            button type="button" id="as-toml" { "Scenario (TOML)" }
                            button type="button" id="as-csv" { "Tables (CSV)" }
                            button type="button" id="as-link" { "Link" }
                        }
                        ul id="handed-out" aria-label="Files" {}
                    }
                }
            }
        }
        footer {
            "detente " (env!("CARGO_PKG_VERSION")) ". Everything is simulated in this page by the program's own engine; nothing is sent \
             anywhere. The program gives the same counts for the same scenario, seed " (seed) " and number of trials. Engine "
            (engine) "."
        }
        "\n"
    })
}

/// What a page for `scenarios` is called.
pub(super) fn title<'a>(scenarios: &[&'a CheckedFile]) -> &'a str {
    scenarios.first().map_or("detente", |file| &file.scenario.title)
}

/// What a scenario holds, for readers without a script.
fn holds(file: &CheckedFile) -> Markup {
    let scenario = &file.scenario;
    let [sender, target] = scenario.parties.each_ref().map(|party| &party.name);
    html! {
        h3 { (scenario.title) }
        p {
            "Gives relief: " (sender) ". Gives restraint: " (target) ". Goes between: " (scenario.mediator) ". The ladder:"
        }
        ol { @for at in &scenario.order { li { (scenario.rungs[*at].title) } } }
    }
}
