//! What was observed, held against what happens while trials are played. Watching draws nothing and changes nothing.

use crate::domain::NewsEvent;
use crate::luck::{LANES, Tape};
use crate::plan::{NewsPlan, Plan};
use crate::tally::Tally;
use crate::trial::{Event, Lanes, Observer, Players, TrialRecord};
use std::ops::Range;

/// Days that are the same but for rounding.
const SAME_DAY: f64 = 1e-9;
/// The severity of a serious incident.
const SERIOUS: u32 = 3;

/// Who listens for the news of a plan in up to 32 trials at once.
#[derive(Clone, Debug)]
pub(super) struct Watch<'p> {
    news: &'p [NewsPlan],
    lane: usize,
    /// By entry of the news, the trials in which the event came, a bit for each place.
    seen: Vec<u32>,
}

impl<'p> Watch<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self { news: &plan.news, lane: 0, seen: vec![0; plan.news.len()] }
    }

    /// Forgets what was seen.
    pub(super) fn clear(&mut self) {
        self.seen.fill(0);
    }

    /// By entry of the news, whether the trial in place `lane` went as it says.
    pub(super) fn fits(&self, lane: usize) -> impl Iterator<Item = bool> {
        self.news.iter().zip(&self.seen).map(move |(news, seen)| (seen >> lane & 1 == 1) == news.happened)
    }
}

impl Observer for Watch<'_> {
    fn observe(&mut self, day: f64, event: Event) {
        for (news, seen) in self.news.iter().zip(&mut self.seen) {
            if news.after_day + SAME_DAY < day && day <= news.by_day + SAME_DAY && is_meant(news, event) {
                *seen |= 1 << self.lane;
            }
        }
    }

    fn turn_to(&mut self, lane: usize) {
        self.lane = lane;
    }
}

/// Whether `event` is what the news says.
fn is_meant(news: &NewsPlan, event: Event) -> bool {
    let Some((rung, who)) = sites(news, event) else { return false };
    let on = news.instances.as_ref().is_none_or(|meant| rung.is_some_and(|rung| meant.contains(&rung)));
    on && news.who.is_none_or(|meant| who == Some(meant))
}

/// The rung and the actor of `event`, where it is of the kind that the news is about.
fn sites(news: &NewsPlan, event: Event) -> Option<(Option<usize>, Option<usize>)> {
    use NewsEvent as Kind;
    match (news.event, event) {
        (Kind::Offered, Event::Offered { rung, .. })
        | (Kind::Accepted, Event::Accepted { rung })
        | (Kind::InForce, Event::InForce { rung, .. })
        | (Kind::Voided, Event::Voided { rung })
        | (Kind::Reversed, Event::Reversed { rung })
        | (Kind::Renewed, Event::Renewed { rung }) => Some((Some(rung), None)),
        (Kind::Signed, Event::Signed { rung }) if news.who.is_none() => Some((Some(rung), None)),
        (Kind::Signed, Event::Approved { rung, body }) if news.who.is_some() => Some((Some(rung), Some(body))),
        (Kind::Vetoed, Event::Vetoed { rung, body }) => Some((Some(rung), Some(body))),
        (Kind::Objection, Event::Objected { rung, objector }) => Some((Some(rung), Some(objector))),
        (Kind::Refused, Event::Refused { rung, party })
        | (Kind::Delivered, Event::Delivered { rung, party, .. })
        | (Kind::Clean, Event::Clean { rung, party })
        | (Kind::Alarm, Event::Alarm { rung, party, .. })
        | (Kind::RenewalMissed, Event::NotRenewed { rung, party })
        | (Kind::Reneged, Event::Reneged { rung, party }) => Some((Some(rung), Some(party))),
        (Kind::Cured, Event::Cured { party }) | (Kind::Turnover, Event::Turnover { party, .. }) => {
            Some((None, Some(party)))
        }
        (Kind::Attack, Event::Attacked { spoiler, .. }) => Some((None, Some(spoiler))),
        (Kind::SeriousIncident, Event::Incident { severity, .. }) => (severity >= SERIOUS).then_some((None, None)),
        (Kind::Dispute, Event::DisputeOpened { .. })
        | (Kind::Incident, Event::Incident { .. })
        | (Kind::Completed, Event::Completed)
        | (Kind::Lapsed, Event::Lapsed)
        | (Kind::Broke, Event::Broke { .. })
        | (Kind::Confrontation, Event::Confrontation) => Some((None, None)),
        _ => None,
    }
}

/// Players of a plan who add to a tally what goes as was observed: everything, where nothing was.
pub(super) struct Table<'p> {
    players: Players<'p, LANES>,
    watch: Option<Watch<'p>>,
}

impl<'p> Table<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let watch = (!plan.news.is_empty()).then(|| Watch::new(plan));
        Self { players: Players::new(plan), watch }
    }

    /// Plays the trials of `group`, adds those that count to `tally` and shows them to `keep`, in order.
    pub(super) fn play(
        &mut self,
        tape: &mut Tape<'_>,
        group: Range<u64>,
        tally: &mut Tally,
        mut keep: impl FnMut(u64, &TrialRecord, &[f64]),
    ) {
        tape.turn_to(group.start);
        let number = (group.end - group.start) as usize;
        let played = Lanes::first(number);
        let counted = match &mut self.watch {
            None => {
                self.players.play(tape, number);
                played
            }
            Some(watch) => {
                watch.clear();
                self.players.play_watched(tape, number, watch);
                played.filter(|lane| tally.hear(watch.fits(lane), self.players.drawn(lane)))
            }
        };
        let records = self.players.records();
        tally.add(records, self.players.timeline(), counted);
        for lane in counted {
            keep(group.start + lane as u64, &records[lane], self.players.drawn(lane));
        }
    }
}
