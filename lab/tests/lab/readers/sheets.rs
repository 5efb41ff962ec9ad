//! Tables out of spreadsheets, and what else comes into an analysis: `--values`, `--cases`, `--vary`, two files compared.

use super::case;
use detente_engine::plan::Plan;
use detente_report::results::{Dialect, write_table};
use detente_study::compare::factors;
use detente_study::design::{Axis, Design, points};
use detente_study::scenario::{self, CheckedFile, Fault, Over, Overlay};
use detente_study::sheet::{self, Sheet};
use detente_study::table::Varied;

/// Most points of a sweep that are made scenarios of.
const MOST_POINTS: usize = 2;

fn show(faults: &[Fault]) {
    assert!(!faults.is_empty(), "a refusal has a reason");
    faults.iter().take(3).for_each(|fault| assert!(!fault.render(false).is_empty()));
}

/// The scenario with `overlay` laid over it, or its faults, shown in the sheet.
fn lay(sheet: &Sheet, overlay: Overlay) -> Option<CheckedFile> {
    let over = Over { overlays: &[overlay], ..Over::default() };
    match scenario::read_text_over("rich", &case().0.flattened, over) {
        Ok(file) => Some(file),
        Err(faults) => {
            show(&sheet.located(faults.faults().to_vec()));
            None
        }
    }
}

/// A table of cases: read, and the last of them laid over a scenario.
pub(crate) fn cases(bytes: &[u8]) {
    let sheet = match Sheet::of_bytes("cases.csv", bytes) {
        Ok(sheet) => sheet,
        Err(faults) => return show(&faults),
    };
    match sheet::cases(&sheet) {
        Err(faults) => show(&faults),
        Ok(cases) => {
            assert_eq!(cases.overlays.len(), cases.rows.len());
            let last = cases.overlays.into_iter().next_back().and_then(|overlay| lay(&sheet, overlay));
            drop(last.map(|file| Plan::compile(&file.scenario)));
            let names = (0..cases.rows.len()).map(|row| format!("rich-{row}"));
            columns(&Varied { keys: cases.keys, points: names.zip(cases.rows).collect() });
        }
    }
}

/// Gives a table the columns of what is varied, and spells it.
fn columns(varied: &Varied) {
    let results = super::folders::results(case());
    let mut table = results.into_iter().find(|table| table.name == "outcomes").expect("every run has outcomes");
    varied.add_to(&mut table);
    write_table(&table, Dialect::Eu, &mut Vec::new()).expect("memory takes everything");
}

/// A questionnaire: read, and what it changes laid over the scenario.
pub(crate) fn values(bytes: &[u8]) {
    let changes = Sheet::of_bytes("values.csv", bytes)
        .and_then(|sheet| sheet::changes(&sheet, &case().0.scenario).map(|overlay| (sheet, overlay)));
    match changes {
        Err(faults) => show(&faults),
        Ok((sheet, overlay)) => drop(lay(&sheet, overlay).map(|file| Plan::compile(&file.scenario))),
    }
}

/// Axes as after `--vary`, one in a line: read, made points of by every design, the first points laid over the scenario.
pub(crate) fn axes(text: &str) {
    let axes: Vec<Axis> = text.lines().take(8).filter_map(|line| line.parse().ok()).collect();
    let (file, _) = case();
    let distribution = |key: &str| {
        let known = file.scenario.uncertain.iter().find(|value| value.key == key);
        known.map(|value| &value.distribution)
    };
    for design in [Design::Grid, Design::LatinHypercube(5), Design::Sobol(4)] {
        let Ok(points) = points(&axes, design, 1, distribution, |_| false) else { continue };
        for row in points.rows.iter().take(MOST_POINTS) {
            let sets: Vec<String> = points.keys.iter().zip(row).map(|(key, value)| format!("{key}={value}")).collect();
            if let Err(faults) = scenario::read_text("rich", &file.flattened, &sets) {
                show(faults.faults());
            }
        }
    }
}

/// Two scenarios with a line `====` between them: what differs exchanged, each part taken out of the first.
pub(crate) fn pair(text: &str) {
    let Some((one, other)) = text.split_once("\n====\n") else { return };
    let (Ok(one), Ok(other)) = (scenario::read_text("one", one, &[]), scenario::read_text("other", other, &[])) else {
        return;
    };
    let differing = scenario::differing_keys(&one, &other);
    for key in differing.iter().take(MOST_POINTS) {
        for (base, from) in [(&one, &other), (&other, &one)] {
            let _ = scenario::exchanged(base, from, &[key]).map(|file| Plan::compile(&file.scenario));
        }
    }
    let _ = scenario::exchanged(&one, &other, &differing.iter().collect::<Vec<_>>());
    for factor in factors(&one.scenario).iter().take(MOST_POINTS) {
        let _ = scenario::read_text("one", &one.flattened, &factor.sets).map(|file| Plan::compile(&file.scenario));
    }
}
