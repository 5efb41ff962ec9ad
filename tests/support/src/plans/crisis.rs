//! A rich world in which every mechanism is at work, and a stricter one with the settings the other way.

use super::{plain_body, plain_concession, plain_party, plain_rung};
use detente_engine::domain::{FirstMover, IncidentResponse, Instrument, Judge, Role, Snapback, Stakes, Until};
use detente_engine::parameter::registry::TableName;
use detente_engine::parameter::{
    BodyNumbers, ConcessionNumbers, DisputeNumbers, Distribution, EscalationNumbers, LadderNumbers, MediatorNumbers,
    MessagingNumbers, MoneyNumbers, NumberId, Numbers, ObjectorNumbers, PartyNumbers, RungNumbers, SignOffNumbers,
    SpoilerNumbers, TurnoverNumbers, VerificationNumbers,
};
use detente_study::scenario::{Body, Objector, Party, RunSettings, Rung, Scenario, Spoiler, Turnover, UncertainValue};

/// Two years to the horizon with a counterfactual: uncertain values, spoilers, objectors, disputes, renewals,
/// changes of government, reneging, money in tranches, an opener.
pub fn crisis() -> Scenario {
    let party = |id: &str, role: Role, snapback: Snapback| Party {
        id: id.to_owned(),
        name: id.to_owned(),
        role,
        snapback,
        incident_response: IncidentResponse::Pause,
        opener_rungs: u32::from(role == Role::Target),
        never_first: false,
    };
    let body = |id: &str, role: Role| Body { id: id.to_owned(), name: id.to_owned(), role };
    let objector = |id: &str, heard_by: Vec<usize>| Objector { id: id.to_owned(), name: id.to_owned(), heard_by };
    let spoiler = |id: &str, camp: Role| Spoiler { id: id.to_owned(), name: id.to_owned(), camp };
    Scenario {
        stem: "crisis".to_owned(),
        title: String::new(),
        start: None,
        confrontation: String::new(),
        parties: [party("north", Role::Sender, Snapback::Newest), party("south", Role::Target, Snapback::All)],
        mediator: "third".to_owned(),
        bodies: vec![body("assembly", Role::Sender), body("council", Role::Target), body("treasury", Role::Sender)],
        objectors: vec![objector("east", vec![0, 1]), objector("west", vec![2])],
        spoilers: vec![spoiler("cell", Role::Sender), spoiler("militia", Role::Target)],
        turnovers: vec![Turnover { id: "term".to_owned(), role: Role::Sender, day: 250 }],
        rungs: rungs(),
        order: vec![0, 1, 3, 2],
        stakes: Stakes::ByRung,
        round_days: 14.0,
        run: RunSettings { step_days: 7.0, steps: 104, until: Until::Horizon, judge: Judge::Truth },
        numbers: numbers(),
        news: Vec::new(),
        unstated: Vec::new(),
        worlds: None,
        world_values: Vec::new(),
        correlated: Vec::new(),
        in_force: 0,
        uncertain: uncertain(),
        parameters: Vec::new(),
    }
}

/// The same parties with shorter steps until the channel ends, judged by the record: cures at once
/// or never, a limit on tries, reviews that take no time, confrontation pinned, nothing uncertain.
pub fn strict_crisis() -> Scenario {
    let mut scenario = crisis();
    scenario.stem = "strict_crisis".to_owned();
    scenario.run = RunSettings { step_days: 3.5, steps: 120, until: Until::ChannelEnds, judge: Judge::Record };
    scenario.round_days = 7.0;
    scenario.order = vec![0, 2, 1, 3];
    scenario.uncertain.clear();
    let [sender, target] = &mut scenario.parties;
    sender.never_first = true;
    sender.incident_response = IncidentResponse::RingFence;
    sender.snapback = Snapback::Nothing;
    target.opener_rungs = 0;
    let numbers = &mut scenario.numbers;
    for party in &mut numbers.party {
        party.cure = 0.8;
        party.tries_per_rung = 2.0;
        party.trustworthy = 0.8;
        party.pressure = 1.5;
    }
    for body in &mut numbers.body {
        (body.review_weeks, body.approval, body.veto_wait_weeks) = (0.0, 0.9, 1.5);
    }
    numbers.rung[1].renewal_days = f64::NAN;
    numbers.escalation.confrontation_per_step = 0.002;
    scenario
}

fn rungs() -> Vec<Rung> {
    let rung = |id: &str, gives: [Option<Instrument>; 2], first_mover: FirstMover, needs: &[usize]| Rung {
        id: id.to_owned(),
        title: id.to_owned(),
        structural: false,
        gives,
        needs: needs.to_vec(),
        requires: Vec::new(),
        first_mover,
        ring_fenced: false,
        repeat: 1,
        tranches: 1,
        renewal_on: None,
    };
    use Instrument::{Deconfliction, Funds, Monitoring, Restraint};
    vec![
        Rung {
            ring_fenced: true,
            ..rung("hotline", [Some(Deconfliction), Some(Deconfliction)], FirstMover::Simultaneous, &[])
        },
        Rung { repeat: 2, ..rung("inspection", [None, Some(Monitoring)], FirstMover::Target, &[1]) },
        Rung { tranches: 3, ..rung("release", [Some(Funds), Some(Monitoring)], FirstMover::Sender, &[0, 1, 2]) },
        Rung {
            structural: true,
            tranches: 2,
            ..rung("settlement", [Some(Funds), Some(Restraint)], FirstMover::Target, &[0, 1])
        },
    ]
}

fn numbers() -> Numbers {
    let party = PartyNumbers {
        trustworthy: 0.6,
        over_claim: 0.3,
        turnover_per_month: 0.02,
        renege_per_month: 0.03,
        unity: 0.4,
        forgiveness: 0.3,
        cure_per_month: 0.5,
        disputes_before_exit: 4.0,
        ..plain_party()
    };
    Numbers {
        party: [PartyNumbers { pressure: 0.9, ..party }, PartyNumbers { pressure: 1.2, contrition: 3.0, ..party }],
        mediator: MediatorNumbers { calming: 0.5, influence_half_life_months: 12.0, artificial_incentive: 0.3 },
        body: vec![
            BodyNumbers { leaning: 0.2, review_weeks: 2.0, ..plain_body() },
            BodyNumbers { leaning: -0.1, review_weeks: 1.0, veto_wait_weeks: 3.0, ..plain_body() },
            BodyNumbers { review_weeks: 0.0, approval: 0.9, ..plain_body() },
        ],
        objector: vec![ObjectorNumbers { propensity: 0.6 }, ObjectorNumbers { propensity: 0.2 }],
        spoiler: vec![SpoilerNumbers { attacks_per_month: 0.4 }, SpoilerNumbers { attacks_per_month: 0.7 }],
        turnover: vec![TurnoverNumbers { probability: 0.5 }],
        ladder: LadderNumbers {
            total_stake: 6.0,
            stake_growth: 1.5,
            lapse_weeks: 30.0,
            resume_per_month: 0.2,
            pressure_weight: 2.0,
        },
        rung: rung_numbers(),
        sign_off: SignOffNumbers {
            intercept: 2.5,
            ambiguity_weight: 0.5,
            contention_weight: 2.0,
            objection_weight: 1.0,
            credibility_weight: 1.0,
            capital_weight: 0.2,
        },
        messaging: MessagingNumbers { ambiguity: 0.2 },
        dispute: DisputeNumbers { limit_weeks: 16.0 },
        escalation: EscalationNumbers {
            incidents_per_month: 0.25,
            branching: 0.5,
            channel_calms_incidents: 0.5,
            tension_per_severity: 0.15,
            half_life_weeks: 8.0,
            attribution: 0.5,
            confrontation_per_month: 0.01,
            danger: 1.5,
            confrontation_per_step: f64::NAN,
            instability_per_month: 0.02,
        },
        money: MoneyNumbers {
            frozen_usd_bn: 6.5,
            diverted_share: 0.2,
            spending_weeks: 26.0,
            diversion_feeds_instability: 0.5,
            relief_lowers_pressure: 0.6,
        },
        verification: VerificationNumbers { cost_per_check_usd_bn: 0.004 },
        opening: Default::default(),
    }
}

/// In order of the ids: hotline, inspection, release, settlement.
fn rung_numbers() -> Vec<RungNumbers> {
    let money = |usd_bn: f64| ConcessionNumbers { money_usd_bn: usd_bn, ..plain_concession() };
    let plain = plain_rung();
    vec![
        RungNumbers { implementation_weeks: 0.5, check_lag_weeks: 0.0, stake: 0.4, ..plain },
        RungNumbers { renewal_days: 120.0, ..plain },
        RungNumbers { salience: 0.8, concession: [money(4.3), plain_concession()], ..plain },
        RungNumbers {
            relief: 0.6,
            reluctance: 0.2,
            salience: 1.0,
            concession: [money(1.5), ConcessionNumbers { detection: 0.4, ..plain_concession() }],
            ..plain
        },
    ]
}

fn uncertain() -> Vec<UncertainValue> {
    let value = |key: &str, distribution: Distribution, numbers: Vec<NumberId>| UncertainValue {
        key: key.to_owned(),
        distribution,
        numbers,
        by_default: false,
    };
    let number = |table, key, element| NumberId::new(table, key, element).expect("a number");
    let share = |low: f64, high: f64| Distribution::range90(low, high, 0.0, 1.0).expect("in order");
    vec![
        value(
            "escalation.confrontation_per_month",
            Distribution::triangular(0.002, 0.01, 0.03).expect("in order"),
            vec![number(TableName::Escalation, "confrontation_per_month", 0)],
        ),
        value("party.south.trustworthy", share(0.3, 0.8), vec![number(TableName::Party, "trustworthy", 1)]),
        value(
            "rung.release.money",
            Distribution::uniform(3.0, 4.5).expect("in order"),
            vec![number(TableName::Concession, "money_usd_bn", 2 * 2)],
        ),
    ]
}
