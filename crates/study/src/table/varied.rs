//! What differs between the points of a sweep, on every row of every table.

use super::{Cell, CellValue as _, Column, Kind, Table, Written};
use crate::scenario::Scenario;
use crate::sheet::LABEL;
use detente_engine::parameter::registry;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What is varied, and the value of each at every point.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Read")]
pub struct Varied {
    /// The dotted keys.
    pub keys: Vec<String>,
    /// By the name under which the point stands in the column `scenario`: its values, in the order of the keys.
    pub points: BTreeMap<String, Vec<String>>,
}

/// What is read, before every point is known to have its values.
#[derive(Deserialize)]
struct Read {
    keys: Vec<String>,
    points: BTreeMap<String, Vec<String>>,
}

impl TryFrom<Read> for Varied {
    type Error = String;

    fn try_from(read: Read) -> Result<Self, String> {
        match read.points.iter().find(|(_, values)| values.len() != read.keys.len()) {
            Some((point, values)) => Err(format!("{point} has {} of {} values", values.len(), read.keys.len())),
            None => Ok(Self { keys: read.keys, points: read.points }),
        }
    }
}

impl Varied {
    /// Gives `table`, whose first column is `scenario`, a column for every key after it.
    pub fn add_to(&self, table: &mut Table) {
        self.laid().add_to(table);
    }

    /// What is varied with its columns, for tables that come in parts: of thousands of points, the columns are worked out
    /// once.
    #[must_use]
    pub fn laid(&self) -> VariedColumns<'_> {
        let columns = self.keys.iter().enumerate().map(|(at, key)| self.column(at, key)).collect();
        VariedColumns { varied: self, columns }
    }

    /// The first value that a row of `scenario`, one of the points, would state and that is not what was simulated there, in words.
    #[must_use]
    pub fn contradiction(&self, scenario: &Scenario) -> Option<String> {
        let stem = &scenario.stem;
        let Some(values) = self.points.get(stem) else { return Some(format!("{stem} is none of the points")) };
        let stated = self.keys.iter().zip(values).filter(|(key, value)| *key != LABEL && !value.is_empty());
        let wrong = |(key, value): (&String, &String)| {
            let why = scenario.must_simulate(key, value).err()?;
            Some(format!("{stem}: the tables would state {key} = {value}, but {why}"))
        };
        stated.into_iter().find_map(wrong)
    }

    /// The names of the columns, in the order of the keys.
    pub fn columns(&self) -> impl Iterator<Item = String> {
        self.keys.iter().map(|key| column_name(key))
    }

    fn column(&self, at: usize, key: &str) -> Column {
        let is_number = |values: &Vec<String>| matches!(value_cell(key, &values[at]), Cell::Exact(_));
        Column {
            name: Cow::Owned(column_name(key)),
            kind: if self.points.values().all(is_number) { Kind::Real } else { Kind::Text },
            unit: Cow::Borrowed(registry::of_key(key).map_or("", |entry| entry.unit)),
            description: Cow::Borrowed("What was varied: the value at this point of the sweep."),
        }
    }
}

/// What `value` says under `key`: a number where one can stand there; labels, names and all other words as they are written.
#[must_use]
pub fn value_of(key: &str, value: &str) -> Written {
    let holds_words = key == LABEL || registry::of_key(key).is_some_and(|entry| !entry.holds_numbers());
    if holds_words { Written::Words(value.to_owned()) } else { Written::of(value) }
}

/// The same in a cell.
#[must_use]
pub fn value_cell(key: &str, value: &str) -> Cell {
    value_of(key, value).cell()
}

/// What is varied, with the columns that it gives every table.
#[derive(Clone, Debug)]
pub struct VariedColumns<'a> {
    varied: &'a Varied,
    columns: Vec<Column>,
}

impl VariedColumns<'_> {
    /// Gives `table`, whose first column is `scenario`, a column for every key after it.
    pub fn add_to(&self, table: &mut Table) {
        table.columns.splice(1..1, self.columns.iter().cloned());
        let keys = &self.varied.keys;
        for row in &mut table.rows {
            let values = match &row[0] {
                Cell::Text(stem) => self.varied.points.get(stem.as_ref()),
                _ => None,
            };
            let cell = |at: usize| values.map_or(Cell::Empty, |values| value_cell(&keys[at], &values[at]));
            row.splice(1..1, (0..keys.len()).map(cell));
        }
    }
}

/// A key at the head of a file has no point in it, and could be the name of a column of the table.
fn column_name(key: &str) -> String {
    if key.contains('.') { key.to_owned() } else { format!("varied_{key}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_without_its_values_cannot_be_read() {
        let read = |text: &str| serde_json::from_str::<Varied>(text).map_err(|error| error.to_string());
        assert!(read(r#"{"keys": ["a"], "points": {"p-1": ["2"]}}"#).is_ok());
        let refused = read(r#"{"keys": ["a", "b"], "points": {"p-1": ["2"]}}"#).expect_err("a value is missing");
        assert!(refused.contains("p-1 has 1 of 2 values"), "{refused}");
    }

    #[test]
    fn every_row_says_what_was_varied() {
        let text = |name: &'static str| Column {
            name: name.into(),
            kind: Kind::Text,
            unit: "".into(),
            description: "".into(),
        };
        let rows = ["a-1", "a-2", "a-2"].map(|stem| vec![Cell::from(stem), Cell::Count(1)]);
        let columns = vec![text("scenario"), text("count")];
        let mut table = Table { name: "t", description: "", columns, rows: rows.to_vec() };
        let points = [("a-1", ["0.5", "x"]), ("a-2", ["2", "none"])];
        let points = points.map(|(stem, values)| (stem.to_owned(), values.map(str::to_owned).to_vec()));
        Varied { keys: vec!["m.ambiguity".into(), "title".into()], points: points.into() }.add_to(&mut table);
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_ref()).collect();
        assert_eq!(names, ["scenario", "m.ambiguity", "varied_title", "count"]);
        assert_eq!((table.columns[1].kind, table.columns[2].kind), (Kind::Real, Kind::Text));
        assert_eq!(table.rows[2], [Cell::from("a-2"), Cell::Exact(2.0), Cell::from("none"), Cell::Count(1)]);
    }

    #[test]
    fn labels_and_names_are_no_numbers() {
        for value in ["010", "0.10", "1e3", "TRUE", "-0", "+5"] {
            for key in ["case", "title", "mediator.name", "party.iran.name", "rung.hotline.title"] {
                assert_eq!(value_cell(key, value), Cell::Text(value.into()), "{key}");
            }
        }
        assert_eq!(value_cell("messaging.ambiguity", "0.10"), Cell::Exact(0.1));
        assert_eq!(value_cell("rung.hotline.sender.detection", "1e-1"), Cell::Exact(0.1));
        let varied = Varied { keys: vec!["case".into()], points: [("p-1".to_owned(), vec!["010".to_owned()])].into() };
        assert_eq!(varied.column(0, "case").kind, Kind::Text);
    }
}
