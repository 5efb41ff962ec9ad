//! detente plays concession sequences between two rivals who do not trust each other.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod calibration;
pub mod case;
pub mod claim;
pub mod cli;
pub mod compare;
pub mod design;
pub mod domain;
pub mod exact;
pub mod export;
pub mod luck;
pub mod math;
pub mod order;
pub mod parameter;
pub mod plan;
mod platform;
pub mod report;
pub mod rule;
pub mod run;
pub mod scenario;
pub mod sheet;
pub mod statistics;
pub mod table;
pub mod tally;
pub mod trial;
