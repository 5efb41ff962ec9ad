//! Attempts that are over on the day of their offer and hang on given chances alone (see `InstanceTerms::immediate`). Their
//! words say all that becomes of them, and are read for all trials of a group together that make the same attempt. What
//! happens then in each trial is what happens in any attempt (`ladder.rs`, `in_force.rs`), stage by stage.

use super::attempt::Attempt;
use super::event::Observer;
use super::ladder::{Site, check_word, deed_word};
use super::lanes::Lanes;
use super::play::{GroupPlay, Play};
use super::state::Leg;
use crate::luck::{Chance, Purpose, Words};
use crate::plan::SideTerms;

/// What the words of deeds and checks say of one attempt in a group of trials.
struct Deeds {
    /// Trials in which sender and target comply; all where one gives nothing. Places in which no attempt is made may be among them.
    complied: [Lanes; 2],
    /// Trials in which the check of sender and target raises an alarm.
    alarms: [Lanes; 2],
}

impl Deeds {
    /// Whether sender and target comply in the trial in place `lane`.
    fn complied(&self, lane: usize) -> [bool; 2] {
        [self.complied[0].holds(lane), self.complied[1].holds(lane)]
    }

    /// Whether there is an alarm about sender and target in the trial in place `lane`.
    fn alarms(&self, lane: usize) -> [bool; 2] {
        [self.alarms[0].holds(lane), self.alarms[1].holds(lane)]
    }

    /// Trials in which there is an alarm.
    fn alarmed(&self) -> Lanes {
        self.alarms[0].or(self.alarms[1])
    }
}

impl<W: Words<L>, O: Observer, const L: usize> GroupPlay<'_, W, O, L> {
    /// Plays this step of those `woken` trials in which nothing is due but an offer that begins an immediate attempt. Returns the
    /// others. Trials in worlds of their own, whose chances differ, are always among them; so is a trial alone, which takes every attempt
    /// stage by stage and is what groups are held against.
    #[inline(always)]
    pub(super) fn attempt_at_once(&mut self, woken: Lanes) -> Lanes {
        if L == 1 || !self.clock.is_round || self.worlds.len() > 1 {
            return woken;
        }
        let (due, end) = (&self.group.due, self.clock.end);
        let mut immediate = Lanes::of::<L>(|lane| {
            (due.day[lane] > end) & (due.close[lane] >= end) & (due.immediate[lane] != Attempt::NONE)
        })
        .and(woken);
        let others = woken.without(immediate);
        while let Some(first) = immediate.lowest() {
            let attempts = &self.group.due.immediate;
            let attempt = attempts[first];
            let same = Lanes::of::<L>(|lane| attempts[lane] == attempt).and(immediate);
            immediate = immediate.without(same);
            self.attempt_together(same, attempt);
        }
        others
    }

    /// One attempt in `lanes`: the bodies sign one after the other, until one vetoes; then all deliver and are checked.
    #[inline(always)]
    fn attempt_together(&mut self, lanes: Lanes, attempt: Attempt) {
        let (plan, world) = (self.plan, &self.worlds[0]);
        let mut signing = lanes;
        for (place, part) in plan.rungs[attempt.rung()].sign_offs.iter().enumerate() {
            let chance = world.body[part.body].approval.unwrap_or_default();
            let approve = occur(chance, &self.words.row(part.vote, attempt.number()));
            for lane in signing.without(approve) {
                self.trial(lane).meet_veto(place);
            }
            signing = signing.and(approve);
        }
        let deeds = self.deeds(signing, attempt);
        for lane in signing.without(deeds.alarmed()) {
            self.trial(lane).succeed(deeds.complied(lane));
        }
        for lane in signing.and(deeds.alarmed()) {
            self.trial(lane).meet_alarm(deeds.complied(lane), deeds.alarms(lane));
        }
    }

    /// Who complies, and about whom there is an alarm, in the trials in which all bodies have signed.
    #[inline(always)]
    fn deeds(&mut self, signed: Lanes, attempt: Attempt) -> Deeds {
        let mut deeds = Deeds { complied: [signed; 2], alarms: [Lanes::default(); 2] };
        let Some(lane) = signed.lowest() else { return deeds };
        // Terms of the first: the chances are the same on all instances of a declared rung.
        let terms = &self.worlds[0].ladder[self.states[lane].channel.in_force];
        let purpose = self.plan.rungs[attempt.rung()].deed;
        for (party, side) in terms.side.iter().enumerate() {
            let Some(side) = side else { continue };
            let complied = self.comply(signed, party, side, purpose, deed_word(attempt.number(), party));
            let words = self.words.row(purpose, check_word(attempt.number(), party));
            let (false_alarm, alarm) = (occur(side.alarm(true), &words), occur(side.alarm(false), &words));
            deeds.alarms[party] = false_alarm.and(complied).or(alarm.without(complied));
            deeds.complied[party] = complied;
        }
        deeds
    }

    /// Trials in which a party complies, by its type.
    #[inline(always)]
    fn comply(&mut self, signed: Lanes, party: usize, side: &SideTerms, purpose: Purpose, index: u64) -> Lanes {
        let (exploiter, trustworthy) = (side.comply(false), side.comply(true));
        let words = self.words.row(purpose, index);
        let complied = occur(trustworthy, &words);
        if exploiter == trustworthy {
            return complied;
        }
        let types = signed.filter(|lane| self.states[lane].party[party].trustworthy);
        complied.and(types).or(occur(exploiter, &words).without(types))
    }
}

/// The places on whose words an event of this chance occurs.
#[inline(always)]
fn occur<const L: usize>(chance: Chance, words: &[u32; L]) -> Lanes {
    match chance.bound() {
        Some(bound) => Lanes::of::<L>(|lane| words[lane] < bound),
        None => Lanes::first(L),
    }
}

impl<'a, W: Words<L>, O: Observer, const L: usize> Play<'a, W, O, L> {
    /// The attempt that an offer would begin; none where it is not immediate.
    #[inline(always)]
    pub(super) fn next_immediate(&self) -> Attempt {
        let next = self.state.channel.in_force;
        match self.world.ladder.get(next) {
            Some(terms) if terms.immediate => {
                let rung = self.plan.ladder[next].rung;
                Attempt::new(rung, self.state.channel.attempts[rung])
            }
            _ => Attempt::NONE,
        }
    }

    /// The next rung is offered and accepted, and the body in this place is the first that vetoes.
    #[inline(always)]
    fn meet_veto(&mut self, place: usize) {
        let (site, day) = self.next_rung();
        self.note_offer(site, day);
        self.note_acceptance(site, day);
        let (before, vetoing) = (&site.declared.sign_offs[..place], &site.declared.sign_offs[place]);
        for part in before {
            self.note_review(site, part.body, true, day);
        }
        self.note_review(site, vetoing.body, false, day);
        self.make_due();
    }

    /// The next rung comes into force; `complied` says who did.
    #[inline(always)]
    fn succeed(&mut self, complied: [bool; 2]) {
        let (site, day) = self.next_rung();
        self.deliver_all(site, complied, day);
        for party in 0..2 {
            if let Some(side) = &site.terms.side[party] {
                self.note_clean_check(site, side, party, day);
            }
        }
        self.come_into_force(site, day);
        self.show_channel();
        self.show_ladder();
        self.make_due();
    }

    /// The next rung is delivered, and its check raises alarms: from there on the trial goes on as any other.
    #[inline(never)]
    fn meet_alarm(&mut self, complied: [bool; 2], alarms: [bool; 2]) {
        let (site, day) = self.next_rung();
        self.state.channel.attempt = self.deliver_all(site, complied, day);
        self.enter_way(day);
        self.checked(site, Leg { who: site.gives(), number: 0 }, alarms, day);
        self.go_on();
        self.climbed();
    }

    /// The rung that is next to come, and the day of this round.
    #[inline(always)]
    fn next_rung(&self) -> (Site<'a>, f64) {
        (self.site(self.state.channel.in_force), self.clock.end)
    }

    /// The next rung is offered and accepted, all bodies sign, both parties announce, and all who give deliver. Returns the number
    /// of the attempt.
    #[inline(always)]
    fn deliver_all(&mut self, site: Site<'a>, complied: [bool; 2], day: f64) -> u64 {
        self.note_offer(site, day);
        let attempt = self.note_acceptance(site, day);
        for part in &site.declared.sign_offs {
            self.note_review(site, part.body, true, day);
        }
        self.note_signing(site, day);
        for party in 0..2 {
            self.announce(site, party, 0.0, day);
        }
        for (party, complied) in complied.into_iter().enumerate() {
            if site.terms.side[party].is_some() {
                self.note_delivery(site, party, complied, day);
            }
        }
        attempt
    }
}
