//! What an observer reads at a landmark of a trial that is still undecided.

use super::event::Observer;
use super::indicator::{Indicator, Reading, UNDEFINED};
use super::state::Stage;
use super::step::Step;
use super::totals::Totals;
use crate::domain::Money;
use crate::math::per;
use crate::random::Words;

impl<W: Words, O: Observer> Step<'_, W, O> {
    /// Notes every indicator, unless the channel has broken, which decides the outcome.
    pub(super) fn read(&mut self) {
        if self.state.channel.broke.is_some() {
            return;
        }
        let mut reading: Reading = [UNDEFINED; Indicator::COUNT];
        let totals = Totals::of(self.record);
        for indicator in Indicator::ALL {
            reading[indicator.index()] = indicator.bin(self.value(*indicator, &totals));
        }
        self.record.readings.push(reading);
        self.state.incidents_read = self.state.arm.incidents;
    }

    /// What `indicator` is now; NaN where it is undefined.
    fn value(&self, indicator: Indicator, totals: &Totals) -> f64 {
        let (channel, counts, ledger) = (&self.state.channel, &self.state.tallies, &self.state.ledger);
        let [sender, target] = &self.record.parties;
        let incidents = self.state.arm.incidents;
        match indicator {
            Indicator::ImplementationRatio => per(f64::from(totals.delivered), totals.signed),
            Indicator::ImplementationLagWeeks => per(counts.implementation_days, totals.delivered) / 7.0,
            Indicator::RungsInForce => channel.in_force as f64,
            Indicator::SignOffs => f64::from(totals.reviews - totals.vetoes),
            Indicator::SignOffsPending if channel.stage == Stage::Review => channel.reviews.pending() as f64,
            Indicator::SignOffsPending => 0.0,
            Indicator::Vetoes => f64::from(totals.vetoes),
            Indicator::Objections => self.record.objections.iter().map(|number| f64::from(*number)).sum(),
            Indicator::ClaimsPerRung => per(sender.claims + target.claims, totals.delivered),
            Indicator::Alarms => f64::from(totals.alarms),
            Indicator::ClearedShare => per(f64::from(totals.checks - totals.alarms), totals.checks),
            Indicator::DisputeOpen => f64::from(u8::from(self.state.open() && !self.state.working())),
            Indicator::CureWeeks => per(counts.cure_days, counts.cures) / 7.0,
            Indicator::RenewalsMet => f64::from(counts.renewals_met),
            Indicator::ReciprocityBalance => f64::from(sender.deeds) - f64::from(target.deeds),
            Indicator::WeeksSinceStructuralOffer => {
                counts.structural_offered_day.map_or(f64::NAN, |day| (self.clock.end - day) / 7.0)
            }
            Indicator::PermittedShare => {
                let spent = ledger.permitted + ledger.diverted;
                if spent > Money::ZERO { ledger.permitted.over(spent) } else { f64::NAN }
            }
            Indicator::MediatorEngagement => self.state.mediator,
            Indicator::Incidents => f64::from(incidents),
            Indicator::IncidentsLately => f64::from(incidents - self.state.incidents_read),
        }
    }
}
