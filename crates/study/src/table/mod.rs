//! Tables: named and typed columns with units, and rows of typed cells. No formatting happens here.
//!
//! Every published table is a pure function of scenario, plan and tally, one file each. What a
//! column means stands beside its name, and goes from here into the data dictionary.

/// A row of cells from anything that is a cell.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$($crate::table::Cell::from($cell)),*] };
}
pub(crate) use row;

mod actors;
mod baseline;
mod causes;
mod column;
mod fates;
mod histograms;
mod indicators;
mod interval;
mod learned;
mod leverage;
mod lexicon;
mod model;
mod observed;
mod outcomes;
mod parameters;
mod quantities;
mod rungs;
mod study;
mod summarise;
mod summary;
mod timeline;
mod trials;
mod varied;
mod watch;
mod words;

pub use baseline::{TimeBought, difference as confrontation_difference, time_bought};
pub use column::{Column, Kind};
pub(crate) use column::{SCENARIO, Spec, TRIALS, columns};
pub use interval::{share, share_interval};
pub use learned::{Learned, learned};
pub use lexicon::{Term, lexicon};
pub use model::{Cell, Table};
pub use observed::FEWEST_KEPT;
pub use outcomes::{MONTHS, share_by};
pub use study::{study_headers, study_tables};
pub use summarise::{ScenarioResult, Status, summarise, summarise_part};
pub use trials::{trial_columns, trial_row};
pub use varied::value_cell;
pub use varied::{Varied, VariedColumns};
pub use watch::{Watched, WatchedState, watched};
pub use words::{from_to, grouped, of_a_hundred_trials, percent, points, share_in_words, share_percent};
