//! Combinations of values that the model cannot simulate, and those that deserve a remark.

use super::diagnose::Diagnostic;
use super::diagnose::Place;
use super::model::{Party, Rung};
use super::resolver::{Resolver, Slot};
use crate::domain::Role;
use crate::parameter::registry::{Circumstance, TableName};

/// Most rungs (as climbed) times steps: what is counted of each rung in each step takes eight bytes, per thread.
const MOST_RUNG_STEPS: u64 = 1 << 23;

/// What is frozen in all.
const FROZEN: &str = "frozen_usd_bn";
/// What a rung moves of it.
const MOVED: &str = "money_usd_bn";

/// Checks all relations.
pub(super) fn check(resolver: &mut Resolver<'_>, rungs: &[Rung], parties: &[Party; 2], steps: u32, head: &Place) {
    fits_in_memory(resolver, rungs, steps, head);
    frozen_total(resolver, rungs, head);
    clean_checks_teach_trust(resolver, rungs);
    one_opener(resolver, parties);
    not_lapsed_at_once(resolver);
}

/// Refuses a long ladder in fine steps over a long horizon before memory is asked for.
fn fits_in_memory(resolver: &mut Resolver<'_>, rungs: &[Rung], steps: u32, head: &Place) {
    let climbed: u64 = rungs.iter().map(|rung| u64::from(rung.repeat) * u64::from(rung.tranches)).sum();
    let found = climbed.saturating_mul(u64::from(steps));
    if found > MOST_RUNG_STEPS {
        let diagnostic = Diagnostic::new("run.step_days", "too many steps for so many rungs");
        let diagnostic = diagnostic.found(format!("{steps} steps times {climbed} rungs as climbed: {found}"));
        let diagnostic = diagnostic.allowed(format!("at most {MOST_RUNG_STEPS}"));
        resolver
            .diagnostics
            .fault(head, diagnostic.help("lower horizon_weeks, raise run.step_days, or shorten the ladder"));
    }
}

/// The frozen total must cover what the ladder moves.
fn frozen_total(resolver: &mut Resolver<'_>, rungs: &[Rung], head: &Place) {
    let slot = Slot::single(TableName::Money);
    let (key, place) = match (resolver.lookup(&slot, FROZEN), resolver.column(&slot, FROZEN)) {
        (Some((key, given)), _) => (key, given.place.clone()),
        (None, Some((key, _))) => (key, head.clone()),
        (None, None) => return,
    };
    let givers = rungs.iter().enumerate().filter(|(_, rung)| rung.gives[Role::Sender.index()].is_some());
    let moves: Vec<(Slot, f64)> =
        givers.map(|(index, rung)| (concession_slot(index, rung, Role::Sender), f64::from(rung.repeat))).collect();
    let column = |slot: &Slot, key: &str| resolver.column(slot, key).map(|(_, column)| column);
    let of_frozen = column(&slot, FROZEN);
    let of_moves: Vec<Option<usize>> = moves.iter().map(|(slot, _)| column(slot, MOVED)).collect();
    let columns: Vec<usize> = of_frozen.into_iter().chain(of_moves.iter().flatten().copied()).collect();
    let stated = resolver.extremes(&slot, FROZEN).0;
    let stated_moves: Vec<f64> = moves.iter().map(|(slot, _)| resolver.extremes(slot, MOVED).1).collect();
    // What worlds hold goes together, world by world; the rest is taken at its worst.
    for cells in resolver.cells(&columns) {
        let mut cells = cells.into_iter();
        let mut drawn = |column: Option<usize>, stated: f64| column.and_then(|_| cells.next()).unwrap_or(stated);
        let frozen = drawn(of_frozen, stated);
        let amounts = of_moves.iter().zip(&stated_moves).map(|(column, stated)| drawn(*column, *stated));
        let moved: f64 = amounts.zip(&moves).map(|(amount, (_, repeat))| amount * repeat).sum();
        if frozen < moved {
            let diagnostic = Diagnostic::new(key, "less is frozen than the ladder moves").found(frozen.to_string());
            let diagnostic = diagnostic.allowed(format!("at least {moved}"));
            let help = "leave the key out: the total is then what the ladder moves";
            return resolver.diagnostics.fault(&place, diagnostic.help(help));
        }
    }
}

fn concession_slot(index: usize, rung: &Rung, role: Role) -> Slot {
    let own = format!("rung.{}.{}", rung.id, role.word());
    let chain = vec![own, format!("rung.{}.both", rung.id), "ladder.concession".to_owned()];
    Slot { table: TableName::Concession, chain, element: 2 * index + role.index(), circumstance: Circumstance::PLAIN }
}

/// Where a clean check is no likelier after honest delivery than after a breach, it teaches distrust.
fn clean_checks_teach_trust(resolver: &mut Resolver<'_>, rungs: &[Rung]) {
    let ambiguity = resolver.number(&Slot::single(TableName::Messaging), "ambiguity");
    for (index, rung) in rungs.iter().enumerate() {
        for role in Role::ALL.iter().filter(|role| rung.gives[role.index()].is_some()) {
            let slot = concession_slot(index, rung, *role);
            let seen = resolver.number(&slot, "detection") * (1.0 - ambiguity);
            let false_alarm = resolver.number(&slot, "false_alarm");
            let Some(place) = resolver.given.rungs.get(&rung.id).filter(|_| seen <= false_alarm) else { continue };
            let diagnostic =
                Diagnostic::new(slot.name("detection"), "checks tell nothing: an alarm is no likelier after a breach");
            let found =
                format!("{seen} after a breach (detection, less ambiguity), {false_alarm} after honest delivery");
            resolver
                .diagnostics
                .note(place, diagnostic.found(found).help("raise detection, or lower false_alarm or ambiguity"));
        }
    }
}

/// A channel that has been idle for as long as it may be lapses in its first step.
fn not_lapsed_at_once(resolver: &mut Resolver<'_>) {
    let (opening, ladder) = (Slot::single(TableName::Opening), Slot::single(TableName::Ladder));
    let (idle, lapse) = (resolver.number(&opening, "idle_weeks"), resolver.number(&ladder, "lapse_weeks"));
    let Some((key, given)) = resolver.lookup(&opening, "idle_weeks").filter(|_| idle >= lapse) else { return };
    let diagnostic = Diagnostic::new(key, "the channel lapses in its first step");
    let found = format!("{idle} weeks without a rung, and lapse_weeks is {lapse}");
    resolver.diagnostics.note(&given.place, diagnostic.found(found).help("raise ladder.lapse_weeks, or lower this"));
}

/// Two parties that both open alone leave the first rungs to nobody.
fn one_opener(resolver: &mut Resolver<'_>, parties: &[Party; 2]) {
    if parties.iter().all(|party| party.opener_rungs > 0)
        && let Some(place) = resolver.given.parties.get(&parties[0].id)
    {
        let diagnostic = Diagnostic::new("party", "both parties open with rungs given alone");
        resolver.diagnostics.note(place, diagnostic.help("let one of the two have opener_rungs = 0"));
    }
}
