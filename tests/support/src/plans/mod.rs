//! Scenarios built by hand, for the tests and benches of the kernel.
//!
//! Each file has one world; `all` lists those that together touch every mechanism of the model.

mod bare;
mod crisis;
mod ladder;
mod trade;

pub use bare::bare;
pub use crisis::{crisis, strict_crisis};
pub use ladder::ladder;
pub use trade::trade;

use detente_engine::parameter::{BodyNumbers, ConcessionNumbers, PartyNumbers, RungNumbers};
use detente_engine::plan::Plan;
use detente_engine::trial::{Moment, TrialRecord};
use detente_study::scenario::Scenario;

/// The compiled plan of a hand-made scenario.
pub fn compiled(scenario: &Scenario) -> Plan {
    Plan::compile(scenario).expect("ids are distinct")
}

/// Every hand-made plan, with its name.
pub fn all() -> Vec<(&'static str, Plan)> {
    let plans = [
        ("ladder", ladder()),
        ("crisis", crisis()),
        ("strict_crisis", strict_crisis()),
        ("bare", bare()),
        ("trade", trade()),
    ];
    plans.into_iter().map(|(name, scenario)| (name, compiled(&scenario))).collect()
}

/// All that a trial leaves, as text: the debug form of its record, with its moments before what observers read.
pub fn told(record: &TrialRecord, moments: &[Moment]) -> String {
    format!("{record:?}").replacen(", readings: ", &format!(", timeline: {moments:?}, readings: "), 1)
}

/// A party about which nothing is special: no governments change, nobody claims, forgives or leaves.
fn plain_party() -> PartyNumbers {
    PartyNumbers {
        trustworthy: 0.5,
        trusts_other: 0.5,
        honour_gap: 3.0,
        temptation: 1.0,
        future_weight: 0.9,
        acceptance_precision: 6.0,
        over_claim: 0.0,
        over_claim_excess: 0.5,
        pressure: 1.0,
        unity: 0.0,
        turnover_per_month: 0.0,
        exit_on_turnover: 0.4,
        type_kept_on_turnover: 0.5,
        renege_per_month: 0.0,
        renege_half_life_months: 4.0,
        spoiler_control: 0.6,
        forgiveness: 0.0,
        cure_per_month: 0.35,
        contrition: 1.0,
        cure: f64::NAN,
        disputes_before_exit: f64::NAN,
        tries_per_rung: f64::NAN,
    }
}

/// A body with a month of reviews.
fn plain_body() -> BodyNumbers {
    BodyNumbers { leaning: 0.0, review_weeks: 4.0, veto_wait_weeks: f64::NAN, approval: f64::NAN }
}

/// A concession without money and without pins.
fn plain_concession() -> ConcessionNumbers {
    ConcessionNumbers {
        value_ratio: 2.0,
        money_usd_bn: 0.0,
        escrow_share: 0.8,
        reversible: 0.7,
        detection: 0.8,
        false_alarm: 0.05,
        contention: 0.3,
        compliance_trustworthy: f64::NAN,
        compliance_exploiter: f64::NAN,
        acceptance: f64::NAN,
    }
}

/// A rung that takes a month and is never renewed.
fn plain_rung() -> RungNumbers {
    RungNumbers {
        place: f64::NAN,
        stake: f64::NAN,
        relief: 0.0,
        reluctance: 0.0,
        salience: 0.5,
        implementation_weeks: 3.0,
        check_lag_weeks: 1.0,
        renewal_days: f64::NAN,
        renewals: f64::NAN,
        concession: [plain_concession(); 2],
    }
}
