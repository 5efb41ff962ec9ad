//! The instruments of the lab, finite scenarios for other programs, and everything that is read, damaged at random: the lab
//! alone knows it all.

mod base_rates;
mod cases;
mod claims;
#[cfg(unix)]
mod destinations;
#[cfg(feature = "fault-injection")]
mod faults;
mod mutated;
mod prism;
mod readers;
mod second_opinion;

/// The program `detente-lab`, which these tests run.
struct Lab;

impl support::Program for Lab {
    const PATH: &'static str = env!("CARGO_BIN_EXE_detente-lab");
}

type Desk = support::Desk<Lab>;
