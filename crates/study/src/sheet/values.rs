//! The questionnaire `parameters.csv`, filled in and read back: what differs from what the scenario says, and nothing else.

use super::cases::{as_written, flag_as_written, origin};
use super::decimal::has_comma;
use super::model::{Asked, Cell, Row, Sheet, VALUES};
use super::repeated::repeated;
use crate::scenario::{
    Diagnostic, Fault, MOST_FAULTS, Overlay, OverlayValue, ParameterRow, Scenario, may_be_day, nearest,
};
use crate::table::TableRow as _;
use detente_engine::domain::Basis;
use std::collections::{BTreeMap, BTreeSet};

/// The weights of the 5 % quantile, the median and the 95 % quantile when all three are given: the extended method of Pearson
/// and Tukey (D. L. Keefer, S. E. Bodily, Management Science 29 (1983), 595-609).
const WEIGHTS: &str = "[0.185, 0.63, 0.185]";

/// Most values that are changed in one scenario: each is laid over it on its own.
const MOST_CHANGES: usize = 5_000;

/// Spreadsheets save numbers as they show them, some with six digits only: what differs by less is no change.
const ROUNDING: f64 = 1e-5;

/// The column that says which scenario a row is about.
const SCENARIO: &str = Asked::scenario.name();

/// The columns that are read besides.
const GROUNDS: [&str; 2] = [Asked::basis.name(), Asked::source.name()];

/// The scenarios that the rows of `sheet` are about, each once; none where it does not say, and is about any.
#[must_use]
pub fn subjects(sheet: &Sheet) -> Option<BTreeSet<&str>> {
    let column = sheet.column(SCENARIO)?;
    Some(sheet.rows.iter().map(|row| row.cells[column].text.as_str()).filter(|stem| !stem.is_empty()).collect())
}

/// Refuses `sheet` where it is about none of the scenarios `stems`, so that nothing in it would be used.
///
/// # Errors
///
/// A fault that says what was looked for and what is there.
pub fn must_be_about(sheet: &Sheet, stems: &[&str]) -> Result<(), Vec<Fault>> {
    let (Some(there), Some(column)) = (subjects(sheet), sheet.column(SCENARIO)) else { return Ok(()) };
    if stems.is_empty() || stems.iter().any(|stem| there.contains(stem)) {
        return Ok(());
    }
    let sought = match stems {
        [only] => format!("no row is about the scenario `{only}`"),
        [first, ..] => format!("no row is about any of the {} scenarios, such as `{first}`", stems.len()),
        [] => return Ok(()),
    };
    let found = match there.iter().next() {
        None => "no name of a scenario".to_owned(),
        Some(_) => format!("rows about {}", listed(&there)),
    };
    let near = stems.iter().find_map(|stem| nearest(stem, there.iter().copied()));
    let hint = near.map(|name| format!("is `{name}` the same under another name? ")).unwrap_or_default();
    let help = format!(
        "{hint}name the file whose parameters.csv was filled in; if the answers are meant for this one, \
         write its name in this column, or take the column out"
    );
    let diagnostic = Diagnostic::new("", sought).found(found).help(help);
    Err(sheet.located(vec![sheet.fault(&sheet.header[column], diagnostic)]))
}

/// How many rows of `sheet` are about none of the scenarios `stems`, and what they are about; none where there are no such rows.
#[must_use]
pub fn left_out<'a>(sheet: &'a Sheet, stems: &[&str]) -> Option<(usize, BTreeSet<&'a str>)> {
    let column = sheet.column(SCENARIO)?;
    let named = sheet.rows.iter().map(|row| row.cells[column].text.as_str()).filter(|name| !stems.contains(name));
    let (count, names) = named.fold((0, BTreeSet::new()), |(count, mut names), name| {
        names.insert(if name.is_empty() { "no scenario that is named" } else { name });
        (count + 1, names)
    });
    (count > 0).then_some((count, names))
}

/// The first few of `names`, and how many more there are.
#[must_use]
pub fn listed(names: &BTreeSet<&str>) -> String {
    const SHOWN: usize = 5;
    let first: Vec<&str> = names.iter().copied().take(SHOWN).collect();
    let more = names.len().saturating_sub(SHOWN);
    if more > 0 { format!("{} and {more} more", first.join(", ")) } else { first.join(", ") }
}

/// What `sheet` changes in `scenario`: an overlay of the rows in which somebody wrote something else. A row in which the value,
/// or low, best and high, or the distribution was changed sets the value; one in which only basis or source were changed sets
/// these. Rows of other scenarios are passed over.
///
/// # Errors
///
/// All faults at once: columns that are missing, keys that the scenario has not, values that cannot be meant.
pub fn changes(sheet: &Sheet, scenario: &Scenario) -> Result<Overlay, Vec<Fault>> {
    let Some(key) = sheet.column(Asked::key.name()) else {
        let diagnostic = Diagnostic::new("", "has no column `key`").found(columns(sheet));
        let help = "give the table that detente has written as parameters.csv, filled in";
        return Err(vec![diagnostic.help(help).at(&sheet.name, &sheet.text, None)]);
    };
    if let Some(fault) = lost_column(sheet) {
        return Err(sheet.located(vec![fault]));
    }
    let stem = sheet.column(SCENARIO);
    let own = |row: &&Row| stem.is_none_or(|column| row.cells[column].text == scenario.stem);
    let known: BTreeMap<&str, &ParameterRow> =
        scenario.parameters.iter().map(|parameter| (parameter.key.as_str(), parameter)).collect();
    let own_rows: Vec<&Row> = sheet.rows.iter().filter(own).collect();
    let (mut values, mut faults) = (Vec::new(), repeated(sheet, scenario, key, &own_rows));
    let is_known = |row: &Row| known.contains_key(row.cells[key].text.as_str());
    let has_rows = sheet.rows.iter().any(|row| own(&row));
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
            let diagnostic = Diagnostic::new("", format!("changes more than {MOST_CHANGES} values"));
            faults.push(diagnostic.help("is this the right file?").at(&sheet.name, &sheet.text, None));
            break;
        }
    }
    let speaks_of_it = !values.is_empty() || sheet.rows.iter().filter(own).any(is_known);
    if faults.is_empty() && !speaks_of_it && (has_rows || stem.is_none()) {
        faults.push(speaks_of_nothing(sheet, scenario, key));
    }
    if faults.is_empty() {
        Ok(Overlay { name: sheet.name.clone(), origin: origin(&sheet.name), text: sheet.text.clone(), values })
    } else {
        Err(sheet.located(faults))
    }
}

/// The names of the columns of `sheet`.
fn columns(sheet: &Sheet) -> String {
    let names: Vec<&str> = sheet.header.iter().map(|cell| cell.text.as_str()).collect();
    format!("columns {}", names.join(", "))
}

/// The fault of a table with answers in a column that would not be read: it has none in which a value can stand, or one under
/// another name.
fn lost_column(sheet: &Sheet) -> Option<Fault> {
    let diagnostic = |key: &str, message: String| {
        Diagnostic::new(key, message).found(columns(sheet)).allowed(format!("values in {}", VALUES.join(", ")))
    };
    if !VALUES.iter().any(|name| sheet.column(name).is_some()) {
        let diagnostic = diagnostic("", "has no column in which a value can stand".to_owned());
        let help = "name the column of the answers `value`";
        return Some(diagnostic.help(help).at(&sheet.name, &sheet.text, None));
    }
    let foreign = sheet.header.iter().enumerate().filter(|(_, cell)| !Asked::FIELDS.contains(&cell.text.as_str()));
    let mut renamed = foreign.filter_map(|(at, cell)| renamed(sheet, at).map(|name| (cell, name)));
    let (cell, name) = renamed.next()?;
    let help = format!("name it `{name}` if answers stand in it, else take it out");
    let diagnostic = diagnostic(&cell.text, format!("no column of the questionnaire, which lacks `{name}`"));
    Some(sheet.fault(cell, diagnostic.help(help)))
}

/// The column of the questionnaire for which the one at position `at` may stand, which is none of its own: the one that is
/// lacking in this very place, or `value`, where it has numbers.
fn renamed(sheet: &Sheet, at: usize) -> Option<&'static str> {
    let place = |cell: &Cell| Asked::FIELDS.iter().position(|name| *name == cell.text);
    let before = at.checked_sub(1).and_then(|before| place(&sheet.header[before]));
    let after = sheet.header.get(at + 1).and_then(place);
    let here =
        before.zip(after).filter(|(before, after)| before + 2 == *after).map(|(before, _)| Asked::FIELDS[before + 1]);
    let is_read = |name: &&str| VALUES.contains(name) || GROUNDS.contains(name);
    let has_numbers = || sheet.rows.iter().any(|row| row.cells[at].text.parse::<f64>().is_ok());
    here.filter(is_read)
        .or_else(|| (sheet.column(Asked::value.name()).is_none() && has_numbers()).then_some(Asked::value.name()))
}

/// The fault of a table of which no row is about a key of `scenario`.
fn speaks_of_nothing(sheet: &Sheet, scenario: &Scenario, key: usize) -> Fault {
    let diagnostic = Diagnostic::new("", format!("no row has a key of the scenario `{}`", scenario.stem));
    let diagnostic = match sheet.rows.iter().map(|row| &row.cells[key].text).find(|text| !text.is_empty()) {
        Some(first) => diagnostic.found(format!("keys such as {first}")),
        None => diagnostic.found("no keys"),
    };
    let help = "give the parameters.csv of this scenario, filled in";
    sheet.fault(&sheet.header[key], diagnostic.help(help))
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
        let quantiles =
            [(Asked::low.name(), known.low), (Asked::best.name(), known.best), (Asked::high.name(), known.high)];
        let moved = quantiles.map(|(name, own)| self.changed(name, &number(own)));
        let distribution =
            self.changed(Asked::distribution.name(), &known.distribution).filter(|cell| !cell.text.is_empty());
        let value = self.changed(Asked::value.name(), &known.value).filter(|cell| !cell.text.is_empty());
        // Spreadsheets spell days anew without being asked.
        let value = value.filter(|cell| !may_be_day(&cell.text, &known.value));
        let filled = moved.iter().flatten().copied().find(|cell| !cell.text.is_empty());
        let cleared = moved.iter().flatten().copied().next();
        if [value, distribution, filled].into_iter().flatten().count() > 1 {
            let diagnostic = Diagnostic::new(&known.key, "changed in two ways");
            let help = "fill in the value alone, or low, best and high, or the distribution, and leave the others as they were";
            return Err(Box::new(self.sheet.fault(self.key, diagnostic.help(help))));
        }
        // Where one of the two was changed, somebody has looked at both; else they speak of the value that was there before.
        let looked_at =
            self.changed(Asked::basis.name(), known.basis.word()).or(self.changed(Asked::source.name(), &known.source));
        let text = |name: &str| self.cell(name).map(|cell| cell.text.clone()).filter(|text| !text.is_empty());
        let basis = looked_at.and_then(|_| text(Asked::basis.name())).filter(|basis| basis != Basis::Default.word());
        let source = looked_at.and_then(|_| text(Asked::source.name()));
        if let Some(cell) = distribution.or(value) {
            return Ok(Some(self.value(as_written(&known.key, &cell.text), cell, basis, source)));
        }
        if let Some(quantile) = filled.or(cleared) {
            let spelled = self.spread(known, quantile)?;
            return Ok(Some(self.value(spelled, quantile, basis, source)));
        }
        let Some(at) = looked_at else { return Ok(None) };
        // The value is as it was, and rests on something else.
        let own = if known.distribution.is_empty() { &known.value } else { &known.distribution };
        Ok(Some(self.value(as_written(&known.key, own), at, basis, source)))
    }

    fn new_value(&self) -> Option<OverlayValue> {
        let cell = self
            .cell(Asked::value.name())
            .or(self.cell(Asked::distribution.name()))
            .filter(|cell| !cell.text.is_empty())?;
        let text = |name| self.cell(name).map(|cell| cell.text.clone()).filter(|text: &String| !text.is_empty());
        Some(self.value(
            as_written(&self.key.text, &cell.text),
            cell,
            text(Asked::basis.name()).filter(|basis| basis != Basis::Default.word()),
            text(Asked::source.name()),
        ))
    }

    fn value(&self, value: String, at: &Cell, basis: Option<String>, source: Option<String>) -> OverlayValue {
        let (key, key_span) = (self.key.text.clone(), self.key.span.clone());
        let basis_span = basis.as_ref().and_then(|_| self.cell(Asked::basis.name())).map(|cell| cell.span.clone());
        OverlayValue { key, key_span, value, span: at.span.clone(), basis, basis_span, source }
    }

    /// Low and high as a 90 % range; all three, where the best was changed too, as three values with weights.
    fn spread(&self, known: &ParameterRow, at: &Cell) -> Result<String, Box<Fault>> {
        let [low, best, high] = [Asked::low.name(), Asked::best.name(), Asked::high.name()]
            .map(|name| self.cell(name).map_or("", |cell| cell.text.as_str()));
        let own_best = known.best.map(|best| best.to_string()).unwrap_or_default();
        if low.is_empty() || high.is_empty() {
            let diagnostic = Diagnostic::new(&known.key, "low and high go together");
            let help = "fill in both, best too where you have a view; or the value alone, where it is sure";
            return Err(Box::new(self.sheet.fault(at, diagnostic.help(help))));
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
                let mut diagnostic = Diagnostic::new(&known.key, "low, best and high are not three rising numbers");
                if [low, best, high].into_iter().any(has_comma) {
                    diagnostic = diagnostic.help("write them with a decimal point");
                }
                Err(Box::new(self.sheet.fault(at, diagnostic.found(format!("{low}, {best}, {high}")))))
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
        _ => cell == own || flag_as_written(cell) == own || unguarded(cell) == unguarded(own),
    }
}

/// `text` without the marks that keep spreadsheets from taking it for a formula, and without what they do to spaces.
fn unguarded(text: &str) -> String {
    text.replace('\'', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
