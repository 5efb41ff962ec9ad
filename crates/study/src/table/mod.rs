//! Tables: typed rows, each declared once with its columns, units and meanings ([`TableRow`]), and the erased form that writers
//! print ([`Table`]). No formatting happens here.
//!
//! Every published table is a pure function of scenario, plan and tally, one file each, and stands in the list of
//! [`RunTables`]. What a column means stands beside its field, and goes from here into the data dictionary.

mod actors;
mod base_rates;
mod baseline;
mod boxes;
mod causes;
mod column;
mod fates;
mod headline;
mod histograms;
mod indicators;
mod indices;
mod interval;
mod learned;
mod leverage;
mod lexicon;
mod model;
mod observed;
mod outcomes;
mod parameters;
mod pick;
mod quantities;
mod result;
mod row;
mod run_tables;
mod rungs;
mod summary;
mod timeline;
mod trials;
mod value;
mod varied;
mod watch;
mod words;

pub use actors::ActorRow;
pub use base_rates::{BASE_RATES, BaseRateRow, Verdict, base_rates};
pub use baseline::{BaselineRow, TimeBought, difference as confrontation_difference, time_bought};
pub use boxes::BoxRow;
pub use causes::CauseRow;
pub use column::{Column, Kind};
pub use fates::FateRow;
pub use headline::Headline;
pub use histograms::{BinEnd, HistogramRow};
pub use indicators::IndicatorRow;
pub use indices::{IndexPairRow, IndexRow, index_rows, sensitivity_tables, what_matters};
pub use interval::{ranged_share, share, share_interval};
pub use learned::{Learned, LearnedRow, learned};
pub use leverage::LeverageRow;
pub use lexicon::{Term, lexicon};
pub use model::{Cell, Table};
pub use observed::{FEWEST_KEPT, ObservedRow};
pub use outcomes::{MONTHS, OutcomeRow, share_by};
pub use parameters::ParameterRow;
pub use pick::{Handle, Pick};
pub use quantities::{Population, QuantityRow};
pub use result::{ScenarioResult, Status};
pub(crate) use row::table;
pub use row::{Field, Head, Ranged, TableRow, of_scenario};
pub use run_tables::{Extent, RunRow, RunTables, summarise};
pub use rungs::RungRow;
pub use summary::SummaryRow;
pub use timeline::TimelineRow;
pub use trials::{TrialRow, trial_columns, trial_row};
pub(crate) use value::worded;
pub use value::{CellValue, Exact, Text, Tidy, Written};
pub use varied::{Varied, VariedColumns, value_cell, value_of};
pub use watch::{WatchRow, Watched, WatchedState, watched};
pub use words::{
    counted, from_to, grouped, in_a_hundred, of_a_hundred, of_a_hundred_trials, percent, points, share_in_words,
    share_percent,
};
