//! How tables are spelled as text: the same bytes in a results folder and in a page.

mod csv;
mod dialect;

pub use self::csv::{TableWriter, spelled_rows, write_table};
pub use dialect::{Dialect, unmarked};
