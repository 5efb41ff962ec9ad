//! Historical cases: scenarios coded by one rule, simulated, and set beside what happened.
//!
//! ```text
//! list of cases ──read──> checked cases ──compile──> plans ──(simulated)──> shares ──score──> sheets ──page──> Markdown
//!      TOML               CaseList                   CaseFile            Forecast          Sheet
//! ```
//!
//! The rule by which they are coded stands on the page itself, `docs/cases.md`, above what is made here.

mod axis;
mod compile;
mod forecast;
mod model;
mod page;
mod permutation;
mod read;
mod score;

pub use axis::{AxisScore, axes};
pub use compile::{CaseFile, Compiled, compile};
pub use forecast::{CaseForecasts, Forecast, Shares};
pub use model::{Case, CaseList, Happened, Variation};
pub use page::{MARK, Origin, page, summary};
pub use permutation::{DEALS, chance};
pub use read::read;
pub use score::{Forecaster, LOG_FLOOR, Sample, Sheet, base_rate, brier, log_score, samples, sheets, skill};
