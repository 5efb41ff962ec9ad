//! The ladder: offer, acceptance, objections, reviews, signing, delivery, check, coming into force.

use super::event::{Event, Observer};
use super::play::Play;
use super::record::TrustMet;
use super::state::{Leg, Stage, Stop};
use crate::domain::{FirstMover, Role, StopReason};
use crate::luck::{Chance, Words, exponential_pair};
use crate::math::{greater, lesser};
use crate::plan::{InstanceTerms, RungInstance, RungPlan, SideTerms};
use crate::rule::{belief, credibility, sign_off};

/// Words of one attempt in the `deed` purpose: compliance of sender and target, check of sender and target.
const DEED_WORDS: u64 = 4;
/// Where among them those of the checks begin.
const CHECK_WORDS: u64 = 2;
/// Words of one attempt in the `pace` purpose: first and second delivery, forgiveness of sender and target.
const PACE_WORDS: u64 = 4;
/// Words of one attempt in the `announcement` purpose: two each for sender and target.
const ANNOUNCEMENT_WORDS: u64 = 4;
/// Instances of a declared rung that one government's acceptance draws make room for.
const INSTANCES_PER_GOVERNMENT: u64 = 4096;

/// The word in the `deed` purpose that says whether a party complies in an attempt.
#[inline(always)]
pub(super) fn deed_word(attempt: u64, party: usize) -> u64 {
    attempt * DEED_WORDS + party as u64
}

/// The word in the `deed` purpose that says whether its check raises an alarm.
#[inline(always)]
pub(super) fn check_word(attempt: u64, party: usize) -> u64 {
    deed_word(attempt, party) + CHECK_WORDS
}

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
    /// Who gives here: sender, target.
    pub(super) fn gives(&self) -> [bool; 2] {
        [self.terms.side[0].is_some(), self.terms.side[1].is_some()]
    }

    /// The side of a party that delivers on this leg; none of one that does not.
    #[inline(always)]
    fn delivering(&self, leg: Leg, party: usize) -> Option<&'a SideTerms> {
        self.terms.side[party].as_ref().filter(|_| leg.who[party])
    }
}

impl<'a, W: Words<L>, O: Observer, const L: usize> Play<'a, W, O, L> {
    /// The rung instance at `index` of the ladder.
    #[inline(always)]
    pub(super) fn site(&self, index: usize) -> Site<'a> {
        let instance = &self.plan.ladder[index];
        Site { index, instance, declared: &self.plan.rungs[instance.rung], terms: &self.world.ladder[index] }
    }

    /// Everything that falls due on the ladder in this step, in order of time: what is under way goes
    /// on, and where this leaves the ladder idle, a round at the end of the step offers the next rung.
    #[inline(always)]
    pub(super) fn climb(&mut self) {
        self.go_on();
        if self.clock.is_round && self.may_offer() {
            self.offer(self.site(self.state.channel.in_force), self.clock.end);
            self.go_on();
        }
    }

    /// Whether the next rung may be offered at the end of this step.
    #[inline(always)]
    fn may_offer(&self) -> bool {
        let (channel, end) = (&self.state.channel, self.clock.end);
        let ready = matches!(channel.stage, Stage::Idle { ready } if ready <= end);
        self.state.open() && ready && end <= self.deadline() && channel.in_force < self.plan.ladder.len()
    }

    /// What is under way goes on, from stage to stage, as far as the deadline lets it.
    #[inline(always)]
    pub(super) fn go_on(&mut self) {
        while self.state.open() && !matches!(self.state.channel.stage, Stage::Idle { .. }) && self.take_up() {}
    }

    /// Takes up the stage under way. False where nothing more of it falls due by the deadline.
    #[inline(never)]
    fn take_up(&mut self) -> bool {
        let (deadline, next) = (self.deadline(), self.state.channel.in_force);
        match self.state.channel.stage {
            Stage::Review if self.state.channel.reviews.next_day() <= deadline => self.reviews(self.site(next)),
            Stage::Delivery { day, leg } if day <= deadline => self.delivery(self.site(next), leg, day),
            Stage::Check { day, leg } if day <= deadline => self.check(self.site(next), leg, day),
            Stage::Dispute if self.state.channel.dispute.next().0 <= deadline => self.end_dispute(),
            _ => return false,
        }
        true
    }

    /// The last day of this step on which anything on the ladder counts: not after it lapses.
    #[inline(always)]
    pub(super) fn deadline(&self) -> f64 {
        lesser(self.lapse_day(), self.clock.end)
    }

    /// The day on which the channel lapses, unless a rung comes into force before.
    #[inline(always)]
    pub(super) fn lapse_day(&self) -> f64 {
        self.state.channel.last_in_force + self.world.lapse_days
    }

    /// A round: the next rung is offered.
    #[inline(always)]
    fn offer(&mut self, site: Site<'a>, day: f64) {
        self.note_offer(site, day);
        let accepts = [self.accepts(Role::Sender, site), self.accepts(Role::Target, site)];
        if accepts == [true; 2] {
            self.accepted(site, day);
        } else {
            self.refused(site.index, accepts, day);
        }
    }

    /// The offer is made.
    #[inline(always)]
    pub(super) fn note_offer(&mut self, site: Site<'a>, day: f64) {
        let rung = site.index;
        self.record.rungs[rung].offered += 1;
        if site.declared.structural {
            self.state.tallies.structural_offered_day = Some(day);
        }
        let [sender, target] = &self.group.standing.belief;
        let belief = [sender[self.lane], target[self.lane]];
        self.observer.observe(day, Event::Offered { rung, belief });
    }

    #[inline(never)]
    fn refused(&mut self, rung: usize, accepts: [bool; 2], day: f64) {
        for party in (0..2).filter(|&party| !accepts[party]) {
            self.record.parties[party].refusals += 1;
            self.observer.observe(day, Event::Refused { rung, party });
        }
        self.stopped(StopReason::NotAccepted, None, Some(usize::from(accepts[0])));
        self.state.channel.stage = Stage::Idle { ready: day };
    }

    /// Whether a party accepts: its luck for this rung and government against the acceptance rule.
    /// A party that only receives always accepts.
    #[inline(always)]
    fn accepts(&mut self, role: Role, site: Site<'a>) -> bool {
        let party = role.index();
        let Some(side) = &site.terms.side[party] else { return true };
        let chance = match side.acceptance {
            Some(pinned) => pinned,
            None => {
                let (trust, pressure) = (self.trust(party), self.pressure(role));
                let events = &mut self.record.rungs[site.index];
                if events.offered == 1 {
                    let needed = side.terms.trust_needed(pressure);
                    events.trust[party] = Some(TrustMet { needed, earned: trust });
                }
                Chance::of(side.terms.probability(trust, pressure))
            }
        };
        let government = self.state.party[party].government;
        let place = government * INSTANCES_PER_GOVERNMENT + u64::from(site.instance.instance);
        self.happens(chance, site.declared.acceptance, 2 * place + party as u64)
    }

    /// P: the target's falls with the money released by the record.
    #[inline(always)]
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

    /// Every giver has accepted: an attempt begins. Returns its number.
    #[inline(always)]
    pub(super) fn note_acceptance(&mut self, site: Site<'a>, day: f64) -> u64 {
        self.record.rungs[site.index].accepted += 1;
        self.observer.observe(day, Event::Accepted { rung: site.index });
        let attempts = &mut self.state.channel.attempts[site.instance.rung];
        *attempts += 1;
        *attempts - 1
    }

    /// Every giver has accepted: objectors may register, and the bodies take up their reviews.
    #[inline(always)]
    fn accepted(&mut self, site: Site<'a>, day: f64) {
        self.state.channel.attempt = self.note_acceptance(site, day);
        self.state.channel.accepted_day = day;
        self.stopped(StopReason::InProgress, None, None);
        self.object(site, day);
        if site.terms.reviewed_at_once {
            self.review_at_once(site, day);
        } else {
            self.state.channel.stage = Stage::Review;
            self.queue_reviews(site, day);
            self.reviews(site);
        }
    }

    /// Reviews that take no time: one body after the other, until one vetoes.
    #[inline(always)]
    fn review_at_once(&mut self, site: Site<'a>, day: f64) {
        for place in 0..site.declared.sign_offs.len() {
            if !self.review(site, place, day) {
                return;
            }
        }
        self.signed(site, day);
    }

    /// Every body that must sign takes up its review, which takes it some time.
    #[inline(never)]
    fn queue_reviews(&mut self, site: Site<'a>, day: f64) {
        self.state.channel.reviews.clear();
        for (place, part) in site.declared.sign_offs.iter().enumerate() {
            let mean = self.world.body[part.body].review_days;
            let review = self.waiting_time(mean, part.review, self.state.channel.attempt);
            self.state.channel.reviews.enter(day + review, place);
        }
    }

    /// The reviews that end by the deadline, in order of time, until one ends in a veto. When none is
    /// left, all have signed.
    fn reviews(&mut self, site: Site<'a>) {
        let mut day = self.state.channel.accepted_day;
        while let Some(review) = self.state.channel.reviews.next() {
            if review.day > self.deadline() {
                return;
            }
            day = review.day;
            self.state.channel.reviews.conclude();
            if !self.review(site, review.place, day) {
                return;
            }
        }
        self.signed(site, day);
    }

    #[inline(always)]
    fn object(&mut self, site: Site<'a>, day: f64) {
        let rung = site.index;
        let first = site.instance.rung * self.plan.objectors.len();
        for (objector, purpose) in site.declared.objections.iter().enumerate() {
            let chance = self.world.objection[first + objector];
            if self.happens(chance, *purpose, self.state.channel.attempt) {
                let weight = &mut self.group.standing.objection[objector][self.lane];
                *weight = sign_off::objection_registered(*weight);
                self.record.objections[objector] += 1;
                self.observer.observe(day, Event::Objected { rung, objector });
            }
        }
    }

    /// A body concludes its review, and approves or not. The first veto ends all reviews of the attempt.
    #[inline(always)]
    fn review(&mut self, site: Site<'a>, place: usize, day: f64) -> bool {
        let part = &site.declared.sign_offs[place];
        let chance = match self.world.body[part.body].approval {
            Some(pinned) => pinned,
            None => Chance::of(self.approval(site, part.body)),
        };
        let approves = self.happens(chance, part.vote, self.state.channel.attempt);
        self.note_review(site, part.body, approves, day);
        self.record.bodies[part.body].review_days += day - self.state.channel.accepted_day;
        approves
    }

    /// A body has concluded its review.
    #[inline(always)]
    pub(super) fn note_review(&mut self, site: Site<'a>, body: usize, approves: bool, day: f64) {
        let rung = site.index;
        let events = &mut self.record.bodies[body];
        events.reviews += 1;
        if !approves {
            events.vetoes += 1;
            self.observer.observe(day, Event::Vetoed { rung, body });
            self.stopped(StopReason::Vetoed, Some(body), None);
            self.state.channel.stage = Stage::Idle { ready: day + self.world.body[body].veto_wait_days };
        } else {
            self.observer.observe(day, Event::Approved { rung, body });
        }
    }

    fn approval(&self, site: Site<'a>, body: usize) -> f64 {
        let plan = &self.plan.bodies[body];
        let party = &self.state.party[plan.role.index()];
        let file = sign_off::File {
            leaning: self.world.body[body].leaning,
            ambiguity: self.world.ambiguity,
            contention: site.terms.contention,
            objections: plan.hears.iter().map(|&objector| self.group.standing.objection[objector][self.lane]).sum(),
            credibility: party.promises.credibility(),
            capital: self.group.standing.capital[plan.role.index()][self.lane],
        };
        sign_off::probability(&self.world.sign_off, &file)
    }

    /// Every body has signed.
    #[inline(always)]
    pub(super) fn note_signing(&mut self, site: Site<'a>, day: f64) {
        let rung = site.index;
        self.record.rungs[rung].signed += 1;
        self.state.channel.complied = [true; 2];
        self.observer.observe(day, Event::Signed { rung });
    }

    /// From its signing on the attempt is under way.
    pub(super) fn enter_way(&mut self, day: f64) {
        self.state.channel.signed_day = day;
        self.state.channel.under_way_since = Some(day);
    }

    /// Every body has signed: both parties announce, and those who move first deliver.
    #[inline(always)]
    fn signed(&mut self, site: Site<'a>, day: f64) {
        self.note_signing(site, day);
        self.state.tallies.sign_off_days += day - self.state.channel.accepted_day;
        self.enter_way(day);
        for party in 0..2 {
            let over_claim = self.over_claim(site, party);
            self.announce(site, party, over_claim, day);
        }
        let gives = site.gives();
        let who = match site.declared.first_mover {
            FirstMover::Sender if gives[0] => [true, false],
            FirstMover::Target if gives[1] => [false, true],
            _ => gives,
        };
        let (leg, due) = (Leg { who, number: 0 }, self.delivery_day(site, 0, day));
        if due <= self.deadline() {
            self.delivery(site, leg, due);
        } else {
            self.state.channel.stage = Stage::Delivery { day: due, leg };
        }
    }

    /// A party claims `1 + y`: its capital rises, and its credibility pays for `y`.
    #[inline(always)]
    pub(super) fn announce(&mut self, site: Site<'a>, party: usize, over_claim: f64, day: f64) {
        let capital = &mut self.group.standing.capital[party][self.lane];
        *capital += 1.0 + over_claim;
        let announcer = &mut self.state.party[party];
        announcer.capital_peak = greater(announcer.capital_peak, *capital);
        announcer.promises.broken += over_claim;
        self.state.channel.announced[party] = 1.0 + over_claim;
        self.record.parties[party].claims += 1.0 + over_claim;
        self.observer.observe(day, Event::Announced { rung: site.index, party, over_claim });
    }

    /// y: by how much a party claims too much; the other reads it.
    #[inline(always)]
    fn over_claim(&mut self, site: Site<'a>, party: usize) -> f64 {
        let exact = self.world.party[party].numbers.over_claim <= 0.0;
        if exact { 0.0 } else { self.drawn_over_claim(site, party) }
    }

    #[inline(never)]
    fn drawn_over_claim(&mut self, site: Site<'a>, party: usize) -> f64 {
        let numbers = &self.world.party[party].numbers;
        let (mean, excess) = (numbers.over_claim, numbers.over_claim_excess);
        let purpose = site.declared.announcement;
        let index = self.state.channel.attempt * ANNOUNCEMENT_WORDS + 2 * party as u64;
        let pair = exponential_pair(self.word(purpose, index), self.word(purpose, index + 1));
        let over_claim = credibility::over_claim(mean, excess, self.state.party[party].trustworthy, pair);
        self.learn(1 - party, belief::over_claim(over_claim, mean, excess));
        over_claim
    }

    /// The day of a delivery that is prepared from `day` on; `number` is that of its leg.
    #[inline(always)]
    fn delivery_day(&mut self, site: Site<'a>, number: u64, day: f64) -> f64 {
        let index = self.state.channel.attempt * PACE_WORDS + number;
        day + self.waiting_time(site.terms.implementation_days, site.declared.pace, index)
    }

    /// All who deliver on this leg comply or do not; the check follows.
    #[inline(always)]
    fn delivery(&mut self, site: Site<'a>, leg: Leg, day: f64) {
        self.deliver(site, leg, 0, day);
        self.deliver(site, leg, 1, day);
        let due = day + site.terms.check_lag_days;
        if due <= self.deadline() {
            self.check(site, leg, due);
        } else {
            self.state.channel.stage = Stage::Check { day: due, leg };
        }
    }

    /// A party that delivers on this leg complies, or does not.
    #[inline(always)]
    fn deliver(&mut self, site: Site<'a>, leg: Leg, party: usize, day: f64) {
        let Some(side) = site.delivering(leg, party) else { return };
        let index = deed_word(self.state.channel.attempt, party);
        let chance = side.comply(self.state.party[party].trustworthy);
        let complied = self.happens(chance, site.declared.deed, index);
        self.note_delivery(site, party, complied, day);
    }

    /// A party has delivered, or pretends to.
    #[inline(always)]
    pub(super) fn note_delivery(&mut self, site: Site<'a>, party: usize, complied: bool, day: f64) {
        self.state.channel.complied[party] = complied;
        self.record.parties[party].breaches += u32::from(!complied);
        self.observer.observe(day, Event::Delivered { rung: site.index, party, complied });
    }

    /// Checks of all who delivered on this leg. Any alarm not forgiven voids the rung.
    #[inline(always)]
    fn check(&mut self, site: Site<'a>, leg: Leg, day: f64) {
        let alarms = [self.raises_alarm(site, leg, 0), self.raises_alarm(site, leg, 1)];
        self.checked(site, leg, alarms, day);
    }

    /// Whether the check of a party raises an alarm; none about one that has not delivered on this leg.
    #[inline(always)]
    fn raises_alarm(&mut self, site: Site<'a>, leg: Leg, party: usize) -> bool {
        let Some(side) = site.delivering(leg, party) else { return false };
        let chance = side.alarm(self.state.channel.complied[party]);
        let index = check_word(self.state.channel.attempt, party);
        self.happens(chance, site.declared.deed, index)
    }

    /// All who delivered on this leg have been checked; `alarms` says about whom there is one.
    #[inline(always)]
    pub(super) fn checked(&mut self, site: Site<'a>, leg: Leg, alarms: [bool; 2], day: f64) {
        let rung = site.index;
        let found = [self.check_party(site, leg, 0, alarms, day), self.check_party(site, leg, 1, alarms, day)];
        if found != [None; 2] {
            self.record.rungs[rung].alarmed += 1;
        }
        let unforgiven = found.map(|forgiven| forgiven == Some(false));
        if unforgiven != [false; 2] {
            self.stopped(StopReason::Alarm, None, Some(usize::from(!unforgiven[0])));
            self.void(rung, day);
            self.open_alarm_dispute(site, unforgiven, day);
            return;
        }
        let gives = site.gives();
        let second = [gives[0] && !leg.who[0], gives[1] && !leg.who[1]];
        if leg.number == 0 && second != [false; 2] {
            let due = self.delivery_day(site, 1, day);
            self.state.channel.stage = Stage::Delivery { day: due, leg: Leg { who: second, number: 1 } };
        } else {
            self.leave_way(rung, day);
            self.come_into_force(site, day);
            self.state.tallies.implementation_days += day - self.state.channel.signed_day;
        }
    }

    /// What the check of one party comes to: `None` if it is clean or has not delivered on this leg, else whether the alarm
    /// is forgiven.
    #[inline(always)]
    fn check_party(&mut self, site: Site<'a>, leg: Leg, party: usize, alarms: [bool; 2], day: f64) -> Option<bool> {
        let side = site.delivering(leg, party)?;
        if alarms[party] {
            self.learn(1 - party, side.signal.alarm);
            return Some(self.alarm(site, party, day));
        }
        self.note_clean_check(site, side, party, day);
        None
    }

    /// The check of a party found nothing.
    #[inline(always)]
    pub(super) fn note_clean_check(&mut self, site: Site<'a>, side: &SideTerms, party: usize, day: f64) {
        self.learn(1 - party, side.signal.clean);
        self.state.party[party].promises.kept += 1.0;
        self.record.parties[party].deeds += 1;
        self.state.tallies.unseen_breaches += u32::from(!self.state.channel.complied[party]);
        self.observer.observe(day, Event::Clean { rung: site.index, party });
    }

    /// An alarm about a party; returns whether the other forgives it.
    #[inline(never)]
    fn alarm(&mut self, site: Site<'a>, party: usize, day: f64) -> bool {
        let (rung, attempt) = (site.index, self.state.channel.attempt);
        let forgiveness = self.world.party[1 - party].numbers.forgiveness;
        let forgiven =
            self.happens(Chance::of(forgiveness), site.declared.pace, attempt * PACE_WORDS + 2 + party as u64);
        self.state.party[party].promises.broken += 1.0;
        self.record.parties[party].alarms += 1;
        self.record.parties[party].forgiven += u32::from(forgiven);
        self.state.tallies.false_alarms += u32::from(self.state.channel.complied[party]);
        self.observer.observe(day, Event::Alarm { rung, party, forgiven });
        forgiven
    }

    /// Remembers what last kept the next rung from coming into force.
    #[inline(always)]
    pub(super) fn stopped(&mut self, reason: StopReason, body: Option<usize>, party: Option<usize>) {
        let at = self.state.channel.in_force as u32;
        let (body, party) = (body.map(|body| body as u16), party.map(|party| party as u8));
        self.state.channel.stop = Stop { at, reason, body, party };
    }
}
