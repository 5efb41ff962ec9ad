//! The tables at the end of a scenario: every figure behind it, on demand.

use super::table::{of_scenario, of_some, picks};
use super::{base_rates, details};
use crate::model::{Report, ScenarioReport, Value};
use crate::svg::escaped;
use detente_engine::domain::{ActorKind, Basis};
use detente_study::table::{ActorRow, BaselineRow, CauseRow, OutcomeRow, Pick, RungRow, TimelineRow};
use std::fmt::Write as _;

const OUTCOMES: &[Pick<OutcomeRow>] =
    picks!(OutcomeRow: outcome, count, trials, share whole, share_exact, assumed_p05, assumed_p95);
const DECIDED: &[Pick<TimelineRow>] =
    picks!(TimelineRow: week, date, scaling, stalling, overtaken, collapse, undecided);
const CONFRONTATION: &[Pick<TimelineRow>] = picks!(TimelineRow: week, date, confrontation, confrontation_no_channel);
const TRUST: &[Pick<TimelineRow>] =
    picks!(TimelineRow: week, date, trials_before_confrontation, trust_sender_mean, trust_target_mean);
const CAUSES: &[Pick<CauseRow>] = picks!(CauseRow: cause, outcome, count, trials, share whole);
const RUNGS: &[Pick<RungRow>] = picks!(RungRow:
    rung,
    position,
    reached_share,
    accepted_share,
    signed_share,
    delivered_share,
    in_force_share,
    honoured_share,
    trust_sender_needed_mean,
    trust_sender_earned_mean,
    trust_target_needed_mean,
    trust_target_earned_mean,
    attempts_mean,
    median_week,
    stopped_count,
    stopped_share whole,
    stopped_mostly_by,
    stopped_mostly_share,
);
const HORIZONS: &[Pick<BaselineRow>] = picks!(BaselineRow:
    horizon_weeks,
    trials,
    confrontation_share whole,
    confrontation_share_no_channel whole,
    difference whole,
    averted_share,
    only_with_channel_share,
    later_share,
    earlier_share,
    restricted_mean_difference,
);
const BODIES: &[Pick<ActorRow>] = picks!(ActorRow:
    actor,
    name,
    reviews,
    vetoes,
    veto_share,
    trials_with_veto_share,
    median_review_weeks,
    trials_stopped,
    trials_stopped_share,
);

/// The tables, on demand.
pub(super) fn numbers(report: &Report<'_>, scenario: &ScenarioReport) -> String {
    let stem = &scenario.simulated.scenario;
    let tables = [
        ("Confrontation by horizon", of_scenario(report, stem, HORIZONS)),
        ("Confrontation by week", of_scenario(report, stem, CONFRONTATION)),
        ("Outcomes", of_scenario(report, stem, OUTCOMES)),
        ("Outcomes by week", of_scenario(report, stem, DECIDED)),
        ("Causes", of_scenario(report, stem, CAUSES)),
        ("Rungs", of_scenario(report, stem, RUNGS)),
        ("Approving bodies", if scenario.bodies.is_empty() { String::new() } else { of_bodies(report, stem) }),
        ("Trust by week", of_scenario(report, stem, TRUST)),
        ("Base rates, and what was counted as what", beside_counts(report, scenario)),
    ];
    let shown = tables.iter().filter(|(_, table)| !table.is_empty());
    shown.map(|(about, table)| details(about, table)).collect::<String>() + &values(scenario)
}

/// The rows of base rates, where a figure of the scenario has one.
fn beside_counts(report: &Report<'_>, scenario: &ScenarioReport) -> String {
    let stem = &scenario.simulated.scenario;
    if scenario.base_rates.is_empty() { String::new() } else { base_rates::numbers(report, stem) }
}

fn of_bodies(report: &Report<'_>, scenario: &str) -> String {
    of_some(report, BODIES, |row| row.kind == ActorKind::Body && row.scenario == scenario)
}

/// The values that the file gives, with their sources.
fn values(scenario: &ScenarioReport) -> String {
    let mut text = String::new();
    for (basis, one, group) in [
        (Basis::Judgement, "value that is judgement", "values that are judgement"),
        (Basis::Template, "value that came with a template", "values that came with a template"),
        (Basis::Press, "value from the press", "values from the press"),
        (Basis::Documented, "documented value", "documented values"),
    ] {
        let values: Vec<&Value> = scenario.values.iter().filter(|value| value.basis == basis).collect();
        match values.len() {
            0 => {}
            1 => text.push_str(&details(&format!("The one {one}"), &list(&values))),
            number => text.push_str(&details(&format!("The {number} {group}"), &list(&values))),
        }
    }
    text
}

fn list(values: &[&Value]) -> String {
    let mut text = String::from(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Values\">\n<table class=\"values\">\n<thead><tr><th scope=\"col\">key</th>\
         <th scope=\"col\">question</th><th scope=\"col\">value</th><th scope=\"col\">source</th></tr></thead>\n<tbody>\n",
    );
    for value in values {
        let cells = [&value.question, &value.value, &value.source].map(|text| format!("<td>{}</td>", escaped(text)));
        let _ = writeln!(text, "<tr><th scope=\"row\">{}</th>{}</tr>", escaped(&value.key), cells.concat());
    }
    text.push_str("</tbody>\n</table>\n</div>\n");
    text
}
