//! Durations in whole units.

use crate::exact::plan::FinitePlan;
use crate::exact::refusal::NotFinite;

/// Most units into which a step is cut.
const MOST_UNITS: u32 = 1000;
/// By how much of a unit a duration may miss a whole number: rounding only.
const ROUNDING: f64 = 1e-9;

/// The durations of a plan in whole units. What lies beyond the horizon is cut to just beyond it.
pub(super) struct Units {
    /// A step.
    pub(super) step: u32,
    /// Lapse, and limit of a dispute.
    pub(super) lapse: u32,
    pub(super) limit: u32,
    /// From delivery to check, by rung.
    pub(super) check_lag: Vec<u32>,
    /// The wait after a veto, by rung and body.
    pub(super) veto_wait: Vec<Vec<u32>>,
}

impl Units {
    /// The largest units in which all durations of `plan` are whole.
    pub(super) fn of(plan: &FinitePlan) -> Result<Self, NotFinite> {
        let unit = |parts: u32| plan.step_days / f64::from(parts);
        let fits = |parts: &u32| Self::in_units(plan, *parts).is_some();
        let parts = (1..=MOST_UNITS).find(fits).ok_or(NotFinite::NoCommonUnit { smallest: unit(MOST_UNITS) })?;
        Self::in_units(plan, parts).ok_or(NotFinite::NoCommonUnit { smallest: unit(MOST_UNITS) })
    }

    /// All durations in units of which a step has `parts`, if they are whole.
    fn in_units(plan: &FinitePlan, parts: u32) -> Option<Self> {
        let beyond = plan.steps * parts + 1;
        let whole = |days: f64| {
            let units = days / plan.step_days * f64::from(parts);
            if units > f64::from(beyond) {
                return Some(beyond);
            }
            ((units - units.round()).abs() < ROUNDING).then_some(units.round() as u32)
        };
        let waits = |rung: &crate::exact::plan::FiniteRung| rung.veto_waits.iter().map(|wait| whole(*wait)).collect();
        Some(Self {
            step: parts,
            lapse: whole(plan.lapse_days)?,
            limit: whole(plan.limit_days)?,
            check_lag: plan.rungs.iter().map(|rung| whole(rung.check_lag_days)).collect::<Option<_>>()?,
            veto_wait: plan.rungs.iter().map(waits).collect::<Option<_>>()?,
        })
    }

    /// The longest time for which anything but the lapse is waited.
    pub(super) fn longest_wait(&self) -> u32 {
        let waits = self.check_lag.iter().chain(self.veto_wait.iter().flatten());
        waits.copied().chain([self.limit]).max().unwrap_or(0)
    }
}
