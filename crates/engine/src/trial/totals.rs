//! What a trial adds up to over rungs, bodies and parties.

use super::record::TrialRecord;

/// What a trial adds up to over rungs, bodies and parties.
pub(super) struct Totals {
    pub(super) offers: u32,
    pub(super) signed: u32,
    pub(super) delivered: u32,
    pub(super) reviews: u32,
    pub(super) vetoes: u32,
    pub(super) alarms: u32,
    pub(super) checks: u32,
}

impl Totals {
    pub(super) fn of(record: &TrialRecord) -> Self {
        let mut totals = Self { offers: 0, signed: 0, delivered: 0, reviews: 0, vetoes: 0, alarms: 0, checks: 0 };
        for rung in &record.rungs {
            totals.offers += rung.offered;
            totals.signed += rung.signed;
            totals.delivered += rung.delivered;
        }
        for body in &record.bodies {
            totals.reviews += body.reviews;
            totals.vetoes += body.vetoes;
        }
        for party in &record.parties {
            totals.alarms += party.alarms;
            totals.checks += party.alarms + party.deeds;
        }
        totals
    }
}
