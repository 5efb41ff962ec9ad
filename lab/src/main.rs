//! The command `detente-lab`: the pages that say how far the model is borne out, and finite scenarios for other programs.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
