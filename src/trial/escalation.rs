//! The world around the channel: spoilers, incidents, tension, instability, confrontation; and the
//! same for the no-channel twin on the same words.

use super::event::{Event, Observer};
use super::play::Play;
use super::state::{Arm, Stage};
use crate::domain::{ChannelEnd, IncidentResponse};
use crate::luck::{Chance, LARGEST_COUNT, Purpose, Words, poisson, strikes, uniform};
use crate::rule::{LARGEST_EXPONENT, belief, confrontation, tension};

/// Incidents of one step that have draws of their own.
const INCIDENTS_PER_STEP: u64 = LARGEST_COUNT as u64 + 1;
/// Words of one incident: severity, whether it is laid at a door, at whose, whether it is let pass.
const INCIDENT_WORDS: u64 = 4;
/// Which of the two parties it is laid at.
const EVEN: f64 = 0.5;
/// Tension under which a week counts as calm.
const CALM_TENSION: f64 = 0.25;

impl<W: Words, O: Observer> Play<'_, W, O> {
    /// The mediator's influence fades once the channel has closed.
    pub(super) fn mediator(&mut self) {
        if !self.state.open() && self.state.channel.mediator > 0.0 {
            self.state.channel.mediator *= self.world.mediator_decay;
            self.mediate();
        }
    }

    /// Recomputes the factor of mediation on the hazard of confrontation; a pinned one has no factors.
    pub(super) fn mediate(&mut self) {
        if self.world.confrontation_pin.is_some() {
            return;
        }
        let channel = &self.state.channel;
        let artificial = channel.ever_in_force && channel.structural_honoured == 0;
        let z = confrontation::mediation(
            self.world.mediator_calming,
            self.world.artificial_incentive,
            channel.mediator,
            artificial.then_some(1.0),
        );
        self.state.channel.mediation = self.exp.exp(z.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT));
    }

    /// Attacks on the rung under way, and what they and their absence teach.
    pub(super) fn spoilers(&mut self) {
        if self.plan.spoilers.is_empty() {
            return;
        }
        if let Some(since) = self.state.channel.under_way_since {
            let months = (self.state.step_end - since.max(self.state.step_start)) / crate::plan::MONTH_DAYS;
            self.state.channel.exposure += self.world.ladder[self.state.channel.in_force].stake * months;
        }
        let exposure = std::mem::take(&mut self.state.channel.exposure);
        if exposure > 0.0 {
            self.attacks(exposure);
        }
    }

    /// Attacks of one step, under way for `exposure` (stake times months).
    fn attacks(&mut self, exposure: f64) {
        let heat = exposure * (1.0 + self.state.objection.iter().sum::<f64>());
        let plan = self.plan;
        for (spoiler, terms) in plan.spoilers.iter().enumerate() {
            let camp = terms.camp.index();
            let expected = self.world.attack_rate[spoiler] * heat;
            let control = self.world.party[camp].numbers.spoiler_control;
            let mean = if self.state.party[camp].trustworthy { (1.0 - control) * expected } else { expected };
            let count = self.count(mean, terms.attack);
            self.state.learn(1 - camp, belief::attacks(count, control, expected));
            if count > 0 {
                self.state.arm.tension += f64::from(count) * tension::ATTACK_SEVERITY * self.world.jump;
                self.state.tallies.attacks += count;
                self.record.attacks[spoiler] += count;
                self.observer.observe(self.state.step_end, Event::Attacked { spoiler, count });
            }
        }
    }

    /// Incidents of this step; a serious one may be laid at a party's door and open a dispute.
    pub(super) fn incidents(&mut self) {
        if self.world.incidents <= 0.0 {
            return;
        }
        let factor = if self.state.working() { self.world.calming } else { 1.0 };
        let count = self.incident_count(self.state.arm.tension, factor);
        for number in 0..u64::from(count) {
            let incident = self.incident(number);
            let severity = self.severity(incident);
            self.state.arm.take_incident(severity, self.world.jump);
            let laid_to = if severity == tension::SERIOUS { self.laid_to(incident) } else { None };
            let ignored = laid_to.is_some_and(|party| self.lets_pass(party, incident));
            self.observer.observe(self.state.step_end, Event::Incident { severity, laid_to, ignored });
            if let Some(party) = laid_to.filter(|_| !ignored) {
                self.open_incident_dispute(party, incident, self.state.step_end);
            }
        }
    }

    #[inline]
    fn incident_count(&mut self, tension: f64, factor: f64) -> u32 {
        let mean = tension::incident_rate(self.world.incidents, self.world.breeding, tension) * factor;
        self.count(mean, self.plan.world.incident_count)
    }

    /// How many events of this mean come in this step, on the step's word; no word where the mean is 0.
    #[inline]
    fn count(&mut self, mean: f64, purpose: Purpose) -> u32 {
        if mean > 0.0 { poisson(self.words.word(purpose, u64::from(self.state.step)), mean) } else { 0 }
    }

    /// The number under which an incident of this step has its draws.
    fn incident(&self, number: u64) -> u64 {
        u64::from(self.state.step) * INCIDENTS_PER_STEP + number
    }

    fn severity(&mut self, incident: u64) -> u32 {
        tension::severity(uniform(self.words.word(self.plan.world.incident_detail, INCIDENT_WORDS * incident)))
    }

    /// At whose door a serious incident is laid: nobody's where the channel is closed or suspended or
    /// the rung is ring-fenced.
    fn laid_to(&mut self, incident: u64) -> Option<usize> {
        let rung = self.state.channel.in_force;
        let fenced = rung < self.plan.ladder.len() && self.site(rung).declared.ring_fenced;
        if !self.state.working() || fenced {
            return None;
        }
        let purpose = self.plan.world.incident_detail;
        let first = INCIDENT_WORDS * incident;
        let laid = self.happens(self.world.attribution, purpose, first + 1);
        laid.then(|| usize::from(!self.happens(Chance::of(EVEN), purpose, first + 2)))
    }

    /// Whether the party that is not at fault lets the incident pass.
    fn lets_pass(&mut self, at_fault: usize, incident: u64) -> bool {
        let aggrieved = 1 - at_fault;
        let probability = (1.0 + self.world.party[aggrieved].numbers.forgiveness) / 2.0;
        self.plan.parties[aggrieved].incident_response == IncidentResponse::RingFence
            || self.happens(Chance::of(probability), self.plan.world.incident_detail, INCIDENT_WORDS * incident + 3)
    }

    /// Tension, objections and capital halve; waiting for cures is read.
    pub(super) fn fade(&mut self) {
        let decay = self.world.decay;
        self.state.arm.tension *= decay;
        for weight in &mut self.state.objection {
            *weight *= decay;
        }
        for party in &mut self.state.party {
            party.capital *= decay;
        }
        if self.state.channel.stage == Stage::Dispute {
            self.read_waiting(self.state.step_end);
        }
    }

    /// Money released is spent.
    pub(super) fn spend(&mut self) {
        if self.state.ledger.has_unspent() {
            self.state.ledger.spend(self.world.spending, self.world.diverted_share);
        }
    }

    /// Whether confrontation comes in this step.
    pub(super) fn confrontation(&mut self) -> bool {
        let hazard = if self.heat_is_read() {
            self.mediate_if_stale();
            let diverted = self.state.ledger.diverted.over(self.world.frozen);
            let instability = self.instability(diverted, self.state.channel.relief);
            let mediation = self.state.channel.mediation;
            let heat = self.heat(&self.state.arm, instability);
            self.state.arm.note_week(heat);
            self.world.confrontation * heat * mediation
        } else {
            0.0
        };
        let comes = self.confronts(hazard);
        self.state.arm.count_step(comes, self.state.step);
        if comes {
            self.observer.observe(self.state.step_end, Event::Confrontation);
        }
        comes
    }

    /// Without a twin to compare with, a pinned hazard leaves nobody who reads the heat of the arms.
    fn heat_is_read(&self) -> bool {
        self.plan.plays_twin() || self.world.confrontation_pin.is_none()
    }

    /// A break after the mediator's place in the step may have undone what was honoured.
    fn mediate_if_stale(&mut self) {
        if !self.state.open() && self.state.channel.end_step == Some(self.state.step) {
            self.mediate();
        }
    }

    /// Incidents of this step without a channel.
    pub(super) fn twin_incidents(&mut self) {
        let count = self.incident_count(self.state.twin.tension, 1.0);
        for number in 0..u64::from(count) {
            let severity = self.severity(self.incident(number));
            self.state.twin.take_incident(severity, self.world.jump);
        }
        self.state.twin.tension *= self.world.decay;
    }

    /// Whether confrontation comes in this step without a channel: the same rule on the same word.
    pub(super) fn twin_confrontation(&mut self) -> bool {
        let heat = self.heat(&self.state.twin, self.instability(0.0, 0.0));
        self.state.twin.note_week(heat);
        let comes = self.confronts(self.world.confrontation * heat);
        self.state.twin.count_step(comes, self.state.step);
        if comes {
            self.observer.observe(self.state.step_end, Event::TwinConfrontation);
        }
        comes
    }

    /// Whether confrontation comes on the step's one word: by the pinned chance, or where `hazard` strikes.
    #[inline(always)]
    fn confronts(&mut self, hazard: f64) -> bool {
        let (purpose, step) = (self.plan.world.confrontation, u64::from(self.state.step));
        match self.world.confrontation_pin {
            Some(chance) => self.happens(chance, purpose, step),
            None => hazard > 0.0 && strikes(self.words.word(purpose, step), hazard),
        }
    }

    /// The exponential of tension and instability, which drives the hazard and the demand for arms.
    #[inline]
    fn heat(&self, arm: &Arm, instability: f64) -> f64 {
        self.exp.exp((arm.tension + instability).clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT))
    }

    /// L in the middle of the step.
    #[inline]
    fn instability(&self, diverted: f64, relief: f64) -> f64 {
        let (world, months) = (self.world, self.mid_step_months());
        confrontation::instability(world.instability_growth, months, world.diversion_weight, diverted, relief)
    }

    fn mid_step_months(&self) -> f64 {
        (f64::from(self.state.step) - 0.5) * self.world.step_months
    }

    /// All rungs in force: completed. Too long without one: lapsed. Duties stay in force.
    pub(super) fn completion_or_lapse(&mut self) {
        if !self.state.open() {
            return;
        }
        let channel = &self.state.channel;
        if channel.in_force == self.plan.ladder.len() && self.state.working() {
            self.close_channel(ChannelEnd::Completed, Event::Completed);
        } else if channel.last_in_force + self.world.lapse_days <= self.state.step_end {
            self.close_channel(ChannelEnd::Lapsed, Event::Lapsed);
        }
    }

    fn close_channel(&mut self, end: ChannelEnd, event: Event) {
        self.observer.observe(self.state.step_end, event);
        let channel = &mut self.state.channel;
        channel.end = end;
        channel.end_step = Some(self.state.step);
        channel.closed_step = Some(self.state.step);
        channel.under_way_since = None;
        channel.stage = Stage::Idle { ready: f64::INFINITY };
    }
}

impl Arm {
    /// An incident: tension rises by `jump` for each unit of severity.
    fn take_incident(&mut self, severity: u32, jump: f64) {
        self.tension += jump * f64::from(severity);
        self.incidents += 1;
        self.harm += severity;
    }

    /// Takes a week of this heat into the arm's ledger.
    #[inline]
    fn note_week(&mut self, heat: f64) {
        self.calm_steps += u32::from(self.tension < CALM_TENSION);
        self.arms_demand += heat;
    }

    /// Counts a step, and the confrontation that came in it.
    #[inline]
    fn count_step(&mut self, comes: bool, step: u32) {
        self.steps += 1;
        if comes {
            self.confrontation_step = Some(step);
        }
    }
}
