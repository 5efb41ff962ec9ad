//! Every way in which a case can go, followed to its end: a recursion over what happens next, with what follows a
//! state at the start of a step remembered.

use super::{Case, Confrontation, Party, Rung, Scope, Side};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Probability of each end, by cause and the step in which it was decided.
pub(crate) type Ends = BTreeMap<(&'static str, u32), f64>;

/// How all of `case` can end.
pub(crate) fn ends(case: &Case) -> Ends {
    let ladder = case.rungs.iter().enumerate().flat_map(|(declared, rung)| {
        (0..rung.repeat).flat_map(move |_| (0..rung.tranches).map(move |tranche| (declared, tranche)))
    });
    let mut game = Game { case, ladder: ladder.collect(), seen: BTreeMap::new() };
    let mut ends = Ends::new();
    for types in [[false, false], [false, true], [true, false], [true, true]] {
        let chance = |party: usize| {
            let pi = case.parties[party].trustworthy;
            if types[party] { pi } else { 1.0 - pi }
        };
        let weight = chance(0) * chance(1);
        if weight > 0.0 {
            let opening = Channel {
                types,
                honoured: Vec::new(),
                tries: vec![0; game.ladder.len()],
                answers: vec![[None; 2]; game.ladder.len()],
                disputes: 0,
                last: 0,
                ever: false,
                at: Stage::Ready(0),
            };
            add(&mut ends, weight, &game.step(1, opening));
        }
    }
    ends
}

fn add(ends: &mut Ends, weight: f64, more: &Ends) {
    for (end, chance) in more {
        *ends.entry(*end).or_insert(0.0) += weight * chance;
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// May be offered from this half week on.
    Ready(u32),
    /// Delivered by these, complied by these so far; checked then.
    Delivered {
        by: [bool; 2],
        complied: [bool; 2],
        check: u32,
    },
    /// Nobody cures; the limit.
    Suspended(u32),
    Completed,
    Dormant,
}

/// A channel that has not broken, without confrontation so far.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Channel {
    types: [bool; 2],
    /// One per rung in force.
    honoured: Vec<bool>,
    tries: Vec<u32>,
    /// Answers to offers, drawn once; of the rung next to come anew where the channel resumes.
    answers: Vec<[Option<bool>; 2]>,
    disputes: u32,
    /// When a rung last came into force, or the channel resumed.
    last: u32,
    ever: bool,
    at: Stage,
}

struct Game<'a> {
    case: &'a Case,
    /// Declared rung and number of the tranche, by instance.
    ladder: Vec<(usize, usize)>,
    seen: BTreeMap<(u32, Channel), Rc<Ends>>,
}

impl Game<'_> {
    fn steps(&self) -> u32 {
        self.case.horizon / self.case.step
    }

    fn rung(&self, index: usize) -> &Rung {
        &self.case.rungs[self.ladder[index].0]
    }

    /// All that can follow when step `step` begins with this channel.
    fn step(&mut self, step: u32, channel: Channel) -> Rc<Ends> {
        if let Some(known) = self.seen.get(&(step, channel.clone())) {
            return Rc::clone(known);
        }
        let ends = match channel.at {
            Stage::Completed => self.world(step, channel.clone()),
            Stage::Dormant => {
                let months = f64::from(self.case.step) * 3.5 / 30.0;
                let start = (step - 1) * self.case.step;
                let mut resumed = Channel { at: Stage::Ready(start), last: start, ..channel.clone() };
                if let Some(next) = resumed.answers.get_mut(channel.honoured.len()) {
                    *next = [None; 2];
                }
                let round = (step * self.case.step).is_multiple_of(self.case.round);
                let dormant = channel.clone();
                self.either(
                    -libm::expm1(-self.case.resume * months),
                    |game| game.ladder(step, resumed, round),
                    |game| game.world(step, dormant),
                )
            }
            _ => self.ladder(step, channel.clone(), (step * self.case.step).is_multiple_of(self.case.round)),
        };
        let ends = Rc::new(ends);
        self.seen.insert((step, channel), Rc::clone(&ends));
        ends
    }

    /// What is due on the ladder in a step, one thing after the other; a round, if there is one, last.
    fn ladder(&mut self, step: u32, channel: Channel, round: bool) -> Ends {
        let end = step * self.case.step;
        let lapse = channel.last + self.case.lapse;
        let in_time = |time: u32| time <= end && time <= lapse;
        match channel.at {
            Stage::Delivered { by, complied, check } if in_time(check) => {
                self.alarms(step, channel, round, by, complied, check, [None; 2])
            }
            Stage::Suspended(limit) if in_time(limit) => self.world(step, Channel { at: Stage::Dormant, ..channel }),
            Stage::Ready(from)
                if round && from <= end && in_time(end) && channel.honoured.len() < self.ladder.len() =>
            {
                self.offer(step, channel)
            }
            _ => self.world(step, channel),
        }
    }

    /// An offer: each giver's answer, if it is not known yet.
    fn offer(&mut self, step: u32, channel: Channel) -> Ends {
        let next = channel.honoured.len();
        let givers = self.rung(next).sides;
        for (party, side) in givers.iter().enumerate() {
            let Some(side) = side else { continue };
            match channel.answers[next][party] {
                Some(true) => {}
                Some(false) => return self.world(step, channel),
                None => {
                    let branch = |answer: bool| {
                        let mut channel = channel.clone();
                        channel.answers[next][party] = Some(answer);
                        channel
                    };
                    let (yes, no) = (branch(true), branch(false));
                    return self.either(side.acceptance, |game| game.offer(step, yes), |game| game.offer(step, no));
                }
            }
        }
        self.votes(step, channel, 0, [1.0; 2])
    }

    /// The bodies vote one after the other, each on its own or by its party's word; the first veto ends it. Of the word of each
    /// party it is known that it lies below `words`.
    fn votes(&mut self, step: u32, channel: Channel, from: usize, words: [f64; 2]) -> Ends {
        let end = step * self.case.step;
        let rung = self.rung(channel.honoured.len());
        let Some(&body) = rung.needs.get(from) else {
            let gives = rung.sides.map(|side| side.is_some());
            let by = match rung.first {
                Some(first) if gives == [true, true] => [first == 0, first == 1],
                _ => gives,
            };
            return self.deliver(step, channel, false, by, [true; 2], end, 0);
        };
        let body = self.case.bodies[body];
        let vetoed = Channel { at: Stage::Ready(end + body.veto_wait), ..channel.clone() };
        let (word, mut known) = (words[body.party], words);
        known[body.party] = word.min(body.approval);
        let follows = self.case.parties[body.party].unity;
        let (own, own_veto) = (channel.clone(), vetoed.clone());
        self.either(
            follows,
            |game| {
                let approves = known[body.party] / word;
                let go_on = |game: &mut Self| game.votes(step, channel, from + 1, known);
                game.either(approves, go_on, |game| game.ladder(step, vetoed, false))
            },
            |game| {
                let go_on = |game: &mut Self| game.votes(step, own, from + 1, words);
                game.either(body.approval, go_on, |game| game.ladder(step, own_veto, false))
            },
        )
    }

    /// Parties from number `party` on deliver at `now`.
    #[allow(clippy::too_many_arguments, reason = "a recursion carries its whole situation")]
    fn deliver(
        &mut self,
        step: u32,
        channel: Channel,
        round: bool,
        by: [bool; 2],
        complied: [bool; 2],
        now: u32,
        party: usize,
    ) -> Ends {
        let rung = self.rung(channel.honoured.len());
        if party == 2 {
            let at = Stage::Delivered { by, complied, check: now + rung.check_lag };
            return self.ladder(step, Channel { at, ..channel }, round);
        }
        let (true, Some(side)) = (by[party], rung.sides[party]) else {
            return self.deliver(step, channel, round, by, complied, now, party + 1);
        };
        let mut breach = complied;
        breach[party] = false;
        let chance = side.compliance[usize::from(channel.types[party])];
        let other = channel.clone();
        self.either(
            chance,
            |game| game.deliver(step, channel, round, by, complied, now, party + 1),
            |game| game.deliver(step, other, round, by, breach, now, party + 1),
        )
    }

    /// Checks of all who delivered; `accused` holds what is known so far.
    #[allow(clippy::too_many_arguments, reason = "a recursion carries its whole situation")]
    fn alarms(
        &mut self,
        step: u32,
        channel: Channel,
        round: bool,
        by: [bool; 2],
        complied: [bool; 2],
        now: u32,
        accused: [Option<bool>; 2],
    ) -> Ends {
        let rung = self.rung(channel.honoured.len());
        for party in 0..2 {
            if accused[party].is_some() {
                continue;
            }
            let mut known = accused;
            known[party] = Some(false);
            let (true, Some(side)) = (by[party], rung.sides[party]) else {
                return self.alarms(step, channel, round, by, complied, now, known);
            };
            let mut guilty = accused;
            guilty[party] = Some(true);
            let unforgiven = 1.0 - self.case.parties[1 - party].forgiveness;
            let chance = self.alarm(&side, complied[party]) * unforgiven;
            let other = channel.clone();
            return self.either(
                chance,
                |game| game.alarms(step, channel, round, by, complied, now, guilty),
                |game| game.alarms(step, other, round, by, complied, now, known),
            );
        }
        match accused.map(|accused| accused == Some(true)) {
            [false, false] => self.passed(step, channel, round, by, complied, now),
            accused => self.dispute(step, channel, round, accused, now),
        }
    }

    fn alarm(&self, side: &Side, complied: bool) -> f64 {
        if complied { side.false_alarm } else { side.detection * (1.0 - self.case.ambiguity) }
    }

    /// All clean or forgiven: the second mover's turn, or in force.
    fn passed(
        &mut self,
        step: u32,
        mut channel: Channel,
        round: bool,
        by: [bool; 2],
        complied: [bool; 2],
        now: u32,
    ) -> Ends {
        let rung = self.rung(channel.honoured.len());
        let first_leg = rung.first.is_some_and(|first| by[first] && !by[1 - first]);
        if first_leg && rung.sides.iter().all(Option::is_some) {
            let second = [!by[0], !by[1]];
            return self.deliver(step, channel, round, second, complied, now, 0);
        }
        channel.honoured.push(complied == [true; 2]);
        channel.last = now;
        channel.ever = true;
        channel.at = Stage::Ready(now);
        self.ladder(step, channel, round)
    }

    fn dispute(&mut self, step: u32, mut channel: Channel, round: bool, accused: [bool; 2], now: u32) -> Ends {
        let next = channel.honoured.len();
        channel.tries[next] += 1;
        channel.disputes += 1;
        let scope = (0..2).filter(|&party| accused[party]).map(|party| self.case.parties[1 - party].scope).max();
        match scope {
            Some(Scope::Newest) => _ = channel.honoured.pop(),
            Some(Scope::All) => channel.honoured.clear(),
            _ => {}
        }
        let least = |of: fn(&Party) -> Option<u32>| self.case.parties.iter().filter_map(of).min();
        let out_of_patience = least(|party| party.disputes_before_exit).is_some_and(|limit| channel.disputes >= limit);
        let out_of_tries = least(|party| party.tries_per_rung).is_some_and(|limit| channel.tries[next] >= limit);
        if out_of_patience || out_of_tries {
            return broke("dispute_count", step);
        }
        let cures = (0..2).filter(|&party| accused[party]).map(|party| self.case.parties[party].cure).product();
        let cured = Channel { at: Stage::Ready(now), ..channel.clone() };
        let stuck = Channel { at: Stage::Suspended(now + self.case.limit), ..channel };
        self.either(cures, |game| game.ladder(step, cured, round), |game| game.ladder(step, stuck, round))
    }

    /// Confrontation, then the end of the step.
    fn world(&mut self, step: u32, channel: Channel) -> Ends {
        let cause = self.if_confronted();
        self.either(self.confrontation(step), |_| broke(cause, step), |game| game.end_of_step(step, channel))
    }

    fn confrontation(&self, step: u32) -> f64 {
        match self.case.confrontation {
            Confrontation::PerStep(chance) => chance,
            Confrontation::PerMonth { hazard, growth, danger } => {
                let months = f64::from(self.case.step) * 3.5 / 30.0;
                let hazard_index = libm::exp(growth * (f64::from(step) - 0.5) * months);
                -libm::expm1(-danger * hazard * months * hazard_index)
            }
        }
    }

    fn end_of_step(&mut self, step: u32, mut channel: Channel) -> Ends {
        if !matches!(channel.at, Stage::Completed | Stage::Dormant) {
            let suspended = matches!(channel.at, Stage::Suspended(_));
            if channel.honoured.len() == self.ladder.len() && !suspended {
                channel.at = Stage::Completed;
            } else if channel.last + self.case.lapse <= step * self.case.step {
                channel.at = Stage::Dormant;
            }
        }
        let closed = channel.at == Stage::Completed || (channel.at == Stage::Dormant && self.case.resume <= 0.0);
        if step == self.steps() || (closed && !self.case.to_horizon) {
            return broke(self.if_quiet(&channel), step);
        }
        (*self.step(step + 1, channel)).clone()
    }

    /// Whether a structural rung is in force with all its tranches, and whether one counts.
    fn structural(&self, channel: &Channel) -> (bool, bool) {
        let mut found = (false, false);
        for (index, &(declared, tranche)) in self.ladder.iter().enumerate().take(channel.honoured.len()) {
            let rung = &self.case.rungs[declared];
            if rung.structural && tranche + 1 == rung.tranches {
                found.0 = true;
                found.1 |= !self.case.judge_by_truth || channel.honoured[index - tranche..=index].iter().all(|it| *it);
            }
        }
        found
    }

    /// Confrontation comes in the same step without the channel, where that is simulated.
    fn if_confronted(&self) -> &'static str {
        if self.case.to_horizon { "unchanged" } else { "uncompared" }
    }

    fn if_quiet(&self, channel: &Channel) -> &'static str {
        match self.structural(channel) {
            (_, true) if channel.at == Stage::Completed => "completed",
            (_, true) => "structural_held",
            _ if !channel.ever => "never_started",
            (true, _) => "hollow",
            _ if channel.at == Stage::Dormant => "dormant",
            _ if channel.at == Stage::Completed => "carried_out",
            _ => "open",
        }
    }

    /// What follows where something happens with probability `chance`, or else does not.
    fn either(&mut self, chance: f64, yes: impl FnOnce(&mut Self) -> Ends, no: impl FnOnce(&mut Self) -> Ends) -> Ends {
        let mut ends = Ends::new();
        if chance > 0.0 {
            add(&mut ends, chance, &yes(self));
        }
        if chance < 1.0 {
            add(&mut ends, 1.0 - chance, &no(self));
        }
        ends
    }
}

fn broke(cause: &'static str, step: u32) -> Ends {
    Ends::from([((cause, step), 1.0)])
}
