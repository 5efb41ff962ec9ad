//! Base rates: what was counted of real channels, set beside what the built-in scenario does.
//!
//! ```text
//! calibration/targets.csv ──read──> Target ─────────────────┐
//! built-in scenario ──simulate──> Counts ──estimate──> RateEstimate ┴─judge──> Verdict ──page──> Markdown
//! ```
//!
//! A base rate names the [`Figure`] that it is to be compared with, a word of a closed vocabulary of what is measured of the
//! trials. The page is `docs/calibration.md`; what it may and may not say stands at its head, which is written by hand.

mod counts;
mod estimate;
mod figure;
mod life_table;
mod page;
mod rate_estimate;
mod read;
mod simulate;
mod target;
mod verdict;
mod watch;

pub use counts::{Counts, WINDOWS};
pub use estimate::estimate;
pub use figure::{Figure, Unit};
pub use life_table::LifeTable;
pub use page::{MARK, Origin, overview, page, summary};
pub use rate_estimate::RateEstimate;
pub use read::read;
pub use simulate::{BuiltIn, SimulatedBuiltIn, simulate};
pub use target::{Compares, Target, TargetList};
pub use verdict::{Judged, Verdict, judge};
pub use watch::{History, TrialWatch};
