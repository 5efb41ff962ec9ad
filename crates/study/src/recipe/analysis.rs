//! An answer that is tables from the beginning.

use crate::calibrate::Calibration;
use crate::compare::Comparison;
use crate::design::Sensitivity;
use crate::expert::Pool;
use crate::input::Input;
use crate::order::{Found, Space};
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
    /// What was left out, and why, a sentence each.
    pub remarks: Vec<String>,
    /// What the tables were made from, where a screen needs more than them.
    pub findings: Option<Findings>,
}

/// What was found, by the kind of recipe that asked.
#[derive(Debug)]
pub enum Findings {
    /// Of a comparison.
    Comparison(Comparison),
    /// Of a sensitivity analysis.
    Sensitivity(Box<Sensitivity>),
    /// Of a calibration.
    Calibration(Box<Calibration>),
    /// Of a pool of experts.
    Pool(Box<Pool>),
    /// Of a search for the best order.
    Order(Box<OrderFindings>),
}

/// What a search found.
#[derive(Debug)]
pub struct OrderFindings {
    /// All plans that could have been tried.
    pub space: Space,
    /// Those that were, and the best of them.
    pub found: Found,
}
