//! Who watches a trial for what named figures are about. Watching draws nothing and changes nothing.

use detente_engine::plan::Plan;
use detente_engine::rule::tension;
use detente_engine::trial::{Event, Observer};

/// Days of one trial, with the channel, on which something happened that named figures are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Something first came into force.
    pub began: Option<f64>,
    /// A plain rung first came into force.
    pub plain: Option<f64>,
    /// A structural rung first came into force.
    pub structural: Option<f64>,
    /// A rung last came into force.
    pub last_in_force: Option<f64>,
    /// Every rung was in force.
    pub completed: Option<f64>,
    /// A party left.
    pub left: Option<f64>,
    /// Signings, in order.
    pub signed: Vec<f64>,
    /// Disputes: opened, and ended by a cure, a break or a rung that came into force; none that ended where the next one opened
    /// or the trial ended.
    pub disputes: Vec<(f64, Option<f64>)>,
    /// Changes of government that found something in force.
    pub turnovers: Vec<f64>,
    /// Incidents from the second year on: in the first, tension is still rising to its mean.
    pub incidents: u32,
    /// Of these, those of the gravest kind.
    pub gravest: u32,
}

impl History {
    /// Forgets everything, and keeps its places.
    fn clear(&mut self) {
        let places =
            (std::mem::take(&mut self.signed), std::mem::take(&mut self.disputes), std::mem::take(&mut self.turnovers));
        let (mut signed, mut disputes, mut turnovers) = places;
        signed.clear();
        disputes.clear();
        turnovers.clear();
        *self = Self { signed, disputes, turnovers, ..Self::default() };
    }
}

/// Days after which incidents are counted.
pub(super) const FIRST_YEAR: f64 = 364.0;

/// Who notes the history of a trial.
#[derive(Clone, Debug)]
pub struct TrialWatch<'p> {
    plan: &'p Plan,
    in_force: usize,
    history: History,
}

impl<'p> TrialWatch<'p> {
    /// A watch for trials of `plan`.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        Self { plan, in_force: plan.in_force, history: History::default() }
    }

    /// Forgets what was seen.
    pub fn clear(&mut self) {
        self.in_force = self.plan.in_force;
        self.history.clear();
    }

    /// What was seen.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    fn came_into_force(&mut self, day: f64, rung: usize) {
        let is_structural = self.plan.rungs[self.plan.ladder[rung].rung].structural;
        let history = &mut self.history;
        self.in_force += 1;
        history.began.get_or_insert(day);
        if is_structural { &mut history.structural } else { &mut history.plain }.get_or_insert(day);
        history.last_in_force = Some(day);
    }

    /// The dispute under way, if there is one, is over.
    fn end_dispute(&mut self, day: f64) {
        if let Some((_, ended)) = self.history.disputes.last_mut() {
            ended.get_or_insert(day);
        }
    }
}

impl Observer for TrialWatch<'_> {
    fn observe(&mut self, day: f64, event: Event) {
        match event {
            Event::Signed { .. } => self.history.signed.push(day),
            Event::InForce { rung, .. } => {
                self.end_dispute(day);
                self.came_into_force(day, rung);
            }
            Event::Reversed { .. } => self.in_force = self.in_force.saturating_sub(1),
            Event::Turnover { .. } if self.in_force > 0 => self.history.turnovers.push(day),
            Event::DisputeOpened { .. } => self.history.disputes.push((day, None)),
            Event::DisputeEnded => self.end_dispute(day),
            Event::Broke { .. } => {
                self.end_dispute(day);
                self.history.left.get_or_insert(day);
            }
            Event::Completed => {
                self.history.completed.get_or_insert(day);
            }
            Event::Incident { severity, .. } if day > FIRST_YEAR => {
                self.history.incidents += 1;
                self.history.gravest += u32::from(severity >= tension::SERIOUS);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;
    use detente_engine::domain::Cause;

    fn seen(events: &[(f64, Event)]) -> History {
        let checked =
            scenario::read_text("built_in", "defaults = \"fixed\"", &[]).unwrap_or_else(|faults| panic!("{faults}"));
        let plan = Plan::compile(&checked.scenario).expect("no two ids collide");
        let mut watch = TrialWatch::new(&plan);
        events.iter().for_each(|(day, event)| watch.observe(*day, *event));
        watch.history().clone()
    }

    const TURNOVER: Event = Event::Turnover { party: 0, leaves: false, trustworthy: true };

    fn in_force(rung: usize) -> Event {
        Event::InForce { rung, honoured: true }
    }

    #[test]
    fn governments_count_only_where_they_find_something_in_force() {
        let story = [
            (1.0, TURNOVER),
            (10.0, in_force(0)),
            (20.0, TURNOVER),
            (30.0, Event::Reversed { rung: 0 }),
            (40.0, TURNOVER),
        ];
        assert_eq!(seen(&story).turnovers, [20.0]);
    }

    #[test]
    fn plain_and_structural_rungs_are_told_apart_and_only_the_first_counts() {
        let story = [(10.0, in_force(0)), (15.0, in_force(1)), (30.0, in_force(4)), (40.0, in_force(5))];
        let history = seen(&story);
        assert_eq!((history.began, history.plain), (Some(10.0), Some(10.0)));
        assert_eq!((history.structural, history.last_in_force), (Some(30.0), Some(40.0)));
    }

    #[test]
    fn what_is_cleared_is_as_new() {
        let checked =
            scenario::read_text("built_in", "defaults = \"fixed\"", &[]).unwrap_or_else(|faults| panic!("{faults}"));
        let plan = Plan::compile(&checked.scenario).expect("no two ids collide");
        let mut watch = TrialWatch::new(&plan);
        let events = [Event::DisputeOpened { number: 1 }, in_force(0), TURNOVER, Event::Completed];
        events.into_iter().for_each(|event| watch.observe(9.0, event));
        assert!(watch.history().began.is_some() && watch.history().turnovers.len() == 1);
        watch.clear();
        assert_eq!((watch.history(), watch.in_force), (&History::default(), plan.in_force));
    }

    #[test]
    fn a_dispute_ends_with_its_cure_or_the_break_and_not_again() {
        let dispute = Event::DisputeOpened { number: 1 };
        let broke = Event::Broke { cause: Cause::Reneging };
        let story = [(1.0, dispute), (5.0, Event::DisputeEnded), (9.0, dispute), (20.0, broke)];
        let history = seen(&story);
        assert_eq!(history.disputes, [(1.0, Some(5.0)), (9.0, Some(20.0))]);
        assert_eq!(history.left, Some(20.0));
    }
}
