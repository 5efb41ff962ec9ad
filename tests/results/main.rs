//! Results: the same bytes however they come about, and all that is made of them.

mod base_rates;
mod bounded_reports;
mod foreign_readers;
mod frozen;
mod lean;
mod readme;
mod repeatable;
mod report;
mod report_analysis;
mod report_calibration;
mod report_plans;
mod shards;
mod spreadsheets;
mod ties;
mod trust;
mod verify;
mod worlds;

/// The program `detente`, which these tests run.
struct Detente;

impl support::Program for Detente {
    const PATH: &'static str = env!("CARGO_BIN_EXE_detente");
}

type Desk = support::Desk<Detente>;
