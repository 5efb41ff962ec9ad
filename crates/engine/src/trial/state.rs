//! All that changes in one arm of a trial: tension, parties, channel, money, and what is counted on the way.

use super::cleared::clear;
use super::fading::Fading;
use super::scan::Scan;
use crate::domain::{Cause, ChannelEnd, Judge, Money, StopReason};
use crate::math::per;
use crate::plan::{CureRates, Plan, World};
use crate::rule::belief;
use crate::rule::credibility::Promises;
use crate::rule::ledger::Ledger;
use std::cell::Cell;

/// Everything that changes while an arm of a trial is simulated. Vectors are sized by the plan once and reset
/// between arms.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) arm: Arm,
    /// The last step that was simulated.
    pub(super) last_step: u32,
    /// Sender, then target.
    pub(super) party: [Party; 2],
    /// O: weight of each objector.
    pub(super) objection: Vec<Fading>,
    /// m: the mediator's influence.
    pub(super) mediator: f64,
    pub(super) channel: Channel,
    pub(super) ledger: Ledger,
    /// Diverted share of the frozen total.
    pub(super) diverted_share: f64,
    /// Money released by the record, less reversals, dollars.
    pub(super) released: f64,
    pub(super) tallies: Counts,
    /// Incidents up to the last landmark.
    pub(super) incidents_read: u32,
    /// What is known of the words of coming incidents and of confrontation.
    pub(super) incident_scan: Scan,
    pub(super) confrontation_scan: Scan,
}

/// What every arm has, with a channel or without.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Arm {
    /// Whether it has not ended.
    pub(super) alive: bool,
    /// X.
    pub(super) tension: f64,
    /// Steps survived, and of these those with little tension.
    pub(super) steps: u32,
    pub(super) calm_steps: u32,
    /// Sum of tension and instability over them.
    pub(super) arms_demand: f64,
    pub(super) incidents: u32,
    /// Sum of severities.
    pub(super) harm: u32,
    pub(super) confrontation_step: Option<u32>,
}

/// One party.
#[derive(Clone, Debug, Default)]
pub(super) struct Party {
    /// The newest duty in force on which it may renege, and the hazard with which its exploiting type does in the coming step.
    pub(super) duty: Option<(usize, f64)>,
    /// l: belief in the other, log-odds.
    pub(super) belief: f64,
    /// The probability that it stands for; NaN until somebody asks.
    trust: Cell<f64>,
    /// W: political capital.
    pub(super) capital: Fading,
    /// Hidden type.
    pub(super) trustworthy: bool,
    /// Number of the government in office, from 0.
    pub(super) government: u64,
    /// Changes of government that the hazard has brought, and the day of the next.
    pub(super) turnovers: u64,
    pub(super) next_turnover: f64,
    /// How many of the dated changes of government have had their day.
    pub(super) dated_past: usize,
    pub(super) promises: Promises,
    /// Highest capital so far.
    pub(super) capital_peak: f64,
    /// Hazard left until it reneges; NaN until needed.
    pub(super) renege_left: f64,
}

/// The channel and its ladder.
#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub(super) end: ChannelEnd,
    pub(super) end_step: Option<u32>,
    /// Step since which it has not been open.
    pub(super) closed_step: Option<u32>,
    /// Step in which it completed, be it that a party left afterwards.
    pub(super) completed_step: Option<u32>,
    /// Step in which it resumes, while it is dormant.
    pub(super) resumes: u32,
    pub(super) broke: Option<Cause>,
    pub(super) stage: Stage,
    /// The dispute that suspends it, while `stage` says so.
    pub(super) dispute: Dispute,
    /// Instances `0..in_force` are in force.
    pub(super) in_force: usize,
    /// What is in force, one per instance (meaningful below `in_force`).
    pub(super) duty: Vec<Duty>,
    /// Failed tries per instance.
    pub(super) tries: Vec<u32>,
    /// How often the channel has resumed with the instance as the next to come.
    pub(super) weighed_anew: Vec<u32>,
    /// Accepted offers per declared rung: the attempt number of its draws.
    pub(super) attempts: Vec<u64>,
    /// Attempt under way.
    pub(super) attempt: u64,
    /// Day of the accepted offer, and of the signing, of the attempt under way.
    pub(super) accepted_day: f64,
    pub(super) signed_day: f64,
    /// Reviews of the attempt under way.
    pub(super) reviews: Reviews,
    /// Who complied in the attempt under way.
    pub(super) complied: [bool; 2],
    /// Capital gained by the attempt's announcements, taken back if it is void.
    pub(super) announced: [f64; 2],
    /// From when the attempt is under way (signed, not yet checked) in this step; `None` if it is not.
    pub(super) under_way_since: Option<f64>,
    /// Stake times months under way in this step.
    pub(super) exposure: f64,
    /// Day from which the lapse counts: of the last coming into force, or of resuming; 0 at the opening.
    pub(super) lapse_from: f64,
    pub(super) ever_in_force: bool,
    pub(super) disputes: u32,
    /// Day of the earliest renewal due; infinite if none.
    pub(super) next_renewal: f64,
    /// Structural rungs in force (whole rungs, all tranches), and of these honoured.
    pub(super) structural_in_force: u32,
    pub(super) structural_honoured: u32,
    /// Relief of the deep dispute by honoured structural instances.
    pub(super) relief: f64,
    /// What last kept the next rung from coming into force.
    pub(super) stop: Stop,
}

/// What last kept a rung from coming into force.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    pub(super) at: u32,
    pub(super) reason: StopReason,
    pub(super) body: Option<u16>,
    pub(super) party: Option<u8>,
}

/// A rung in force.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Duty {
    pub(super) honoured: bool,
    /// Completed a structural rung by the record; and in truth.
    pub(super) settles: bool,
    pub(super) settles_in_truth: bool,
    /// Of sender and target: how likely each was to accept it when it was in force at the opening; none where it was offered.
    pub(super) opened: [Option<f64>; 2],
    /// Step in which it came into force, 0 at the opening.
    pub(super) since_step: u32,
    /// Paid for it.
    pub(super) paid: Money,
    pub(super) renewal_due: f64,
    /// Renewals that are still to come; infinite if without end.
    pub(super) renewals_left: f64,
}

/// Where the rung next to come stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stage {
    /// Nothing under way; may be offered at rounds from this day.
    Idle { ready: f64 },
    /// Refused at the last round; offered again at the next.
    Refused(Answers),
    /// Bodies review.
    Review,
    /// Delivery due.
    Delivery { day: f64, leg: Leg },
    /// Check due.
    Check { day: f64, leg: Leg },
    /// Suspended by a dispute.
    Dispute,
}

/// The answers to an offer that somebody refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Answers {
    /// Whether sender and target accept.
    pub(super) accepts: [bool; 2],
    /// The beliefs from which to which each surely gives the same answer again, log-odds, as long as nothing else changes.
    pub(super) stand: [[f64; 2]; 2],
}

/// Who delivers now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leg {
    /// Sender, target.
    pub(super) who: [bool; 2],
    /// 0 for the first delivery of an attempt, 1 for the second mover's.
    pub(super) number: u64,
}

/// The reviews of one attempt that take time, in the order in which they end.
#[derive(Clone, Debug)]
pub(super) struct Reviews {
    queue: Vec<Review>,
    /// How many of them have ended.
    concluded: usize,
}

/// One review: when it ends, and the place of its body among those that must sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Review {
    pub(super) day: f64,
    pub(super) place: usize,
}

/// An open dispute.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dispute {
    pub(super) opened: f64,
    pub(super) limit: f64,
    /// One per party: how it stands.
    pub(super) respondent: [Option<Respondent>; 2],
}

/// A party that has yet to cure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Respondent {
    /// Day of the cure at today's type; infinite if never.
    pub(super) cure_day: f64,
    /// What its cure took from day `since` on, in units of the mean.
    pub(super) effort: f64,
    pub(super) since: f64,
    /// Day up to which its waiting has been read.
    pub(super) read_to: f64,
    /// How fast it cures; none where its cure is pinned, so that waiting teaches nothing.
    pub(super) rates: Option<CureRates>,
}

/// Counts that become quantities, beside those in the record.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) sign_off_days: f64,
    pub(super) implementation_days: f64,
    pub(super) false_alarms: u32,
    pub(super) unseen_breaches: u32,
    pub(super) cures: u32,
    pub(super) cure_days: f64,
    pub(super) renewals_met: u32,
    pub(super) paid: Money,
    pub(super) structural_ever_honoured: bool,
    pub(super) structural_offered_day: Option<f64>,
}

impl State {
    /// A state sized for `plan`.
    pub(super) fn new(plan: &Plan) -> Self {
        let most_bodies = plan.rungs.iter().map(|rung| rung.sign_offs.len()).max().unwrap_or(0);
        Self {
            arm: Arm::default(),
            last_step: 0,
            party: [Party::default(), Party::default()],
            objection: vec![Fading::default(); plan.objectors.len()],
            mediator: 0.0,
            channel: Channel {
                end: ChannelEnd::Open,
                end_step: None,
                closed_step: None,
                completed_step: None,
                resumes: u32::MAX,
                broke: None,
                stage: Stage::Idle { ready: 0.0 },
                dispute: Dispute::default(),
                in_force: 0,
                duty: vec![Duty::default(); plan.ladder.len()],
                tries: vec![0; plan.ladder.len()],
                weighed_anew: vec![0; plan.ladder.len()],
                attempts: vec![0; plan.rungs.len()],
                attempt: 0,
                accepted_day: 0.0,
                signed_day: 0.0,
                reviews: Reviews { queue: Vec::with_capacity(most_bodies), concluded: 0 },
                complied: [true; 2],
                announced: [0.0; 2],
                under_way_since: None,
                exposure: 0.0,
                lapse_from: 0.0,
                ever_in_force: false,
                disputes: 0,
                next_renewal: f64::INFINITY,
                structural_in_force: 0,
                structural_honoured: 0,
                relief: 0.0,
                stop: Stop { at: 0, reason: StopReason::NotReached, body: None, party: None },
            },
            ledger: Ledger::default(),
            diverted_share: 0.0,
            released: 0.0,
            tallies: Counts::default(),
            incidents_read: 0,
            incident_scan: Scan::NONE,
            confrontation_scan: Scan::NONE,
        }
    }

    /// Back to the start of a trial in `world`: with the channel, or without one.
    pub(super) fn reset(&mut self, plan: &Plan, world: &World, has_channel: bool) {
        self.arm = Arm { alive: true, tension: world.opening.tension, ..Arm::default() };
        self.last_step = plan.steps;
        for (party, terms) in self.party.iter_mut().zip(&world.party) {
            let (belief, trust) = (terms.first_belief, Cell::new(terms.first_trust));
            *party = Party { belief, trust, renege_left: f64::NAN, ..Party::default() };
        }
        self.objection.fill(Fading::default());
        self.mediator = if has_channel { 1.0 } else { 0.0 };
        self.channel.reset(has_channel);
        self.ledger = Ledger::new(world.frozen);
        self.diverted_share = 0.0;
        self.released = 0.0;
        self.tallies = Counts::default();
        self.incidents_read = 0;
        self.incident_scan = Scan::NONE;
        self.confrontation_scan = Scan::NONE;
    }

    /// Whether the channel is open, suspended or not.
    pub(super) fn open(&self) -> bool {
        self.channel.end == ChannelEnd::Open
    }

    /// Whether a structural rung counts, as it is judged.
    pub(super) fn counts(&self, judge: Judge) -> bool {
        match judge {
            Judge::Truth => self.channel.structural_honoured > 0,
            Judge::Record => self.channel.structural_in_force > 0,
        }
    }

    /// Whether there is a channel, be it dormant, or a duty to lose.
    pub(super) fn has_stakes(&self) -> bool {
        self.open() || self.channel.end == ChannelEnd::Dormant || self.channel.in_force > 0
    }

    /// Whether the channel is open and not suspended by a dispute.
    pub(super) fn working(&self) -> bool {
        self.open() && self.channel.stage != Stage::Dispute
    }
}

impl Arm {
    /// Share of its steps that were calm.
    pub(super) fn calm_share(&self) -> f64 {
        per(f64::from(self.calm_steps), self.steps)
    }

    /// Mean of tension and instability over its steps.
    pub(super) fn mean_arms_demand(&self) -> f64 {
        per(self.arms_demand, self.steps)
    }

    /// An incident: tension rises by `jump` for each unit of severity.
    pub(super) fn take_incident(&mut self, severity: u32, jump: f64) {
        self.tension += jump * f64::from(severity);
        self.incidents += 1;
        self.harm += severity;
    }
}

impl Party {
    /// What the party believes of the other, 0..1: worked out when asked for and kept until the belief changes.
    #[inline]
    pub(super) fn trust(&self) -> f64 {
        if self.trust.get().is_nan() {
            self.trust.set(belief::trust(self.belief));
        }
        self.trust.get()
    }

    /// From now on the party believes in the other at these log-odds.
    #[inline]
    pub(super) fn believe(&mut self, log_odds: f64) {
        if self.belief.to_bits() != log_odds.to_bits() {
            self.belief = log_odds;
            self.trust.set(f64::NAN);
        }
    }
}

impl Reviews {
    /// No reviews yet.
    pub(super) fn clear(&mut self) {
        self.queue.clear();
        self.concluded = 0;
    }

    /// Enters a review behind all that end no later.
    pub(super) fn enter(&mut self, day: f64, place: usize) {
        self.queue.push(Review { day, place });
        let mut at = self.queue.len() - 1;
        while at > 0 && self.queue[at - 1].day > day {
            self.queue.swap(at - 1, at);
            at -= 1;
        }
    }

    /// The review that ends next.
    pub(super) fn next(&self) -> Option<Review> {
        self.queue.get(self.concluded).copied()
    }

    /// How many have not ended.
    pub(super) fn pending(&self) -> usize {
        self.queue.len() - self.concluded
    }

    /// The day on which the next review ends.
    pub(super) fn next_day(&self) -> f64 {
        self.next().map_or(f64::INFINITY, |review| review.day)
    }

    /// The review that ends next has ended.
    pub(super) fn conclude(&mut self) {
        self.concluded += 1;
    }
}

impl Dispute {
    /// What ends it, or a part of it, next: the day, and the party that cures (none at the limit).
    pub(super) fn next(&self) -> (f64, Option<usize>) {
        let cures = [0, 1].map(|party| self.respondent[party].map_or(f64::INFINITY, |it| it.cure_day));
        let party = usize::from(cures[1] < cures[0]);
        if cures[party] <= self.limit { (cures[party], Some(party)) } else { (self.limit, None) }
    }
}

impl Channel {
    /// Finds the day of the earliest renewal due.
    pub(super) fn find_next_renewal(&mut self) {
        let dues = self.duty[..self.in_force].iter().map(|duty| duty.renewal_due);
        self.next_renewal = dues.fold(f64::INFINITY, f64::min);
    }

    fn reset(&mut self, exists: bool) {
        self.end = if exists { ChannelEnd::Open } else { ChannelEnd::Absent };
        self.end_step = None;
        self.closed_step = None;
        self.completed_step = None;
        self.resumes = u32::MAX;
        self.broke = None;
        self.stage = Stage::Idle { ready: 0.0 };
        self.in_force = 0;
        clear(&mut self.tries);
        clear(&mut self.weighed_anew);
        clear(&mut self.attempts);
        self.under_way_since = None;
        self.exposure = 0.0;
        self.lapse_from = 0.0;
        self.ever_in_force = false;
        self.disputes = 0;
        self.next_renewal = f64::INFINITY;
        self.structural_in_force = 0;
        self.structural_honoured = 0;
        self.relief = 0.0;
        self.stop = Stop { at: 0, reason: StopReason::NotReached, body: None, party: None };
    }
}
