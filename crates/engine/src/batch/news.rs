//! What was observed, held against what happens while trials are simulated. Watching draws nothing and changes nothing.

use crate::domain::NewsEvent;
use crate::plan::{NewsPlan, Plan};
use crate::random::Words;
use crate::rule::tension;
use crate::trial::{Event, Observer, TrialSimulator};

/// Days that are the same but for rounding.
const SAME_DAY: f64 = 1e-9;

/// Who listens for the news of a plan in a trial.
#[derive(Clone, Debug)]
pub struct NewsWatch<'p> {
    news: &'p [NewsPlan],
    /// The step in which the last of them falls.
    last: u32,
    /// By entry of the news, whether the event came.
    seen: Vec<bool>,
}

impl<'p> NewsWatch<'p> {
    /// A watch for the news of `plan`.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        let last = plan.news.iter().map(|news| news.by_step).max().unwrap_or(0);
        Self { news: &plan.news, last, seen: vec![false; plan.news.len()] }
    }

    /// Simulates a trial up to the last of the news.
    pub fn follow(&mut self, simulator: &mut TrialSimulator<'_>, words: &mut impl Words) {
        self.follow_until(self.last, simulator, words);
    }

    /// Simulates a trial up to the end of `step`: of later news nothing is known.
    pub fn follow_until(&mut self, step: u32, simulator: &mut TrialSimulator<'_>, words: &mut impl Words) {
        self.seen.fill(false);
        simulator.simulate_until(step, words, self);
    }

    /// By entry of the news, whether the trial went as it says.
    pub fn fits(&self) -> impl Iterator<Item = bool> {
        self.news.iter().zip(&self.seen).map(|(news, seen)| *seen == news.happened)
    }
}

impl Observer for NewsWatch<'_> {
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
        (Kind::SeriousIncident, Event::Incident { severity, .. }) => {
            (severity >= tension::SERIOUS).then_some((None, None))
        }
        (Kind::Dispute, Event::DisputeOpened { .. })
        | (Kind::Incident, Event::Incident { .. })
        | (Kind::Completed, Event::Completed)
        | (Kind::Dormant, Event::Dormant { .. })
        | (Kind::Resumed, Event::Resumed)
        | (Kind::Broke, Event::Broke { .. })
        | (Kind::Confrontation, Event::Confrontation) => Some((None, None)),
        _ => None,
    }
}
