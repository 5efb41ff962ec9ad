//! A trial in one of its steps, as what happens in it sees it.

use super::clock::Clock;
use super::event::{Event, Observer, Phase};
use super::mark::Mark;
use super::moment::Moment;
use super::record::TrialRecord;
use super::state::{State, Stop};
use crate::domain::{ChannelEnd, StopReason};
use crate::plan::{Conduct, Plan, World};
use crate::random::{Chance, Purpose, Words};
use crate::rule::belief;

/// A trial in one of its steps, as a mechanism sees it.
pub(super) struct Step<'a, W, O> {
    pub(super) plan: &'a Plan,
    pub(super) world: &'a World,
    pub(super) clock: Clock,
    pub(super) state: &'a mut State,
    pub(super) record: &'a mut TrialRecord,
    /// What is still to be noted, from the next mark on, be it at the end of this step.
    pub(super) marks: &'a [Mark],
    /// How the trial stood at the end of each reporting step so far.
    pub(super) moments: &'a mut Vec<Moment>,
    pub(super) words: &'a mut W,
    pub(super) observer: &'a mut O,
    /// The last step that is simulated.
    pub(super) last: u32,
    /// Whether the arm ends where a party leaves the channel: nothing that comes after is asked for.
    pub(super) ends_where_broken: bool,
}

impl<'a, W: Words, O: Observer> Step<'a, W, O> {
    /// Ends an arm of which no more is asked where the channel has broken: nothing else of the step counts.
    pub(super) fn end_if_broken(&mut self) {
        if self.ends_where_broken && self.state.channel.end == ChannelEnd::Broken {
            self.end();
        }
    }

    /// The arm has ended.
    pub(super) fn end(&mut self) {
        self.state.last_step = self.clock.step;
        self.state.arm.alive = false;
    }

    /// How `party` conducts itself on the rung at `index`; `None` where it gives nothing there.
    #[inline]
    pub(super) fn conduct(&self, index: usize, party: usize) -> Option<&'a Conduct> {
        self.world.conduct(self.plan, index, party)
    }

    /// A word of this trial.
    #[inline]
    pub(super) fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        self.words.word(purpose, index)
    }

    /// Whether an event of this chance occurs. What is certain or impossible takes no word.
    #[inline]
    pub(super) fn happens(&mut self, chance: Chance, purpose: Purpose, index: u64) -> bool {
        if chance.is_open() { chance.occurs(self.word(purpose, index)) } else { chance == Chance::CERTAIN }
    }

    /// An exponential time of this mean; no word where the mean is 0.
    #[inline]
    pub(super) fn waiting_time(&mut self, mean: f64, purpose: Purpose, index: u64) -> f64 {
        if mean > 0.0 { mean * crate::random::exponential(self.word(purpose, index)) } else { 0.0 }
    }

    /// A phase begins.
    #[inline(always)]
    pub(super) fn enter(&mut self, phase: Phase) {
        self.observer.enter(self.clock.step, phase, true);
    }

    /// Tells who watches.
    #[inline]
    pub(super) fn observe(&mut self, day: f64, event: Event) {
        self.observer.observe(day, event);
    }

    /// Adds to what `reader` believes of the other.
    #[inline]
    pub(super) fn learn(&mut self, reader: usize, log_odds: f64) {
        if log_odds != 0.0 {
            let believer = &mut self.state.party[reader];
            believer.believe(belief::held(believer.belief + log_odds));
        }
    }

    /// Remembers what last kept the next rung from coming into force.
    pub(super) fn stopped(&mut self, reason: StopReason, body: Option<usize>, party: Option<usize>) {
        let at = self.state.channel.in_force as u32;
        let (body, party) = (body.map(|body| body as u16), party.map(|party| party as u8));
        self.state.channel.stop = Stop { at, reason, body, party };
    }
}
