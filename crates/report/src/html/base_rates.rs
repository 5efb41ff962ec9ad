//! What a scenario does beside what was counted, on the page of the scenario.

use super::table::{NUMBER, READS, READS_NUMBER, TEXT, heads, of_scenario, picks, row, scrolled};
use super::{heading, said};
use crate::model::{CountedRate, Report, ScenarioReport};
use crate::words;
use detente_study::table::{BaseRateRow, Pick, share_percent};
use maud::{Markup, html};

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
pub(super) fn beside(scenario: &ScenarioReport, rank: u8) -> Markup {
    let Some(sentence) = words::base_rates(&scenario.base_rates) else { return Markup::default() };
    let columns = [
        (TEXT, "what"),
        (NUMBER, "here"),
        (NUMBER, "counted (95 %)"),
        (TEXT, "here is"),
        (READS_NUMBER, "n"),
        (READS, "counted in"),
    ];
    let rows = html! { table { (heads(columns)) tbody { @for rate in &scenario.base_rates { (of_rate(rate)) } } } };
    html! {
        (heading(rank, words::BASE_RATES))
        p { (said(&sentence)) }
        (scrolled(words::BASE_RATES, &rows))
    }
}

/// Its rows with every figure, and what was counted as what.
pub(super) fn numbers(report: &Report<'_>, stem: &str) -> Option<Markup> {
    of_scenario(report, stem, BASE_RATES)
}

fn of_rate(rate: &CountedRate) -> Markup {
    row(
        &rate.measured,
        [
            (NUMBER, &share_percent(rate.here.value)),
            (NUMBER, &words::counted(rate)),
            (TEXT, &rate.verdict.word()),
            (READS_NUMBER, &rate.n),
            (READS, &rate.source),
        ],
    )
}
