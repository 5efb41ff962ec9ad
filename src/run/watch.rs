//! What was observed, held against what happens while trials are played. Watching draws nothing and changes nothing.

use crate::domain::NewsEvent;
use crate::luck::Tape;
use crate::plan::{NewsPlan, Plan};
use crate::tally::Tally;
use crate::trial::{Event, Observer, Player, TrialRecord, Unobserved};
use std::ops::Range;

/// Days that are the same but for rounding.
const SAME_DAY: f64 = 1e-9;
/// The severity of a serious incident.
const SERIOUS: u32 = 3;

/// Who listens for the news of a plan in a trial.
#[derive(Clone, Debug)]
pub(super) struct Watch<'p> {
    news: &'p [NewsPlan],
    /// By entry of the news, whether the event came.
    seen: Vec<bool>,
}

impl<'p> Watch<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        Self { news: &plan.news, seen: vec![false; plan.news.len()] }
    }

    /// Forgets what was seen.
    pub(super) fn clear(&mut self) {
        self.seen.fill(false);
    }

    /// By entry of the news, whether the trial went as it says.
    pub(super) fn fits(&self) -> impl Iterator<Item = bool> {
        self.news.iter().zip(&self.seen).map(|(news, seen)| *seen == news.happened)
    }
}

impl Observer for Watch<'_> {
    fn observe(&mut self, day: f64, event: Event) {
        for (news, seen) in self.news.iter().zip(&mut self.seen) {
            if news.after_day + SAME_DAY < day && day <= news.by_day + SAME_DAY && is_meant(news, event) {
                *seen = true;
            }
        }
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

/// A player of a plan who adds to a tally what goes as was observed: everything, where nothing was.
pub(super) struct Table<'p> {
    player: Player<'p>,
    watch: Option<Watch<'p>>,
}

impl<'p> Table<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let watch = (!plan.news.is_empty()).then(|| Watch::new(plan));
        Self { player: Player::new(plan), watch }
    }

    /// Plays `trials`, adds those that count to `tally` and shows them to `keep`, in order.
    pub(super) fn play(
        &mut self,
        tape: &mut Tape<'_>,
        trials: Range<u64>,
        tally: &mut Tally,
        mut keep: impl FnMut(u64, &TrialRecord, &[f64]),
    ) {
        for trial in trials {
            tape.turn_to(trial);
            let counts = match &mut self.watch {
                None => {
                    self.player.play(tape, &mut Unobserved);
                    true
                }
                Some(watch) => {
                    watch.clear();
                    self.player.play(tape, watch);
                    tally.hear(watch.fits(), self.player.drawn())
                }
            };
            if counts {
                tally.add(self.player.record(), self.player.moments());
                keep(trial, self.player.record(), self.player.drawn());
            }
        }
    }
}
