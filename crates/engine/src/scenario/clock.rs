//! Spans of time that must be whole numbers of steps.

use super::diagnose::Diagnostic;
use super::diagnose::Place;
use super::resolver::{Resolver, Slot};

/// How far from whole a number of steps may be, as rounding of a decimal fraction makes it.
const ROUNDING: f64 = 1e-9;

/// The number of steps to the horizon.
pub(super) fn steps(resolver: &mut Resolver<'_>, root: &Slot, step_days: f64, head: &Place) -> u32 {
    whole_steps(resolver, root, "horizon_weeks", step_days, head) as u32
}

/// The days between rounds.
pub(super) fn round_days(resolver: &mut Resolver<'_>, ladder: &Slot, step_days: f64, head: &Place) -> f64 {
    whole_steps(resolver, ladder, "round_weeks", step_days, head) * step_days
}

fn whole_steps(resolver: &mut Resolver<'_>, slot: &Slot, key: &str, step_days: f64, head: &Place) -> f64 {
    let weeks = resolver.setting(slot, key);
    let steps = weeks * 7.0 / step_days;
    let nearest = steps.round().max(1.0);
    if (steps - nearest).abs() > ROUNDING * nearest {
        let place = resolver.lookup(slot, key).map(|(_, given)| &given.place);
        let step = resolver.lookup(&Slot::single(crate::parameter::registry::TableName::Run), "step_days");
        let place = place.or_else(|| step.as_ref().map(|(_, given)| &given.place)).unwrap_or(head).clone();
        let diagnostic = Diagnostic::new(slot.name(key), format!("no whole number of steps of {step_days} days"));
        let diagnostic = diagnostic.found(format!("{weeks} weeks, or {steps} steps"));
        resolver
            .diagnostics
            .fault(&place, diagnostic.help(format!("nearest that fits: {}", nearest * step_days / 7.0)));
    }
    nearest
}
