//! From checked cases to plans.

use super::model::{Case, CaseList, Variation};
use detente_engine::plan::Plan;
use detente_study::scenario::{self, CheckedFile, Diagnostic, Diagnostics, Place, ScenarioFaults};
use jiff::{Span, civil::Date};
use std::path::Path;
use std::sync::Arc;

/// A scenario of the list, ready to be simulated.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The scenario.
    pub file: CheckedFile,
    /// Its plan.
    pub plan: Plan,
}

/// Every scenario of a list.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The one of who knows nothing of the cases.
    pub defaults: CaseFile,
    /// Those of the cases, in the order of the list.
    pub cases: Vec<CaseFile>,
    /// The plans of the cases under each variation.
    pub variations: Vec<Vec<Plan>>,
}

/// Reads and compiles every scenario of `list`.
///
/// # Errors
///
/// Everything that is wrong with any of them, and cases that are called open, or not, against their dates.
pub fn compile(list: &CaseList) -> Result<Compiled, Vec<ScenarioFaults>> {
    let mut faults = Vec::new();
    let mut findings = Diagnostics::default();
    let document = findings.add(&list.file, &list.file, Arc::clone(&list.text));
    let defaults = case_file(&list.defaults, &[]).map_err(|found| faults.extend(found)).ok();
    let mut cases = Vec::new();
    for case in &list.cases {
        match case_file(&case.scenario, &[]) {
            Err(found) => faults.extend(found),
            Ok(file) => {
                if let Some(diagnostic) = against_dates(list, case, &file) {
                    findings.fault(&Place { document, span: case.span.clone() }, diagnostic);
                }
                cases.push(file);
            }
        }
    }
    let mut variations = Vec::new();
    for variation in list.variations.iter().filter(|_| cases.len() == list.cases.len()) {
        match varied(list, variation) {
            Err(found) => faults.extend(found),
            Ok(plans) => variations.push(plans),
        }
    }
    if findings.has_faults() {
        faults.push(findings.into_faults());
    }
    match defaults {
        Some(defaults) if faults.is_empty() => Ok(Compiled { defaults, cases, variations }),
        _ => Err(faults),
    }
}

/// The plans of all cases under `variation`. What is wrong with it is wrong in every case: the first one says so.
fn varied(list: &CaseList, variation: &Variation) -> Result<Vec<Plan>, Vec<ScenarioFaults>> {
    list.cases.iter().map(|case| Ok(case_file(&case.scenario, &variation.set)?.plan)).collect()
}

fn case_file(path: &Path, sets: &[String]) -> Result<CaseFile, Vec<ScenarioFaults>> {
    let file = scenario::read(path, sets).map_err(|faults| vec![faults])?;
    let plan = Plan::compile(&file.scenario).map_err(|error| {
        let mut findings = Diagnostics::default();
        let document = findings.add(&path.display().to_string(), "", "");
        findings.whole(document, Diagnostic::new("", error.to_string()));
        vec![findings.into_faults()]
    })?;
    Ok(CaseFile { file, plan })
}

/// What stands against counting the case, or against not counting it.
fn against_dates(list: &CaseList, case: &Case, file: &CaseFile) -> Option<Diagnostic> {
    let diagnostic = |message: String| Some(Diagnostic::new("open", message));
    let Some(horizon) = horizon(file) else { return diagnostic(format!("{} has no start date", case.id)) };
    match (case.open, horizon > list.known_until) {
        (false, true) => diagnostic(format!("its horizon, {horizon}, lies after {}", list.known_until)),
        (true, false) => diagnostic(format!("its horizon, {horizon}, is past on {}", list.known_until)),
        _ => None,
    }
}

/// The day on which the horizon of a case is reached.
fn horizon(file: &CaseFile) -> Option<Date> {
    let plan = &file.plan;
    let days = (f64::from(plan.steps) * plan.step_days).round() as i32;
    file.file.scenario.start?.checked_add(Span::new().try_days(days).ok()?).ok()
}
