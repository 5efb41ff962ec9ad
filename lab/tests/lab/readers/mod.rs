//! Everything that reads what others may have written, from text to as far as it gets. Whatever the text, each returns.
//! Shared by the mutator (`mutated.rs`) and the targets of the fuzzer (`fuzz/`).

use detente_engine::exact;
use detente_engine::plan::Plan;
use detente_engine::tally::Tally;
use detente_lab::claim;
use detente_report::results::{Checkpoint, Manifest};
use detente_study::run::{self, Spec};
use detente_study::scenario;
use detente_study::table::{ScenarioResult, Status, summarise};
use std::path::Path;
use std::sync::OnceLock;

mod folders;
mod sheets;

pub(crate) use folders::{folder, packed};
pub(crate) use sheets::{axes, cases, pair, values};

/// The longest scenario that is also simulated, in steps: a century in weeks.
const MOST_STEPS: u32 = 5300;

/// One text in so many is not only read but simulated as well, which takes longer than to read it.
const ONE_IN: usize = 4;

/// A scenario: read, its faults or remarks shown, compiled; one in four also read again as it is run, answered exactly where it
/// can be, simulated, tabulated.
pub(crate) fn scenario(text: &str) {
    match scenario::read_text("case", text, &[]) {
        Err(faults) => assert!(!faults.render(false).is_empty(), "a refusal has a reason"),
        Ok(file) => {
            file.notes.iter().for_each(|note| assert!(!note.render_note(false).is_empty()));
            let Ok(plan) = Plan::compile(&file.scenario) else { return };
            if !text.len().is_multiple_of(ONE_IN) {
                return;
            }
            let again = scenario::read_text("case", &file.flattened, &[]);
            assert!(again.is_ok_and(|again| again.flattened == file.flattened), "the text as run is a scenario");
            if plan.steps <= MOST_STEPS {
                let tally = run::trials(&plan, Spec { seed: 1, trials: 2 }, &|_| ());
                let exact = exact::answer(&plan).ok();
                let (scenario, plan, tally, exact) = (&file.scenario, &plan, &tally, exact.as_ref());
                let _ = summarise(&[ScenarioResult {
                    scenario,
                    plan,
                    tally,
                    exact,
                    worlds: None,
                    histories: None,
                    status: Status::Complete,
                }]);
            }
        }
    }
}

/// A list of claims: read, its faults shown. Scenarios that it names are not looked at.
pub(crate) fn claims(text: &str) {
    if let Err(faults) = claim::read_text(Path::new("claims/_claims.toml"), text) {
        assert!(!faults.render(false).is_empty(), "a refusal has a reason");
    }
}

/// The scenario that records and checkpoints belong to.
pub(crate) fn case() -> &'static (scenario::CheckedFile, Plan) {
    static CASE: OnceLock<(scenario::CheckedFile, Plan)> = OnceLock::new();
    CASE.get_or_init(|| {
        let file = scenario::read_text("rich", include_str!("../../../../tests/support/rich.toml"), &[])
            .expect("a sound scenario");
        let plan = Plan::compile(&file.scenario).expect("no two ids collide");
        (file, plan)
    })
}

/// The record of a scenario, as in `records/`: read, merged with itself, tabulated.
pub(crate) fn record(text: &str) {
    if let Ok(written) = serde_json::from_str(text) {
        take_up(written);
    }
}

/// The worlds of a scenario, as in `records/`: read and tabulated beside a record.
pub(crate) fn worlds(text: &str) {
    static TALLY: OnceLock<Tally> = OnceLock::new();
    let Ok(worlds) = serde_json::from_str(text) else { return };
    let (file, plan) = case();
    let tally = TALLY.get_or_init(|| run::trials(plan, Spec { seed: 1, trials: 32 }, &|_| ()));
    let (scenario, exact, worlds, histories) = (&file.scenario, None, Some(&worlds), None);
    let _ = summarise(&[ScenarioResult { scenario, plan, tally, exact, worlds, histories, status: Status::Complete }]);
}

fn take_up(written: serde_json::Value) {
    let (file, plan) = case();
    let Ok(mut tally) = Tally::read(written, plan, plan.largest_frozen()) else { return };
    tally.merge(&tally.clone());
    let (scenario, tally) = (&file.scenario, &tally);
    let (exact, worlds, histories) = (None, None, None);
    let _ = summarise(&[ScenarioResult { scenario, plan, tally, exact, worlds, histories, status: Status::Complete }]);
}

/// A checkpoint: read and taken up, also where its digest has been made anew.
pub(crate) fn checkpoint(text: &str) {
    let body = text.split_once('\n').map_or(text, |(_, body)| body);
    let forged = format!("{}\n{body}", detente_report::results::sha256(body.as_bytes()));
    for text in [text, &forged] {
        if let Some(checkpoint) = Checkpoint::from_text(text) {
            take_up(checkpoint.record);
        }
    }
}

/// A manifest: read, written again.
pub(crate) fn manifest(text: &str) {
    if let Some(manifest) = Manifest::from_json(text) {
        assert!(manifest.stems().count() <= manifest.paths().count());
        assert!(Manifest::from_json(&manifest.to_json()).is_some(), "what was read can be written and read");
    }
}
