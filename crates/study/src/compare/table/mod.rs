//! The tables of comparisons, one file each.

mod attribution;
mod delivered;
mod differences;
mod interactions;
mod keys;
mod regret;
mod worth_knowing;
mod worth_watching;

pub use attribution::{AttributionCauseRow, AttributionRow, attribution, attribution_causes};
pub use delivered::{DeliveredRow, delivered_rows};
pub use differences::{DifferenceRow, DotRow, FlowRow, difference_rows, dot_rows, flows};
pub use interactions::{InteractionRow, interaction_rows};
pub use keys::{KeyRow, key_rows};
pub use regret::{RegretRow, regret_rows};
pub use worth_knowing::{WorthKnowingRow, worth_knowing_rows};
pub use worth_watching::{WorthWatchingRow, worth_watching_rows};

use super::{FactorKind, Figure, Stated, Verdict};
use crate::table::worded;

worded!(FactorKind, Figure, Stated, Verdict);

/// What the lower end of the interval of a share is.
const WILSON: &str = "Lower end of its 95 % interval from chance alone (Wilson).";
/// The same of what it is worth to learn something.
const JACKKNIFE: &str =
    "Lower end of its 95 % interval from chance alone: the jackknife over twenty parts of the trials.";
/// The same of what is worked out from the values of single trials.
const AT_ONCE: &str = "Lower end of its interval from chance alone: normal, from the values of single trials, all rows at once with 95 % (Bonferroni).";
