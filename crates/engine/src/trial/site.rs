//! Where on the ladder.

use super::event::Observer;
use super::state::Leg;
use super::step::Step;
use crate::plan::{Conduct, InstanceTerms, RungInstance, RungPlan};
use crate::random::Words;

/// A rung instance with all that is fixed about it.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    /// Its place on the ladder.
    pub(super) index: usize,
    pub(super) instance: &'a RungInstance,
    /// The declared rung behind it.
    pub(super) declared: &'a RungPlan,
    pub(super) terms: &'a InstanceTerms,
}

impl<'a> Site<'a> {
    /// The rung instance at `index` of the ladder.
    pub(super) fn at(step: &Step<'a, impl Words, impl Observer>, index: usize) -> Self {
        let instance = &step.plan.ladder[index];
        Site { index, instance, declared: &step.plan.rungs[instance.rung], terms: &step.world.ladder[index] }
    }

    /// Who gives here: sender, target.
    pub(super) fn gives(&self) -> [bool; 2] {
        [self.terms.side[0].is_some(), self.terms.side[1].is_some()]
    }

    /// How a party that delivers on this leg conducts itself; none of one that does not.
    pub(super) fn delivering(
        &self,
        step: &Step<'a, impl Words, impl Observer>,
        leg: Leg,
        party: usize,
    ) -> Option<&'a Conduct> {
        if leg.who[party] { step.conduct(self.index, party) } else { None }
    }
}
