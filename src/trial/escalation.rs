//! The world around the channel: spoilers, incidents, completion and lapse; and the incidents of the
//! no-channel twin on the same words. What goes on in every step is in [`super::group`].

use super::event::{Event, Observer};
use super::play::Play;
use super::state::Stage;
use crate::domain::{ChannelEnd, IncidentResponse};
use crate::luck::{Chance, Purpose, Words, poisson, uniform};
use crate::rule::{belief, tension};

/// Steps for which the first, the second ... incident of each have words of their own, one after the
/// other: most steps have one incident at most, so few words are wasted.
const INCIDENT_STEPS: u64 = 1 << 24;
/// Words for the blame of one incident: whether it is laid at a door, at whose, whether it is let pass.
const BLAME_WORDS: u64 = 4;
/// Which of the two parties it is laid at.
const EVEN: f64 = 0.5;

impl<W: Words<L>, O: Observer, const L: usize> Play<'_, W, O, L> {
    /// The mediator's influence fades in the very step in which the channel has closed before its turn.
    pub(super) fn fade_mediator(&mut self) {
        self.group.channel.mediator[self.lane] *= self.world.mediator_decay;
    }

    /// Shows the group what the channel does to incidents and to confrontation.
    #[inline(always)]
    pub(super) fn show_channel(&mut self) {
        if !self.group.reads_channels() {
            return;
        }
        let (lane, world, channel) = (self.lane, self.world, &self.state.channel);
        let artificial = channel.ever_in_force && channel.structural_honoured == 0;
        let shown = &mut self.group.channel;
        shown.calming[lane] = if self.state.working() { world.calming } else { 1.0 };
        shown.mediator_fade[lane] = if self.state.open() { 1.0 } else { world.mediator_decay };
        shown.artificial[lane] = if artificial { world.artificial_incentive } else { 0.0 };
        shown.relief[lane] = channel.relief;
        shown.unspent.set(lane, self.state.ledger.has_unspent());
    }

    /// Attacks on the rung under way, and what they and their absence teach.
    #[inline(always)]
    pub(super) fn spoilers(&mut self) {
        if self.plan.spoilers.is_empty() {
            return;
        }
        if let Some(since) = self.state.channel.under_way_since {
            let months = (self.clock.end - since.max(self.clock.start)) / crate::plan::MONTH_DAYS;
            self.state.channel.exposure += self.world.ladder[self.state.channel.in_force].stake * months;
            self.pass_spoilers();
        }
        let exposure = std::mem::take(&mut self.state.channel.exposure);
        if exposure > 0.0 {
            self.attacks(exposure);
        }
    }

    /// The spoilers have had their turn in this step: what is under way counts for them from its end on.
    #[inline(always)]
    pub(super) fn pass_spoilers(&mut self) {
        let since = &mut self.state.channel.under_way_since;
        *since = since.map(|_| self.clock.end);
    }

    /// Attacks of one step, under way for `exposure` (stake times months).
    fn attacks(&mut self, exposure: f64) {
        let heat =
            exposure * (1.0 + self.group.standing.objection.iter().map(|weights| weights[self.lane]).sum::<f64>());
        let plan = self.plan;
        for (spoiler, terms) in plan.spoilers.iter().enumerate() {
            let camp = terms.camp.index();
            let expected = self.world.attack_rate[spoiler] * heat;
            let control = self.world.party[camp].numbers.spoiler_control;
            let mean = if self.state.party[camp].trustworthy { (1.0 - control) * expected } else { expected };
            let count = self.attack_count(mean, terms.attack);
            self.learn(1 - camp, belief::attacks(count, control, expected));
            if count > 0 {
                self.group.with.tension[self.lane] += f64::from(count) * tension::ATTACK_SEVERITY * self.world.jump;
                self.record.attacks[spoiler] += count;
                self.observer.observe(self.clock.end, Event::Attacked { spoiler, count });
            }
        }
    }

    /// Incidents of this step on its word; a serious one may be laid at a party's door and open a dispute.
    #[inline(always)]
    pub(super) fn incidents(&mut self, word: u32) {
        let calming = self.group.channel.calming[self.lane];
        let count = poisson(word, self.group.expected_incidents(&self.group.with, self.lane, calming));
        for number in 0..u64::from(count) {
            let incident = self.incident(number);
            let severity = self.severity(incident);
            self.group.with.take_incident(self.lane, severity, self.world.jump);
            let laid_to = if severity == tension::SERIOUS { self.laid_to(incident) } else { None };
            let ignored = laid_to.is_some_and(|party| self.lets_pass(party, incident));
            self.observer.observe(self.clock.end, Event::Incident { severity, laid_to, ignored });
            if let Some(party) = laid_to.filter(|_| !ignored) {
                self.open_incident_dispute(party, incident, self.clock.end);
            }
        }
    }

    /// Incidents of this step without a channel.
    pub(super) fn twin_incidents(&mut self, word: u32) {
        let count = poisson(word, self.group.expected_incidents(&self.group.without, self.lane, 1.0));
        for number in 0..u64::from(count) {
            let severity = self.severity(self.incident(number));
            self.group.without.take_incident(self.lane, severity, self.world.jump);
        }
    }

    /// How many attacks of this mean come in this step, on the step's word; no word where the mean is 0.
    fn attack_count(&mut self, mean: f64, purpose: Purpose) -> u32 {
        if mean > 0.0 { poisson(self.word(purpose, u64::from(self.clock.step)), mean) } else { 0 }
    }

    /// The number under which an incident of this step has its draws.
    fn incident(&self, number: u64) -> u64 {
        number * INCIDENT_STEPS + u64::from(self.clock.step)
    }

    fn severity(&mut self, incident: u64) -> u32 {
        tension::severity(uniform(self.word(self.plan.world.incident_severity, incident)))
    }

    /// At whose door a serious incident is laid: nobody's where the channel is closed or suspended or
    /// the rung is ring-fenced.
    fn laid_to(&mut self, incident: u64) -> Option<usize> {
        let rung = self.state.channel.in_force;
        let fenced = rung < self.plan.ladder.len() && self.site(rung).declared.ring_fenced;
        if !self.state.working() || fenced {
            return None;
        }
        let purpose = self.plan.world.incident_blame;
        let first = BLAME_WORDS * incident;
        let laid = self.happens(self.world.attribution, purpose, first);
        laid.then(|| usize::from(!self.happens(Chance::of(EVEN), purpose, first + 1)))
    }

    /// Whether the party that is not at fault lets the incident pass.
    fn lets_pass(&mut self, at_fault: usize, incident: u64) -> bool {
        let aggrieved = 1 - at_fault;
        let probability = (1.0 + self.world.party[aggrieved].numbers.forgiveness) / 2.0;
        self.plan.parties[aggrieved].incident_response == IncidentResponse::RingFence
            || self.happens(Chance::of(probability), self.plan.world.incident_blame, BLAME_WORDS * incident + 2)
    }

    /// Whether all rungs of an open channel are in force and no dispute suspends it: it closes at the end of the step.
    #[inline(always)]
    pub(super) fn is_complete(&self) -> bool {
        self.state.channel.in_force == self.plan.ladder.len() && self.state.working()
    }

    /// The channel, open so far, closes at the end of this step: all rungs in force, completed; else too long without one, lapsed.
    /// Duties stay in force.
    pub(super) fn close_channel(&mut self) {
        let complete = self.is_complete();
        let (end, event) =
            if complete { (ChannelEnd::Completed, Event::Completed) } else { (ChannelEnd::Lapsed, Event::Lapsed) };
        self.observer.observe(self.clock.end, event);
        let channel = &mut self.state.channel;
        channel.end = end;
        channel.end_step = Some(self.clock.step);
        channel.closed_step = Some(self.clock.step);
        channel.under_way_since = None;
        channel.stage = Stage::Idle { ready: f64::INFINITY };
    }
}
