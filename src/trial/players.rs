//! Who plays: trials of one plan, one after the other or many side by side, in places that are kept between trials.

use super::clock::Clock;
use super::event::{Observer, Unobserved};
use super::group::Group;
use super::play::{GroupPlay, world};
use super::record::TrialRecord;
use super::state::State;
use super::timeline::{Moment, Timeline};
use crate::luck::{Words, uniform_wide};
use crate::parameter::Numbers;
use crate::plan::{Plan, World};
use pulp::Arch;

/// A table at which trials of one plan are played, `L` side by side, without allocating. No bit of a
/// trial depends on `L`.
#[derive(Clone, Debug)]
pub struct Players<'p, const L: usize> {
    plan: &'p Plan,
    numbers: Numbers,
    /// One for all trials where nothing is uncertain, else one each.
    worlds: Vec<World>,
    drawn: Vec<Vec<f64>>,
    arch: Arch,
    group: Box<Group<L>>,
    attacks: Vec<[u32; L]>,
    states: Vec<State>,
    records: Vec<TrialRecord>,
    timeline: Timeline<L>,
}

/// A table for one trial at a time, which can be watched.
#[derive(Clone, Debug)]
pub struct Player<'p>(Players<'p, 1>);

impl<'p> Player<'p> {
    /// A player for `plan`.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        Self(Players::new(plan))
    }

    /// Plays the trial whose luck is `words`, telling `observer` what happens.
    pub fn play<W: Words<1>, O: Observer>(&mut self, words: &mut W, observer: &mut O) -> &TrialRecord {
        self.0.play_observed(words, 1, observer);
        &self.0.records[0]
    }

    /// The uncertain values of the trial last played, in order of `Plan::uncertain`.
    #[must_use]
    pub fn drawn(&self) -> &[f64] {
        self.0.drawn(0)
    }

    /// The world of the trial last played.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.0.worlds[0]
    }

    /// The moments of the trial last played, at the end of each reporting step that its channel arm reached without
    /// confrontation.
    pub fn moments(&self) -> impl Iterator<Item = Moment> {
        self.0.timeline.of(0)
    }

    /// The money ledger as the trial last played left it.
    #[must_use]
    pub fn ledger(&self) -> crate::rule::ledger::Ledger {
        self.0.states[0].ledger
    }
}

impl<'p, const L: usize> Players<'p, L> {
    /// Players for `plan`.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        const { assert!(L >= 1 && L <= crate::luck::LANES, "as many trials as the words come for") }
        let worlds = if plan.uncertain.is_empty() { 1 } else { L };
        Self {
            plan,
            numbers: plan.numbers.clone(),
            worlds: vec![World::derive(plan, &plan.numbers); worlds],
            drawn: vec![vec![0.0; plan.uncertain.len()]; worlds],
            arch: Arch::new(),
            group: Box::new(Group::new(plan)),
            attacks: Vec::with_capacity(plan.spoilers.len()),
            states: vec![State::new(plan); L],
            records: vec![TrialRecord::new(plan); L],
            timeline: Timeline::new(plan),
        }
    }

    /// Plays the first `number` of the trials whose luck is `words`, at most `L`.
    pub fn play<W: Words<L>>(&mut self, words: &mut W, number: usize) -> &[TrialRecord] {
        self.play_observed(words, number, &mut Unobserved);
        &self.records[..number]
    }

    /// The same, telling `observer` what happens and in which of the trials.
    pub fn play_watched<W: Words<L>, O: Observer>(&mut self, words: &mut W, number: usize, observer: &mut O) {
        self.play_observed(words, number, observer);
    }

    /// What the trials last played left, by their places; what stands in places in which none was played means nothing.
    #[must_use]
    pub fn records(&self) -> &[TrialRecord] {
        &self.records
    }

    /// How the trials last played stood at the end of each reporting step.
    #[must_use]
    pub fn timeline(&self) -> &Timeline<L> {
        &self.timeline
    }

    /// The uncertain values of the trial last played in place `lane`, in order of `Plan::uncertain`.
    #[must_use]
    pub fn drawn(&self, lane: usize) -> &[f64] {
        if self.drawn.len() == 1 { &self.drawn[0] } else { &self.drawn[lane] }
    }

    fn play_observed<W: Words<L>, O: Observer>(&mut self, words: &mut W, number: usize, observer: &mut O) {
        self.draw_worlds(words, number);
        self.timeline.clear();
        self.group.reset(number, !self.plan.ladder.is_empty(), self.plan.plays_twin());
        for lane in 0..number {
            let world = world(&self.worlds, lane);
            self.group.settle(lane, world);
            self.states[lane].reset(self.plan, world);
            self.records[lane].reset();
        }
        self.arch.dispatch(GroupPlay {
            plan: self.plan,
            worlds: &self.worlds,
            clock: Clock::new(self.plan),
            group: &mut self.group,
            attacks: &mut self.attacks,
            states: &mut self.states,
            records: &mut self.records,
            timeline: &mut self.timeline,
            number,
            words,
            observer,
        });
    }

    fn draw_worlds<W: Words<L>>(&mut self, words: &mut W, number: usize) {
        if self.plan.uncertain.is_empty() {
            return;
        }
        for lane in 0..number {
            for (value, uniform) in self.plan.uncertain.iter().zip(&mut self.drawn[lane]) {
                let [high, low] = [0, 1].map(|index| words.word(lane, value.draw, index));
                *uniform = uniform_wide(high, low);
            }
            if let Some(correlation) = &self.plan.correlation {
                correlation.tie(&mut self.drawn[lane]);
            }
            for (value, drawn) in self.plan.uncertain.iter().zip(&mut self.drawn[lane]) {
                *drawn = value.distribution.quantile(*drawn);
                for number in &value.numbers {
                    number.set(&mut self.numbers, *drawn);
                }
            }
            self.worlds[lane] = World::derive(self.plan, &self.numbers);
        }
    }
}
