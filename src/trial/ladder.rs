//! The ladder: offer, acceptance, objections, reviews, signing, delivery, check, coming into force.

use super::event::{Event, Observer};
use super::play::Play;
use super::state::{Duty, Leg, Stage, Stop};
use crate::domain::{FirstMover, Role, StopReason};
use crate::luck::{Words, exponential_pair};
use crate::rule::{credibility, sign_off};

/// Words of one attempt in the `deed` purpose: compliance of sender and target, check of sender and target.
const DEED_WORDS: u64 = 4;
/// Words of one attempt in the `pace` purpose: first and second delivery, forgiveness of sender and target.
const PACE_WORDS: u64 = 4;
/// Words of one attempt in the `announcement` purpose: two each for sender and target.
const ANNOUNCEMENT_WORDS: u64 = 4;
/// Instances of a declared rung that one government's acceptance draws make room for.
const INSTANCES_PER_GOVERNMENT: u64 = 4096;

/// The next thing due on the ladder.
#[derive(Clone, Copy, Debug)]
enum Due {
    Round,
    Review { place: usize },
    Delivery { leg: Leg },
    Check { leg: Leg },
    Cure { party: usize },
    Limit,
}

impl<W: Words, O: Observer> Play<'_, W, O> {
    /// Everything that falls due on the ladder in this step, in order of time. Nothing after the
    /// lapse deadline counts.
    pub(super) fn climb(&mut self) {
        let mut round = self.state.step.is_multiple_of(self.plan.round_steps);
        while self.state.open() {
            let Some((day, due)) = self.next_due(round) else { break };
            if day > self.state.step_end || day > self.state.channel.last_in_force + self.world.lapse_days {
                break;
            }
            match due {
                Due::Round => {
                    round = false;
                    self.offer(day);
                }
                Due::Review { place } => self.review(place, day),
                Due::Delivery { leg } => self.delivery(leg, day),
                Due::Check { leg } => self.check(leg, day),
                Due::Cure { party } => self.cure(party, day),
                Due::Limit => self.dispute_limit(day),
            }
        }
    }

    /// The next event and its day. A round falls on the end of the step, and only on an idle ladder.
    fn next_due(&self, round: bool) -> Option<(f64, Due)> {
        let channel = &self.state.channel;
        match &channel.stage {
            Stage::Idle { ready } => {
                let offers = round && *ready <= self.state.step_end && channel.in_force < self.plan.ladder.len();
                offers.then_some((self.state.step_end, Due::Round))
            }
            Stage::Review => {
                let ends = channel.review_end.iter().enumerate();
                let first =
                    ends.fold((f64::INFINITY, 0), |best, (place, &end)| if end < best.0 { (end, place) } else { best });
                Some((first.0, Due::Review { place: first.1 }))
            }
            Stage::Delivery { day, leg } => Some((*day, Due::Delivery { leg: *leg })),
            Stage::Check { day, leg } => Some((*day, Due::Check { leg: *leg })),
            Stage::Dispute(dispute) => {
                let cures = [0, 1].map(|party| dispute.respondent[party].map_or(f64::INFINITY, |it| it.cure_day));
                let party = usize::from(cures[1] < cures[0]);
                Some(if cures[party] <= dispute.limit {
                    (cures[party], Due::Cure { party })
                } else {
                    (dispute.limit, Due::Limit)
                })
            }
        }
    }

    /// A round: the next rung is offered.
    fn offer(&mut self, day: f64) {
        let rung = self.state.channel.in_force;
        self.state.tallies.offers += 1;
        self.record.rungs[rung].offered += 1;
        if self.declared(rung).structural {
            self.state.tallies.structural_offered_day = Some(day);
        }
        let belief = [self.state.party[0].belief, self.state.party[1].belief];
        self.observer.observe(day, Event::Offered { rung, belief });
        let refusals = [Role::Sender, Role::Target].map(|role| !self.accepts(role, rung));
        for (party, refuses) in refusals.into_iter().enumerate() {
            if refuses {
                self.record.parties[party].refusals += 1;
                self.observer.observe(day, Event::Refused { rung, party });
            }
        }
        match refusals {
            [false, false] => self.accepted(rung, day),
            [sender, _] => {
                self.stopped(StopReason::NotAccepted, None, Some(usize::from(!sender)));
                self.state.channel.stage = Stage::Idle { ready: day };
            }
        }
    }

    /// Whether a party accepts: its luck for this rung and government against the acceptance rule.
    /// A party that only receives always accepts.
    fn accepts(&mut self, role: Role, rung: usize) -> bool {
        let world = self.world;
        let Some(side) = &world.ladder[rung].side[role.index()] else { return true };
        let probability = side
            .acceptance
            .unwrap_or_else(|| side.terms.probability(self.state.trust(role.index()), self.pressure(role)));
        let instance = &self.plan.ladder[rung];
        let government = self.state.party[role.index()].government;
        let place = government * INSTANCES_PER_GOVERNMENT + u64::from(instance.instance);
        self.happens(probability, self.plan.rungs[instance.rung].acceptance, 2 * place + role.index() as u64)
    }

    /// P: the target's falls with the money released by the record.
    fn pressure(&self, role: Role) -> f64 {
        let first = self.world.party[role.index()].numbers.pressure;
        match role {
            Role::Sender => first,
            Role::Target if self.world.frozen.0 == 0 => first,
            Role::Target => {
                first - self.world.relief_lowers_pressure * self.state.released / self.world.frozen.0 as f64
            }
        }
    }

    fn accepted(&mut self, rung: usize, day: f64) {
        let declared = self.plan.ladder[rung].rung;
        self.record.rungs[rung].accepted += 1;
        self.observer.observe(day, Event::Accepted { rung });
        let attempts = &mut self.state.channel.attempts[declared];
        self.state.channel.attempt = *attempts;
        *attempts += 1;
        self.state.channel.accepted_day = day;
        self.stopped(StopReason::InProgress, None, None);
        self.object(rung, day);
        let plan = self.plan;
        let attempt = self.state.channel.attempt;
        for (place, part) in plan.rungs[declared].sign_offs.iter().enumerate() {
            let review = self.waiting_time(self.world.body[part.body].review_days, part.review, attempt);
            self.state.channel.review_end[place] = day + review;
        }
        let bodies = plan.rungs[declared].sign_offs.len();
        self.state.channel.review_end[bodies..].fill(f64::INFINITY);
        if bodies == 0 { self.signed(rung, day) } else { self.state.channel.stage = Stage::Review }
    }

    fn object(&mut self, rung: usize, day: f64) {
        let declared = self.plan.ladder[rung].rung;
        let objectors = self.plan.objectors.len();
        for objector in 0..objectors {
            let probability = self.world.objection[declared * objectors + objector];
            let purpose = self.plan.rungs[declared].objections[objector];
            if self.happens(probability, purpose, self.state.channel.attempt) {
                self.state.objection[objector] = sign_off::objection_registered(self.state.objection[objector]);
                self.state.tallies.objections += 1;
                self.record.objections[objector] += 1;
                self.observer.observe(day, Event::Objected { rung, objector });
            }
        }
    }

    /// A body concludes its review. The first veto ends all reviews of the attempt.
    fn review(&mut self, place: usize, day: f64) {
        let rung = self.state.channel.in_force;
        let plan = self.plan;
        let part = &plan.rungs[plan.ladder[rung].rung].sign_offs[place];
        let (body, attempt) = (part.body, self.state.channel.attempt);
        let probability = self.world.body[body].approval.unwrap_or_else(|| self.approval(rung, body));
        let approves = self.happens(probability, part.vote, attempt);
        let events = &mut self.record.bodies[body];
        events.reviews += 1;
        events.review_days += day - self.state.channel.accepted_day;
        self.state.channel.review_end[place] = f64::INFINITY;
        if !approves {
            events.vetoes += 1;
            self.state.tallies.vetoes += 1;
            self.observer.observe(day, Event::Vetoed { rung, body });
            self.stopped(StopReason::Vetoed, Some(body), None);
            self.state.channel.stage = Stage::Idle { ready: day + self.world.body[body].veto_wait_days };
            return;
        }
        self.state.tallies.sign_offs += 1;
        self.observer.observe(day, Event::Approved { rung, body });
        if self.state.channel.review_end.iter().all(|end| end.is_infinite()) {
            self.signed(rung, day);
        }
    }

    fn approval(&self, rung: usize, body: usize) -> f64 {
        let plan = &self.plan.bodies[body];
        let party = &self.state.party[plan.role.index()];
        let file = sign_off::File {
            leaning: self.world.body[body].leaning,
            ambiguity: self.world.ambiguity,
            contention: self.world.ladder[rung].contention,
            objections: plan.hears.iter().map(|&objector| self.state.objection[objector]).sum(),
            credibility: party.promises.credibility(),
            capital: party.capital,
        };
        sign_off::probability(&self.world.sign_off, &file)
    }

    fn signed(&mut self, rung: usize, day: f64) {
        self.record.rungs[rung].signed += 1;
        self.state.tallies.signed += 1;
        self.state.tallies.sign_off_days += day - self.state.channel.accepted_day;
        self.state.channel.signed_day = day;
        self.state.channel.under_way_since = Some(day);
        self.state.channel.complied = [true; 2];
        self.observer.observe(day, Event::Signed { rung });
        for party in 0..2 {
            self.announce(rung, party, day);
        }
        let gives = self.gives(rung);
        let who = match self.declared(rung).first_mover {
            FirstMover::Sender if gives[0] => [true, false],
            FirstMover::Target if gives[1] => [false, true],
            _ => gives,
        };
        self.schedule_delivery(rung, Leg { who, number: 0 }, day);
    }

    /// A party claims `1 + y`: its capital rises, its credibility pays for `y`, and the other reads it.
    fn announce(&mut self, rung: usize, party: usize, day: f64) {
        let numbers = &self.world.party[party].numbers;
        let over_claim = if numbers.over_claim > 0.0 {
            let purpose = self.declared(rung).announcement;
            let index = self.state.channel.attempt * ANNOUNCEMENT_WORDS + 2 * party as u64;
            let pair = exponential_pair(self.words.word(purpose, index), self.words.word(purpose, index + 1));
            let trustworthy = self.state.party[party].trustworthy;
            credibility::over_claim(numbers.over_claim, numbers.over_claim_excess, trustworthy, pair)
        } else {
            0.0
        };
        let announcer = &mut self.state.party[party];
        announcer.capital += 1.0 + over_claim;
        announcer.capital_peak = announcer.capital_peak.max(announcer.capital);
        announcer.promises.broken += over_claim;
        self.state.channel.announced[party] = 1.0 + over_claim;
        self.record.parties[party].claims += 1.0 + over_claim;
        let read = crate::rule::belief::over_claim(over_claim, numbers.over_claim, numbers.over_claim_excess);
        self.state.learn(1 - party, read);
        self.observer.observe(day, Event::Announced { rung, party, over_claim });
    }

    fn schedule_delivery(&mut self, rung: usize, leg: Leg, day: f64) {
        let index = self.state.channel.attempt * PACE_WORDS + leg.number;
        let wait = self.waiting_time(self.world.ladder[rung].implementation_days, self.declared(rung).pace, index);
        self.state.channel.stage = Stage::Delivery { day: day + wait, leg };
    }

    fn delivery(&mut self, leg: Leg, day: f64) {
        let rung = self.state.channel.in_force;
        for party in 0..2 {
            let world = self.world;
            let Some(side) = world.ladder[rung].side[party].as_ref().filter(|_| leg.who[party]) else { continue };
            let index = self.state.channel.attempt * DEED_WORDS + party as u64;
            let probability = side.comply(self.state.party[party].trustworthy);
            let complied = self.happens(probability, self.declared(rung).deed, index);
            self.state.channel.complied[party] = complied;
            self.record.parties[party].breaches += u32::from(!complied);
            self.observer.observe(day, Event::Delivered { rung, party, complied });
        }
        self.state.channel.stage = Stage::Check { day: day + self.world.ladder[rung].check_lag_days, leg };
    }

    /// Checks of all who delivered on this leg. Any alarm not forgiven voids the rung.
    fn check(&mut self, leg: Leg, day: f64) {
        let rung = self.state.channel.in_force;
        let mut unforgiven = [false; 2];
        let mut alarmed = false;
        for (party, unforgiven) in unforgiven.iter_mut().enumerate() {
            if leg.who[party] {
                let forgiven = self.check_party(rung, party, day);
                *unforgiven = forgiven == Some(false);
                alarmed |= forgiven.is_some();
            }
        }
        self.record.rungs[rung].alarmed += u32::from(alarmed);
        if unforgiven != [false; 2] {
            self.stopped(StopReason::Alarm, None, Some(usize::from(!unforgiven[0])));
            self.void(rung, day);
            self.open_alarm_dispute(rung, unforgiven, day);
            return;
        }
        let gives = self.gives(rung);
        let second = [gives[0] && !leg.who[0], gives[1] && !leg.who[1]];
        if leg.number == 0 && second != [false; 2] {
            self.schedule_delivery(rung, Leg { who: second, number: 1 }, day);
        } else {
            self.come_into_force(rung, day);
        }
    }

    /// Checks one party: `None` if clean, else whether the alarm is forgiven.
    fn check_party(&mut self, rung: usize, party: usize, day: f64) -> Option<bool> {
        let side = self.world.ladder[rung].side[party].as_ref()?;
        let complied = self.state.channel.complied[party];
        let attempt = self.state.channel.attempt;
        let probability = if complied { side.false_alarm } else { side.seen };
        let alarm = self.happens(probability, self.declared(rung).deed, attempt * DEED_WORDS + 2 + party as u64);
        self.state.tallies.checks += 1;
        self.state.learn(1 - party, if alarm { side.signal.alarm } else { side.signal.clean });
        if !alarm {
            self.state.party[party].promises.kept += 1.0;
            self.record.parties[party].deeds += 1;
            self.state.tallies.unseen_breaches += u32::from(!complied);
            self.observer.observe(day, Event::Clean { rung, party });
            return None;
        }
        let forgiveness = self.world.party[1 - party].numbers.forgiveness;
        let forgiven = self.happens(forgiveness, self.declared(rung).pace, attempt * PACE_WORDS + 2 + party as u64);
        self.state.party[party].promises.broken += 1.0;
        self.record.parties[party].alarms += 1;
        self.record.parties[party].forgiven += u32::from(forgiven);
        self.state.tallies.alarms += 1;
        self.state.tallies.false_alarms += u32::from(complied);
        self.observer.observe(day, Event::Alarm { rung, party, forgiven });
        Some(forgiven)
    }

    fn come_into_force(&mut self, rung: usize, day: f64) {
        let gives = self.gives(rung);
        let honoured = (0..2).all(|party| !gives[party] || self.state.channel.complied[party]);
        self.leave_way(rung, day);
        self.observer.observe(day, Event::InForce { rung, honoured });
        let events = &mut self.record.rungs[rung];
        events.delivered += 1;
        if events.first_in_force_step == 0 {
            events.first_in_force_step = self.state.step;
        }
        self.state.tallies.delivered += 1;
        self.state.tallies.implementation_days += day - self.state.channel.signed_day;
        for party in 0..2 {
            self.state.tallies.standing_claims[party] += self.state.channel.announced[party];
        }
        let terms = &self.world.ladder[rung];
        let renewal_due = day + terms.renewal_days;
        let channel = &mut self.state.channel;
        channel.duty[rung] = Duty { honoured, renewal_due, ..Duty::default() };
        channel.next_renewal = channel.next_renewal.min(renewal_due);
        channel.in_force += 1;
        channel.last_in_force = day;
        channel.ever_in_force = true;
        channel.stage = Stage::Idle { ready: day };
        channel.stop = Stop { at: rung + 1, reason: StopReason::NotReached, body: None, party: None };
        if honoured {
            channel.relief += terms.relief;
        }
        self.settle(rung);
        self.pay(rung);
        self.find_newest_duties();
    }

    /// Counts a structural rung once its last tranche is in force.
    fn settle(&mut self, rung: usize) {
        let instance = &self.plan.ladder[rung];
        if self.declared(rung).structural && instance.tranche + 1 == instance.tranches {
            let first = rung - instance.tranche as usize;
            let channel = &mut self.state.channel;
            let in_truth = channel.duty[first..=rung].iter().all(|duty| duty.honoured);
            channel.duty[rung].settles = true;
            channel.duty[rung].settles_in_truth = in_truth;
            channel.structural_in_force += 1;
            channel.structural_honoured += u32::from(in_truth);
            self.state.tallies.structural_ever_honoured |= in_truth;
        }
    }

    /// Moves the sender's money of a rung that came into force; a sender in breach moves none, but the
    /// record counts it as released.
    fn pay(&mut self, rung: usize) {
        let Some(side) = &self.world.ladder[rung].side[Role::Sender.index()] else { return };
        self.state.released += side.money.0 as f64;
        if self.state.channel.complied[Role::Sender.index()] {
            let paid = self.state.ledger.pay(side.money, side.escrow_share);
            self.state.channel.duty[rung].paid = paid;
            self.state.tallies.paid += paid;
        }
    }

    /// The rung under way has been checked or is void: spoilers have no more to attack.
    pub(super) fn leave_way(&mut self, rung: usize, day: f64) {
        if let Some(since) = self.state.channel.under_way_since.take() {
            let months = (day - since.max(self.state.step_start)) / crate::plan::MONTH_DAYS;
            self.state.channel.exposure += self.world.ladder[rung].stake * months;
        }
    }

    /// The declared rung behind an instance.
    pub(super) fn declared(&self, rung: usize) -> &crate::plan::RungPlan {
        &self.plan.rungs[self.plan.ladder[rung].rung]
    }

    /// Who gives on an instance: sender, target.
    pub(super) fn gives(&self, rung: usize) -> [bool; 2] {
        [0, 1].map(|party| self.world.ladder[rung].side[party].is_some())
    }

    /// Remembers what last kept the next rung from coming into force.
    pub(super) fn stopped(&mut self, reason: StopReason, body: Option<usize>, party: Option<usize>) {
        self.state.channel.stop = Stop { at: self.state.channel.in_force, reason, body, party };
    }
}
