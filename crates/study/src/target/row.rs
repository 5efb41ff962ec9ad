//! One row of a file of targets.

use super::column::Column;
use super::compares::Compares;
use super::spread::Spread;
use super::target::Target;
use crate::figure::{Figure, FigureError, Scale, Unit};
use crate::scenario::{Diagnostic, Fault, suggestion};
use crate::sheet::{Cell, Row, Sheet};
use detente_engine::statistics::Interval;

/// The word of the column `figure` where the model has nothing of the kind.
const NONE: &str = "none";

/// Who reads a row, and gathers what is wrong with it.
pub(super) struct RowReader<'s> {
    sheet: &'s Sheet,
    row: &'s Row,
    faults: Vec<Fault>,
}

impl<'s> RowReader<'s> {
    /// A reader of `row` of `sheet`.
    pub(super) fn new(sheet: &'s Sheet, row: &'s Row) -> Self {
        Self { sheet, row, faults: Vec::new() }
    }

    /// What was wrong.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// The cell of a column, if the table has it.
    pub(super) fn place(&self, column: Column) -> Option<&'s Cell> {
        self.sheet.column(column.word()).map(|at| &self.row.cells[at])
    }

    /// The target; `number` counts the rows from 1. Worthless where something is wrong.
    pub(super) fn target(&mut self, number: usize) -> Target {
        let compares = self.compares();
        let figure = self.figure(compares);
        let unit = figure.as_ref().map_or(Unit::Number(""), Figure::unit);
        let value = self.value(unit);
        let spread = self.spread(unit, value);
        let discrepancy = self.discrepancy(compares);
        if compares != Compares::No
            && matches!((spread, discrepancy), (Some(spread), Some(discrepancy))
            if is_exact(spread) && discrepancy == 0.0)
        {
            let help = "a count without chance needs a discrepancy above 0, or nothing would ever be near it";
            self.fault(Column::Discrepancy, Diagnostic::new("", "neither chance nor discrepancy").help(help));
        }
        let [id, measured, source] = [Column::Id, Column::Measured, Column::Source].map(|column| self.text(column));
        if source.is_empty() {
            let diagnostic = Diagnostic::new("", "no source").allowed("the data or whoever says so, in words");
            self.fault(Column::Source, diagnostic.help("write where the value is from"));
        }
        let meaning = || figure.as_ref().map_or_else(String::new, Figure::meaning);
        Target {
            id: if id.is_empty() { format!("T{number}") } else { id },
            measured: if measured.is_empty() { meaning() } else { measured },
            value: value.unwrap_or(f64::NAN),
            spread: spread.unwrap_or(Spread::Sd(f64::NAN)),
            discrepancy: discrepancy.unwrap_or(0.0),
            discrepancy_why: self.text(Column::DiscrepancyWhy),
            n: self.text(Column::N),
            rule: self.text(Column::Rule),
            source,
            compares,
            held_out: self.held_out(),
            note: self.text(Column::Note),
            explained: self.text(Column::Explained),
            place: self.place(Column::Figure).map_or(0..0, |cell| cell.span.clone()),
            figure,
        }
    }

    fn fault(&mut self, column: Column, diagnostic: Diagnostic) {
        let diagnostic = diagnostic.about(column.word());
        let fault = match self.place(column) {
            Some(cell) => self.sheet.fault(cell, diagnostic),
            None => {
                diagnostic.at(&self.sheet.name, &self.sheet.text, self.row.cells.first().map(|cell| cell.span.clone()))
            }
        };
        self.faults.push(fault);
    }

    fn text(&self, column: Column) -> String {
        self.place(column).map_or_else(String::new, |cell| cell.text.clone())
    }

    fn compares(&mut self) -> Compares {
        let word = self.text(Column::Compares);
        if word.is_empty() {
            return Compares::Yes;
        }
        let found = Compares::ALL.into_iter().find(|compares| compares.word() == word);
        if found.is_none() {
            let help = suggestion(&word, Compares::ALL.map(Compares::word), "words");
            self.fault(Column::Compares, Diagnostic::new("", "no such word").found(&word).help(help));
        }
        found.unwrap_or(Compares::Yes)
    }

    fn held_out(&mut self) -> bool {
        let word = self.text(Column::HeldOut);
        if !["", "yes", "no"].contains(&word.as_str()) {
            let diagnostic =
                Diagnostic::new("", "no such word").found(&word).allowed("yes, or no, which nothing means too");
            self.fault(Column::HeldOut, diagnostic.help(suggestion(&word, ["yes", "no"], "words")));
        }
        word == "yes"
    }

    fn figure(&mut self, compares: Compares) -> Option<Figure> {
        let text = self.text(Column::Figure);
        if text == NONE {
            if compares != Compares::No {
                let help = "write `no` in the column `compares`, or name a figure";
                self.fault(Column::Figure, Diagnostic::new("", "nothing to compare with").found(text).help(help));
            }
            return None;
        }
        let parsed = Figure::parse(&text);
        if let Err(FigureError { message, found, .. }) = &parsed {
            let help = parsed.as_ref().err().map(FigureError::help).unwrap_or_default();
            self.fault(Column::Figure, Diagnostic::new("", message).found(found).help(help));
        }
        parsed.ok()
    }

    fn value(&mut self, unit: Unit) -> Option<f64> {
        let value = self.number(Column::Value)?;
        if value.is_none() {
            let diagnostic = Diagnostic::new("", "no value").allowed("a number").help("write the figure counted");
            self.fault(Column::Value, diagnostic);
        }
        value.filter(|value| self.on_scale(Column::Value, *value, unit))
    }

    /// The number in a column: none where there is something else, and no number in it where it is empty.
    fn number(&mut self, column: Column) -> Option<Option<f64>> {
        let text = self.text(column);
        if text.is_empty() {
            return Some(None);
        }
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.fault(column, not_a_number(&text));
        }
        number.map(Some)
    }

    /// Whether `number` can be of a figure in `unit`; a fault where not.
    fn on_scale(&mut self, column: Column, number: f64, unit: Unit) -> bool {
        let scale = unit.scale();
        if scale.holds(number) {
            return true;
        }
        let (message, help) = match scale {
            Scale::Logit if (0.0..=1.0).contains(&number) => (
                "a share of exactly 0 or 1, which is off the scale on which shares are compared",
                "write what one half of an event more would make of it, such as (0 + 0.5) / (n + 1)".to_owned(),
            ),
            Scale::Logit if number > 1.0 && number < 100.0 => {
                ("a share outside 0 to 1", format!("if it is meant in percent, write {}", trimmed(number / 100.0)))
            }
            Scale::Logit => ("a share outside 0 to 1", "write a share, not a count".to_owned()),
            _ => ("not above 0", format!("figures in this unit ({}) are above 0", unit.word())),
        };
        self.fault(column, Diagnostic::new("", message).found(number.to_string()).allowed(scale.range()).help(help));
        false
    }

    fn spread(&mut self, unit: Unit, value: Option<f64>) -> Option<Spread> {
        let [low, high, sd] = [Column::Low, Column::High, Column::Sd].map(|column| self.number(column));
        match (low?, high?, sd?) {
            (None, None, None) => {
                let column = if self.place(Column::Low).is_some() { Column::Low } else { Column::Sd };
                let diagnostic = Diagnostic::new("", "neither an interval nor a standard deviation");
                self.fault(column, diagnostic.allowed("`low` and `high`, or `sd`").help("say how sure the count is"));
                None
            }
            (None, None, Some(sd)) => self.sd(sd),
            (Some(low), Some(high), None) => self.interval(unit, value, low, high),
            (Some(_), None, None) | (None, Some(_), None) => {
                let (there, missing) = if low?.is_some() { ("low", Column::High) } else { ("high", Column::Low) };
                let diagnostic = Diagnostic::new("", format!("half an interval: only `{there}` is given"));
                self.fault(missing, diagnostic.help("give both ends"));
                None
            }
            (_, _, Some(_)) => {
                let diagnostic = Diagnostic::new("", "both an interval and a standard deviation");
                self.fault(Column::Sd, diagnostic.allowed("`low` and `high`, or `sd`").help("keep one of the two"));
                None
            }
        }
    }

    fn sd(&mut self, sd: f64) -> Option<Spread> {
        if sd < 0.0 {
            let diagnostic = Diagnostic::new("", "a negative standard deviation").found(sd.to_string());
            self.fault(Column::Sd, diagnostic.allowed("0 or more").help("write it without the sign"));
        }
        (sd >= 0.0).then_some(Spread::Sd(sd))
    }

    fn interval(&mut self, unit: Unit, value: Option<f64>, low: f64, high: f64) -> Option<Spread> {
        if low > high {
            let diagnostic = Diagnostic::new("", "an interval whose lower end lies above its upper end");
            let found = format!("{low} to {high}");
            self.fault(Column::Low, diagnostic.found(found).help("exchange `low` and `high`"));
            return None;
        }
        let are_on_scale =
            [(Column::Low, low), (Column::High, high)].map(|(column, end)| self.on_scale(column, end, unit));
        if are_on_scale != [true; 2] {
            return None;
        }
        if let Some(value) = value.filter(|value| *value < low || *value > high) {
            let diagnostic = Diagnostic::new("", "outside its own interval").found(value.to_string());
            let allowed = format!("{low} to {high}");
            self.fault(Column::Value, diagnostic.allowed(allowed).help("check value, `low` and `high`"));
            return None;
        }
        Some(Spread::Interval(Interval { low, high }))
    }

    fn discrepancy(&mut self, compares: Compares) -> Option<f64> {
        match self.number(Column::Discrepancy)? {
            None if compares == Compares::No => Some(0.0),
            None => {
                let diagnostic = Diagnostic::new("", "no discrepancy").allowed("0 or more, in the unit of the figure");
                let help =
                    "say how far the model may miss, as one standard deviation; 0 says that it may not miss at all";
                self.fault(Column::Discrepancy, diagnostic.help(help));
                None
            }
            Some(discrepancy) if discrepancy < 0.0 => {
                let diagnostic = Diagnostic::new("", "a negative discrepancy").found(discrepancy.to_string());
                self.fault(Column::Discrepancy, diagnostic.allowed("0 or more").help("write it without the sign"));
                None
            }
            discrepancy => discrepancy,
        }
    }
}

/// Whether there is no chance in a spread.
fn is_exact(spread: Spread) -> bool {
    match spread {
        Spread::Interval(interval) => interval.width() == 0.0,
        Spread::Sd(sd) => sd == 0.0,
    }
}

/// What is wrong with a cell that should hold a number.
fn not_a_number(text: &str) -> Diagnostic {
    let percent = text.strip_suffix('%').map(|number| number.trim().replace(',', "."));
    if let Some(number) = percent.and_then(|number| number.parse::<f64>().ok()) {
        let help = format!("shares are written without it: {}", trimmed(number / 100.0));
        return Diagnostic::new("", "a percent sign").found(text).allowed("a number").help(help);
    }
    let pointed = text.replacen(',', ".", 1);
    if pointed != text && pointed.parse::<f64>().is_ok() {
        let help = format!("where commas part the cells, decimals have points: write {pointed}");
        return Diagnostic::new("", "a decimal comma").found(text).allowed("a number").help(help);
    }
    Diagnostic::new("", "not a number").found(text).allowed("a number").help("write digits, with a decimal point")
}

/// `number` without what dividing by a hundred leaves at its end.
fn trimmed(number: f64) -> String {
    let digits = format!("{number:.8}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}
