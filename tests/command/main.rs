//! The command: what can be asked, where it may write, how it ends, and the rules of the house.

mod calibration;
mod clock;
mod command_line;
mod compare;
mod correlated;
mod destinations;
mod finite;
mod full;
mod house;
mod interrupted;
mod news;
mod order;
mod overrides;
mod sensitivity;
mod sweep;

/// The program `detente`, which these tests run.
struct Detente;

impl support::Program for Detente {
    const PATH: &'static str = env!("CARGO_BIN_EXE_detente");
}

type Desk = support::Desk<Detente>;
