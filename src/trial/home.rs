//! What changes at home: governments, and open reneging.

use super::event::{Event, Observer};
use super::play::Play;
use crate::domain::{Cause, StopReason};
use crate::luck::{Chance, Words, exponential};
use crate::rule::belief;

/// Words of one government in the `government` purpose: time since the last change, whether it
/// leaves, whether the type is kept, its type if redrawn.
const GOVERNMENT_WORDS: u64 = 4;

impl<W: Words<L>, O: Observer, const L: usize> Play<'_, W, O, L> {
    /// The type of a party's first government.
    pub(super) fn first_type(&mut self, party: usize) -> bool {
        self.drawn_type(party, 0)
    }

    fn drawn_type(&mut self, party: usize, government: u64) -> bool {
        let probability = self.world.party[party].numbers.trustworthy;
        self.happens(Chance::of(probability), self.plan.parties[party].government, GOVERNMENT_WORDS * government + 3)
    }

    /// Days from the change before to the change that brings `government`; governments change on the
    /// world's calendar whether or not there is a channel, and matter only while there is one.
    pub(super) fn turnover_gap(&mut self, party: usize, government: u64) -> f64 {
        let days = self.world.party[party].turnover_days;
        if self.plan.ladder.is_empty() || days.is_infinite() {
            return f64::INFINITY;
        }
        days * exponential(self.word(self.plan.parties[party].government, GOVERNMENT_WORDS * government))
    }

    /// Changes of government in this step, while there is a channel or a duty to lose.
    #[inline(always)]
    pub(super) fn turnover(&mut self) {
        for party in 0..2 {
            if self.state.party[party].next_turnover <= self.clock.end {
                self.governments(party);
            }
        }
    }

    /// The changes of one government that fall into this step.
    #[inline(never)]
    fn governments(&mut self, party: usize) {
        while self.state.party[party].next_turnover <= self.clock.end && self.has_something_to_lose() {
            let day = self.state.party[party].next_turnover;
            self.state.party[party].government += 1;
            let government = self.state.party[party].government;
            self.state.party[party].next_turnover = day + self.turnover_gap(party, government + 1);
            self.new_government(party, government, day);
        }
    }

    /// Whether a new government could leave anything.
    #[inline(always)]
    pub(super) fn has_something_to_lose(&self) -> bool {
        self.state.open() || self.state.channel.in_force > 0
    }

    fn new_government(&mut self, party: usize, government: u64, day: f64) {
        let numbers = &self.world.party[party].numbers;
        let purpose = self.plan.parties[party].government;
        let first = GOVERNMENT_WORDS * government;
        self.record.parties[party].turnovers += 1;
        let leaves = self.happens(Chance::of(numbers.exit_on_turnover), purpose, first + 1);
        let was_trustworthy = self.state.party[party].trustworthy;
        if !leaves {
            let keeps = self.happens(Chance::of(numbers.type_kept_on_turnover), purpose, first + 2);
            self.state.party[party].trustworthy =
                if keeps { was_trustworthy } else { self.drawn_type(party, government) };
        }
        let trustworthy = self.state.party[party].trustworthy;
        self.observer.observe(day, Event::Turnover { party, leaves, trustworthy });
        if leaves {
            self.stopped(StopReason::Turnover, None, Some(party));
            self.break_channel(Cause::Turnover, day);
            return;
        }
        self.group.standing.capital[party][self.lane] = 0.0;
        let reader = 1 - party;
        let first_trust = self.world.party[reader].numbers.trusts_other;
        let before = self.group.standing.belief[reader][self.lane];
        let after = belief::new_government(before, numbers.type_kept_on_turnover, first_trust);
        self.group.standing.believe(reader, self.lane, after);
        self.hand_over_dispute(party, was_trustworthy, self.clock.start);
    }

    /// Reneging on the newest duty in force, and what its absence teaches.
    #[inline(always)]
    pub(super) fn reneging(&mut self) {
        if !self.world.reneging {
            return;
        }
        for party in 0..2 {
            let Some((rung, hazard)) = self.renege_hazard(party) else { continue };
            if !self.state.party[party].trustworthy && self.reneges(party, hazard) {
                let day = self.clock.end;
                self.group.standing.believe(1 - party, self.lane, -crate::rule::LARGEST_EXPONENT);
                self.observer.observe(day, Event::Reneged { rung, party });
                self.stopped(StopReason::Reneging, None, Some(party));
                self.break_channel(Cause::Reneging, day);
                return;
            }
            self.learn(1 - party, belief::no_renege(hazard));
        }
    }

    /// The newest duty in force of a party, and the hazard with which its exploiting type reneges on it.
    #[inline(always)]
    fn renege_hazard(&self, party: usize) -> Option<(usize, f64)> {
        let in_force = &self.world.ladder[..self.state.channel.in_force];
        let rung = in_force.iter().rposition(|terms| terms.side[party].is_some())?;
        let side = self.world.ladder[rung].side[party].as_ref()?;
        (side.renege > 0.0).then_some((rung, side.renege))
    }

    /// Whether the exploiter's hazard, added up since it first could renege, has reached its threshold.
    #[inline(always)]
    fn reneges(&mut self, party: usize, hazard: f64) -> bool {
        if self.state.party[party].renege_left.is_nan() {
            self.state.party[party].renege_left = exponential(self.word(self.plan.parties[party].renege, 0));
        }
        self.state.party[party].renege_left -= hazard;
        self.state.party[party].renege_left <= 0.0
    }

    /// Hands reneging over to the group, which carries it through the steps in which nothing else happens.
    /// A threshold that has not been drawn yet is drawn in the next step, which is therefore played alone.
    pub(super) fn hand_over_reneging(&mut self) {
        for party in 0..2 {
            let hazard = self.renege_hazard(party).map_or(0.0, |(_, hazard)| hazard);
            let home = &self.state.party[party];
            let exploits = hazard > 0.0 && !home.trustworthy;
            let due = &mut self.group.due;
            if exploits && home.renege_left.is_nan() {
                due.day[self.lane] = f64::NEG_INFINITY;
            }
            due.renege[party][self.lane] = hazard;
            due.renege_left[party][self.lane] = if exploits { home.renege_left } else { f64::INFINITY };
        }
    }

    /// Takes reneging back from the group.
    pub(super) fn take_back_reneging(&mut self) {
        for party in 0..2 {
            let left = std::mem::replace(&mut self.group.due.renege_left[party][self.lane], f64::INFINITY);
            if left.is_finite() {
                self.state.party[party].renege_left = left;
            }
        }
    }
}
