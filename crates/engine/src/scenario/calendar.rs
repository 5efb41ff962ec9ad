//! Days of the calendar, counted from the start of the scenario.

use super::diagnose::Diagnostic;
use super::diagnose::Place;
use super::given::{Given, Reading};
use super::resolver::{Resolver, Slot};
use jiff::civil::Date;

/// The day at `key`, where one is given and sound.
pub(super) fn date(resolver: &Resolver<'_>, slot: &Slot, key: &str) -> Option<(Date, Place)> {
    match resolver.lookup(slot, key) {
        Some((_, Given { reading: Reading::Date(date), place, .. })) => Some((*date, place.clone())),
        _ => None,
    }
}

/// How many days after the start the day at `key` lies. A fault where it lies before, or where the scenario has no first day.
pub(super) fn day(resolver: &mut Resolver<'_>, slot: &Slot, key: &str, start: Option<Date>) -> Option<u32> {
    let (date, place) = date(resolver, slot, key)?;
    let Some(start) = start else {
        undated(resolver, &slot.name(key), &place);
        return None;
    };
    let days = (date - start).get_days();
    if days < 0 {
        let diagnostic = Diagnostic::new(slot.name(key), "before the scenario starts").found(date.to_string());
        resolver.diagnostics.fault(&place, diagnostic.allowed(format!("{start} or later")));
    }
    u32::try_from(days).ok()
}

/// Says that days cannot be counted, as the scenario has no first one; not where it gives one that was refused.
pub(super) fn undated(resolver: &mut Resolver<'_>, key: &str, place: &Place) {
    if resolver.given.values.contains_key("start") {
        return;
    }
    let diagnostic = Diagnostic::new(key, "the scenario does not say on which date it starts");
    resolver
        .diagnostics
        .missing(place, diagnostic.help("add the day of week 0 at the head of the file: start = 2026-07-02"));
}
