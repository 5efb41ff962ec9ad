//! All probability sent forward, step by step.

use super::climb::{Branch, Moment};
use super::plan::FinitePlan;
use super::refusal::NotFinite;
use super::state::{AttemptStage, Day, State};
use crate::domain::{Cause, Outcome, Until};
use std::collections::BTreeMap;

/// Most states, all steps taken together, that are added up: a few seconds of work.
pub const MOST_STATES: u64 = 1_000_000;

/// The exact answer of a finite plan, good to 1e-12.
#[derive(Clone, Debug, PartialEq)]
pub struct Exact {
    /// Probability of each [`Cause`].
    causes: [f64; Cause::ALL.len()],
    /// By [`Cause`], the probability that it decides in each step; position 0 is step 1.
    decided: Vec<[f64; Cause::ALL.len()]>,
    /// Probability of confrontation by the end of each step, in a world without the channel; empty where
    /// none is simulated.
    without_channel: Vec<f64>,
    /// Mean week in which the outcome is decided.
    mean_end_weeks: f64,
    /// States added up, all steps together.
    states: u64,
}

impl Exact {
    /// Probability of a cause.
    #[must_use]
    pub fn cause(&self, cause: Cause) -> f64 {
        self.causes[cause.index()]
    }

    /// Probability of an outcome.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> f64 {
        of_outcome(&self.causes, outcome)
    }

    /// Probability that an outcome has been decided by the end of `step`.
    #[must_use]
    pub fn decided_by(&self, outcome: Outcome, step: u32) -> f64 {
        self.decided[..step as usize].iter().map(|causes| of_outcome(causes, outcome)).sum()
    }

    /// Probability of confrontation by the end of `step` in the no-channel trials; `None` where none is simulated.
    #[must_use]
    pub fn confrontation_without_channel_by(&self, step: u32) -> Option<f64> {
        match step {
            _ if self.without_channel.is_empty() => None,
            0 => Some(0.0),
            _ => Some(self.without_channel[step as usize - 1]),
        }
    }

    /// Probability of confrontation by the end of `step`, with the channel.
    #[must_use]
    pub fn confrontation_by(&self, step: u32) -> f64 {
        // Where the world runs on, confrontation depends on the calendar alone, with a channel as without.
        self.confrontation_without_channel_by(step).unwrap_or_else(|| self.decided_by(Outcome::Overtaken, step))
    }

    /// Mean week in which the outcome is decided.
    #[must_use]
    pub fn mean_end_weeks(&self) -> f64 {
        self.mean_end_weeks
    }

    /// States added up, all steps together.
    #[must_use]
    pub fn states(&self) -> u64 {
        self.states
    }
}

fn of_outcome(causes: &[f64; Cause::ALL.len()], outcome: Outcome) -> f64 {
    Cause::ALL.iter().filter(|cause| cause.outcome() == outcome).map(|cause| causes[cause.index()]).sum()
}

/// Where the probability is at the end of a step.
struct Sweep<'a> {
    plan: &'a FinitePlan,
    /// Channels that may still go on.
    on: BTreeMap<State, f64>,
    /// Channels that completed or are dormant for good, by their cause without confrontation.
    closed: BTreeMap<Cause, f64>,
    decided: Vec<[f64; Cause::ALL.len()]>,
    states: u64,
}

impl FinitePlan {
    /// The exact answer.
    ///
    /// # Errors
    /// [`NotFinite::TooManyStates`] where it would take more than [`MOST_STATES`].
    pub fn solve(&self) -> Result<Exact, NotFinite> {
        let mut sweep = Sweep::new(self);
        for step in 1..=self.steps {
            sweep.step(step)?;
        }
        Ok(self.answer(sweep))
    }

    /// The cause of confrontation, which comes in the same step with a channel as without, where that is simulated.
    pub(super) fn overtaken(&self) -> Cause {
        match self.until {
            Until::Horizon => Cause::Unchanged,
            Until::ChannelEnds => Cause::Uncompared,
        }
    }

    fn answer(&self, sweep: Sweep<'_>) -> Exact {
        let mut causes = [0.0; Cause::ALL.len()];
        let mut mean_end_weeks = 0.0;
        for (step, decided) in (1..).zip(&sweep.decided) {
            for (sum, share) in causes.iter_mut().zip(decided) {
                *sum += share;
                mean_end_weeks += share * f64::from(step) * self.step_days / 7.0;
            }
        }
        let mut quiet = 1.0;
        let without = self.confrontation.iter().map(|chance| {
            quiet *= 1.0 - chance;
            1.0 - quiet
        });
        let without_channel = if self.until == Until::Horizon { without.collect() } else { Vec::new() };
        Exact { causes, decided: sweep.decided, without_channel, mean_end_weeks, states: sweep.states }
    }
}

impl<'a> Sweep<'a> {
    fn new(plan: &'a FinitePlan) -> Self {
        let mut sweep = Self {
            plan,
            on: BTreeMap::new(),
            closed: BTreeMap::new(),
            decided: vec![[0.0; Cause::ALL.len()]; plan.steps as usize],
            states: 0,
        };
        if plan.rungs.is_empty() {
            sweep.closed.insert(Cause::NeverStarted, 1.0);
            return sweep;
        }
        for trustworthy in [[true, true], [true, false], [false, true], [false, false]] {
            let chance = |party: usize| {
                let pi = plan.trustworthy[party];
                if trustworthy[party] { pi } else { 1.0 - pi }
            };
            let mass = chance(0) * chance(1);
            if mass > 0.0 {
                sweep.on.insert(State::opening(plan, trustworthy), mass);
            }
        }
        sweep
    }

    /// One step of all states.
    fn step(&mut self, step: u32) -> Result<(), NotFinite> {
        self.count(step)?;
        let end = Day(f64::from(step) * self.plan.step_days);
        let moment = Moment { end, round: step.is_multiple_of(self.plan.round_steps) };
        self.confront_closed(step);
        let start = Day(f64::from(step - 1) * self.plan.step_days);
        let mut branches = Vec::new();
        for (state, mass) in std::mem::take(&mut self.on) {
            let (mut mass, mut state) = (mass, state);
            if state.stage == AttemptStage::Dormant {
                let resumes = self.plan.resumes;
                branches.push((Branch::On(state.clone()), mass * (1.0 - resumes)));
                (mass, state) = (mass * resumes, state.resumed(self.plan, start));
            }
            self.plan.climb(state, moment, mass, &mut branches);
            for (branch, mass) in branches.drain(..) {
                match branch {
                    Branch::Broke(cause) => self.decide(cause, step, mass),
                    Branch::On(state) => self.end_step(state, step, end, mass),
                }
            }
        }
        self.close_trials(step);
        Ok(())
    }

    fn count(&mut self, step: u32) -> Result<(), NotFinite> {
        let now = self.on.len() as u64;
        self.states += now;
        if self.states <= MOST_STATES {
            return Ok(());
        }
        let steps = self.plan.steps;
        let estimate = self.states + now * u64::from(steps - step);
        Err(NotFinite::TooManyStates { step, steps, met: self.states, estimate, limit: MOST_STATES })
    }

    fn decide(&mut self, cause: Cause, step: u32, mass: f64) {
        self.decided[step as usize - 1][cause.index()] += mass;
    }

    /// Confrontation after the channel has closed.
    fn confront_closed(&mut self, step: u32) {
        let chance = self.plan.confrontation[step as usize - 1];
        for (quiet, mass) in std::mem::take(&mut self.closed) {
            self.decide(self.plan.overtaken(), step, mass * chance);
            self.closed.insert(quiet, mass * (1.0 - chance));
        }
    }

    /// Confrontation while the channel is open or dormant, then completion, then lapse.
    fn end_step(&mut self, state: State, step: u32, end: Day, mass: f64) {
        let chance = self.plan.confrontation[step as usize - 1];
        self.decide(self.plan.overtaken(), step, mass * chance);
        let mass = mass * (1.0 - chance);
        let suspended = matches!(state.stage, AttemptStage::Dispute(_) | AttemptStage::Dormant);
        if state.in_force == self.plan.rungs.len() && !suspended {
            *self.closed.entry(state.cause_if_completed(self.plan)).or_insert(0.0) += mass;
            return;
        }
        let state = if state.lapse <= end { state.dormant() } else { state };
        if state.stage == AttemptStage::Dormant && self.plan.resumes <= 0.0 {
            *self.closed.entry(state.cause(self.plan)).or_insert(0.0) += mass;
        } else if step == self.plan.steps {
            self.decide(state.cause(self.plan), step, mass);
        } else {
            *self.on.entry(state).or_insert(0.0) += mass;
        }
    }

    /// Trials whose channel has closed end with it, or with the horizon.
    fn close_trials(&mut self, step: u32) {
        if self.plan.until == Until::ChannelEnds || step == self.plan.steps {
            for (quiet, mass) in std::mem::take(&mut self.closed) {
                self.decide(quiet, step, mass);
            }
        }
    }
}
