//! From checked values to a [`Scenario`]: defaults filled in, names resolved, relations checked.

use super::diagnose::Diagnostic;
use super::diagnose::{Diagnostics, Place};
use super::given::{AllGiven, Given, Reading};
use super::model::{RunSettings, Rung, Scenario};
use super::resolver::{Resolver, Slot};
use super::{actors, clock, correlated, guards, news, rungs};
use crate::domain::{Judge, Role, Stakes, Until};
use crate::parameter::Worlds;
use crate::parameter::registry::TableName;
use jiff::civil::Date;
use std::sync::Arc;

/// What `confrontation` says where a file does not.
const CONFRONTATION: &str = "armed confrontation between the two parties";

/// Resolves everything; what no file states, and what `worlds` hold values of, is drawn from them. The scenario is only sound when `diagnostics` has no faults afterwards.
pub(super) fn resolve(
    diagnostics: &mut Diagnostics,
    given: &AllGiven,
    worlds: Option<Arc<Worlds>>,
    stem: &str,
    head: &Place,
) -> Scenario {
    let mut resolver = Resolver::new(diagnostics, given, worlds.as_deref());
    let root = Slot::single(TableName::Root);
    resolver.fill(&root, &[]);
    let run = run_settings(&mut resolver, &root, head);
    let party_ids = actors::party_ids(&mut resolver);
    let parties = [Role::Sender, Role::Target].map(|role| actors::party(&mut resolver, role, &party_ids[role.index()]));
    let mediator = Slot::single(TableName::Mediator);
    resolver.fill(&mediator, &[]);
    let bodies = actors::bodies(&mut resolver, &party_ids);
    let objectors = actors::objectors(&mut resolver);
    let spoilers = actors::spoilers(&mut resolver, &party_ids);
    let turnovers = actors::turnovers(&mut resolver, &party_ids, start(given));
    let ladder = Slot::single(TableName::Ladder);
    resolver.fill(&ladder, &[]);
    rungs::first_mover(&mut resolver, &ladder, &party_ids);
    let round_days = clock::round_days(&mut resolver, &ladder, run.step_days, head);
    let order = rungs::order(&mut resolver);
    let rungs = rungs::rungs(&mut resolver, &order, &party_ids, start(given));
    for table in [
        TableName::SignOff,
        TableName::Messaging,
        TableName::Dispute,
        TableName::Verification,
        TableName::Escalation,
        TableName::Money,
    ] {
        resolver.fill(&Slot::single(table), &[]);
    }
    let in_force = opening(&mut resolver, &rungs);
    guards::check(&mut resolver, &rungs, &parties, run.steps, head);
    let unstated = resolver.take_unstated();
    let uncertain = resolver.take_uncertain();
    let world_values = resolver.take_world_values();
    let correlated = correlated::resolve(&mut resolver, &uncertain);
    let positions = order.iter().filter_map(|id| rungs.iter().position(|rung| rung.id == *id)).collect();
    let news =
        news::resolve(&mut resolver, &news::Cast { rungs: &rungs, parties: &party_ids, run: &run }, start(given));
    Scenario {
        stem: stem.to_owned(),
        title: resolver.word(&root, "title").unwrap_or_else(|| stem.to_owned()),
        start: start(given),
        confrontation: resolver.word(&root, "confrontation").unwrap_or_else(|| CONFRONTATION.to_owned()),
        parties,
        mediator: resolver.word(&mediator, "name").unwrap_or_else(|| "mediator".to_owned()),
        bodies,
        objectors,
        spoilers,
        turnovers,
        rungs,
        order: positions,
        stakes: resolver.word(&ladder, "stakes").and_then(|word| Stakes::from_word(&word)).unwrap_or(Stakes::ByRung),
        round_days,
        in_force,
        run,
        news,
        uncertain,
        unstated,
        world_values,
        correlated,
        numbers: resolver.numbers,
        parameters: resolver.rows,
        worlds,
    }
}

fn start(given: &AllGiven) -> Option<Date> {
    match given.values.get("start") {
        Some(Given { reading: Reading::Date(date), .. }) => Some(*date),
        _ => None,
    }
}

/// How things stand at the start; the number of instances in force. Rows are written only where the file says something of it.
fn opening(resolver: &mut Resolver<'_>, rungs: &[Rung]) -> u32 {
    let slot = Slot::single(TableName::Opening);
    let prefix = format!("{}.", TableName::Opening.word());
    if !resolver.given.values.keys().any(|key| key.starts_with(&prefix)) {
        resolver.fill_unread(&slot);
        return 0;
    }
    resolver.fill(&slot, &[]);
    let in_force = resolver.setting(&slot, "in_force") as u32;
    let instances: u32 = rungs.iter().map(|rung| rung.repeat * rung.tranches).sum();
    if in_force > instances
        && let Some((written, given)) = resolver.lookup(&slot, "in_force")
    {
        let diagnostic = Diagnostic::new(written, "more than the ladder has").found(in_force.to_string());
        resolver.diagnostics.fault(&given.place, diagnostic.allowed(format!("0 to {instances}")));
    }
    in_force
}

fn run_settings(resolver: &mut Resolver<'_>, root: &Slot, head: &Place) -> RunSettings {
    let slot = Slot::single(TableName::Run);
    resolver.fill(&slot, &[]);
    let step_days = resolver.setting(&slot, "step_days");
    let word = |key| resolver.word(&slot, key).unwrap_or_default();
    let (until, judge) = (word("until"), word("judge"));
    RunSettings {
        step_days,
        steps: clock::steps(resolver, root, step_days, head),
        until: Until::from_word(&until).unwrap_or(Until::Horizon),
        judge: Judge::from_word(&judge).unwrap_or(Judge::Truth),
    }
}
