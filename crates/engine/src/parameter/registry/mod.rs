//! One table of everything the scenario language can say.
//!
//! Every key has one [`Entry`]: table, kind, allowed and plausible range, default, unit, symbol, the
//! question in words and the source of the default. Checks, defaults, the reference page, the schema
//! for editors and `parameters.csv` are all made from it, so that they cannot disagree.
//!
//! To add a key: add its entry to the list of its table (and, for a number, its field to
//! [`Numbers`](super::Numbers)); nothing else needs to know.

mod actors;
mod correlated;
mod default;
mod entry;
mod home;
mod ladder;
mod lookup;
mod news;
mod opening;
mod range;
mod settings;
mod table;
mod world;

pub use default::by_policy;
pub use default::{Circumstance, DefaultValue, DefaultWord};
pub use entry::{Entry, Kind, NumberSpec, Select, SettingSpec, WordList};
pub use lookup::{at, entries, entries_of, find, of_key, table_of};
pub use range::Range;
pub use table::TableName;
