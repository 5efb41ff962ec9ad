//! The reference ladder: ten equal rungs, pinned probabilities, an exact answer known from dynamic
//! programming.

use super::{plain_body, plain_concession, plain_party, plain_rung};
use detente_engine::domain::{FirstMover, IncidentResponse, Instrument, Judge, Role, Snapback, Stakes, Until};
use detente_engine::parameter::{
    BodyNumbers, ConcessionNumbers, DisputeNumbers, EscalationNumbers, LadderNumbers, MediatorNumbers,
    MessagingNumbers, MoneyNumbers, Numbers, PartyNumbers, RungNumbers, SignOffNumbers, VerificationNumbers,
};
use detente_study::scenario::{Body, Party, RunSettings, Rung, Scenario};

/// Weekly rounds for a year; two bodies, three disputes at most, six weeks without a rung at most.
pub fn ladder() -> Scenario {
    Scenario {
        stem: "ladder".to_owned(),
        title: String::new(),
        start: None,
        confrontation: String::new(),
        parties: [party("a", Role::Sender), party("b", Role::Target)],
        mediator: String::new(),
        bodies: ["x", "y"].map(body).to_vec(),
        objectors: Vec::new(),
        spoilers: Vec::new(),
        turnovers: Vec::new(),
        rungs: vec![rung("final", true, 1), rung("step", false, 9)],
        order: vec![1, 0],
        stakes: Stakes::ByRung,
        round_days: 7.0,
        run: RunSettings { step_days: 7.0, steps: 52, until: Until::ChannelEnds, judge: Judge::Record },
        numbers: numbers(),
        news: Vec::new(),
        unstated: Vec::new(),
        worlds: None,
        world_values: Vec::new(),
        correlated: Vec::new(),
        in_force: 0,
        uncertain: Vec::new(),
        parameters: Vec::new(),
    }
}

fn party(id: &str, role: Role) -> Party {
    Party {
        id: id.to_owned(),
        name: id.to_owned(),
        role,
        snapback: Snapback::Newest,
        incident_response: IncidentResponse::Pause,
        opener_rungs: 0,
        never_first: false,
    }
}

fn body(id: &str) -> Body {
    Body { id: id.to_owned(), name: id.to_owned(), role: Role::Sender }
}

fn rung(id: &str, structural: bool, repeat: u32) -> Rung {
    Rung {
        id: id.to_owned(),
        title: id.to_owned(),
        structural,
        gives: [Some(Instrument::Other); 2],
        needs: vec![0, 1],
        requires: Vec::new(),
        first_mover: FirstMover::Simultaneous,
        ring_fenced: false,
        repeat,
        tranches: 1,
        renewal_on: None,
    }
}

fn numbers() -> Numbers {
    let concession = ConcessionNumbers {
        detection: 0.8,
        false_alarm: 0.03,
        compliance_trustworthy: 0.93,
        compliance_exploiter: 0.93,
        acceptance: 1.0,
        ..plain_concession()
    };
    let rung = RungNumbers {
        place: f64::NAN,
        salience: 0.0,
        implementation_weeks: 0.0,
        check_lag_weeks: 0.0,
        concession: [concession; 2],
        ..plain_rung()
    };
    Numbers {
        party: [PartyNumbers { cure: 1.0, disputes_before_exit: 3.0, ..plain_party() }; 2],
        mediator: MediatorNumbers { calming: 0.5, influence_half_life_months: 12.0, artificial_incentive: 0.3 },
        body: vec![BodyNumbers { review_weeks: 0.0, approval: 0.85, ..plain_body() }; 2],
        objector: Vec::new(),
        spoiler: Vec::new(),
        turnover: Vec::new(),
        ladder: LadderNumbers {
            total_stake: 6.0,
            stake_growth: 1.5,
            lapse_weeks: 6.0,
            resume_per_month: 0.0,
            pressure_weight: 2.0,
        },
        rung: vec![rung; 2],
        sign_off: SignOffNumbers::default(),
        messaging: MessagingNumbers { ambiguity: 0.0 },
        dispute: DisputeNumbers { limit_weeks: 16.0 },
        escalation: EscalationNumbers {
            incidents_per_month: 0.0,
            branching: 0.5,
            channel_calms_incidents: 0.5,
            tension_per_severity: 0.15,
            half_life_weeks: 8.0,
            attribution: 0.5,
            confrontation_per_month: 0.01,
            danger: 1.0,
            confrontation_per_step: 0.003,
            instability_per_month: 0.01,
        },
        money: MoneyNumbers {
            frozen_usd_bn: f64::NAN,
            diverted_share: 0.2,
            spending_weeks: 26.0,
            diversion_feeds_instability: 0.5,
            relief_lowers_pressure: 0.6,
        },
        verification: VerificationNumbers { cost_per_check_usd_bn: 0.0 },
        opening: Default::default(),
    }
}
