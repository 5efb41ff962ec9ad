//! detente plays concession sequences between two rivals who do not trust each other.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod base_rate;
pub mod calibration;
pub mod case;
pub mod claim;
pub mod cli;
pub mod compare;
pub mod design;
pub mod export;
pub mod order;
mod platform;
pub mod report;
pub mod run;
pub mod scenario;
pub mod sheet;
pub mod table;

pub use detente_engine::{batch, domain, exact, luck, math, observe, parameter, plan, rule, statistics, tally, trial};
