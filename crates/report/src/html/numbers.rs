//! The tables at the end of a scenario: every figure behind it, on demand.

use super::base_rates;
use super::table::{TEXT, heads, of_scenario, of_some, picks, row, scrolled};
use crate::model::{Report, ScenarioReport, Value};
use detente_engine::domain::{ActorKind, Basis};
use detente_study::table::{ActorRow, BaselineRow, CauseRow, OutcomeRow, Pick, RungRow, TimelineRow};
use maud::{Markup, html};

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
pub(super) fn numbers(report: &Report<'_>, scenario: &ScenarioReport) -> Markup {
    let stem = &scenario.simulated.scenario;
    let (has_bodies, has_base_rates) = (!scenario.bodies.is_empty(), !scenario.base_rates.is_empty());
    let tables = [
        ("Confrontation by horizon", of_scenario(report, stem, HORIZONS)),
        ("Confrontation by week", of_scenario(report, stem, CONFRONTATION)),
        ("Outcomes", of_scenario(report, stem, OUTCOMES)),
        ("Outcomes by week", of_scenario(report, stem, DECIDED)),
        ("Causes", of_scenario(report, stem, CAUSES)),
        ("Rungs", of_scenario(report, stem, RUNGS)),
        ("Approving bodies", has_bodies.then(|| of_bodies(report, stem)).flatten()),
        ("Trust by week", of_scenario(report, stem, TRUST)),
        (
            "Base rates, and what was counted as what",
            has_base_rates.then(|| base_rates::numbers(report, stem)).flatten(),
        ),
    ];
    html! {
        @for (about, table) in &tables {
            @if let Some(table) = table { details { summary { (about) } (table) } "\n" }
        }
        (values(scenario))
    }
}

fn of_bodies(report: &Report<'_>, scenario: &str) -> Option<Markup> {
    of_some(report, BODIES, |row| row.kind == ActorKind::Body && row.scenario == scenario)
}

/// The values that the file gives, with their sources.
fn values(scenario: &ScenarioReport) -> Markup {
    let groups = [
        (Basis::Judgement, "value that is judgement", "values that are judgement"),
        (Basis::Template, "value that came with a template", "values that came with a template"),
        (Basis::Press, "value from the press", "values from the press"),
        (Basis::Documented, "documented value", "documented values"),
    ];
    let of_group = |basis| scenario.values.iter().filter(|value| value.basis == basis).collect::<Vec<_>>();
    html! {
        @for (basis, one, group) in groups {
            @match of_group(basis).as_slice() {
                [] => {},
                [only] => details { summary { "The one " (one) } (list(&[only])) },
                values => details { summary { "The " (values.len()) " " (group) } (list(values)) },
            }
            "\n"
        }
    }
}

fn list(values: &[&Value]) -> Markup {
    let columns = ["key", "question", "value", "source"].map(|words| (TEXT, words));
    let of_value =
        |value: &Value| row(&value.key, [(TEXT, &value.question), (TEXT, &value.value), (TEXT, &value.source)]);
    scrolled(
        "Values",
        &html! { table.values { (heads(columns)) tbody { @for value in values { (of_value(value)) } } } },
    )
}
