//! An expert's answers, and the scenario as he sees it.

use super::not_pooled::NotPooled;
use super::seeds::SeedAnswers;
use crate::scenario::{
    self, CheckedFile, Diagnostic, Fault, Over, OverlayValue, ParameterRow, Scenario, ScenarioFaults,
};
use crate::sheet::{self, Sheet};
use detente_engine::parameter::allowed_values;
use detente_engine::plan::Plan;
use std::collections::BTreeSet;

/// Somebody who filled in the questionnaire of a scenario.
#[derive(Clone, Debug)]
pub struct Expert {
    /// By which tables name him.
    pub name: String,
    /// His `parameters.csv`.
    pub answers: Sheet,
    /// His answers to the seed questions, where he was asked.
    pub seeds: Option<SeedAnswers>,
}

/// The scenario with an expert's answers.
pub(super) struct Answered {
    pub(super) scenario: Scenario,
    pub(super) plan: Plan,
    /// Keys of the rows that say something else than the scenario without him.
    pub(super) changed: BTreeSet<String>,
}

impl Expert {
    /// The scenario `base` with what he says.
    pub(super) fn answer(&self, base: &CheckedFile) -> Result<Answered, NotPooled> {
        let scenario = &base.scenario;
        let refused = |faults: Vec<Fault>| NotPooled(ScenarioFaults::new(faults).render(false));
        sheet::must_be_about(&self.answers, &[&scenario.stem]).map_err(refused)?;
        let overlay = sheet::changes(&self.answers, scenario).map_err(refused)?;
        let faults: Vec<Fault> =
            overlay.values.iter().filter_map(|value| self.not_weighable(scenario, value)).collect();
        if !faults.is_empty() {
            return Err(refused(self.answers.located(faults)));
        }
        let over = Over { overlays: std::slice::from_ref(&overlay), ..Over::default() };
        let read = scenario::read_text_over(&scenario.stem, &base.flattened, over);
        let read = read.map_err(|faults| refused(self.answers.located(faults.faults().to_vec())))?.scenario;
        let changed: BTreeSet<String> = overlay
            .values
            .iter()
            .flat_map(|value| scenario.rows_meant(&value.key))
            .filter(|key| row(&read, key).map(said) != row(scenario, key).map(said))
            .collect();
        if changed.is_empty() {
            return Err(NotPooled(format!(
                "{}: no answer differs from what {} says; give the questionnaire as it was filled in, or leave this expert out",
                self.answers.name, scenario.stem
            )));
        }
        let plan = Plan::compile(&read).map_err(|error| NotPooled(format!("{}: {error}", self.answers.name)))?;
        Ok(Answered { scenario: read, plan, changed })
    }

    /// The fault of an answer that is no matter of degree.
    fn not_weighable(&self, base: &Scenario, value: &OverlayValue) -> Option<Fault> {
        let meant = base.rows_meant(&value.key);
        let is_number =
            |key: &String| allowed_values(key).is_some() && row(base, key).is_some_and(|row| row.number.is_some());
        if meant.iter().all(is_number) {
            return None;
        }
        let diagnostic = Diagnostic::new(&value.key, "no number that answers can be weighed in").found(&value.value);
        let help = "words, days and whole numbers have nothing between them: put this row back as it was, and pool the experts \
                    once for each of its answers, as scenarios of their own";
        let sheet = &self.answers;
        Some(diagnostic.help(help).at(&sheet.name, &sheet.text, Some(value.key_span.clone())))
    }
}

/// The row of `key`.
pub(super) fn row<'s>(scenario: &'s Scenario, key: &str) -> Option<&'s ParameterRow> {
    scenario.parameters.iter().find(|row| row.key == key)
}

/// What a row says of its value.
fn said(row: &ParameterRow) -> (&str, &str) {
    (&row.value, &row.distribution)
}
