//! The questionnaire `parameters.csv`, filled in and read back: what differs from what the scenario says, and nothing else.

use super::cases::{as_written, origin};
use super::read::{Cell, Row, Sheet};
use crate::scenario::{Complaint, Fault, MOST_FAULTS, Overlay, OverlayValue, ParameterRow, Scenario};
use std::collections::BTreeMap;

/// The weights of the 5 % quantile, the median and the 95 % quantile when all three are given: the extended method of Pearson
/// and Tukey (D. L. Keefer, S. E. Bodily, Management Science 29 (1983), 595-609).
const WEIGHTS: &str = "[0.185, 0.63, 0.185]";

/// Most values that are changed in one scenario: each is laid over it on its own.
const MOST_CHANGES: usize = 5_000;

/// Spreadsheets save numbers as they show them, some with six digits only: what differs by less is no change.
const ROUNDING: f64 = 1e-5;

/// What `sheet` changes in `scenario`: an overlay of the rows in which somebody wrote something else. A row in which the value,
/// or low, best and high, or the distribution was changed sets the value; one in which only basis or source were changed sets
/// these. Rows of other scenarios are passed over.
///
/// # Errors
///
/// All faults at once: columns that are missing, keys that the scenario has not, values that cannot be meant.
pub fn changes(sheet: &Sheet, scenario: &Scenario) -> Result<Overlay, Vec<Fault>> {
    let Some(key) = sheet.column("key") else {
        let complaint = Complaint::new("", "has no column `key`");
        let help = "give the table that detente has written as parameters.csv, filled in";
        return Err(vec![complaint.help(help).at(&sheet.name, &sheet.text, None)]);
    };
    let stem = sheet.column("scenario");
    let own = |row: &&Row| stem.is_none_or(|column| row.cells[column].text == scenario.stem);
    let known: BTreeMap<&str, &ParameterRow> =
        scenario.parameters.iter().map(|parameter| (parameter.key.as_str(), parameter)).collect();
    let (mut values, mut faults) = (Vec::new(), Vec::new());
    for row in sheet.rows.iter().filter(own) {
        let cell = &row.cells[key];
        let filled = Filled { sheet, row, key: cell };
        match known.get(cell.text.as_str()) {
            Some(known) => match filled.change(known) {
                Ok(change) => values.extend(change),
                Err(fault) if faults.len() < MOST_FAULTS => faults.push(*fault),
                Err(_) => break,
            },
            // A key that has no default and is not in the file, such as a date.
            None => values.extend(filled.new_value()),
        }
        if values.len() > MOST_CHANGES {
            let complaint = Complaint::new("", format!("changes more than {MOST_CHANGES} values"));
            faults.push(complaint.help("is this the right file?").at(&sheet.name, &sheet.text, None));
            break;
        }
    }
    if faults.is_empty() {
        Ok(Overlay { name: sheet.name.clone(), origin: origin(&sheet.name), text: sheet.text.clone(), values })
    } else {
        Err(sheet.located(faults))
    }
}

/// A row of the questionnaire.
struct Filled<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    key: &'a Cell,
}

impl<'a> Filled<'a> {
    /// The cell in the column `name`; none where there is no such column.
    fn cell(&self, name: &str) -> Option<&'a Cell> {
        self.sheet.column(name).map(|column| &self.row.cells[column])
    }

    /// The cell in the column `name` where it says something else than `own`.
    fn changed(&self, name: &str, own: &str) -> Option<&'a Cell> {
        self.cell(name).filter(|cell| !same(&cell.text, own))
    }

    fn change(&self, known: &ParameterRow) -> Result<Option<OverlayValue>, Box<Fault>> {
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let quantiles = [("low", known.low), ("best", known.best), ("high", known.high)];
        let moved = quantiles.map(|(name, own)| self.changed(name, &number(own)));
        let distribution = self.changed("distribution", &known.distribution).filter(|cell| !cell.text.is_empty());
        let value = self.changed("value", &known.value).filter(|cell| !cell.text.is_empty());
        let filled = moved.iter().flatten().copied().find(|cell| !cell.text.is_empty());
        let cleared = moved.iter().flatten().copied().next();
        if [value, distribution, filled].into_iter().flatten().count() > 1 {
            let complaint = Complaint::new(&known.key, "changed in two ways");
            let help = "fill in the value alone, or low, best and high, or the distribution, and leave the others as they were";
            return Err(Box::new(self.sheet.fault(self.key, complaint.help(help))));
        }
        // Where one of the two was changed, somebody has looked at both; else they speak of the value that was there before.
        let looked_at = self.changed("basis", &known.basis).or(self.changed("source", &known.source));
        let text = |name: &str| self.cell(name).map(|cell| cell.text.clone()).filter(|text| !text.is_empty());
        let basis = looked_at.and_then(|_| text("basis")).filter(|basis| basis != "default");
        let source = looked_at.and_then(|_| text("source"));
        if let Some(cell) = distribution.or(value) {
            return Ok(Some(self.value(self.spelled(&cell.text, known), cell, basis, source)));
        }
        if let Some(quantile) = filled.or(cleared) {
            let spelled = self.spread(known, quantile)?;
            return Ok(Some(self.value(spelled, quantile, basis, source)));
        }
        let Some(at) = looked_at else { return Ok(None) };
        // The value is as it was, and rests on something else.
        let own = if known.distribution.is_empty() { &known.value } else { &known.distribution };
        Ok(Some(self.value(self.spelled(own, known), at, basis, source)))
    }

    fn new_value(&self) -> Option<OverlayValue> {
        let cell = self.cell("value").or(self.cell("distribution")).filter(|cell| !cell.text.is_empty())?;
        let text = |name| self.cell(name).map(|cell| cell.text.clone()).filter(|text: &String| !text.is_empty());
        Some(self.value(as_written(&cell.text), cell, text("basis").filter(|basis| basis != "default"), text("source")))
    }

    fn value(&self, value: String, at: &Cell, basis: Option<String>, source: Option<String>) -> OverlayValue {
        let (key, key_span) = (self.key.text.clone(), self.key.span.clone());
        OverlayValue { key, key_span, value, span: at.span.clone(), basis, source }
    }

    /// A value as the scenario language writes it; ids are listed with spaces between them.
    fn spelled(&self, text: &str, known: &ParameterRow) -> String {
        if known.range.starts_with("ids of") && !text.starts_with('[') {
            let ids: Vec<String> = text.split_whitespace().map(|id| format!("\"{id}\"")).collect();
            return format!("[{}]", ids.join(", "));
        }
        as_written(text)
    }

    /// Low and high as a 90 % range; all three, where the best was changed too, as three values with weights.
    fn spread(&self, known: &ParameterRow, at: &Cell) -> Result<String, Box<Fault>> {
        let [low, best, high] =
            ["low", "best", "high"].map(|name| self.cell(name).map_or("", |cell| cell.text.as_str()));
        let own_best = known.best.map(|best| best.to_string()).unwrap_or_default();
        if low.is_empty() || high.is_empty() {
            let complaint = Complaint::new(&known.key, "low and high go together");
            let help = "fill in both, best too where you have a view; or the value alone, where it is sure";
            return Err(Box::new(self.sheet.fault(at, complaint.help(help))));
        }
        if best.is_empty() || same(best, &own_best) {
            return Ok(format!("{low} to {high}"));
        }
        let numbers = [low, best, high].map(|text| text.parse::<f64>());
        match numbers {
            [Ok(a), Ok(b), Ok(c)] if a < b && b < c => {
                Ok(format!("{{ values = [{low}, {best}, {high}], weights = {WEIGHTS} }}"))
            }
            _ => {
                let complaint = Complaint::new(&known.key, "low, best and high are not three rising numbers");
                Err(Box::new(self.sheet.fault(at, complaint.found(format!("{low}, {best}, {high}")))))
            }
        }
    }
}

/// Whether a cell says what was written there: numbers may be spelled otherwise, and a `'` may guard against formulas.
fn same(cell: &str, own: &str) -> bool {
    let own = own.trim();
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    match (number(cell), number(own)) {
        (Some(one), Some(other)) => (one - other).abs() <= ROUNDING * other.abs(),
        _ => cell == own || as_written(cell) == own || unguarded(cell) == unguarded(own),
    }
}

/// `text` without the marks that keep spreadsheets from taking it for a formula, and without what they do to spaces.
fn unguarded(text: &str) -> String {
    text.replace('\'', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
