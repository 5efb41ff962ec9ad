//! What happened in a trial, and when, of all that can make it part from those of other plans.

use super::Divergence;
use crate::math::lesser;
use crate::plan::{Plan, RungInstance};
use crate::trial::{Event, Observer};

/// Who watches the trials of a plan for other plans that are related to it. Watching draws nothing and changes nothing.
#[derive(Clone, Debug)]
pub struct DivergenceWatch {
    slots: Slots,
    /// By slot, the day on which it first happened; infinity where it did not.
    met: Vec<f64>,
    /// By instance of the ladder, the declared rung behind it and which parties give on it.
    ladder: Vec<(usize, [bool; 2])>,
    ends_where_broken: bool,
    has_ended: bool,
}

impl DivergenceWatch {
    /// A watch over trials of `plan`. Where no more is asked of a trial than its outcome, `ends_where_broken`: what comes after a break of
    /// the channel makes no difference.
    #[must_use]
    pub fn new(plan: &Plan, ends_where_broken: bool) -> Self {
        let slots = Slots { rungs: plan.rungs.len(), objectors: plan.objectors.len(), instances: plan.ladder.len() };
        let of_instance =
            |instance: &RungInstance| (instance.rung, plan.rungs[instance.rung].gives.map(|gives| gives.is_some()));
        let ladder = plan.ladder.iter().map(of_instance).collect();
        Self { slots, met: vec![f64::INFINITY; slots.len()], ladder, ends_where_broken, has_ended: false }
    }

    /// The watch at the beginning of another trial.
    pub fn begun(&mut self) -> &mut Self {
        self.met.fill(f64::INFINITY);
        self.has_ended = false;
        self
    }

    /// Whether the trial watched can have parted from that of another plan, by what can make the two part. Where it cannot, it is that of
    /// the other plan, too.
    #[must_use]
    pub fn has_parted(&self, divergences: &[Divergence]) -> bool {
        self.parted_on(divergences) < f64::INFINITY
    }

    /// The first day on which the trial watched can have parted from that of another plan, days from the start; infinity where it cannot.
    /// To the end of every step before that day the trial is that of the other plan, too.
    #[must_use]
    pub fn parted_on(&self, divergences: &[Divergence]) -> f64 {
        let met = |divergence: &Divergence| self.slots.of(*divergence).map_or(0.0, |slot| self.met[slot]);
        divergences.iter().map(met).fold(f64::INFINITY, lesser)
    }

    fn meet(&mut self, day: f64, divergence: Divergence) {
        if let Some(slot) = self.slots.of(divergence) {
            self.met[slot] = lesser(self.met[slot], day);
        }
    }
}

impl Observer for DivergenceWatch {
    fn observe(&mut self, day: f64, event: Event) {
        use Divergence as At;
        if self.has_ended {
            return;
        }
        let declared = |instance: usize| self.ladder[instance].0;
        match event {
            Event::Incident { .. } => self.meet(day, At::Incident),
            Event::DisputeOpened { .. } => self.meet(day, At::Dispute),
            Event::Dormant { .. } => self.meet(day, At::Dormancy),
            Event::Signed { .. } => self.meet(day, At::Signing),
            Event::Turnover { party, .. } => self.meet(day, At::Turnover(party)),
            Event::Objected { objector, .. } => self.meet(day, At::Objection(objector)),
            Event::Offered { rung, .. } => self.meet(day, At::Offer(declared(rung))),
            Event::Accepted { rung } => self.meet(day, At::Acceptance(declared(rung))),
            Event::Refused { rung, party } => self.meet(day, At::Refusal(declared(rung), party)),
            Event::Renewed { rung } => self.meet(day, At::Renewal(declared(rung))),
            Event::NotRenewed { rung, party } => {
                let declared = declared(rung);
                self.meet(day, At::Renewal(declared));
                self.meet(day, At::Refusal(declared, party));
            }
            Event::Clean { rung, party } => self.meet(day, At::Check(declared(rung), party)),
            Event::Alarm { rung, party, .. } => {
                let declared = declared(rung);
                self.meet(day, At::Check(declared, party));
                self.meet(day, At::Alarm);
            }
            Event::InForce { rung, .. } => {
                let (declared, gives) = self.ladder[rung];
                self.meet(day, At::InForce(declared));
                self.meet(day, At::Offer(declared));
                self.meet(day, At::Next(rung + 1));
                (0..2).filter(|party| gives[*party]).for_each(|party| self.meet(day, At::Duty(party)));
            }
            Event::Broke { .. } => self.has_ended = self.ends_where_broken,
            _ => {}
        }
    }
}

/// The places of divergences in a list.
#[derive(Clone, Copy, Debug)]
struct Slots {
    rungs: usize,
    objectors: usize,
    instances: usize,
}

impl Slots {
    /// Divergences that are of no rung and no objector.
    const SINGLE: usize = 9;
    /// Divergences of each rung.
    const OF_RUNG: usize = 8;

    fn len(self) -> usize {
        Self::SINGLE + Self::OF_RUNG * self.rungs + self.objectors + self.instances + 1
    }

    /// The place of a divergence; none of that which needs nothing to happen.
    fn of(self, divergence: Divergence) -> Option<usize> {
        let of_rung = |rung: usize, kind: usize| Self::SINGLE + Self::OF_RUNG * rung + kind;
        let objector = |at: usize| of_rung(self.rungs, 0) + at;
        Some(match divergence {
            Divergence::Opening => return None,
            Divergence::Incident => 0,
            Divergence::Alarm => 1,
            Divergence::Dispute => 2,
            Divergence::Dormancy => 3,
            Divergence::Signing => 4,
            Divergence::Turnover(party) => 5 + party,
            Divergence::Duty(party) => 7 + party,
            Divergence::Offer(rung) => of_rung(rung, 0),
            Divergence::Acceptance(rung) => of_rung(rung, 1),
            Divergence::InForce(rung) => of_rung(rung, 2),
            Divergence::Renewal(rung) => of_rung(rung, 3),
            Divergence::Refusal(rung, party) => of_rung(rung, 4 + party),
            Divergence::Check(rung, party) => of_rung(rung, 6 + party),
            Divergence::Objection(at) => objector(at),
            Divergence::Next(place) => objector(self.objectors) + place,
        })
    }
}
