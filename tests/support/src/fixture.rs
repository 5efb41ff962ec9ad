//! A small scenario with its plan, and made-up trial records that exercise every field. The records
//! are consistent where the tally relies on it (cause and outcome, positions in range), not otherwise.

use detente_engine::domain::{
    Basis, Cause, ChannelEnd, FirstMover, IncidentResponse, Instrument, Judge, Money, Role, Snapback, Stakes,
    StopReason, Until,
};
use detente_engine::parameter::{Distribution, Numbers};
use detente_engine::plan::{
    BodyPlan, ObjectorPlan, PartyPlan, Plan, RungInstance, RungPlan, SpoilerPlan, UncertainPlan, WorldPurposes,
};
use detente_engine::random::{Purpose, PurposeBook};
use detente_engine::tally::Tally;
use detente_engine::trial::{
    BodyEvents, Grid, Indicator, LeverageMeasure, Moment, PartyEvents, Quantity, Reading, RungEvents, TrialRecord,
    TrustMet, UNDEFINED,
};
use detente_study::scenario::{Body, Objector, ParameterRow, Party, RunSettings, Rung, Scenario, Spoiler};

/// The steps of its horizon.
pub const STEPS: u32 = 60;
/// The rungs of its ladder as climbed.
pub const RUNGS: [&str; 3] = ["hotline", "release.1", "release.2"];

/// Some purpose: these records are made up, nothing is drawn.
fn purpose() -> Purpose {
    PurposeBook::default().enter("made up".to_owned()).expect("the book is empty")
}

/// The money that is frozen.
pub fn frozen() -> Money {
    Money::from_usd_bn(6.0)
}

/// Its plan.
pub fn plan(until: Until) -> Plan {
    let party = |id: &str| PartyPlan {
        id: id.to_owned(),
        snapback: Snapback::Newest,
        incident_response: IncidentResponse::Pause,
        government: purpose(),
        renege: purpose(),
    };
    Plan {
        steps: STEPS,
        step_days: 7.0,
        round_steps: 2,
        report_every: 4,
        horizons: vec![13, 26, 52, STEPS],
        until,
        judge: Judge::Truth,
        parties: [party("north"), party("south")],
        bodies: vec![BodyPlan { id: "assembly".to_owned(), role: Role::Sender, hears: vec![0] }],
        objectors: vec![ObjectorPlan { id: "neighbour".to_owned() }],
        spoilers: vec![SpoilerPlan { id: "militia".to_owned(), camp: Role::Target, attack: purpose() }],
        turnovers: [Vec::new(), Vec::new()],
        rungs: ["hotline", "release"].iter().map(|id| rung_plan(id)).collect(),
        ladder: RUNGS.iter().enumerate().map(|(index, label)| instance(index, label)).collect(),
        numbers: Numbers::default(),
        correlation: None,
        news: Vec::new(),
        in_force: 0,
        uncertain: vec![UncertainPlan {
            key: "party.south.trustworthy".to_owned(),
            distribution: Distribution::Uniform { low: 0.1, high: 0.9 },
            effect: detente_engine::plan::Effect::Numbers(Vec::new()),
            draw: purpose(),
        }],
        world: WorldPurposes {
            incident_count: purpose(),
            incident_severity: purpose(),
            incident_blame: purpose(),
            incident_cure: purpose(),
            confrontation: purpose(),
            resumption: purpose(),
        },
        purposes: PurposeBook::default(),
    }
}

fn rung_plan(id: &str) -> RungPlan {
    RungPlan {
        id: id.to_owned(),
        structural: false,
        gives: [Some(Instrument::Funds), None],
        sign_offs: Vec::new(),
        objections: vec![purpose()],
        first_mover: FirstMover::Simultaneous,
        ring_fenced: false,
        renewal_on: None,
        party_vote: purpose(),
        acceptance: purpose(),
        deed: purpose(),
        pace: purpose(),
        announcement: purpose(),
        cure: purpose(),
    }
}

fn instance(index: usize, label: &str) -> RungInstance {
    let tranche = u32::from(index == 2);
    RungInstance {
        label: label.to_owned(),
        rung: usize::from(index > 0),
        instance: tranche,
        tranche,
        tranches: if index == 0 { 1 } else { 2 },
        position: u32::from(index > 0),
    }
}

/// The scenario, called `stem`.
pub fn scenario(stem: &str) -> Scenario {
    let party = |id: &str, role: Role| Party {
        id: id.to_owned(),
        name: id.to_owned(),
        role,
        snapback: Snapback::Newest,
        incident_response: IncidentResponse::Pause,
        opener_rungs: 0,
        never_first: false,
    };
    Scenario {
        stem: stem.to_owned(),
        title: "=A hostile; \"title\"".to_owned(),
        start: Some(jiff::civil::date(2026, 7, 2)),
        confrontation: "a strike on the other's soil".to_owned(),
        parties: [party("north", Role::Sender), party("south", Role::Target)],
        mediator: "third".to_owned(),
        bodies: vec![Body { id: "assembly".to_owned(), name: "Assembly".to_owned(), role: Role::Sender }],
        objectors: vec![Objector { id: "neighbour".to_owned(), name: "Neighbour".to_owned(), heard_by: vec![0] }],
        spoilers: vec![Spoiler { id: "militia".to_owned(), name: "Militia".to_owned(), camp: Role::Target }],
        turnovers: Vec::new(),
        rungs: ["hotline", "release"].iter().map(|id| rung(id)).collect(),
        order: vec![0, 1],
        stakes: Stakes::ByRung,
        round_days: 14.0,
        run: RunSettings { step_days: 7.0, steps: STEPS, until: Until::Horizon, judge: Judge::Truth },
        numbers: Numbers::default(),
        unstated: Vec::new(),
        worlds: None,
        world_values: Vec::new(),
        correlated: Vec::new(),
        news: Vec::new(),
        in_force: 0,
        uncertain: Vec::new(),
        parameters: vec![
            parameter("party.south.trustworthy", "", Basis::Judgement),
            parameter("run.seed", "3", Basis::Default),
        ],
    }
}

fn rung(id: &str) -> Rung {
    Rung {
        id: id.to_owned(),
        title: format!("The {id}"),
        structural: false,
        gives: [Some(Instrument::Funds), None],
        needs: vec![0],
        requires: Vec::new(),
        first_mover: FirstMover::Simultaneous,
        ring_fenced: false,
        repeat: 1,
        tranches: if id == "release" { 2 } else { 1 },
        renewal_on: None,
    }
}

fn parameter(key: &str, value: &str, basis: Basis) -> ParameterRow {
    ParameterRow {
        key: key.to_owned(),
        question: "How likely?".into(),
        value: value.to_owned(),
        low: value.is_empty().then_some(0.14),
        best: value.is_empty().then_some(0.5),
        high: value.is_empty().then_some(0.86),
        distribution: if value.is_empty() { "0.1 to 0.9".to_owned() } else { String::new() },
        unit: "share".into(),
        range: "0 to 1".into(),
        basis,
        source: "@SUM(A1)".into(),
        origin: "file".into(),
        given_by: key.to_owned(),
        number: None,
    }
}

/// Pseudo-random numbers that need no crate: xorshift64*.
struct Numbered(u64);

impl Numbered {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn small(&mut self) -> u32 {
        u32::try_from(self.below(4)).expect("below four")
    }

    fn real(&mut self) -> f64 {
        self.below(1 << 20) as f64 / f64::from(1 << 18) - 0.5
    }

    fn step(&mut self) -> u32 {
        u32::try_from(self.below(u64::from(STEPS))).expect("below the horizon") + 1
    }
}

/// The made-up record of trial `trial` under `plan`.
pub fn record(plan: &Plan, trial: u64) -> TrialRecord {
    made_up(plan, trial).0
}

/// Adds trial `trial` to `tally`.
pub fn add(tally: &mut Tally, plan: &Plan, trial: u64) {
    let (record, moments) = made_up(plan, trial);
    tally.add(&record, &moments);
}

/// All that trial `trial` leaves.
fn made_up(plan: &Plan, trial: u64) -> (TrialRecord, Vec<Moment>) {
    let mut chance = Numbered(trial.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let cause = Cause::ALL[chance.below(Cause::ALL.len() as u64) as usize];
    let confrontation = (chance.below(3) == 0).then(|| chance.step());
    let stopped = chance.below(4) as usize;
    let mut record = TrialRecord {
        outcome: cause.outcome(),
        cause,
        decided_step: chance.step(),
        channel_end: ChannelEnd::ALL[chance.below(ChannelEnd::ALL.len() as u64) as usize],
        channel_end_step: None,
        completed_step: None,
        dormant: Vec::new(),
        began_step: (chance.below(3) > 0).then(|| chance.step()),
        confrontation_step: confrontation,
        counterfactual_confrontation_step: (plan.simulates_counterfactual() && chance.below(3) == 0)
            .then(|| chance.step()),
        stopped_at: (stopped < 3).then_some(stopped),
        stop_reason: StopReason::ALL[chance.below(StopReason::ALL.len() as u64) as usize],
        stopped_by_body: (chance.below(5) == 0).then_some(0),
        stopped_by_party: (chance.below(5) == 0).then_some(1),
        rungs: (0..plan.ladder.len()).map(|_| rung_events(&mut chance)).collect(),
        bodies: vec![BodyEvents { reviews: chance.small(), vetoes: chance.small(), review_days: 9.0 + chance.real() }],
        objections: vec![chance.small()],
        attacks: vec![chance.small()],
        parties: [party_events(&mut chance), party_events(&mut chance)],
        quantities: [0.0; Quantity::COUNT],
        leverage: [[0.0; 2]; LeverageMeasure::COUNT],
        counts: Vec::new(),
        readings: Vec::new(),
    };
    for (value, quantity) in record.quantities.iter_mut().zip(Quantity::ALL) {
        *value = match quantity.grid() {
            _ if chance.below(6) == 0 => f64::NAN,
            Grid::Count => chance.below(600) as f64,
            _ => chance.real(),
        };
    }
    for pair in &mut record.leverage {
        *pair = if plan.simulates_counterfactual() { [chance.real(), chance.real()] } else { [f64::NAN; 2] };
    }
    let reached = plan.report_steps().iter().filter(|step| **step < confrontation.unwrap_or(u32::MAX)).count();
    let moments = (0..reached).map(|_| moment(&mut chance)).collect();
    let reached = plan.horizons.iter().filter(|step| **step < confrontation.unwrap_or(u32::MAX));
    record.counts.extend(reached.map(|_| chance.below(2) == 0));
    let undecided = chance.below(1 + plan.landmarks().iter().flatten().count() as u64);
    record.readings.extend((0..undecided).map(|_| reading(&mut chance)));
    (record, moments)
}

fn reading(chance: &mut Numbered) -> Reading {
    std::array::from_fn(|place| {
        let undefined = Indicator::ALL[place].undefined().is_some() && chance.below(4) == 0;
        if undefined { UNDEFINED } else { u8::try_from(chance.below(30)).expect("within every scale") }
    })
}

fn rung_events(chance: &mut Numbered) -> RungEvents {
    let first = chance.step();
    RungEvents {
        offered: chance.small(),
        accepted: chance.small(),
        signed: chance.small(),
        delivered: chance.small(),
        alarmed: chance.small(),
        reversed: chance.small(),
        first_in_force_step: if chance.below(2) == 0 { 0 } else { first },
        in_force: chance.below(2) == 0,
        honoured: chance.below(3) == 0,
        trust: [0, 1].map(|_| {
            (chance.below(3) > 0)
                .then(|| TrustMet { needed: chance.real().clamp(0.0, 1.0), earned: chance.real().clamp(0.0, 1.0) })
        }),
    }
}

fn party_events(chance: &mut Numbered) -> PartyEvents {
    PartyEvents {
        claims: 1.5 + chance.real(),
        deeds: chance.small(),
        alarms: chance.small(),
        forgiven: chance.small(),
        breaches: chance.small(),
        refusals: chance.small(),
        turnovers: chance.small(),
    }
}

fn moment(chance: &mut Numbered) -> Moment {
    Moment {
        tension: chance.real(),
        trust_sender: chance.real(),
        trust_target: chance.real(),
        in_force: chance.small(),
        structural_honoured: chance.below(2) == 0,
    }
}

/// The tally of the made-up trials `from..to`.
pub fn tally(plan: &Plan, from: u64, to: u64) -> Tally {
    let mut tally = Tally::new(plan, frozen());
    (from..to).for_each(|trial| add(&mut tally, plan, trial));
    tally
}
