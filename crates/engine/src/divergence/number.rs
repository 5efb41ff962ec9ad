//! From when on a number can matter to a trial.

use super::Divergence::{self, *};
use crate::parameter::NumberId;
use crate::parameter::registry::TableName;
use crate::plan::Plan;

/// What must happen in a trial of `plan` before it can go another way where `number` has another value: `value` in the other plan, none
/// where it is drawn there. A number that is not listed can matter from the opening on.
pub(super) fn of_number(plan: &Plan, number: NumberId, value: Option<f64>) -> Vec<Divergence> {
    let at = number.element();
    let never = value == Some(0.0);
    match (number.table(), number.key()) {
        (TableName::Party, key) => of_party(plan, key, at, never),
        (TableName::Body, _) => super::without_body(plan, at),
        (TableName::Objector, "propensity") if never => super::without_objector(at),
        (TableName::Objector, "propensity") | (TableName::SignOff, _) => every(plan, Acceptance),
        (TableName::Spoiler, _) => super::without_spoilers(),
        (TableName::Ladder, "resume_per_month") => vec![Dormancy],
        (TableName::Messaging, "ambiguity") => conduct(plan),
        (TableName::Dispute, _) => vec![Dispute],
        (TableName::Escalation, "incidents_per_month") if never => vec![Incident],
        (TableName::Escalation, "attribution") => vec![Incident],
        (TableName::Rung, key) => of_rung(key, at, value.is_some_and(f64::is_nan)),
        (TableName::Concession, key) => of_concession(key, at / 2, at % 2, value == Some(1.0)),
        _ => vec![Opening],
    }
}

/// Of the numbers of a party; `never` where the other plan gives 0.
fn of_party(plan: &Plan, key: &str, party: usize, never: bool) -> Vec<Divergence> {
    match key {
        "honour_gap" | "temptation" | "future_weight" => conduct(plan),
        "acceptance_precision" | "pressure" => every(plan, Offer),
        "over_claim" | "over_claim_excess" | "spoiler_control" => vec![Signing],
        "unity" => every(plan, Acceptance),
        "turnover_per_month" if never => vec![Turnover(party)],
        "exit_on_turnover" | "type_kept_on_turnover" => vec![Turnover(party)],
        "renege_per_month" | "renege_half_life_months" => vec![Duty(party)],
        "forgiveness" => vec![Alarm, Incident],
        "cure_per_month" | "contrition" | "cure" | "disputes_before_exit" | "tries_per_rung" => vec![Dispute],
        _ => vec![Opening],
    }
}

/// Of the numbers of a rung; `never` where the other plan does not give it.
fn of_rung(key: &str, rung: usize, never: bool) -> Vec<Divergence> {
    match key {
        // Plans that place a rung's stake otherwise part at the opening: the ladders are held against each other.
        "place" => Vec::new(),
        "relief" | "renewals" => vec![InForce(rung)],
        "renewal_days" if never => vec![Renewal(rung)],
        "renewal_days" => vec![InForce(rung)],
        "reluctance" => vec![Offer(rung)],
        "salience" | "implementation_weeks" | "check_lag_weeks" => vec![Acceptance(rung)],
        _ => vec![Opening],
    }
}

/// Of what a party gives on a rung; `always` where the other plan gives 1.
fn of_concession(key: &str, rung: usize, party: usize, always: bool) -> Vec<Divergence> {
    match key {
        "escrow_share" | "contention" => vec![Acceptance(rung)],
        "false_alarm" => vec![Check(rung, party)],
        "acceptance" if always => vec![Refusal(rung, party)],
        "acceptance" => vec![Offer(rung)],
        // How somebody complies also says how soon a dispute over the rung to come is cured.
        "reversible" | "detection" | "compliance_trustworthy" | "compliance_exploiter" => vec![Offer(rung), Dispute],
        _ => vec![Opening],
    }
}

/// Whatever changes how a party conducts itself on all rungs.
fn conduct(plan: &Plan) -> Vec<Divergence> {
    every(plan, Offer).into_iter().chain([Dispute]).collect()
}

fn every(plan: &Plan, of: fn(usize) -> Divergence) -> Vec<Divergence> {
    (0..plan.rungs.len()).map(of).collect()
}
