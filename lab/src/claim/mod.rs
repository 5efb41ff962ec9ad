//! Claims about incremental concession trades, each tried as a paired experiment on the same random numbers.
//!
//! ```text
//! list of claims ──read──> checked claims ──compile──> designs ──simulate──> tallies ──judge──> findings ──page──> Markdown
//!      TOML                ClaimList                   Design          RowTally          Finding
//! ```
//!
//! The list says what is changed, what is measured and what is expected; nothing about a single claim stands in
//! the code.

mod check;
mod compile;
mod effect;
mod judge;
mod model;
mod page;
mod simulate;
mod text;

pub use check::{read, read_text};
pub use compile::{Design, compile};
pub use judge::{ClaimVerdict, Finding, Verdict, claim_verdict, judge};
pub use model::{
    Background, Claim, ClaimKind, ClaimList, Comparison, Direction, Expectation, Experiment, Level, Measure,
    RatioMeasure,
};
pub use page::{page, summary};
pub use simulate::{RowTally, simulate, trial_count};
