//! What is wrong with a file, in words for those who wrote it: gathered all at once, each fault at its place, with what to write.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `fault` | a diagnostic, and a fault: a diagnostic with its place |
//! | `diagnostics` | all of them, with the documents that they are about |
//! | `syntax` | faults of TOML itself |
//! | `missing_quotes`, `meant_value`, `notation` | what was probably meant by a value that cannot be read |
//! | `wrong_ids` | names that are no ids |
//! | `nearest`, `former`, `help` | the known name nearest to an unknown one; names of earlier versions; both in words |

mod diagnostics;
mod fault;
mod former;
mod help;
pub(super) mod meant_value;
pub(super) mod missing_quotes;
pub(super) mod nearest;
pub(super) mod notation;
pub(super) mod syntax;
pub(super) mod wrong_ids;

pub use diagnostics::{Diagnostics, Place};
pub use fault::{Diagnostic, Fault, MOST_FAULTS, ScenarioFaults};
pub use help::help;
pub use nearest::nearest;
