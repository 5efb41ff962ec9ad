//! Signing, announcements, deliveries: a party that delivers complies, or does not.

use super::{check, deed_word, delivery_day};
use crate::domain::FirstMover;
use crate::math::greater;
use crate::random::{Words, exponential_pair};
use crate::rule::{belief, credibility};
use crate::trial::event::{Event, Observer};
use crate::trial::mechanism::lapse;
use crate::trial::site::Site;
use crate::trial::state::{Leg, Stage};
use crate::trial::step::Step;

/// Words of one attempt in the `announcement` purpose: two each for sender and target.
const ANNOUNCEMENT_WORDS: u64 = 4;

/// Every body has signed: both parties announce, and those who move first deliver.
pub(super) fn sign(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    step.record.rungs[site.index].signed += 1;
    step.state.channel.complied = [true; 2];
    step.observe(day, Event::Signed { rung: site.index });
    step.state.tallies.sign_off_days += day - step.state.channel.accepted_day;
    // From its signing on the attempt is under way.
    step.state.channel.signed_day = day;
    step.state.channel.under_way_since = Some(day);
    for party in 0..2 {
        announce(step, site, party, day);
    }
    let gives = site.gives();
    let who = match site.declared.first_mover {
        FirstMover::Sender if gives[0] => [true, false],
        FirstMover::Target if gives[1] => [false, true],
        _ => gives,
    };
    let leg = Leg { who, number: 0 };
    let due = delivery_day(step, site, 0, day);
    if due <= lapse::deadline(step) {
        deliver(step, site, leg, due);
    } else {
        step.state.channel.stage = Stage::Delivery { day: due, leg };
    }
}

/// All who deliver on this leg comply or do not; the check follows.
pub(super) fn deliver(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, leg: Leg, day: f64) {
    for party in 0..2 {
        let Some(side) = site.delivering(step, leg, party) else { continue };
        let index = deed_word(step.state.channel.attempt, party);
        let chance = side.comply(step.state.party[party].trustworthy);
        let complied = step.happens(chance, site.declared.deed, index);
        step.state.channel.complied[party] = complied;
        step.record.parties[party].breaches += u32::from(!complied);
        step.observe(day, Event::Delivered { rung: site.index, party, complied });
    }
    let due = day + site.terms.check_lag_days;
    if due <= lapse::deadline(step) {
        check::act(step, site, leg, due);
    } else {
        step.state.channel.stage = Stage::Check { day: due, leg };
    }
}

/// A party claims `1 + y`: its capital rises, and its credibility pays for `y`.
fn announce(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, party: usize, day: f64) {
    let over_claim = over_claim(step, site, party);
    let announcer = &mut step.state.party[party];
    let capital = announcer.capital.now(step.clock.step, step.world.decay) + (1.0 + over_claim);
    announcer.capital.set(step.clock.step, capital);
    announcer.capital_peak = greater(announcer.capital_peak, capital);
    announcer.promises.broken += over_claim;
    step.state.channel.announced[party] = 1.0 + over_claim;
    step.record.parties[party].claims += 1.0 + over_claim;
    step.observe(day, Event::Announced { rung: site.index, party, over_claim });
}

/// y: by how much a party claims too much; the other reads it.
fn over_claim(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, party: usize) -> f64 {
    let numbers = &step.world.party[party].numbers;
    let (mean, excess) = (numbers.over_claim, numbers.over_claim_excess);
    if mean <= 0.0 {
        return 0.0;
    }
    let purpose = site.declared.announcement;
    let index = step.state.channel.attempt * ANNOUNCEMENT_WORDS + 2 * party as u64;
    let pair = exponential_pair(step.word(purpose, index), step.word(purpose, index + 1));
    let over_claim = credibility::over_claim(mean, excess, step.state.party[party].trustworthy, pair);
    step.learn(1 - party, belief::over_claim(over_claim, mean, excess));
    over_claim
}
