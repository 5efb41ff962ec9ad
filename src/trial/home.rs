//! What changes at home: governments, and open reneging.

use super::event::{Event, Observer};
use super::play::Play;
use crate::domain::{Cause, StopReason};
use crate::luck::{Chance, Words, exponential};
use crate::rule::belief;

/// Words of one government in the `government` purpose: time since the last change, whether it
/// leaves, whether the type is kept, its type if redrawn.
const GOVERNMENT_WORDS: u64 = 4;

impl<W: Words, O: Observer> Play<'_, W, O> {
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
        days * exponential(self.words.word(self.plan.parties[party].government, GOVERNMENT_WORDS * government))
    }

    /// Changes of government in this step, while there is a channel or a duty to lose.
    pub(super) fn turnover(&mut self) {
        for party in 0..2 {
            if self.state.party[party].next_turnover <= self.state.step_end {
                self.governments(party);
            }
        }
    }

    /// The changes of one government that fall into this step.
    #[inline(never)]
    fn governments(&mut self, party: usize) {
        while self.state.party[party].next_turnover <= self.state.step_end {
            let day = self.state.party[party].next_turnover;
            self.state.party[party].government += 1;
            let government = self.state.party[party].government;
            self.state.party[party].next_turnover = day + self.turnover_gap(party, government + 1);
            if self.state.open() || self.state.channel.in_force > 0 {
                self.new_government(party, government, day);
            }
        }
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
        self.state.party[party].capital = 0.0;
        let reader = &mut self.state.party[1 - party];
        let first_trust = self.world.party[1 - party].numbers.trusts_other;
        reader.believe(belief::new_government(reader.belief, numbers.type_kept_on_turnover, first_trust));
        self.hand_over_dispute(party, was_trustworthy, self.state.step_start);
    }

    /// Reneging on the newest duty in force, and what its absence teaches.
    pub(super) fn reneging(&mut self) {
        if !self.world.reneging {
            return;
        }
        for party in 0..2 {
            let Some(rung) = self.state.party[party].newest_duty else { continue };
            let hazard = self.world.ladder[rung].side[party].as_ref().map_or(0.0, |side| side.renege);
            if hazard <= 0.0 {
                continue;
            }
            if !self.state.party[party].trustworthy && self.reneges(party, hazard) {
                let day = self.state.step_end;
                self.state.party[1 - party].believe(-crate::rule::LARGEST_EXPONENT);
                self.observer.observe(day, Event::Reneged { rung, party });
                self.stopped(StopReason::Reneging, None, Some(party));
                self.break_channel(Cause::Reneging, day);
                return;
            }
            self.state.learn(1 - party, belief::no_renege(hazard));
        }
    }

    /// Whether the exploiter's hazard, added up since it first could renege, has reached its threshold.
    fn reneges(&mut self, party: usize, hazard: f64) -> bool {
        if self.state.party[party].renege_left.is_nan() {
            self.state.party[party].renege_left = exponential(self.words.word(self.plan.parties[party].renege, 0));
        }
        self.state.party[party].renege_left -= hazard;
        self.state.party[party].renege_left <= 0.0
    }
}
