//! Files, names, tables and folders that nobody sends in good faith.
//!
//! A binary of its own, as what all commands of its process have taken is measured: no other test may run one beside them.
#![cfg(unix)]

mod files;
mod folders;
mod measured;
mod names;

/// The program `detente`, which these tests run.
struct Detente;

impl support::Program for Detente {
    const PATH: &'static str = env!("CARGO_BIN_EXE_detente");
}

type Desk = support::Desk<Detente>;
