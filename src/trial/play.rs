//! Playing trials: the order of a step, in one place.

use super::clock::Clock;
use super::event::{Event, Observer};
use super::group::Group;
use super::lanes::Lanes;
use super::record::TrialRecord;
use super::state::{Stage, State};
use super::timeline::Timeline;
use crate::domain::{ChannelEnd, Until};
use crate::luck::{Chance, Purpose, Words};
use crate::plan::{Plan, World};
use crate::rule::credibility::Promises;
use pulp::{Simd, WithSimd};

/// A group of trials in play: the plan, their worlds, their states, their luck, and who watches.
pub(super) struct GroupPlay<'a, W, O, const L: usize> {
    pub(super) plan: &'a Plan,
    pub(super) worlds: &'a [World],
    pub(super) clock: Clock,
    pub(super) group: &'a mut Group<L>,
    /// Room for the spoilers' words of a step.
    pub(super) attacks: &'a mut Vec<[u32; L]>,
    pub(super) states: &'a mut [State],
    pub(super) records: &'a mut [TrialRecord],
    pub(super) timeline: &'a mut Timeline<L>,
    /// How many trials.
    pub(super) number: usize,
    pub(super) words: &'a mut W,
    pub(super) observer: &'a mut O,
}

/// One trial of a group in play.
pub(super) struct Play<'a, W, O, const L: usize> {
    pub(super) plan: &'a Plan,
    pub(super) world: &'a World,
    pub(super) clock: &'a Clock,
    /// Its place in the group.
    pub(super) lane: usize,
    pub(super) group: &'a mut Group<L>,
    pub(super) state: &'a mut State,
    pub(super) record: &'a mut TrialRecord,
    pub(super) words: &'a mut W,
    pub(super) observer: &'a mut O,
}

/// The world of the trial in place `lane`.
pub(super) fn world(worlds: &[World], lane: usize) -> &World {
    if worlds.len() == 1 { &worlds[0] } else { &worlds[lane] }
}

/// A whole trial runs in the machine's vectors: the loops over a group gain most, but the turns of single trials are
/// compiled for the same instructions, and stay with the loops.
impl<W: Words<L>, O: Observer, const L: usize> WithSimd for GroupPlay<'_, W, O, L> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) {
        self.run();
        for lane in 0..self.number {
            self.trial(lane).close();
        }
    }
}

impl<W: Words<L>, O: Observer, const L: usize> GroupPlay<'_, W, O, L> {
    /// All steps of both arms of all trials.
    #[inline(always)]
    fn run(&mut self) {
        for lane in self.group.with.alive {
            self.trial(lane).start();
        }
        self.report_moments();
        while self.clock.step < self.plan.steps && !self.is_over() {
            self.clock.advance(self.plan);
            self.step();
            self.read();
            self.report_moments();
        }
    }

    /// Whether both arms of every trial have ended.
    #[inline(always)]
    fn is_over(&self) -> bool {
        self.group.with.alive.or(self.group.without.alive).is_empty()
    }

    /// One step of all trials and of their twins, in the order of the model. Trials in which nothing can
    /// happen at home or on the ladder pass through as a group; the others are taken up one by one, but for attempts that are made
    /// together.
    #[inline(always)]
    fn step(&mut self) {
        let woken = self.wake();
        for lane in self.attempt_at_once(woken) {
            self.trial(lane).renew_to_spoil();
        }
        self.incidents();
        for lane in self.group.channel.disputing.and(self.group.with.alive) {
            self.trial(lane).go_on_disputing();
        }
        self.spend();
        let twins = self.confrontation();
        for lane in self.group.closing(self.clock.end) {
            self.trial(lane).complete_or_lapse();
        }
        for lane in twins {
            self.group.without.confront(lane, self.clock.step);
            self.observer.turn_to(lane);
            self.observer.observe(self.clock.end, Event::TwinConfrontation);
        }
    }

    /// The trials in which anything may happen at home or on the ladder.
    #[inline(always)]
    fn wake(&mut self) -> Lanes {
        self.attacks.clear();
        if self.group.is_menaced() {
            let step = u64::from(self.clock.step);
            self.attacks.extend(self.plan.spoilers.iter().map(|spoiler| self.words.row(spoiler.attack, step)));
        }
        self.group.wake(&self.clock, self.attacks)
    }

    /// Incidents, with the channel and without.
    #[inline(always)]
    fn incidents(&mut self) {
        if !self.group.has_incidents() || self.is_over() {
            return;
        }
        let words = self.words.row(self.plan.world.incident_count, u64::from(self.clock.step));
        let [with, without] = self.group.incidents(&words);
        for lane in with {
            self.trial(lane).meet(words[lane]);
        }
        for lane in without {
            self.trial(lane).twin_incidents(words[lane]);
        }
    }

    /// Money released is spent.
    #[inline(always)]
    fn spend(&mut self) {
        for lane in self.group.channel.unspent.and(self.group.with.alive) {
            let (ledger, world) = (&mut self.states[lane].ledger, world(self.worlds, lane));
            ledger.spend(world.spending, world.diverted_share);
            self.group.channel.diverted[lane] = ledger.diverted.over(world.frozen);
        }
    }

    /// Decay, and confrontation on the same word with the channel and without. Returns the trials whose
    /// twins meet it.
    #[inline(always)]
    fn confrontation(&mut self) -> Lanes {
        if self.is_over() {
            return Lanes::default();
        }
        let words = if self.group.has_confrontation() {
            self.words.row(self.plan.world.confrontation, u64::from(self.clock.step))
        } else {
            [u32::MAX; L]
        };
        let [with, without] = self.group.pass(&self.clock, &words);
        for lane in with {
            self.trial(lane).confront();
        }
        without
    }

    /// Observers read the trials, where this is a landmark.
    #[inline(always)]
    fn read(&mut self) {
        if self.clock.is_landmark {
            for lane in self.group.with.alive {
                self.trial(lane).read();
            }
        }
    }

    /// Writes a row of the timeline where one is due.
    #[inline(always)]
    fn report_moments(&mut self) {
        let alive = self.group.with.alive;
        if !self.clock.is_reported || alive.is_empty() {
            return;
        }
        self.group.standing.work_out_trust(alive);
        let row = self.timeline.next_row();
        row.alive = alive;
        row.tension = self.group.with.tension;
        row.trust = self.group.standing.trust;
        row.in_force = self.group.channel.in_force;
        row.settled = self.group.channel.settled;
    }

    /// One trial of the group.
    #[inline(always)]
    pub(super) fn trial(&mut self, lane: usize) -> Play<'_, W, O, L> {
        self.observer.turn_to(lane);
        Play {
            plan: self.plan,
            world: world(self.worlds, lane),
            clock: &self.clock,
            lane,
            group: self.group,
            state: &mut self.states[lane],
            record: &mut self.records[lane],
            words: self.words,
            observer: self.observer,
        }
    }
}

impl<W: Words<L>, O: Observer, const L: usize> Play<'_, W, O, L> {
    /// Opening: types, first governments.
    fn start(&mut self) {
        for role in 0..2 {
            self.state.party[role].trustworthy = self.first_type(role);
            self.state.party[role].next_turnover = self.turnover_gap(role, 1);
            let (kept, broken) = (self.world.opening.kept[role], self.world.opening.broken[role]);
            self.state.party[role].promises = Promises { kept, broken };
        }
        let trustworthy = [self.state.party[0].trustworthy, self.state.party[1].trustworthy];
        self.observer.observe(0.0, Event::Started { trustworthy });
        self.take_over();
        self.hand_over();
    }

    /// The first half of a step, from renewals to spoilers.
    #[inline(always)]
    fn renew_to_spoil(&mut self) {
        self.take_back();
        let was_open = self.state.open();
        self.renewals();
        self.turnover();
        if was_open && !self.state.open() {
            self.fade_mediator();
        }
        self.reneging();
        self.climb();
        self.climbed();
    }

    /// What was due on the ladder is done: spoilers have their turn, unless the trial is over.
    #[inline(always)]
    pub(super) fn climbed(&mut self) {
        if self.is_over_by_break() {
            self.end();
            return;
        }
        self.spoilers();
        self.hand_over();
    }

    /// Incidents of this step, and what they do to the channel.
    fn meet(&mut self, word: u32) {
        self.pass_spoilers();
        self.incidents(word);
        if self.is_over_by_break() {
            self.end();
            return;
        }
        self.hand_over();
    }

    /// A dispute after incidents: a cure that comes on the very day on which it opened at the end of the
    /// step ends it there; where none comes, waiting is read.
    #[inline(never)]
    fn go_on_disputing(&mut self) {
        self.cure_today();
        if self.is_over_by_break() {
            self.end();
            return;
        }
        if self.state.channel.stage == Stage::Dispute {
            self.read_waiting(self.clock.end);
        } else {
            self.hand_over();
        }
    }

    /// Confrontation comes in this step.
    fn confront(&mut self) {
        self.group.with.confront(self.lane, self.clock.step);
        self.observer.observe(self.clock.end, Event::Confrontation);
        self.end();
    }

    /// The end of a step: completion or lapse.
    #[inline(never)]
    fn complete_or_lapse(&mut self) {
        self.close_channel();
        if self.plan.until == Until::ChannelEnds {
            self.end();
        } else {
            self.hand_over();
        }
    }

    /// A break ends a trial that lasts as long as its channel, before confrontation can come.
    fn is_over_by_break(&self) -> bool {
        self.plan.until == Until::ChannelEnds && self.state.channel.end == ChannelEnd::Broken
    }

    /// The arm with the channel has ended.
    fn end(&mut self) {
        self.state.last_step = self.clock.step;
        self.group.end(self.lane);
    }

    /// A word of this trial.
    #[inline(always)]
    pub(super) fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        self.words.word(self.lane, purpose, index)
    }

    /// Whether an event of this chance occurs. What is certain or impossible takes no word.
    #[inline(always)]
    pub(super) fn happens(&mut self, chance: Chance, purpose: Purpose, index: u64) -> bool {
        if chance.is_open() { chance.occurs(self.word(purpose, index)) } else { chance == Chance::CERTAIN }
    }

    /// An exponential time of this mean; no word where the mean is 0.
    #[inline]
    pub(super) fn waiting_time(&mut self, mean: f64, purpose: Purpose, index: u64) -> f64 {
        if mean > 0.0 { mean * crate::luck::exponential(self.word(purpose, index)) } else { 0.0 }
    }

    /// What party `party` believes of the other, 0..1.
    #[inline]
    pub(super) fn trust(&mut self, party: usize) -> f64 {
        self.group.standing.trust(party, self.lane)
    }

    /// Adds to what `reader` believes of the other.
    #[inline]
    pub(super) fn learn(&mut self, reader: usize, log_odds: f64) {
        if log_odds != 0.0 {
            self.group.standing.hear(reader, self.lane, log_odds);
        }
    }
}
