//! An answer that is tables from the beginning.

use super::order::OrderFindings;
use crate::compare::Comparison;
use crate::design::Sensitivity;
use crate::input::Input;
use crate::table::Table;

/// What an analysis gives.
#[derive(Debug)]
pub struct Analysis {
    /// The scenarios as simulated, each once, in order of their stems.
    pub inputs: Vec<Input>,
    /// The tables.
    pub tables: Vec<Table>,
    /// What to open first, for somebody to whom the folder was handed (Markdown).
    pub guide: String,
    /// Further files: paths within the folder, and texts.
    pub files: Vec<(String, String)>,
    /// What the tables were made from, for screens.
    pub findings: Findings,
}

/// What was found, by the kind of recipe that asked.
#[derive(Debug)]
pub enum Findings {
    /// Of a comparison.
    Comparison(Comparison),
    /// Of a sensitivity analysis.
    Sensitivity(Sensitivity),
    /// Of a search for the best order.
    Order(Box<OrderFindings>),
}

/// The guide to a folder of tables that answer one question: what was done, and what to read in which table.
pub(super) fn guide(title: &str, what: &str, tables: &str) -> String {
    format!(
        "# {title}\n\n{what} The tables say what follows if the assumptions of the scenarios hold. They are no forecast.\n\n{tables} \
         Every column is explained below, for programs in `datapackage.json`.\n\n\
         `detente verify` on this folder says whether anything was changed since; `detente verify --rerun` simulates all again and \
         compares every byte. Do not edit the files here: work on a copy.\n"
    )
}
