//! Faults of files, as every command prints them.

use detente_study::scenario::ScenarioFaults;
use std::io::{self, IsTerminal, Write};

/// Prints the faults of one file to the error stream.
pub(super) fn print(faults: &ScenarioFaults) {
    let _ = writeln!(io::stderr(), "{}\n", faults.render(io::stderr().is_terminal()));
}
