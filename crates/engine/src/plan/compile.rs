//! From a checked scenario to a plan.

use super::model::{
    BodyPlan, HORIZON_WEEKS, NewsPlan, ObjectorPlan, PartyPlan, Plan, RungInstance, RungPlan, SignOffPlan, SpoilerPlan,
    TurnoverPlan, WorldPurposes,
};
use super::uncertain::{Effect, UncertainPlan, WORLDS, WorldNumber, WorldPlan};
use crate::domain::{FirstMover, Role};
use crate::parameter::Correlation;
use crate::random::{PurposeBook, PurposeError};
use crate::scenario::{CorrelatedPair, Rung, Scenario, UncertainValue, correlation};
use std::sync::Arc;

/// The timeline has at most about this many rows; longer horizons are reported at wider intervals.
const LARGEST_TIMELINE: u32 = 66;

impl Plan {
    /// Compiles a checked scenario. A pure function: the same scenario gives the same plan.
    ///
    /// # Errors
    /// [`PurposeError`] where two ids would share their random numbers.
    pub fn compile(scenario: &Scenario) -> Result<Self, PurposeError> {
        let mut book = PurposeBook::default();
        let rungs = rungs(scenario, &mut book)?;
        let ladder = ladder(scenario);
        let plan = Self {
            steps: scenario.run.steps,
            step_days: scenario.run.step_days,
            round_steps: (scenario.round_days / scenario.run.step_days).round() as u32,
            report_every: report_every(scenario.run.steps, scenario.run.step_days),
            horizons: horizons(scenario.run.steps, scenario.run.step_days),
            until: scenario.run.until,
            judge: scenario.run.judge,
            parties: [party(scenario, Role::Sender, &mut book)?, party(scenario, Role::Target, &mut book)?],
            bodies: bodies(scenario),
            objectors: scenario.objectors.iter().map(|objector| ObjectorPlan { id: objector.id.clone() }).collect(),
            spoilers: spoilers(scenario, &mut book)?,
            turnovers: [turnovers(scenario, Role::Sender, &mut book)?, turnovers(scenario, Role::Target, &mut book)?],
            correlation: tied(scenario),
            news: news(scenario, &ladder),
            ladder,
            in_force: scenario.in_force as usize,
            rungs,
            numbers: scenario.numbers.clone(),
            world: WorldPurposes {
                incident_count: book.enter("world/incident/count".into())?,
                incident_severity: book.enter("world/incident/severity".into())?,
                incident_blame: book.enter("world/incident/blame".into())?,
                incident_cure: book.enter("world/incident/cure".into())?,
                confrontation: book.enter("world/confrontation".into())?,
                resumption: book.enter("channel/resumption".into())?,
            },
            // Last, so that plans which differ only in what is drawn have their other purposes at the same places.
            uncertain: uncertain(scenario, &mut book)?,
            purposes: PurposeBook::default(),
        };
        book.check()?;
        Ok(Self { purposes: book, ..plan })
    }
}

/// The steps at whose ends trials are summed up.
fn horizons(plan_steps: u32, step_days: f64) -> Vec<u32> {
    let last_within = |weeks: &f64| (weeks * 7.0 / step_days + 1e-9) as u32;
    let mut steps: Vec<u32> = HORIZON_WEEKS.iter().map(last_within).collect();
    steps.retain(|step| (1..plan_steps).contains(step));
    steps.push(plan_steps);
    steps.dedup();
    steps
}

/// Steps between rows of the timeline: the smallest whole number of weeks that keeps it short.
fn report_every(steps: u32, step_days: f64) -> u32 {
    let steps_per_week = (7.0 / step_days).round().max(1.0) as u32;
    let weeks = steps.div_ceil(steps_per_week).div_ceil(LARGEST_TIMELINE).max(1);
    weeks * steps_per_week
}

fn party(scenario: &Scenario, role: Role, book: &mut PurposeBook) -> Result<PartyPlan, PurposeError> {
    let party = &scenario.parties[role.index()];
    Ok(PartyPlan {
        id: party.id.clone(),
        snapback: party.snapback,
        incident_response: party.incident_response,
        government: book.enter(format!("party/{}/government", party.id))?,
        renege: book.enter(format!("party/{}/renege", party.id))?,
    })
}

/// The dated changes of government of a party, in order of the day, then of the id.
fn turnovers(scenario: &Scenario, role: Role, book: &mut PurposeBook) -> Result<Vec<TurnoverPlan>, PurposeError> {
    let own = scenario.turnovers.iter().enumerate().filter(|(_, turnover)| turnover.role == role);
    let plan = own.map(|(number, turnover)| {
        let draw = book.enter(format!("turnover/{}", turnover.id))?;
        Ok(TurnoverPlan { id: turnover.id.clone(), number, day: f64::from(turnover.day), draw })
    });
    let mut plan: Vec<TurnoverPlan> = plan.collect::<Result<_, PurposeError>>()?;
    plan.sort_by(|one, other| one.day.total_cmp(&other.day));
    Ok(plan)
}

fn bodies(scenario: &Scenario) -> Vec<BodyPlan> {
    let hears = |body: usize| {
        let heard = scenario.objectors.iter().enumerate().filter(|(_, objector)| objector.heard_by.contains(&body));
        heard.map(|(index, _)| index).collect()
    };
    let plan = scenario.bodies.iter().enumerate();
    plan.map(|(index, body)| BodyPlan { id: body.id.clone(), role: body.role, hears: hears(index) }).collect()
}

fn spoilers(scenario: &Scenario, book: &mut PurposeBook) -> Result<Vec<SpoilerPlan>, PurposeError> {
    let plan = scenario.spoilers.iter().map(|spoiler| {
        let attack = book.enter(format!("spoiler/{}/attack", spoiler.id))?;
        Ok(SpoilerPlan { id: spoiler.id.clone(), camp: spoiler.camp, attack })
    });
    plan.collect()
}

/// What is drawn once per trial: the values that the scenario leaves uncertain, but for those that its worlds draw, then its world.
fn uncertain(scenario: &Scenario, book: &mut PurposeBook) -> Result<Vec<UncertainPlan>, PurposeError> {
    let own = scenario.uncertain.iter().filter(|value| !is_of_worlds(scenario, value));
    let plan = own.map(|value| {
        Ok(UncertainPlan {
            key: value.key.clone(),
            distribution: value.distribution.clone(),
            effect: Effect::Numbers(value.numbers.clone()),
            draw: book.enter(format!("value/{}", value.key))?,
        })
    });
    let mut plan: Vec<UncertainPlan> = plan.collect::<Result<_, PurposeError>>()?;
    if let Some(worlds) = world_plan(scenario) {
        plan.push(UncertainPlan {
            key: WORLDS.to_owned(),
            distribution: worlds.worlds.numbers(),
            effect: Effect::World(Arc::new(worlds)),
            draw: book.enter(format!("value/{WORLDS}"))?,
        });
    }
    Ok(plan)
}

/// Whether the worlds of the scenario draw the value.
fn is_of_worlds(scenario: &Scenario, value: &UncertainValue) -> bool {
    scenario.worlds.as_ref().is_some_and(|worlds| worlds.column(&value.key).is_some())
}

/// How the values hang together that are drawn one by one: those of worlds are drawn together as they are.
fn tied(scenario: &Scenario) -> Option<Correlation> {
    let places = scenario.uncertain.iter().scan(0, |next, value| {
        let own = (!is_of_worlds(scenario, value)).then_some(*next);
        *next += usize::from(own.is_some());
        Some(own)
    });
    let places: Vec<Option<usize>> = places.collect();
    let pairs = scenario.correlated.iter().filter_map(|pair| {
        Some(CorrelatedPair { one: places[pair.one]?, other: places[pair.other]?, rank: pair.rank })
    });
    correlation(&pairs.collect::<Vec<_>>()).expect("a part of a definite matrix is definite")
}

/// What the worlds of the scenario decide; none where there are none, or where it states all that they speak of.
fn world_plan(scenario: &Scenario) -> Option<WorldPlan> {
    let worlds = scenario.worlds.as_ref()?;
    let unstated = scenario.unstated.iter().filter_map(|unstated| {
        let column = worlds.column(&unstated.key)?;
        Some(WorldNumber { column, distribution: unstated.distribution.clone(), numbers: unstated.numbers.clone() })
    });
    let stated = scenario.uncertain.iter().filter_map(|value| {
        let column = worlds.column(&value.key)?;
        Some(WorldNumber { column, distribution: value.distribution.clone(), numbers: value.numbers.clone() })
    });
    let numbers: Vec<WorldNumber> = unstated.chain(stated).collect();
    let values = scenario.world_values.clone();
    let is_empty = numbers.is_empty() && values.is_empty();
    (!is_empty).then(|| WorldPlan { worlds: Arc::clone(worlds), numbers, values })
}

fn rungs(scenario: &Scenario, book: &mut PurposeBook) -> Result<Vec<RungPlan>, PurposeError> {
    let place = |rung: usize| scenario.order.iter().position(|&ordered| ordered == rung);
    let plan = scenario.rungs.iter().enumerate();
    plan.map(|(index, rung)| self::rung(scenario, rung, place(index), book)).collect()
}

fn rung(
    scenario: &Scenario,
    rung: &Rung,
    place: Option<usize>,
    book: &mut PurposeBook,
) -> Result<RungPlan, PurposeError> {
    let mut purpose = |what: &str| book.enter(format!("rung/{}/{what}", rung.id));
    let sign_offs = rung.needs.iter().map(|&body| {
        let id = &scenario.bodies[body].id;
        Ok(SignOffPlan {
            body,
            review: purpose(&format!("body/{id}/review"))?,
            unity: purpose(&format!("body/{id}/unity"))?,
            vote: purpose(&format!("body/{id}/vote"))?,
        })
    });
    let sign_offs = sign_offs.collect::<Result<_, PurposeError>>()?;
    let objections = scenario.objectors.iter().map(|objector| purpose(&format!("objector/{}", objector.id)));
    let objections = objections.collect::<Result<_, PurposeError>>()?;
    Ok(RungPlan {
        id: rung.id.clone(),
        structural: rung.structural,
        gives: opened(scenario, rung, place),
        sign_offs,
        objections,
        first_mover: first_mover(scenario, rung),
        ring_fenced: rung.ring_fenced,
        renewal_on: rung.renewal_on.map(f64::from),
        party_vote: purpose("party_vote")?,
        acceptance: purpose("acceptance")?,
        deed: purpose("deed")?,
        pace: purpose("pace")?,
        announcement: purpose("announcement")?,
        cure: purpose("cure")?,
    })
}

/// What each party gives, once an opener's first rungs are its own alone.
fn opened(scenario: &Scenario, rung: &Rung, place: Option<usize>) -> [Option<crate::domain::Instrument>; 2] {
    let opens = |role: Role| place.is_some_and(|at| at < scenario.parties[role.index()].opener_rungs as usize);
    let mut gives = rung.gives;
    for role in Role::ALL {
        if opens(*role) && gives[role.index()].is_some() {
            gives[role.other().index()] = None;
        }
    }
    gives
}

/// Who delivers first, once a party that never does so has been heard.
fn first_mover(scenario: &Scenario, rung: &Rung) -> FirstMover {
    let never = |role: Role| scenario.parties[role.index()].never_first;
    match rung.first_mover {
        FirstMover::Sender if never(Role::Sender) => FirstMover::Simultaneous,
        FirstMover::Target if never(Role::Target) => FirstMover::Simultaneous,
        mover => mover,
    }
}

fn news(scenario: &Scenario, ladder: &[RungInstance]) -> Vec<NewsPlan> {
    let step_days = scenario.run.step_days;
    let instances = |(rung, instance): (usize, Option<u32>)| {
        let is_meant = |other: &RungInstance| other.rung == rung && instance.is_none_or(|own| own == other.instance);
        ladder.iter().enumerate().filter(|(_, other)| is_meant(other)).map(|(position, _)| position).collect()
    };
    let plan = scenario.news.iter().map(|news| NewsPlan {
        id: news.id.clone(),
        event: news.event,
        who: news.who,
        instances: news.rung.map(instances),
        after_day: f64::from(news.from_step - 1) * step_days,
        by_step: news.by_step,
        by_day: f64::from(news.by_step) * step_days,
        happened: news.happened,
    });
    plan.collect()
}

/// The ladder as climbed: repetitions are rungs in their own right, tranches share their rung's position.
fn ladder(scenario: &Scenario) -> Vec<RungInstance> {
    let mut ladder = Vec::new();
    let mut position = 0;
    for &index in &scenario.order {
        let rung = &scenario.rungs[index];
        for repetition in 0..rung.repeat {
            for tranche in 0..rung.tranches {
                let instance = repetition * rung.tranches + tranche;
                ladder.push(RungInstance {
                    label: if rung.repeat * rung.tranches == 1 {
                        rung.id.clone()
                    } else {
                        format!("{}.{}", rung.id, instance + 1)
                    },
                    rung: index,
                    instance,
                    tranche,
                    tranches: rung.tranches,
                    position,
                });
            }
            position += 1;
        }
    }
    ladder
}
