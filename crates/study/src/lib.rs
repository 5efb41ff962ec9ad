//! Studies: questions to scenarios, how they are simulated on many threads, and the tables that answer them.
//!
//! ```text
//! scenario files ──read──> scenarios ──a study simulates──> tallies ──summarise──> tables
//! ```
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`scenario`] | scenario files of this machine; the language itself is the engine's |
//! | [`sheet`] | tables that people filled in: cases, values |
//! | [`input`] | a scenario that is ready to be simulated |
//! | [`recipe`] | what is asked, as data; how it is carried out |
//! | [`run`] | many trials on many threads, shards, worlds |
//! | [`compare`] | plans side by side on the same random numbers; what a part or a key contributes |
//! | [`design`] | points of a sweep; sensitivity to uncertain values |
//! | [`order`] | the best order of rungs |
//! | [`calibrate`] | what facts leave open: worlds that meet targets |
//! | [`expert`] | several experts weighed and put together into worlds |
//! | [`figure`] | what is measured of trials: named figures, means, two of them against each other |
//! | [`target`] | what figures are set beside: a table that people fill in |
//! | [`calibration`] | what the values of a scenario imply, beside what is documented |
//! | [`spelling`] | tables as the bytes of CSV files |
//! | [`table`] | every published table: columns with units and meanings, rows of typed cells |
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod calibrate;
pub mod calibration;
pub mod compare;
pub mod design;
pub mod expert;
pub mod figure;
pub mod input;
mod linear;
pub mod order;
pub mod recipe;
pub mod run;
pub mod scenario;
pub mod sheet;
pub mod spelling;
pub mod story;
pub mod table;
pub mod target;
