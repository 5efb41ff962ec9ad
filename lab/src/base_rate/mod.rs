//! Base rates: what was counted of real channels, set beside what the built-in scenario does.
//!
//! ```text
//! calibration/targets.csv ──read──> Target ─────────────────┐
//! built-in scenario ──simulate──> Counts ──estimate──> RateEstimate ┴─judge──> Verdict ──page──> Markdown
//! ```
//!
//! Figures and targets are those of [`detente_study::figure`] and [`detente_study::target`], which users have for scenarios of their
//! own. The page is `docs/calibration.md`; what it may and may not say stands at its head, which is written by hand.

mod page;
mod read;
mod simulate;
mod verdict;

pub use page::{MARK, Origin, overview, page, summary};
pub use read::read;
pub use simulate::{BuiltIn, SimulatedBuiltIn, simulate};
pub use verdict::{Judged, Verdict, judge};
