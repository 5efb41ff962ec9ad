//! What can happen on the ladder in one step: the branches of a state, each with its probability.

use super::plan::{Deed, FinitePlan};
use super::state::{AttemptStage, Day, State};
use crate::domain::{Cause, Judge, Snapback};

/// Where a branch leads.
#[derive(Clone, Debug)]
pub(super) enum Branch {
    /// The channel goes on, be it dormant.
    On(State),
    /// It broke.
    Broke(Cause),
}

/// A step as the ladder sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    /// Its end.
    pub(super) end: Day,
    /// Whether a round is still to come, at its end.
    pub(super) round: bool,
}

impl FinitePlan {
    /// Follows `state`, reached with probability `mass`, through the rest of a step.
    pub(super) fn climb(&self, state: State, moment: Moment, mass: f64, branches: &mut Vec<(Branch, f64)>) {
        if mass <= 0.0 {
            return;
        }
        let deadline = moment.end.min(state.lapse);
        match state.stage {
            AttemptStage::Check(day, leg, complied) if day <= deadline => {
                for (accused, honoured, chance) in self.findings(&state, leg) {
                    if accused == [false; 2] {
                        let next = self.clean(state.clone(), day, leg, complied && honoured);
                        self.climb(next, moment, mass * chance, branches);
                    } else {
                        self.dispute(state.clone(), accused, day, moment, mass * chance, branches);
                    }
                }
            }
            AttemptStage::Dispute(limit) if limit <= deadline => branches.push((Branch::On(state.dormant()), mass)),
            AttemptStage::Idle(ready) if moment.round && self.may_offer(&state, ready, moment.end) => {
                self.offer(state, moment, mass, branches);
            }
            _ => branches.push((Branch::On(state.settled(moment.end)), mass)),
        }
    }

    fn may_offer(&self, state: &State, ready: Day, end: Day) -> bool {
        state.in_force < self.rungs.len() && ready <= end && end <= state.lapse
    }

    /// The next rung is offered, signed by all bodies or vetoed by the first that does not, and delivered.
    fn offer(&self, mut state: State, moment: Moment, mass: f64, branches: &mut Vec<(Branch, f64)>) {
        let rung = &self.rungs[state.in_force];
        let moment = Moment { round: false, ..moment };
        let mut mass = mass;
        let is_known = state.in_force < state.acceptable && !state.weighed_anew;
        state.weighed_anew = false;
        if rung.accepted < 1.0 && !is_known {
            let refused = State { stage: AttemptStage::Idle(Day::NEVER), ..state.clone() };
            self.climb(refused, moment, mass * (1.0 - rung.accepted), branches);
            mass *= rung.accepted;
            state.acceptable = state.acceptable.max(state.in_force + 1);
        }
        let votes = &rung.votes;
        for (body, &wait) in rung.veto_waits.iter().enumerate() {
            let ready = self.within(moment.end.0 + wait);
            let vetoes = votes.all_of_first(body) - votes.all_of_first(body + 1);
            self.climb(State { stage: AttemptStage::Idle(ready), ..state.clone() }, moment, mass * vetoes, branches);
        }
        mass *= votes.all_of_first(rung.veto_waits.len());
        state.stage = self.check(moment.end, rung.check_lag_days, 0, true);
        self.climb(state, moment, mass, branches);
    }

    fn check(&self, delivered: Day, lag: f64, leg: usize, complied: bool) -> AttemptStage {
        AttemptStage::Check(self.within(delivered.0 + lag), leg, complied)
    }

    /// What a check can find: who is accused, whether all who were not have complied, and the probability.
    /// Compliance that nobody reads is left out.
    fn findings(&self, state: &State, leg: usize) -> Vec<([bool; 2], bool, f64)> {
        let rung = &self.rungs[state.in_force];
        let reads_truth = self.reads_truth(state.in_force);
        let each = [0, 1].map(|party| {
            if !rung.legs[leg][party] {
                return [(false, true, 1.0), (false, false, 0.0), (true, true, 0.0)];
            }
            let Deed { kept, hollow, accused } = rung.deeds[party][usize::from(state.trustworthy[party])];
            let (kept, hollow) = if reads_truth { (kept, hollow) } else { (kept + hollow, 0.0) };
            [(false, true, kept), (false, false, hollow), (true, true, accused)]
        });
        let mut found = Vec::with_capacity(9);
        for sender in each[0] {
            for target in each[1] {
                let chance = sender.2 * target.2;
                if chance > 0.0 {
                    found.push(([sender.0, target.0], sender.1 && target.1, chance));
                }
            }
        }
        found
    }

    /// Nobody is accused: the second mover delivers, or the rung comes into force.
    fn clean(&self, mut state: State, day: Day, leg: usize, honoured: bool) -> State {
        let index = state.in_force;
        let rung = &self.rungs[index];
        if leg + 1 < rung.legs.len() {
            state.stage = self.check(day, rung.check_lag_days, leg + 1, honoured);
            return state;
        }
        if self.judge == Judge::Truth {
            let before = rung.first_tranche || state.honoured[index - 1];
            state.honoured.push(self.reads_truth(index) && honoured && before);
        }
        if !self.reverses() {
            state.tries.clear();
        }
        state.in_force += 1;
        state.ever_in_force = true;
        state.lapse = self.within(day.0 + self.lapse_days);
        state.stage = AttemptStage::Idle(day);
        state
    }

    /// A dispute over alarms: counted, something taken back, and then an exit, a cure at once, or none.
    fn dispute(
        &self,
        mut state: State,
        accused: [bool; 2],
        day: Day,
        moment: Moment,
        mass: f64,
        branches: &mut Vec<(Branch, f64)>,
    ) {
        if self.exits(&mut state) {
            branches.push((Branch::Broke(Cause::DisputeCount), mass));
            return;
        }
        state.in_force = match self.scope(accused) {
            Snapback::Nothing => state.in_force,
            Snapback::Newest => state.in_force.saturating_sub(1),
            Snapback::All => 0,
        };
        state.honoured.truncate(state.in_force);
        let cures = self.all_cure(accused);
        let cured = State { stage: AttemptStage::Idle(day), ..state.clone() };
        self.climb(cured, moment, mass * cures, branches);
        let limit = AttemptStage::Dispute(self.within(day.0 + self.limit_days));
        self.climb(State { stage: limit, ..state }, moment, mass * (1.0 - cures), branches);
    }

    /// Counts a dispute over the next rung; whether a party leaves over it.
    fn exits(&self, state: &mut State) -> bool {
        if let Some(limit) = self.disputes_before_exit {
            state.disputes += 1;
            if state.disputes >= limit {
                return true;
            }
        }
        let Some(limit) = self.tries_per_rung else { return false };
        if state.tries.len() <= state.in_force {
            state.tries.resize(state.in_force + 1, 0);
        }
        state.tries[state.in_force] += 1;
        state.tries[state.in_force] >= limit
    }
}
