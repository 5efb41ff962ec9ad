//! What a scenario does beside what was counted, on the page of the scenario.

use super::said;
use super::table::{of_scenario, picks};
use crate::model::CountedRate;
use crate::model::{Report, ScenarioReport};
use crate::svg::escaped;
use crate::words;
use detente_study::table::{BaseRateRow, Pick, share_percent};

const BASE_RATES: &[Pick<BaseRateRow>] = picks!(BaseRateRow:
    base_rate,
    measured,
    figure,
    trials,
    share whole,
    counted_share whole,
    counted_n,
    verdict,
    source,
    rule,
);

/// The rows of the scenario with the sentence that sums them up, under a heading of this `rank`; empty where no figure of it has a base rate.
pub(super) fn beside(scenario: &ScenarioReport, rank: u8) -> String {
    let Some(sentence) = words::base_rates(&scenario.base_rates) else { return String::new() };
    let rows: String = scenario.base_rates.iter().map(row).collect();
    format!(
        "<h{rank}>{heading}</h{rank}>\n<p>{}</p>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{heading}\">\n<table>\n<thead><tr>\
         <th scope=\"col\">what</th><th scope=\"col\" class=\"n\">here</th><th scope=\"col\" class=\"n\">counted (95 %)</th>\
         <th scope=\"col\">here is</th><th scope=\"col\" class=\"n reads\">n</th><th scope=\"col\" class=\"reads\">counted in</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n</div>\n",
        said(&sentence),
        heading = words::BASE_RATES
    )
}

/// Its rows with every figure, and what was counted as what.
pub(super) fn numbers(report: &Report<'_>, stem: &str) -> String {
    of_scenario(report, stem, BASE_RATES)
}

fn row(rate: &CountedRate) -> String {
    let figures = [share_percent(rate.here.value), words::counted(rate)];
    let figures = figures.map(|figure| format!("<td class=\"n\">{}</td>", escaped(&figure)));
    format!(
        "<tr><th scope=\"row\">{}</th>{}<td>{}</td><td class=\"n reads\">{}</td><td class=\"reads\">{}</td></tr>\n",
        escaped(&rate.measured),
        figures.concat(),
        rate.verdict.word(),
        escaped(&rate.n),
        escaped(&rate.source)
    )
}
