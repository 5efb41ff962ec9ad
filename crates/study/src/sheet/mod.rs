//! Tables that people have filled in with a spreadsheet: cells with their places ([`Sheet`]), a case in every row ([`cases`]),
//! and the questionnaire `parameters.csv` read back ([`changes`]).
//!
//! Spreadsheets write what their country and their maker are used to: commas, semicolons or tabs between cells, decimal points
//! or commas, a byte order mark or none, UTF-8 or Windows-1252. All of that is taken as it comes.

mod cases;
mod decimal;
mod holds;
mod model;
mod numbers;
mod quotes;
mod read;
mod repeated;
mod values;

pub use cases::{Cases, cases};
pub use holds::{Holds, LABEL};
pub use model::{Cell, Row, Sheet};
pub use read::{called, is_pipe};
pub use values::{changes, left_out, listed, must_be_about, subjects};
