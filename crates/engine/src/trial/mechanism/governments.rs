//! Governments: who is in office, of which type, and what a new one does to the channel.

use super::{dispute, ladder, reversal, taking_back};
use crate::domain::{Cause, StopReason};
use crate::math::lesser;
use crate::random::{Chance, Words, exponential};
use crate::rule::belief;
use crate::rule::credibility::Promises;
use crate::trial::event::{Event, Observer};
use crate::trial::step::Step;

/// Words of one government in the `government` purpose: time since the last change, whether it
/// leaves, whether the type is kept, its type if redrawn.
const GOVERNMENT_WORDS: u64 = 4;

/// The first governments of both parties, and their records at the opening.
pub(in crate::trial) fn open(step: &mut Step<'_, impl Words, impl Observer>) {
    for party in 0..2 {
        step.state.party[party].trustworthy = drawn_type(step, party, 0);
        step.state.party[party].next_turnover = gap(step, party, 1);
        let (kept, broken) = (step.world.opening.kept[party], step.world.opening.broken[party]);
        step.state.party[party].promises = Promises { kept, broken };
    }
    let trustworthy = [step.state.party[0].trustworthy, step.state.party[1].trustworthy];
    step.observe(0.0, Event::Started { trustworthy });
}

/// Changes of government in this step, while there is a channel or a duty to lose: the sender's all, then the target's all, each
/// in order of the day.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    for party in 0..2 {
        while due_of(step, party) <= step.clock.end && step.state.has_stakes() {
            let home = &mut step.state.party[party];
            match step.plan.turnovers[party].get(home.dated_past).filter(|dated| dated.day <= home.next_turnover) {
                Some(dated) => {
                    home.dated_past += 1;
                    let chance = Chance::of(step.world.numbers.turnover[dated.number].probability);
                    if step.happens(chance, dated.draw, 0) {
                        change(step, party, dated.day);
                    }
                }
                None => {
                    let day = home.next_turnover;
                    home.turnovers += 1;
                    let coming = home.turnovers + 1;
                    step.state.party[party].next_turnover = day + gap(step, party, coming);
                    change(step, party, day);
                }
            }
        }
    }
}

/// The day of the next change of government that matters, or may come.
pub(in crate::trial) fn due(step: &Step<'_, impl Words, impl Observer>) -> f64 {
    if step.state.has_stakes() { lesser(due_of(step, 0), due_of(step, 1)) } else { f64::INFINITY }
}

/// The day of the next change of government of `party`, by its hazard or by date.
fn due_of(step: &Step<'_, impl Words, impl Observer>, party: usize) -> f64 {
    let home = &step.state.party[party];
    let dated = step.plan.turnovers[party].get(home.dated_past);
    dated.map_or(home.next_turnover, |dated| lesser(dated.day, home.next_turnover))
}

fn change(step: &mut Step<'_, impl Words, impl Observer>, party: usize, day: f64) {
    step.state.party[party].government += 1;
    let government = step.state.party[party].government;
    take_office(step, party, government, day);
}

fn drawn_type(step: &mut Step<'_, impl Words, impl Observer>, party: usize, government: u64) -> bool {
    let probability = step.world.party[party].numbers.trustworthy;
    step.happens(Chance::of(probability), step.plan.parties[party].government, GOVERNMENT_WORDS * government + 3)
}

/// Days to the change of government that the hazard brings as its `number`-th, from the one before; governments change on the
/// world's calendar whether or not there is a channel, and matter only while there is one.
fn gap(step: &mut Step<'_, impl Words, impl Observer>, party: usize, number: u64) -> f64 {
    let days = step.world.party[party].turnover_days;
    if step.plan.ladder.is_empty() || days.is_infinite() {
        return f64::INFINITY;
    }
    days * exponential(step.word(step.plan.parties[party].government, GOVERNMENT_WORDS * number))
}

/// A new government leaves the channel (what is done, in proportion to what it could take back), or goes on with it as its own type.
fn take_office(step: &mut Step<'_, impl Words, impl Observer>, party: usize, government: u64, day: f64) {
    let numbers = &step.world.party[party].numbers;
    let purpose = step.plan.parties[party].government;
    let first = GOVERNMENT_WORDS * government;
    step.record.parties[party].turnovers += 1;
    let exit = numbers.exit_on_turnover * taking_back::share(step, party);
    let leaves = step.happens(Chance::of(exit), purpose, first + 1);
    let was_trustworthy = step.state.party[party].trustworthy;
    if !leaves {
        let keeps = step.happens(Chance::of(numbers.type_kept_on_turnover), purpose, first + 2);
        step.state.party[party].trustworthy = if keeps { was_trustworthy } else { drawn_type(step, party, government) };
    }
    let trustworthy = step.state.party[party].trustworthy;
    step.observe(day, Event::Turnover { party, leaves, trustworthy });
    if leaves {
        step.stopped(StopReason::Turnover, None, Some(party));
        reversal::break_channel(step, Cause::Turnover, day);
        return;
    }
    ladder::forget(step);
    step.state.party[party].capital.set(step.clock.step, 0.0);
    let reader = &mut step.state.party[1 - party];
    let first_trust = step.world.party[1 - party].numbers.trusts_other;
    reader.believe(belief::new_government(reader.belief, numbers.type_kept_on_turnover, first_trust));
    dispute::hand_dispute_on(step, party, was_trustworthy, step.clock.start);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChannelEnd;
    use crate::trial::rig::Rig;

    const RESTLESS: [&str; 3] =
        ["party.first.turnover_per_month=0.5", "party.first.exit_on_turnover=0.5", "party.first.trustworthy=0.9"];

    #[test]
    fn a_government_that_stays_takes_over_with_a_type_of_its_own() {
        let mut rig = Rig::new(&RESTLESS, &[("party/first/government", 0.6)]);
        let day = rig.act(|step| due(step));
        assert!((day - 60.0 * -libm::log(0.6)).abs() < 1e-6, "{day}");
        let number = (day / 7.0).ceil() as u32;
        rig.at(number - 1).act(act);
        assert_eq!(rig.record.parties[0].turnovers, 0);
        rig.at(number).act(act);
        assert_eq!(rig.record.parties[0].turnovers, 1);
        assert_eq!(rig.events(), [Event::Turnover { party: 0, leaves: false, trustworthy: true }]);
        assert!(rig.act(|step| due(step)) > day && rig.state.open());
    }

    #[test]
    fn a_government_that_leaves_breaks_the_channel() {
        let mut rig = Rig::new(&RESTLESS, &[("party/first/government", 0.4)]);
        rig.at(20).act(act);
        assert_eq!((rig.state.channel.end, rig.state.channel.broke), (ChannelEnd::Broken, Some(Cause::Turnover)));
        assert_eq!(rig.act(|step| due(step)), f64::INFINITY, "nothing is left to lose");
    }

    #[test]
    fn a_dated_change_comes_on_its_day_if_its_word_says_so_and_moves_no_other() {
        let sets = ["start=2026-01-01", "turnover.term={ party = \"first\", on = 2026-01-21, probability = 0.5 }"];
        let sets = [&RESTLESS[..], &sets].concat();
        for (word, comes) in [(0.4, 1), (0.6, 0)] {
            let mut rig = Rig::new(&sets, &[("party/first/government", 0.6), ("turnover/term", word)]);
            assert_eq!(rig.act(|step| due(step)), 20.0);
            rig.at(2).act(act);
            assert_eq!(rig.record.parties[0].turnovers, 0);
            rig.at(3).act(act);
            assert_eq!(rig.record.parties[0].turnovers, comes);
            let day = rig.act(|step| due(step));
            assert!((day - 60.0 * -libm::log(0.6)).abs() < 1e-6, "{day}: that of the hazard stands");
        }
    }
}
