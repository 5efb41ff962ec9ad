//! When something may happen next in a trial, at home or on the ladder. Until then the group carries it.

use super::event::Observer;
use super::play::Play;
use super::state::Stage;
use crate::luck::Words;
use crate::math::lesser;

impl<W: Words<L>, O: Observer, const L: usize> Play<'_, W, O, L> {
    /// Takes the trial back from the group.
    #[inline(always)]
    pub(super) fn take_back(&mut self) {
        if self.world.reneging {
            self.take_back_reneging();
        }
    }

    /// Hands the trial over to the group until the next day on which anything may happen.
    #[inline(always)]
    pub(super) fn hand_over(&mut self) {
        self.take_back();
        self.show();
        self.make_due();
        if self.world.reneging {
            self.hand_over_reneging();
        }
        if !self.plan.spoilers.is_empty() {
            self.hand_over_way();
        }
    }

    /// Shows the group how the channel stands.
    #[inline(always)]
    fn show(&mut self) {
        self.show_channel();
        self.group.channel.disputing.set(self.lane, self.state.open() && self.state.channel.stage == Stage::Dispute);
        self.show_ladder();
    }

    /// Shows what is in force.
    #[inline(always)]
    pub(super) fn show_ladder(&mut self) {
        let shown = &mut self.group.channel;
        shown.in_force[self.lane] = self.state.channel.in_force as u32;
        shown.settled.set(self.lane, self.state.channel.structural_honoured > 0);
    }

    /// Says when something may happen next.
    #[inline(always)]
    pub(super) fn make_due(&mut self) {
        match self.state.channel.stage {
            Stage::Idle { ready } if self.state.open() => self.make_offer_due(ready),
            _ => {
                let day = lesser(self.next_on_ladder(), self.next_at_home());
                let close = if self.state.open() { self.lapse_day() } else { f64::INFINITY };
                let due = &mut self.group.due;
                (due.day[self.lane], due.offer[self.lane], due.close[self.lane]) = (day, f64::INFINITY, close);
            }
        }
    }

    /// The channel is open and nothing is under way: the next rung may be offered from day `ready` on.
    #[inline(always)]
    fn make_offer_due(&mut self, ready: f64) {
        let home = lesser(self.state.channel.next_renewal, self.next_turnover());
        let close = if self.is_complete() { f64::NEG_INFINITY } else { self.lapse_day() };
        let immediate = self.next_immediate();
        let due = &mut self.group.due;
        (due.day[self.lane], due.offer[self.lane], due.close[self.lane]) = (home, ready, close);
        due.immediate[self.lane] = immediate;
    }

    /// Hands the rung under way over to the spoilers.
    fn hand_over_way(&mut self) {
        let channel = &self.state.channel;
        let stake = channel.under_way_since.map_or(0.0, |_| self.world.ladder[channel.in_force].stake);
        self.group.due.under_way[self.lane] = stake;
        for party in 0..2 {
            self.group.due.trustworthy[party][self.lane] = self.state.party[party].trustworthy;
        }
    }

    /// The next change of government that matters, or renewal.
    fn next_at_home(&self) -> f64 {
        let renewal = self.state.channel.next_renewal;
        if self.has_something_to_lose() { lesser(renewal, self.next_turnover()) } else { renewal }
    }

    /// The next change of government, whether it matters or not.
    #[inline(always)]
    fn next_turnover(&self) -> f64 {
        lesser(self.state.party[0].next_turnover, self.state.party[1].next_turnover)
    }

    /// The day on which what is under way goes on; every day in a dispute, which is read as it lasts.
    fn next_on_ladder(&self) -> f64 {
        let channel = &self.state.channel;
        match &channel.stage {
            Stage::Idle { .. } => f64::INFINITY,
            Stage::Review => channel.reviews.next_day(),
            Stage::Delivery { day, .. } | Stage::Check { day, .. } => *day,
            Stage::Dispute => f64::NEG_INFINITY,
        }
    }
}
