//! Playing one trial: the order of a step, in one place.

use super::event::{Event, Observer};
use super::quantity::{LeverageMeasure, Quantity};
use super::record::{BodyEvents, Moment, PartyEvents, RungEvents, TrialRecord};
use super::state::{State, clear};
use crate::domain::{Cause, ChannelEnd, Outcome, StopReason, Until};
use crate::luck::{Chance, Purpose, Words, uniform_wide};
use crate::math::FastExp;
use crate::parameter::Numbers;
use crate::plan::{Plan, World};

/// A table at which trials of one plan are played, one after the other, without allocating.
#[derive(Clone, Debug)]
pub struct Player<'p> {
    plan: &'p Plan,
    numbers: Numbers,
    world: World,
    drawn: Vec<f64>,
    exp: FastExp,
    state: State,
    record: TrialRecord,
}

/// A trial in play: the plan, the world it is played in, its state, its luck, and who watches.
pub(super) struct Play<'a, W, O> {
    pub(super) plan: &'a Plan,
    pub(super) world: &'a World,
    pub(super) exp: &'a FastExp,
    pub(super) state: &'a mut State,
    pub(super) record: &'a mut TrialRecord,
    pub(super) words: &'a mut W,
    pub(super) observer: &'a mut O,
}

impl<'p> Player<'p> {
    /// A player for `plan`.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            plan,
            numbers: plan.numbers.clone(),
            world: World::derive(plan, &plan.numbers),
            drawn: vec![0.0; plan.uncertain.len()],
            exp: FastExp::new(),
            state: State::new(plan),
            record: empty_record(plan),
        }
    }

    /// Plays the trial whose luck is `words`, telling `observer` what happens.
    pub fn play<W: Words, O: Observer>(&mut self, words: &mut W, observer: &mut O) -> &TrialRecord {
        self.draw_world(words);
        self.state.reset(self.plan, &self.world);
        reset_record(&mut self.record);
        let mut play = Play {
            plan: self.plan,
            world: &self.world,
            exp: &self.exp,
            state: &mut self.state,
            record: &mut self.record,
            words,
            observer,
        };
        play.run();
        play.close();
        &self.record
    }

    /// The uncertain values of the trial last played, in order of `Plan::uncertain`.
    #[must_use]
    pub fn drawn(&self) -> &[f64] {
        &self.drawn
    }

    /// The world of the trial last played.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The money ledger as the trial last played left it.
    #[must_use]
    pub fn ledger(&self) -> crate::rule::ledger::Ledger {
        self.state.ledger
    }

    fn draw_world<W: Words>(&mut self, words: &mut W) {
        if self.plan.uncertain.is_empty() {
            return;
        }
        for (value, drawn) in self.plan.uncertain.iter().zip(&mut self.drawn) {
            *drawn = value.distribution.quantile(uniform_wide(words.word(value.draw, 0), words.word(value.draw, 1)));
            for field in &value.fields {
                field.set(&mut self.numbers, *drawn);
            }
        }
        self.world = World::derive(self.plan, &self.numbers);
    }
}

impl<W: Words, O: Observer> Play<'_, W, O> {
    /// All steps of both arms.
    fn run(&mut self) {
        self.start();
        let mut alive = true;
        let mut twin_alive = self.plan.plays_twin();
        for step in 1..=self.plan.steps {
            self.state.step = step;
            self.state.step_start = self.state.step_end;
            self.state.step_end = f64::from(step) * self.plan.step_days;
            if alive {
                alive = self.step();
                self.report_moment(alive);
            }
            if twin_alive {
                twin_alive = self.twin_step();
            }
            if !alive && !twin_alive {
                break;
            }
        }
    }

    /// One step of the channel arm, in the order of the model. False where the arm ends with it.
    fn step(&mut self) -> bool {
        self.renewals();
        self.turnover();
        self.mediator();
        self.reneging();
        self.climb();
        if self.is_over_by_break() {
            return false;
        }
        self.spoilers();
        self.incidents();
        self.cure_at_once();
        if self.is_over_by_break() {
            return false;
        }
        self.fade();
        self.spend();
        if self.confrontation() {
            return false;
        }
        self.completion_or_lapse();
        self.plan.until == Until::Horizon || self.state.open()
    }

    /// A break ends a trial that lasts as long as its channel, before confrontation can come.
    fn is_over_by_break(&self) -> bool {
        self.plan.until == Until::ChannelEnds && self.state.channel.end == ChannelEnd::Broken
    }

    /// The same step without a channel.
    fn twin_step(&mut self) -> bool {
        self.twin_incidents();
        !self.twin_confrontation()
    }

    /// Opening: types, first governments, first row of the timeline.
    fn start(&mut self) {
        for role in 0..2 {
            self.state.party[role].trustworthy = self.first_type(role);
            self.state.party[role].next_turnover = self.turnover_gap(role, 1);
        }
        let trustworthy = [self.state.party[0].trustworthy, self.state.party[1].trustworthy];
        self.observer.observe(0.0, Event::Started { trustworthy });
        self.mediate();
        self.report_moment(true);
    }

    /// Writes a row of the timeline where one is due.
    #[inline(always)]
    fn report_moment(&mut self, alive: bool) {
        let due = self.state.step == self.state.next_report;
        if due {
            self.state.next_report += self.plan.report_every;
        }
        if alive && (due || self.state.step == self.plan.steps) {
            let [trust_sender, trust_target] = [self.state.trust(0), self.state.trust(1)];
            self.record.timeline.push(Moment {
                tension: self.state.arm.tension,
                trust_sender,
                trust_target,
                in_force: self.state.channel.in_force as u32,
                structural_honoured: self.state.channel.structural_honoured > 0,
            });
        }
    }

    /// Whether an event of this chance occurs. What is certain or impossible takes no word.
    #[inline(always)]
    pub(super) fn happens(&mut self, chance: Chance, purpose: Purpose, index: u64) -> bool {
        if chance.is_open() { chance.occurs(self.words.word(purpose, index)) } else { chance == Chance::CERTAIN }
    }

    /// An exponential time of this mean; no word where the mean is 0.
    #[inline]
    pub(super) fn waiting_time(&mut self, mean: f64, purpose: Purpose, index: u64) -> f64 {
        if mean > 0.0 { mean * crate::luck::exponential(self.words.word(purpose, index)) } else { 0.0 }
    }
}

fn empty_record(plan: &Plan) -> TrialRecord {
    TrialRecord {
        outcome: Outcome::Stalling,
        cause: Cause::NeverStarted,
        decided_step: 0,
        channel_end: ChannelEnd::Open,
        channel_end_step: None,
        confrontation_step: None,
        twin_confrontation_step: None,
        stopped_at: None,
        stop_reason: StopReason::NotReached,
        stopped_by_body: None,
        stopped_by_party: None,
        rungs: vec![RungEvents::default(); plan.ladder.len()],
        bodies: vec![BodyEvents::default(); plan.bodies.len()],
        objections: vec![0; plan.objectors.len()],
        attacks: vec![0; plan.spoilers.len()],
        parties: [PartyEvents::default(); 2],
        quantities: [f64::NAN; Quantity::COUNT],
        leverage: [[f64::NAN; 2]; LeverageMeasure::COUNT],
        timeline: Vec::with_capacity(plan.report_steps().len()),
    }
}

/// Clears what the play adds up, where it has added anything; the rest is written by the ending.
fn reset_record(record: &mut TrialRecord) {
    // Every rung up to the highest that was offered, and none above it, has been touched.
    for events in record.rungs.iter_mut().take_while(|events| events.offered > 0) {
        *events = RungEvents::default();
    }
    for events in record.bodies.iter_mut().filter(|events| events.reviews > 0) {
        *events = BodyEvents::default();
    }
    clear(&mut record.objections);
    clear(&mut record.attacks);
    record.parties = [PartyEvents::default(); 2];
    record.timeline.clear();
}
