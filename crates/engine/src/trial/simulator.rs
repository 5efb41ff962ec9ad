//! Who simulates: trials of one plan, one after the other, in places that are kept between trials.

use super::clock::Clock;
use super::demand::Demand;
use super::event::{Observer, WithoutChannel};
use super::mark::Mark;
use super::moment::Moment;
use super::phases;
use super::record::TrialRecord;
use super::schedule::Pace;
use super::state::State;
use super::step::Step;
use crate::domain::Until;
use crate::plan::{Plan, World};
use crate::random::{Words, uniform_wide};
use crate::rule::ledger::Ledger;

/// A place in which trials of one plan are simulated, without allocating.
#[derive(Clone, Debug)]
pub struct TrialSimulator<'p> {
    plan: &'p Plan,
    demand: Demand,
    world: World,
    quantiles: Vec<f64>,
    drawn: Vec<f64>,
    state: State,
    record: TrialRecord,
    marks: Vec<Mark>,
    moments: Vec<Moment>,
    ledger: Ledger,
}

impl<'p> TrialSimulator<'p> {
    /// A simulator for `plan`, of whose trials everything is asked.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        Self::asked(plan, Demand::Everything)
    }

    /// A simulator for `plan`, of whose trials no more is asked than `demand`.
    #[must_use]
    pub fn asked(plan: &'p Plan, demand: Demand) -> Self {
        Self {
            plan,
            demand,
            world: World::derive(plan, &plan.numbers),
            quantiles: vec![0.0; plan.uncertain.len()],
            drawn: vec![0.0; plan.uncertain.len()],
            state: State::new(plan),
            record: TrialRecord::new(plan),
            marks: Mark::all(plan),
            moments: Vec::with_capacity(plan.report_steps().len()),
            ledger: Ledger::default(),
        }
    }

    /// Simulates the trial whose chance is `words`, telling `observer` what happens. Steps in which nothing can happen are passed.
    pub fn simulate<W: Words, O: Observer>(&mut self, words: &mut W, observer: &mut O) -> &TrialRecord {
        self.simulate_at(Pace::Passing, words, observer)
    }

    /// The same at a pace of one's own: every word that a step may hang on is asked for, step by step, where every step is
    /// looked at. No number depends on it.
    pub fn simulate_at<W: Words, O: Observer>(&mut self, pace: Pace, words: &mut W, observer: &mut O) -> &TrialRecord {
        self.draw_world(words);
        self.record.reset();
        self.moments.clear();
        self.state.reset(self.plan, &self.world, !self.plan.ladder.is_empty());
        let (demand, is_noted) = (self.demand, self.demand >= Demand::Everything);
        let mut step = self.step(words, observer);
        if !is_noted {
            step.marks = &[];
        }
        phases::open(&mut step);
        phases::run(&mut step, pace);
        step.close(demand);
        self.ledger = self.state.ledger;
        if is_noted && self.plan.simulates_counterfactual() {
            self.state.reset(self.plan, &self.world, false);
            let mut without = WithoutChannel::new(observer);
            let mut step = self.step(words, &mut without);
            step.marks = &[];
            phases::run(&mut step, pace);
            self.record.set_against(&self.state.arm);
        }
        &self.record
    }

    /// Simulates the arm with the channel up to the end of the step `last`, for who wants to know what happened until then: the events are
    /// those of the whole trial. The record is not closed.
    pub fn simulate_until<W: Words, O: Observer>(&mut self, last: u32, words: &mut W, observer: &mut O) {
        self.simulate_until_at(Pace::Passing, last, words, observer);
    }

    /// The same at a pace of one's own: where every step is looked at, no word is asked for on which only later steps hang.
    pub fn simulate_until_at<W: Words, O: Observer>(&mut self, pace: Pace, last: u32, words: &mut W, observer: &mut O) {
        self.draw_world(words);
        self.record.reset();
        self.moments.clear();
        self.state.reset(self.plan, &self.world, !self.plan.ladder.is_empty());
        let mut step = self.step(words, observer);
        step.last = last.min(step.plan.steps);
        step.marks = &[];
        phases::open(&mut step);
        phases::run(&mut step, pace);
    }

    /// An arm at the opening.
    fn step<'a, W, O>(&'a mut self, words: &'a mut W, observer: &'a mut O) -> Step<'a, W, O> {
        Step {
            plan: self.plan,
            world: &self.world,
            clock: Clock::new(self.plan),
            state: &mut self.state,
            record: &mut self.record,
            marks: &self.marks,
            moments: &mut self.moments,
            words,
            observer,
            last: self.plan.steps,
            ends_where_broken: self.plan.until == Until::ChannelEnds || self.demand == Demand::Outcome,
        }
    }

    /// The record of the trial last simulated.
    #[must_use]
    pub fn record(&self) -> &TrialRecord {
        &self.record
    }

    /// The uncertain values of the trial last simulated, in order of `Plan::uncertain`.
    #[must_use]
    pub fn drawn(&self) -> &[f64] {
        &self.drawn
    }

    /// Where in its distribution each uncertain value of the trial last simulated lies, 0 to 1, in order of `Plan::uncertain`.
    #[must_use]
    pub fn quantiles(&self) -> &[f64] {
        &self.quantiles
    }

    /// The world of the trial last simulated.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The moments of the trial last simulated, at the end of each reporting step that its channel arm reached without
    /// confrontation.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// The money ledger as the trial last simulated left it.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.ledger
    }

    fn draw_world<W: Words>(&mut self, words: &mut W) {
        if self.plan.uncertain.is_empty() {
            return;
        }
        for (value, uniform) in self.plan.uncertain.iter().zip(&mut self.quantiles) {
            let (high, low) = (words.word(value.draw, 0), words.word(value.draw, 1));
            *uniform = uniform_wide(high, low);
        }
        if let Some(correlation) = &self.plan.correlation {
            correlation.tie(&mut self.quantiles);
        }
        for ((value, quantile), drawn) in self.plan.uncertain.iter().zip(&self.quantiles).zip(&mut self.drawn) {
            *drawn = value.distribution.quantile(*quantile);
            value.apply(&mut self.world.numbers, *drawn);
        }
        self.world.derive_again(self.plan);
    }
}
